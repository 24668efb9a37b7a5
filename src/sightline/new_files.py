"""Files that are made once, whole, and never overwritten: keys."""

import os
import tempfile
from pathlib import Path


def put_new(text: str, path: Path) -> None:
    """This puts a text there that only its owner may read, unless there is a file.

    It appears whole: of processes that start together one wins, and all read its text.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(made)
