"""The reading process: what it may not do, how its end is told, what it leaves behind."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sightline.errors import UserError
from sightline.exchange.importers import limits
from sightline.exchange.importers.progress import Progress
from sightline.exchange.importers.published_review import read_published_review
from sightline.exchange.importers.sandbox import read_action_plan_in_sandbox, read_in_sandbox
from sightline.exchange.importers.unreadable import UnreadableFile
from tests.integration.exchange.importers.hostile import honest_docx, honest_pdf

_TEXT = b"Domestic Homicide Review\n\n1. Introduction\n\nThe panel met in May 2014.\n"

# Runs in a confined process and tells what it could do. Each attempt is one that reading never needs.
_ATTEMPTS = """
import json, socket, subprocess, sys
from sightline.exchange.importers.confinement import confine
confine()
def outcome(attempt):
    try:
        attempt()
    except BaseException as error:
        return type(error).__name__
    return "allowed"
def write():
    with open(sys.argv[1], "wb") as file:
        file.write(b"x")
print(json.dumps({
    "socket": outcome(lambda: socket.create_connection(("127.0.0.1", 5432), timeout=1)),
    "name": outcome(lambda: socket.getaddrinfo("localhost", 80)),
    "program": outcome(lambda: subprocess.run(["true"])),
    "write": outcome(write),
    "memory": outcome(lambda: bytearray(600 * 1024 * 1024)),
    "files": outcome(lambda: [open("/dev/null") for _ in range(200)]),
    "modules": sorted(m for m in sys.modules if m.split(".")[0] == "django" or ".records" in m),
}))
"""


def _confined(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-B", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_confined_process_reaches_nothing_outside(tmp_path: Path) -> None:
    target = tmp_path / "written"

    found = json.loads(_confined(_ATTEMPTS, str(target)).stdout)

    assert found == {
        "socket": "PermissionError",
        "name": "PermissionError",
        "program": "PermissionError",
        "write": "OSError",
        "memory": "MemoryError",
        "files": "OSError",
        "modules": [],
    }
    assert not target.exists() or target.read_bytes() == b""


def test_the_network_is_left_for_good_where_the_system_allows_it() -> None:
    code = (
        "import ctypes, os\n"
        "from sightline.exchange.importers.confinement import leave_network\n"
        "before = os.readlink('/proc/self/ns/net')\n"
        "left = leave_network(ctypes.CDLL(None, use_errno=True))\n"
        "assert left == (os.readlink('/proc/self/ns/net') != before)\n"
        "interfaces = [line.split(':')[0].strip() for line in open('/proc/self/net/dev').readlines()[2:]]\n"
        "assert not left or interfaces == ['lo'], interfaces\n"
    )

    result = _confined(code)

    assert result.returncode == 0, result.stderr


def test_the_processor_time_is_limited_for_good() -> None:
    code = (
        "import resource\n"
        "from sightline.exchange.importers.confinement import confine\n"
        "confine()\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_AS))\n"
    )

    cpu, memory = limits.CPU_SECONDS, limits.MEMORY_BYTES
    assert _confined(code).stdout.strip() == f"({cpu}, {cpu}) ({memory}, {memory})"


@pytest.mark.parametrize(
    ("kind", "arguments"), [("published_review", ""), ("action_plan", "'{}'")], ids=["review", "plan"]
)
def test_the_worker_loads_neither_django_nor_records(kind: str, arguments: str) -> None:
    code = (
        "import sys\n"
        "from sightline.exchange.importers.worker import _READERS\n"
        f"_READERS['{kind}']({arguments})\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'django' or m.startswith('sightline.records')])"
    )

    assert _confined(code).stdout.strip() == "[]"


@pytest.mark.parametrize("data", [_TEXT, honest_docx(), honest_pdf()], ids=["txt", "docx", "pdf"])
def test_reading_apart_gives_what_reading_here_gives(data: bytes) -> None:
    assert read_in_sandbox(data, "a name – of a file") == json.loads(
        json.dumps(read_published_review(data, name="a name – of a file"))
    )


def test_progress_comes_back_while_reading() -> None:
    steps: list[Progress] = []

    read_in_sandbox(honest_pdf(pages=3), "report.pdf", steps.append)

    assert Progress("read", 2, 3) in steps
    assert steps[0].stage == "open"
    assert steps[-1].stage == "interpret"


def test_a_handler_that_fails_leaves_no_process_and_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fail(progress: Progress) -> None:
        raise RuntimeError(progress.stage)

    with pytest.raises(RuntimeError, match="open"):
        read_in_sandbox(_TEXT, "report.txt", fail)

    assert list(tmp_path.iterdir()) == []


def test_nothing_of_our_environment_reaches_the_worker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "environment"
    script = tmp_path / "worker"
    script.write_text(f'#!/bin/sh\nenv > {seen}\necho \'{{"unreadable": "seen"}}\'\n')
    script.chmod(0o700)
    monkeypatch.setenv("SIGHTLINE_SECRET_KEY", "secret")
    monkeypatch.setattr("sightline.exchange.importers.sandbox._WORKER", (str(script),))

    with pytest.raises(UnreadableFile, match="seen"):
        read_in_sandbox(_TEXT, "report.txt")

    assert "secret" not in seen.read_text()


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("kill -XCPU $$", "longer to read"),
        ("sleep 60", "longer to read"),
        ("kill -SEGV $$", "made the reader stop"),
        ("exit 0", "made the reader stop"),
        ("echo nonsense", "made the reader stop"),
        ("echo 7", "made the reader stop"),
        ('printf \'{"progress": ["read", 1, 2]}\\n{"resu\'', "made the reader stop"),
        ("echo '{\"out_of_memory\": true}'", "more memory"),
        ('echo \'{"failed": "KeyError at x.py:1"}\'', "made the reader stop"),
    ],
)
def test_each_end_of_the_worker_has_its_message(
    behaviour: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "worker"
    script.write_text(f"#!/bin/sh\n{behaviour}\n")
    script.chmod(0o700)
    monkeypatch.setattr("sightline.exchange.importers.sandbox._WORKER", (str(script),))
    monkeypatch.setattr(limits, "WALL_SECONDS", 1)

    with pytest.raises(UnreadableFile, match=message):
        read_in_sandbox(_TEXT, "report.txt")


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        ("kill -XCPU $$", "longer to read than an action plan does"),
        ("echo '{\"out_of_memory\": true}'", "more memory to read than an action plan does"),
        ("kill -SEGV $$", "made the reader stop.* Export the plan again"),
        ('echo \'{"result": {"sheet": 3}}\'', "made the reader stop.* Export the plan again"),
        ("echo '{\"result\": []}'", "made the reader stop.* Export the plan again"),
    ],
)
def test_a_returned_workbook_that_ends_the_worker_is_told_as_a_plan(
    behaviour: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "worker"
    script.write_text(f"#!/bin/sh\n{behaviour}\n")
    script.chmod(0o700)
    monkeypatch.setattr("sightline.exchange.importers.sandbox._WORKER", (str(script),))

    with pytest.raises(UnreadableFile, match=message):
        read_action_plan_in_sandbox(b"any bytes", titles={"action_id": "Reference"}, key="action_id")


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_bytes(_TEXT)

    assert read_in_sandbox(path, "report")["text"] == _TEXT.decode()


def test_a_path_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_in_sandbox(tmp_path / "absent", "absent")
    with pytest.raises(UnreadableFile, match="folder"):
        read_in_sandbox(tmp_path, "folder")


def test_the_error_is_one_that_users_see() -> None:
    assert issubclass(UnreadableFile, UserError)
    assert UnreadableFile.exit_code == 2
