"""Trials in which the site is killed while a page is on its way, for the tests and `benchmarks.killed_reads`.

Half of them kill in between: as soon as the entry is in the audit trail. The others kill at the first byte
of an answer, when an entry that is written after its answer is not there yet.
"""

import socket
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.integration.reliability.installation import Installation, Site, empty_installation

SECONDS_TO_ANSWER = 60


@dataclass(slots=True)
class Reads:
    """What became of the pages that were asked for, each a case nobody had looked at before."""

    n_asked: int = 0
    n_answered: int = 0
    n_killed_between: int = 0
    n_without_entry: int = 0

    def add(self, *, is_answered: bool, is_kept: bool) -> None:
        self.n_asked += 1
        self.n_answered += is_answered
        self.n_killed_between += is_kept and not is_answered
        self.n_without_entry += is_answered and not is_kept

    def __str__(self) -> str:
        return (
            f"{self.n_asked:,} pages asked for and the site killed: {self.n_killed_between:,} between entry "
            f"and answer, {self.n_answered:,} answered at least in part, {self.n_without_entry:,} of these "
            "without an entry in the audit trail"
        )


def kill_while_reading(folder: Path, reads: Reads, *, n_kills: int) -> None:
    """Ask for one new case after another, and kill whatever answers while it does."""
    installation = empty_installation(folder / "data")
    prepared = installation.inside("prepare-cases", str(n_kills))
    trail = _Trail(installation)
    with Site(installation) as site:
        for number, (case_id, address) in enumerate(prepared["cases"].items()):
            assert not trail.has(case_id)
            with _asked(installation, address, prepared["cookies"]) as asked:
                received = b""
                if number % 2:
                    received = asked.recv(1)
                else:
                    trail.wait_for(case_id)
                site.kill_web_processes()
                received += _what_still_comes(asked)
            reads.add(is_answered=bool(received), is_kept=trail.has(case_id))


class _Trail:
    """The audit trail as it is on the disk, read from outside."""

    def __init__(self, installation: Installation) -> None:
        self._address = f"file:{installation.data}/site.sqlite3?mode=ro"

    def has(self, case_id: str) -> bool:
        """Whether somebody was shown the case."""
        connection = sqlite3.connect(self._address, uri=True)
        try:
            shown = connection.execute(
                "SELECT count(*) FROM audit_auditentry JOIN audit_auditsubject ON entry_id = sequence"
                " WHERE verb = 'opened' AND audit_auditsubject.object_type = 'cases.Case'"
                " AND audit_auditsubject.object_id = ?",
                [case_id],
            ).fetchone()[0]
            return bool(shown > 0)
        finally:
            connection.close()

    def wait_for(self, case_id: str) -> None:
        begun = time.monotonic()
        while not self.has(case_id):
            assert time.monotonic() - begun < SECONDS_TO_ANSWER, "no entry comes into the audit trail"
            time.sleep(0.0005)


def _asked(installation: Installation, address: str, cookies: Mapping[str, str]) -> socket.socket:
    asked = socket.create_connection(("127.0.0.1", installation.port), timeout=SECONDS_TO_ANSWER)
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    asked.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {sent}\r\n\r\n".encode())
    return asked


def _what_still_comes(asked: socket.socket) -> bytes:
    came = b""
    try:
        while piece := asked.recv(65_536):
            came += piece
    except ConnectionError:  # the end of a killed process's connection
        pass
    return came
