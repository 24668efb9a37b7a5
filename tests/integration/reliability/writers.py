"""People who write without pause, and a ledger of what they were told is saved.

Each writes on an action of their own: an update with a text of its own, every tenth time a file of evidence.
Where no answer comes they send the same form again, as a person does; the answer then says whether the first
one had arrived.
"""

import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

SAVED, CONFLICT, PAGE = 302, 409, 200
EVIDENCE_EVERY = 10
SECONDS_TO_SAVE = 120
_BOUNDARY = "a-line-no-file-holds"


@dataclass(slots=True)
class Ledger:
    """Texts that were sent, and those of them that somebody was told are saved."""

    sent: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)

    def wait_for(self, n_more: int) -> None:
        """Wait until so many more were told that theirs is saved, on however slow a machine."""
        wanted, begun = len(self.saved) + n_more, time.monotonic()
        while len(self.saved) < wanted:
            assert time.monotonic() - begun < SECONDS_TO_SAVE, "nobody is told that anything is saved"
            time.sleep(0.02)


@dataclass(slots=True)
class Outcome:
    """What became of what people were told is saved, over many trials."""

    n_saved: int = 0
    n_lost: int = 0
    n_doubled: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, ledger: Ledger, examined: Mapping[str, Any]) -> None:
        """Compare one trial's ledger with what `inside examine` found after it."""
        stored = examined["texts"]
        self.n_saved += len(ledger.saved)
        self.n_lost += len(ledger.saved - stored.keys())
        self.n_doubled += sum(stored.get(text, 0) > 1 for text in ledger.sent)
        self.faults += examined["faults"]

    @property
    def is_clean(self) -> bool:
        return not (self.n_lost or self.n_doubled or self.faults)

    def __str__(self) -> str:
        return (
            f"{self.n_saved:,} writes told to be saved: {self.n_lost:,} lost, {self.n_doubled:,} doubled, "
            f"{len(self.faults):,} faults in database, files or audit trail"
        )


@contextmanager
def writing(port: int, writers: Sequence[Mapping[str, Any]]) -> Iterator[Ledger]:
    """Let each of the writers write until the block ends."""
    ledger, stop = Ledger(), threading.Event()
    threads = [
        threading.Thread(target=_Writer(port, writer, ledger, stop).write_until_stopped) for writer in writers
    ]
    for thread in threads:
        thread.start()
    try:
        yield ledger
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class _Writer:
    def __init__(self, port: int, writer: Mapping[str, Any], ledger: Ledger, stop: threading.Event) -> None:
        self.port = port
        self.cookies = dict(writer["cookies"])
        self.update, self.evidence = writer["update"], writer["evidence"]
        self.ledger, self.stop = ledger, stop
        self.form: dict[str, str] = {}

    def write_until_stopped(self) -> None:
        n_written = 0
        while not self.stop.is_set():
            text = f"told {uuid4().hex}"
            if not self.form and not self._open_form():
                continue
            self.ledger.sent.add(text)
            n_written += 1
            is_saved = self._add_evidence if n_written % EVIDENCE_EVERY == 0 else self._add_update
            while not self.stop.is_set():
                if is_saved(text):
                    self.ledger.saved.add(text)
                    break

    def _open_form(self) -> bool:
        answer = self._request("GET", self.update)
        if answer is None or answer[0] != PAGE:
            return False
        self.form = {
            "csrfmiddlewaretoken": _hidden(answer[1], "csrfmiddlewaretoken"),
            "version": _hidden(answer[1], "version"),
            "status": "NOT_STARTED",
            "channel": "SIGHTLINE",
        }
        return True

    def _add_update(self, text: str) -> bool:
        """Send an update; also a conflict says that it is saved, for nobody else writes on this action."""
        answer = self._request("POST", self.update, urlencode({**self.form, "text": text}))
        if answer is None:
            return False
        status, page = answer
        if status == SAVED:
            self.form["version"] = str(int(self.form["version"]) + 1)
        elif status == CONFLICT:
            self.form["version"] = _hidden(page, "version")
        return status in (SAVED, CONFLICT)

    def _add_evidence(self, text: str) -> bool:
        fields = {"csrfmiddlewaretoken": self.form["csrfmiddlewaretoken"], "description": text}
        parts = [f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                 for name, value in fields.items()]  # fmt: skip
        parts.append(
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="list.txt"\r\n'
            f"Content-Type: text/plain\r\n\r\nThis {text}.\r\n--{_BOUNDARY}--\r\n"
        )
        answer = self._request(
            "POST", self.evidence, "".join(parts), f"multipart/form-data; boundary={_BOUNDARY}"
        )
        return answer is not None and (answer[0] == SAVED or "attached to this action already" in answer[1])

    def _request(
        self, method: str, path: str, body: str = "", kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, str] | None:
        """Return status and page; None where no answer came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, HTTPException):
            time.sleep(0.02)
            return None
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, page


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no hidden field {name}"
    return found[1]
