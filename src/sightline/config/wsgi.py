"""The WSGI application that a server such as gunicorn runs."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

from sightline.config.database import hold_open
from sightline.records.audit.reserve import prepare

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")

application = get_wsgi_application()
prepare(settings.AUDIT_RESERVE_FILE)
held_open = hold_open(settings.DATABASES["default"])
# Nothing is served while something is undeclared: see `config.checks`.
BaseCommand().check()
