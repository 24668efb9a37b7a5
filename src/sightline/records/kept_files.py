"""Files kept on the disk before any row says so: uploads under their digest, exports under their id."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as kept: `name` is its place in the storage."""

    name: str
    sha256: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class KeptFileColumns:
    """Where a table says which files it has, and by which digest each is known."""

    table: str
    name: str
    sha256: str


def digest_of(data: bytes) -> str:
    """Return the digest a file is known by."""
    return hashlib.sha256(data).hexdigest()


def file_name_of(name: str) -> str:
    """Return the last part of a name as a browser sends it, fit to be shown and offered again."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable[-200:] or "file"


def keep_file(folder: str, data: bytes) -> KeptFile:
    """Write a file and its folders through to the disk; one kept already is left as it is."""
    sha256 = digest_of(data)
    name = f"{folder}/{sha256[:2]}/{sha256}"
    keep_file_as(name, data, is_fixed=True)
    return KeptFile(name=name, sha256=sha256, n_bytes=len(data))


def keep_file_as(name: str, data: bytes, *, is_fixed: bool = False) -> None:
    """Write a file under a name of the caller's. Where the name fixes the content, one kept already stays."""
    path = Path(default_storage.path(name))
    folders = [path.parent, *path.parent.parents[: name.count("/")]][::-1]
    for place in folders:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (is_fixed and path.is_file()):
        _write_through(path, data)
    # Also where it was there: whoever wrote it in this moment may not have come so far.
    for place in folders:
        _sync_folder(place)


def forget_file(name: str) -> bool:
    """Delete a kept file for good, and say whether it was there."""
    path = Path(default_storage.path(name))
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    _sync_folder(path.parent)
    return True


def kept_names(folder: str) -> tuple[str, ...]:
    """Return the names of the files in a folder."""
    place = Path(default_storage.path(folder))
    return tuple(f"{folder}/{path.name}" for path in place.iterdir()) if place.is_dir() else ()


def _write_through(path: Path, data: bytes) -> None:
    """Write beside the file's place and move it there, so that no half-written file is ever found."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_kept_file(name: str) -> bytes:
    """Return the bytes of a kept file."""
    return Path(default_storage.path(name)).read_bytes()


def kept_files_folder() -> Path:
    """Return the folder that every kept file's name begins in."""
    return Path(default_storage.path(""))


def kept_file_columns() -> tuple[KeptFileColumns, ...]:
    """Return where files are named: each model with a file keeps its digest beside it."""
    found = []
    for model in apps.get_models():
        columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
        found += [
            KeptFileColumns(model._meta.db_table, columns[field.name], columns["sha256"])
            for field in model._meta.concrete_fields
            if isinstance(field, FileField)
        ]
    return tuple(found)
