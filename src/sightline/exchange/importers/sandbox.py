"""Reading a file from outside in a process of its own, which a hostile file can crash but not escape."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sightline.domain.chronology.tables import RawTable
from sightline.exchange.importers import limits
from sightline.exchange.importers.leaked_copy import LeakedCopy
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.raw_tables import tables_from_json
from sightline.exchange.importers.returned_plan import ReturnedPlan, from_json
from sightline.exchange.importers.unreadable import UnreadableFile

# -B: not even Python itself writes a file, such as what it compiled of a library.
_WORKER = (sys.executable, "-I", "-B", "-m", "sightline.exchange.importers.worker")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the worker is asked to read; `thing` and `advice` are for the messages."""

    name: str
    thing: str
    advice: str

    def stopped(self, reason: str) -> UnreadableFile:
        return UnreadableFile(f"{reason}. {self.advice}")

    def too_long(self) -> UnreadableFile:
        return self.stopped(f"This file takes longer to read than {self.thing} does, so reading was stopped")

    def too_big(self) -> UnreadableFile:
        return self.stopped(
            f"This file needs more memory to read than {self.thing} does, so reading was stopped"
        )

    def broken(self) -> UnreadableFile:
        return self.stopped(
            f"This file made the reader stop: it is damaged, or needs more memory than {self.thing} does"
        )


_PUBLISHED_REVIEW = _Kind(
    "published_review",
    "a report",
    "Save it again from the program that made it, or try the report in another format (.docx, PDF or text).",
)
_ACTION_PLAN = _Kind(
    "action_plan", "an action plan", "Export the plan again and copy your changes into that file."
)
_LEAKED_COPY = _Kind("leaked_copy", "an export", "Give its text instead, copied out of it.")

_CHRONOLOGY = _Kind("chronology", "a chronology", "Save it again from the program that made it, or as .csv.")


def read_in_sandbox(
    source: bytes | Path, name: str, progress: ProgressHandler = ignore_progress
) -> dict[str, Any]:
    """Read a published review in a separate process within the limits of `limits`.

    Raises: UnreadableFile
    """
    data = source if isinstance(source, bytes) else _bytes_of(source)
    envelope: dict[str, Any] = _result(_PUBLISHED_REVIEW, data, progress)
    envelope["file"]["name"] = name
    return envelope


def read_action_plan_in_sandbox(data: bytes, *, titles: Mapping[str, str], key: str) -> ReturnedPlan:
    """Read a workbook as `read_action_plan_xlsx` does, in a separate process within the limits of `limits`.

    Raises: UnreadableFile
    """
    columns = json.dumps({"titles": dict(titles), "key": key})
    result = _result(_ACTION_PLAN, data, ignore_progress, columns)
    try:
        return from_json(result)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        _log.exception("The reading process gave no plan")
        raise _ACTION_PLAN.broken() from error


def read_leaked_copy_in_sandbox(data: bytes) -> LeakedCopy:
    """Read a copy as `read_leaked_copy` does, in a separate process within the limits of `limits`.

    Raises: UnreadableFile
    """
    result = _result(_LEAKED_COPY, data, ignore_progress)
    try:
        return LeakedCopy(str(result["text"]), tuple(tuple(map(int, steps)) for steps in result["tables"]))
    except (KeyError, TypeError, ValueError) as error:
        _log.exception("The reading process gave no copy")
        raise _LEAKED_COPY.broken() from error


def read_chronology_in_sandbox(source: bytes | Path, name: str) -> list[RawTable]:
    """Read a file as `read_tables` does, in a separate process within the limits of `limits`.

    Raises: UnreadableFile
    """
    data = source if isinstance(source, bytes) else _bytes_of(source)
    result = _result(_CHRONOLOGY, data, ignore_progress, name)
    try:
        return tables_from_json(result)
    except (KeyError, TypeError, ValueError) as error:
        _log.exception("The reading process gave no tables")
        raise _CHRONOLOGY.broken() from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile("There is no such file. Check its name and folder.") from error
    except IsADirectoryError as error:
        raise UnreadableFile("This is a folder. Choose the report's file in it.") from error
    except OSError as error:
        raise UnreadableFile("This file cannot be opened. Check that you may read it.") from error


def _result(kind: _Kind, data: bytes, progress: ProgressHandler, *arguments: str) -> Any:
    """Return what the worker found; whatever else it says, or what ended it, becomes the error."""
    message = _answer(kind, data, progress, arguments)
    if "result" in message:
        return message["result"]
    if "unreadable" in message:
        raise UnreadableFile(message["unreadable"])
    if "out_of_memory" in message:
        raise kind.too_big()
    _log.error("A file could not be read because of a defect: %s", message.get("failed", "no answer"))
    raise kind.broken()


def _answer(
    kind: _Kind, data: bytes, progress: ProgressHandler, arguments: Sequence[str]
) -> Mapping[str, Any]:
    """Return the worker's last line."""
    with _worker((kind.name, *arguments), data) as (process, output, timed_out):
        for line in _lines(output):
            message = _said(line)
            match message.get("progress"):
                case [str(stage), int(done), int(total)]:
                    progress(Progress(stage, done, total))
                case _:
                    return message
        code = process.wait()
        if timed_out.is_set() or code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise kind.too_long()
        _log.error("The reading process ended with code %s and no answer", code)
        raise kind.broken()


def _said(line: bytes) -> Mapping[str, Any]:
    """Return a line's message; one that is none, which a worker taken over could write, is empty."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _lines(output: IO[bytes]) -> Iterator[bytes]:
    """Yield whole lines; one that was cut off when the process ended is none."""
    while (line := output.readline(limits.RESULT_BYTES)).endswith(b"\n"):
        yield line


@contextmanager
def _worker(
    arguments: Sequence[str], data: bytes
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], threading.Event]]:
    """Run a worker on the data in an empty folder of its own, with nothing of our environment."""
    timed_out = threading.Event()
    with tempfile.TemporaryDirectory(prefix="sightline-") as scratch, tempfile.TemporaryFile() as file:
        # One byte beyond the limit is enough for the worker to refuse it.
        file.write(data[: limits.FILE_BYTES + 1])
        file.seek(0)
        process = subprocess.Popen(
            (*_WORKER, *arguments),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
            env={"HOME": scratch, "TMPDIR": scratch, "LANG": "C.UTF-8"},
            start_new_session=True,
        )

        def stop() -> None:
            timed_out.set()
            _kill(process)

        output = process.stdout
        timer = threading.Timer(limits.WALL_SECONDS, stop)
        timer.start()
        try:
            if output is not None:
                yield process, output, timed_out
        finally:
            timer.cancel()
            _kill(process)
            process.wait()
            if output is not None:
                output.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it may have started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
