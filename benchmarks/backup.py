"""How long a backup, a restore and a drill take, and how large the archive is.

`python -m benchmarks.backup` measures a site with the invented example and one with 5,000 actions, each a
new SQLite database, or a new PostgreSQL database beside the one of SIGHTLINE_DATABASE_URL. Each command is
timed as a person runs it, its start included.
"""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parent.parent
N_ACTIONS = 5_000
URL = os.environ.get("SIGHTLINE_DATABASE_URL", "")
SIGHTLINE = (sys.executable, "-c", "from sightline.cli import app; app()")
FILL = (sys.executable, "-m", "tests.integration.jobs.backups.invented_site")


def main() -> None:
    """Measure and print."""
    kind = "PostgreSQL" if URL.startswith("postgres") else "SQLite"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {kind}")
    print(f"{'':16}{'site MB':>9}{'backup MB':>11}{'backup s':>10}{'restore s':>11}{'drill s':>9}")
    _measure("the example", (*SIGHTLINE, "demo", "--no-serve"))
    _measure(f"{N_ACTIONS:,} actions", (*FILL, str(N_ACTIONS)))


def _measure(name: str, fill: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as made, _place("site") as address, _place("restored") as other:
        folder = Path(made)
        site = _settings(address or f"sqlite:///{folder}/site.sqlite3", folder / "files")
        place = _settings(other or f"sqlite:///{folder}/restored.sqlite3", folder / "restored")
        archive, key = folder / "site.backup", ("--key", f"{folder}/key")
        _seconds(site, *SIGHTLINE, "migrate")
        _seconds(site, *fill)
        _seconds(site, *SIGHTLINE, "backup", "--new-key", f"{folder}/key")
        backup = _seconds(site, *SIGHTLINE, "backup", f"{archive}", *key)
        restore = _seconds(place, *SIGHTLINE, "restore", f"{archive}", *key)
        drill = _seconds(site, *SIGHTLINE, "drill", f"{archive}", *key)
        size = _database_bytes(address, folder) + sum(
            path.stat().st_size for path in (folder / "files").rglob("*") if path.is_file()
        )
        print(
            f"{name:16}{size / 1e6:9.1f}{archive.stat().st_size / 1e6:11.2f}"
            f"{backup:10.2f}{restore:11.2f}{drill:9.2f}"
        )


@contextmanager
def _place(name: str) -> Iterator[str]:
    """This is the address of a new PostgreSQL database, dropped afterwards; empty on SQLite."""
    if not URL.startswith("postgres"):
        yield ""
        return
    own = f"sightline_bench_{os.getpid()}_{name}"
    server = urlunsplit(urlsplit(URL)._replace(scheme="postgres", path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {own}")
        try:
            yield urlunsplit(urlsplit(URL)._replace(path=f"/{own}"))
        finally:
            connection.execute(f"DROP DATABASE {own} WITH (FORCE)")


def _database_bytes(address: str, folder: Path) -> int:
    if not address:
        return (folder / "site.sqlite3").stat().st_size
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


def _settings(address: str, files: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_DATABASE_URL": address,
        "SIGHTLINE_FILES": str(files),
    }


def _seconds(environment: dict[str, str], *command: str) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command} failed: {done.stdout}{done.stderr}")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
