"""The reading process: a file on standard input, progress and the result as JSON lines on standard output.

Started by `sandbox` with the kind of file, never imported by anything that holds records or secrets, and
imports no Django.
"""

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from sightline.exchange.importers import limits
from sightline.exchange.importers.confinement import confine
from sightline.exchange.importers.progress import Progress, ProgressHandler
from sightline.exchange.importers.unreadable import UnreadableFile


def main(kind: str, *arguments: str) -> None:
    """Read one file of a kind within limits and say how it went."""
    read = _READERS[kind](*arguments)
    confine()
    output = sys.stdout.buffer
    # Whatever a library prints must not be taken for a line of ours.
    sys.stdout = sys.stderr

    def tell(progress: Progress) -> None:
        _write(output, {"progress": [progress.stage, progress.done, progress.total]})

    message: dict[str, Any]
    try:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        message = {"result": read(data, tell)}
    except UnreadableFile as error:
        message = {"unreadable": str(error)}
    except MemoryError:
        message = {"out_of_memory": True}
    except Exception as error:
        # A defect of ours. The places say where; the message is left out, for it may hold the file's words.
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        message = {"failed": f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"}
    _write(output, message)


# Each kind loads its own libraries only, and does so before the process is confined.
_Reader = Callable[[bytes, ProgressHandler], Any]


def _published_review_reader() -> _Reader:
    from sightline.exchange.importers.published_review import read_published_review

    return lambda data, tell: read_published_review(data, name="", progress=tell)


def _action_plan_reader(columns: str) -> _Reader:
    from sightline.exchange.importers.action_plan_xlsx import read_action_plan_xlsx
    from sightline.exchange.importers.returned_plan import as_json

    wanted = json.loads(columns)
    return lambda data, tell: as_json(read_action_plan_xlsx(data, titles=wanted["titles"], key=wanted["key"]))


def _leaked_copy_reader() -> _Reader:
    from sightline.exchange.importers.leaked_copy import read_leaked_copy

    return lambda data, tell: asdict(read_leaked_copy(data))


def _chronology_reader(file_name: str) -> _Reader:
    from sightline.exchange.importers.chronology_tables import read_tables
    from sightline.exchange.importers.raw_tables import tables_as_json

    return lambda data, tell: tables_as_json(read_tables(data, file_name))


_READERS: dict[str, Callable[..., _Reader]] = {
    "published_review": _published_review_reader,
    "action_plan": _action_plan_reader,
    "leaked_copy": _leaked_copy_reader,
    "chronology": _chronology_reader,
}


def _write(output: BinaryIO, message: dict[str, Any]) -> None:
    output.write(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
    output.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
