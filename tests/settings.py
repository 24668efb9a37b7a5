"""The settings of the tests: those of the product, less what only costs time.

A database file of its own for each process lets several people test in one checkout, and lets a browser
and the tests work on it at the same time, which SQLite in memory does not.
"""

import os
import tempfile
from pathlib import Path

from sightline.config.settings import *  # noqa: F403
from sightline.config.settings import DATABASES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    _FILE = Path(tempfile.gettempdir()) / f"sightline-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_FILE)}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"  # no test cuts the power
    )
DATABASES["default"]["CONN_MAX_AGE"] = 0

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SECOND_FACTOR_IS_REQUIRED = False  # the tests of signing in turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
