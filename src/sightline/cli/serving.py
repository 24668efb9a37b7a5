"""`sightline serve`: the site and its background work as two processes, ended together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import FrameType
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.db import connections

from sightline.errors import UserError
from sightline.jobs.exports import resume_exports
from sightline.jobs.read_document import resume_readings

# One process more than cores helps little here: the threads wait for the database.
_WORKERS, _THREADS = 2, 4
_SECONDS_TO_STOP = 10
_PORT = 8000
_APPLICATION = "sightline.config.wsgi:application"


class ServerStopped(UserError):
    """A part of the site ended without being asked to."""


def serve(*, host: str, port: int | None) -> None:
    """Serve until Ctrl-C or SIGTERM, then end both processes. Raises: ServerStopped

    Readings and exports that an earlier run was killed in are begun again.
    """
    listen_on = port or urlsplit(settings.ADDRESS).port or _PORT
    resume_readings()
    resume_exports()
    connections.close_all()
    commands = {"The web server": _web_server(host, listen_on), "The background worker": _worker()}
    for asked in (signal.SIGINT, signal.SIGTERM):
        # SIGINT too: a shell starts what it puts in the background with SIGINT ignored.
        signal.signal(asked, _as_ctrl_c)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # A session of their own: Ctrl-C reaches this process alone, which then ends both in order.
            processes[name] = subprocess.Popen(command, start_new_session=True)
        typer.echo(f"\nSightline is at {settings.ADDRESS}/ (Ctrl-C stops it)")
        sys.stdout.flush()
        _wait_for_first_end(processes)
    except KeyboardInterrupt:
        typer.echo("\nStopping …")
    finally:
        _stop(processes.values())


def _web_server(host: str, port: int) -> Sequence[str]:
    options = ["--bind", f"{host}:{port}", "--workers", str(_WORKERS), "--threads", str(_THREADS)]
    # gunicorn 27 would open a control socket in the home folder.
    return [
        sys.executable,
        "-m",
        "gunicorn",
        *options,
        "--no-control-socket",
        "--log-level",
        "warning",
        _APPLICATION,
    ]


def _worker() -> Sequence[str]:
    return [sys.executable, "-m", "django", "db_worker"]


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_for_first_end(processes: Mapping[str, subprocess.Popen[bytes]]) -> None:
    ended, _status = os.wait()
    name = next((name for name, process in processes.items() if process.pid == ended), "A process")
    raise ServerStopped(f"{name} ended by itself; what it said stands above.")


def _stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    running = [process for process in processes if process.poll() is None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
