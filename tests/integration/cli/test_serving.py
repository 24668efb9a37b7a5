"""The site as two processes: both run, and neither outlives the other or the command."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SIGHTLINE = Path(sys.executable).parent / "sightline"
SECONDS = 60  # a server that does not stop fails the test instead of holding up the run


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of an installation in a folder of its own, its database made."""
    folder = tmp_path_factory.mktemp("installation")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "SIGHTLINE_FILES": f"{folder}/files",
    }
    subprocess.run([SIGHTLINE, "migrate"], cwd=folder, env=environment, check=True, capture_output=True)
    return environment


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_serve_ends_cleanly_when_asked(tmp_path: Path, environment: dict[str, str], how: int) -> None:
    # SIGINT is ignored at first, as it is in what a shell puts in the background.
    ignoring = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]
    command = [*ignoring, SIGHTLINE, "serve", "--port", str(free_port())]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as serving:
        assert serving.stdout is not None
        assert next(line for line in serving.stdout if line.strip()).startswith("Sightline is at http://")
        serving.send_signal(how)
        try:
            # Ends only when every process that could write there has ended.
            rest, _ = serving.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            serving.kill()
            raise

    assert serving.returncode == 0
    assert "Stopping" in rest


def test_serve_ends_when_the_web_server_cannot_start(tmp_path: Path, environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [SIGHTLINE, "serve", "--port", str(taken.getsockname()[1])]

        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )

    assert done.returncode == 1
    assert "Error: The web server ended by itself" in done.stderr


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
