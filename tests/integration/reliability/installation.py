"""An installation in a folder of its own: the real `sightline serve`, prepared, killed and examined."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SIGHTLINE = Path(sys.executable).parent / "sightline"
SECONDS_TO_START = 60
PRODUCT_SETTINGS = "sightline.config.settings"
#: The product's settings with the one difference that a power cut must bring to light.
NORMAL_SETTINGS = "tests.integration.reliability.settings_normal"


@dataclass(frozen=True, slots=True)
class Installation:
    """Where an installation keeps its data, and under which settings it runs."""

    data: Path
    port: int
    settings: str = PRODUCT_SETTINGS
    writers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "SIGHTLINE_ADDRESS": f"http://127.0.0.1:{self.port}",
            "SIGHTLINE_DATABASE_URL": f"sqlite:///{self.data}/site.sqlite3",
            "SIGHTLINE_FILES": f"{self.data}/files",
            "SIGHTLINE_AUDIT_KEY": f"{self.data}/audit-key",
            "SIGHTLINE_SECRET_KEY": "only-for-a-test-of-reliability",
        }

    def inside(self, *arguments: str) -> Any:
        """Run a command of `inside` and return what it printed."""
        command = [sys.executable, "-m", "tests.integration.reliability.inside", *arguments]
        done = subprocess.run(command, cwd=self.data, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def empty_installation(data: Path) -> Installation:
    """Make the folders of an installation; its database comes with what is prepared inside."""
    data.mkdir(parents=True)
    (data / "files").mkdir()
    return Installation(data, free_port())


def prepared_installation(data: Path, *, n_writers: int) -> Installation:
    """Make an installation whose plan has one action for each writer."""
    installation = empty_installation(data)
    return replace(installation, writers=installation.inside("prepare", str(n_writers))["writers"])


class Site:
    """The site of an installation, as processes that can be killed."""

    def __init__(self, installation: Installation, command: Sequence[str] = ()) -> None:
        """Serve by `sightline serve`, or by another command that does the same with a difference."""
        self.installation = installation
        self.command = command or (str(SIGHTLINE), "serve", "--port", str(installation.port))
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> float:
        """Start it and return how many seconds it took until it answered."""
        begun = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.installation.data.parent,
            env=self.installation.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            assert self.process.poll() is None, "sightline serve ended by itself"
            assert time.monotonic() - begun < SECONDS_TO_START, "sightline serve does not answer"
            time.sleep(0.02)
        return time.monotonic() - begun

    def kill(self) -> None:
        """Kill every process of the site, as a machine without memory left would."""
        if self.process is None:
            return
        families = _children(self.process.pid)  # the web server with its own, and the background worker
        self.process.kill()
        for leader in families:
            os.killpg(leader, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def kill_a_web_process(self) -> None:
        """Kill one of the processes that answer requests; its server starts another."""
        os.kill(self._answering()[0], signal.SIGKILL)

    def kill_web_processes(self) -> None:
        """Kill whatever answers requests, at once."""
        for process in self._answering():
            os.kill(process, signal.SIGKILL)

    def _answering(self) -> list[int]:
        assert self.process is not None
        return [child for leader in _children(self.process.pid) for child in _children(leader)]

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.installation.port, timeout=5)
        try:
            connection.request("GET", "/account/sign-in")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
