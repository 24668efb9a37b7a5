"""Which database and which folder are meant: those of the settings, or others that are named."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from sightline.errors import UserError
from sightline.jobs.backups.database import Database
from sightline.jobs.backups.postgresql import PostgresqlDatabase
from sightline.jobs.backups.sqlite import SqliteDatabase

_SQLITE = "sqlite"


class WrongAddress(UserError):
    """An address that names no database of a kind Sightline uses."""

    exit_code = 2


def configured_database() -> Database:
    """Return the database of SIGHTLINE_DATABASE_URL."""
    settings = connections["default"].settings_dict
    if str(settings["ENGINE"]).endswith("sqlite3"):
        return SqliteDatabase(Path(str(settings["NAME"])))
    return PostgresqlDatabase(_parameters(settings))


def database_at(address: str) -> Database:
    """Return the database of an address as in SIGHTLINE_DATABASE_URL. Raises: WrongAddress"""
    parts = urlsplit(address)
    if parts.scheme == _SQLITE and not parts.netloc and len(parts.path) > 1:
        return SqliteDatabase(Path(unquote(parts.path.removeprefix("/"))))
    if parts.scheme in {"postgres", "postgresql"}:
        try:
            parameters = {key: str(value) for key, value in conninfo_to_dict(address).items()}
        except psycopg.ProgrammingError:
            parameters = {}
        if parameters.get("dbname"):
            return PostgresqlDatabase(parameters)
    raise WrongAddress(
        "The address of a database is sqlite:///a/relative/file, sqlite:////an/absolute/file or "
        "postgres://user:password@host:5432/name."
    )


def address_of(database: Database) -> str:
    """Return the address of a database, in the form of SIGHTLINE_DATABASE_URL."""
    if isinstance(database, PostgresqlDatabase):
        return database.url
    assert isinstance(database, SqliteDatabase)
    return f"{_SQLITE}:///{database.file.absolute()}"


def _parameters(settings: Mapping[str, Any]) -> dict[str, str]:
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    own = {word: str(settings[name]) for word, name in words.items() if settings.get(name)}
    # Django's own options beside those of libpq are not words but objects and switches.
    others = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    return {**others, **own}
