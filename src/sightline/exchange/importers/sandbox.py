"""Reading a file from outside in a process of its own, which a hostile file can crash but not escape."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sightline.exchange.importers import limits
from sightline.exchange.importers.progress import Progress, ProgressHandler, ignore_progress
from sightline.exchange.importers.sniff import too_large
from sightline.exchange.importers.unreadable import UnreadableFile

_WORKER = (sys.executable, "-I", "-B", "-m", "sightline.exchange.importers.worker")
_ADVICE = (
    "Save it again from the program that made it, or try the report in another format (.docx, PDF or text)."
)
_TOO_LONG = f"This file takes longer to read than a report does, so reading was stopped. {_ADVICE}"
_TOO_BIG = f"This file needs more memory to read than a report does, so reading was stopped. {_ADVICE}"
_STOPPED = (
    f"This file made the reader stop: it is damaged, or needs more memory than a report does. {_ADVICE}"
)

_log = logging.getLogger(__name__)


def read_in_sandbox(
    source: bytes | Path, name: str, progress: ProgressHandler = ignore_progress
) -> dict[str, Any]:
    """Read a published review in a separate process within the limits of `limits`.

    Raises: UnreadableFile
    """
    data = source if isinstance(source, bytes) else _bytes_of(source)
    if len(data) > limits.FILE_BYTES:
        raise too_large()
    message = _worker_answer(data, progress)
    if "result" in message:
        envelope: dict[str, Any] = message["result"]
        envelope["file"]["name"] = name
        return envelope
    if "unreadable" in message:
        raise UnreadableFile(message["unreadable"])
    if "out_of_memory" in message:
        raise UnreadableFile(_TOO_BIG)
    _log.error("A file could not be read because of a defect: %s", message.get("failed", "no answer"))
    raise UnreadableFile(_STOPPED)


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


def _worker_answer(data: bytes, progress: ProgressHandler) -> dict[str, Any]:
    """Return the worker's last line; what ended a worker that gave none becomes the error."""
    with _worker(data) as (process, output, timed_out):
        for line in _lines(output):
            message: dict[str, Any] = json.loads(line)
            if "progress" not in message:
                return message
            stage, done, total = message["progress"]
            progress(Progress(stage, done, total))
        code = process.wait()
        if timed_out.is_set() or code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise UnreadableFile(_TOO_LONG)
        _log.error("The reading process ended with code %s and no answer", code)
        raise UnreadableFile(_STOPPED)


def _lines(output: IO[bytes]) -> Iterator[bytes]:
    """Yield whole lines; one that was cut off when the process ended is none."""
    while (line := output.readline(limits.RESULT_BYTES)).endswith(b"\n"):
        yield line


@contextmanager
def _worker(data: bytes) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], threading.Event]]:
    """Run a worker on the data in an empty folder of its own, with nothing of our environment."""
    timed_out = threading.Event()
    with tempfile.TemporaryDirectory(prefix="sightline-") as scratch, tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        process = subprocess.Popen(
            _WORKER,
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
