"""The WSGI application that a server such as gunicorn runs."""

import os

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")

application = get_wsgi_application()
# Nothing is served while something is undeclared: see `config.checks`.
BaseCommand().check()
