"""Whether the database cannot be written for want of room or permission, and how much room is left."""

import shutil
import sqlite3
from pathlib import Path

from django.db import DatabaseError

from sightline.errors import UserError

#: Below this share of free space whoever runs Sightline is warned.
LEAST_FREE = 0.15

_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_WRITE,
}
_POSTGRESQL = {"53100", "25006"}  # disk full, read-only transaction


class NoRoomToWrite(UserError):
    """Nothing can be saved: the disk is full, or the database is read-only."""


def is_no_room(error: BaseException | None) -> bool:
    """Say whether a database's error means that nothing can be written now."""
    if not isinstance(error, DatabaseError):
        return False
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0)
    return bool({code, code & 0xFF} & _SQLITE) or getattr(cause, "sqlstate", "") in _POSTGRESQL


def free_share(folder: Path) -> float:
    """This is how much of a folder's disk is free, from 0 to 1."""
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total
