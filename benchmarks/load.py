"""Forty requests a second, one in seven a write, on SQLite: `make bench-load`.

Requests are sent when they are due, whether or not earlier ones have been answered, and a request's time
runs from when it was due: what waits in a queue counts. The same load goes to the same site without row
guard and audit, turn by turn, so that other work on the machine meets both.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.integration.reliability.installation import Site, prepared_installation

PER_SECOND = 40
SECONDS_A_TURN = 20
N_TURNS = 3
N_ACTIONS = 600  # more than the writes, so that nobody is in another's way
N_THREADS = 80
AIM_RATIO = 2.5
#: Of twenty requests three are writes.
MIX = tuple(
    "write action action plan action action home write action action "
    "action plan action write action action plan action action action".split()
)
_SECRET = "a" * 32


@dataclass(slots=True)
class Measured:
    """What one of the two sites answered."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return self._centile(95)

    def _centile(self, centile: int) -> float:
        return statistics.quantiles(self.all(), n=100)[centile - 1]

    def all(self) -> list[float]:
        return [each for times in self.milliseconds.values() for each in times]

    def __str__(self) -> str:
        n, n_written = len(self.all()), len(self.milliseconds["write"])
        times = ", ".join(f"p{centile} {self._centile(centile):.0f} ms" for centile in (50, 95, 99))
        return f"{n:,} requests, {n_written / n:.0%} writes, {len(self.errors)} errors: {times}"


class People:
    """Whoever opens pages and writes on a site; nobody writes twice on one action."""

    def __init__(self, port: int, writers: Sequence[dict[str, Any]]) -> None:
        self.port = port
        self.to_read, self.to_write = cycle(writers), iter(writers)

    def ask(self, kind: str) -> tuple[bool, str]:
        """Send one request; return whether it was answered as it should be, and how."""
        writer = next(self.to_write if kind == "write" else self.to_read)
        if kind == "write":
            typed = {
                "csrfmiddlewaretoken": _SECRET,
                "version": "1",
                "text": "Every shift was briefed.",
                "status": "NOT_STARTED",
                "channel": "SIGHTLINE",
            }
            return self._request(writer, "POST", writer["update"], urlencode(typed), expected=302)
        pages = {"action": writer["update"].removesuffix("update"), "plan": "/actions/", "home": "/"}
        return self._request(writer, "GET", pages[kind])

    def _request(
        self, writer: dict[str, Any], method: str, path: str, body: str = "", *, expected: int = 200
    ) -> tuple[bool, str]:
        cookies = {**writer["cookies"], "csrf": _SECRET}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException) as error:
            return False, f"{method} {path}: {error!r}"
        finally:
            connection.close()
        return answer.status == expected, f"{method} {path}: {answer.status}"


def main(seconds: int) -> None:
    """Measure both sites turn by turn and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        whole = prepared_installation(Path(folder) / "whole" / "data", n_writers=N_ACTIONS)
        bare = prepared_installation(Path(folder) / "bare" / "data", n_writers=N_ACTIONS)
        without = [sys.executable, "-m", "benchmarks.bare_site", str(bare.port)]
        with Site(whole), Site(bare, without):
            sites = {
                "as it is": (People(whole.port, whole.writers), Measured()),
                "without row guard and audit": (People(bare.port, bare.writers), Measured()),
            }
            for people, _ in sites.values():
                _load(people, Measured(), 3)  # the first requests of a process load what it needs
            for _ in range(N_TURNS):
                for people, measured in sites.values():
                    _load(people, measured, seconds)
    turns = f"{N_TURNS} turns of {seconds} s each"
    print(f"{PER_SECOND} requests a second, open loop, SQLite, {N_ACTIONS:,} actions, {turns}")
    for name, (_, measured) in sites.items():
        print(f"  {name}: {measured}")
        for error in measured.errors[:3]:
            print(f"    {error}")
    ratio = sites["as it is"][1].p95 / sites["without row guard and audit"][1].p95
    print(f"  p95 is {ratio:.2f} times that of the bare site (aim: at most {AIM_RATIO})")


def _load(people: People, measured: Measured, seconds: int) -> None:
    begin = time.monotonic() + 0.2

    def send(number: int) -> None:
        due = begin + number / PER_SECOND
        time.sleep(max(0.0, due - time.monotonic()))
        kind = MIX[number % len(MIX)]
        is_right, what = people.ask(kind)
        took = (time.monotonic() - due) * 1000
        measured.milliseconds["write" if kind == "write" else "read"].append(took)
        if not is_right:
            measured.errors.append(what)

    with ThreadPoolExecutor(N_THREADS) as threads:
        list(threads.map(send, range(seconds * PER_SECOND)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS_A_TURN)
