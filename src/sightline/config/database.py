"""From a database address to Django's description of a connection."""

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# A write waits for others so long; then whoever sent it is told that Sightline is busy.
SECONDS_TO_WAIT = 20
# WAL lets people read while another writes. FULL waits until the disk has a commit: "saved" must still be
# true after a power cut. IMMEDIATE takes the write lock at the start of a transaction, where waiting is
# possible, not at its first write, where SQLite can only fail.
SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": SECONDS_TO_WAIT,
}


def connection_from_url(url: str) -> dict[str, Any]:
    """This turns an address as in SIGHTLINE_DATABASE_URL into one entry of Django's DATABASES.

    Raises: ImproperlyConfigured

    Example:
        >>> connection_from_url("postgres://ann:s%2Fcret@db.example:5433/reviews")["PASSWORD"]
        's/cret'
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        if parts.netloc or not name:
            raise ImproperlyConfigured(
                "A SQLite address is sqlite:///a/relative/file or sqlite:////an/absolute/file."
            )
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": _postgresql_options(dict(parse_qsl(parts.query))),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"SIGHTLINE_DATABASE_URL begins with {parts.scheme!r}; it must begin with sqlite: or postgres:."
    )


def _postgresql_options(given: dict[str, str]) -> dict[str, str]:
    """What the address asks for comes last, and so prevails.

    The rules of row-level security look costly to PostgreSQL: compiling them takes longer than they do.
    """
    ours = f"-c jit=off -c lock_timeout={SECONDS_TO_WAIT}s"
    return {"connect_timeout": "2", **given, "options": f"{ours} {given.get('options', '')}".rstrip()}


def hold_open(database: Mapping[str, Any]) -> sqlite3.Connection | None:
    """This keeps a SQLite database's log and index in their place while the site runs.

    Whichever connection closes last gives their room back. On a full disk the next could not make them
    anew, and so not even read.
    """
    if not database["ENGINE"].endswith("sqlite3"):
        return None
    held = sqlite3.connect(database["NAME"], check_same_thread=False)
    held.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return held
