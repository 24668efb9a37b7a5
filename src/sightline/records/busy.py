"""Whether the database is busy with somebody else's work, or is not there at all. Both pass by themselves."""

import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from sightline.errors import UserError

_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# Serialization failure, deadlock, lock not available, cancelled for taking too long.
_POSTGRESQL = {"40001", "40P01", "55P03", "57014"}
# Too many connections, shut down, crashed, starting up; and the class of all that befalls a connection.
_POSTGRESQL_AWAY = {"53300", "57P01", "57P02", "57P03"}
_CONNECTION_CLASS = "08"


class Busy(UserError):
    """Others held what was to be written for longer than anybody should wait. Nothing was saved."""


def is_busy(error: BaseException | None) -> bool:
    """Say whether a database's error means that others are writing: the transaction is undone as a whole."""
    if not isinstance(error, DatabaseError):
        return False
    cause = error.__cause__
    return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in _SQLITE or _state(error) in _POSTGRESQL


def is_away(error: BaseException | None) -> bool:
    """Say whether a database's error means that it does not answer, or hung up."""
    if connection.vendor != "postgresql" or not isinstance(error, OperationalError | InterfaceError):
        return False
    state = _state(error)
    return not state or state in _POSTGRESQL_AWAY or state.startswith(_CONNECTION_CLASS)


def _state(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""
