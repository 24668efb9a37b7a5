"""The reading process: a file on standard input, progress and the result as JSON lines on standard output.

Started by `sandbox`, never imported by anything that holds records or secrets, and imports no Django.
"""

import json
import sys
import traceback
from typing import Any, BinaryIO

from sightline.exchange.importers import limits
from sightline.exchange.importers.confinement import confine
from sightline.exchange.importers.progress import Progress
from sightline.exchange.importers.published_review import read_published_review
from sightline.exchange.importers.unreadable import UnreadableFile


def main() -> None:
    """Read one file within limits and say how it went."""
    confine()
    output = sys.stdout.buffer
    # Whatever a library prints must not be taken for a line of ours.
    sys.stdout = sys.stderr

    def tell(progress: Progress) -> None:
        _write(output, {"progress": [progress.stage, progress.done, progress.total]})

    message: dict[str, Any]
    try:
        data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
        message = {"result": read_published_review(data, name="", progress=tell)}
    except UnreadableFile as error:
        message = {"unreadable": str(error)}
    except MemoryError:
        message = {"out_of_memory": True}
    except Exception as error:
        # A defect of ours. The places say where; the message is left out, for it may hold the file's words.
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        message = {"failed": f"{type(error).__name__} at {' < '.join(reversed(places[-6:]))}"}
    _write(output, message)


def _write(output: BinaryIO, message: dict[str, Any]) -> None:
    output.write(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
    output.flush()


if __name__ == "__main__":
    main()
