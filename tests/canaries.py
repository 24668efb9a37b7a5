"""Looks for canaries in whatever leaves Sightline while the tests run: pages, mails, files, logs, terminal.

The texts of `tests.factories.casework` hold canaries, each of which only some of its users may be shown. A
page holds no other, and no mail, file, log record or command any at all. A test during which one is out of
place fails; a test that lets somebody see more says so with the marker `may_also_see`.
"""

import base64
import binascii
import gzip
import io
import logging
import re
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.core.handlers.base import BaseHandler
from django.core.mail import EmailMessage
from django.http import HttpRequest
from typer.testing import CliRunner

_STEM = b"CANARY-"
_CANARY = re.compile(rb"CANARY-[A-Z]+-[0-9A-Z]{6}(?:-[0-9A-Z]+)?")
#: How Base64 reads the stem, depending on how many bytes come before it, less what hangs on its neighbours.
_STEM_IN_BASE64 = tuple(
    base64.b64encode(bytes(before) + _STEM)[-(-before * 8 // 6) : (before + len(_STEM)) * 8 // 6]
    for before in range(3)
)
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{8,}")
#: How pages, scripts and addresses may write the hyphen.
_HYPHEN = re.compile(rb"&#(?:45|x2D);|\\u002D|%2D", re.IGNORECASE)


def canaries_in(data: bytes) -> set[str]:
    """Return the canaries in bytes, also packed (zip, gzip), as UTF-16 or Base64, or escaped."""
    found: set[bytes] = set()
    for part in _unpacked(data):
        for text in (part, part.replace(b"\0", b""), *_from_base64(part)):
            upper = text.upper()
            if b"CANARY" in upper:
                found.update(_CANARY.findall(_HYPHEN.sub(b"-", upper)))
    return {each.decode() for each in found}


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for name in packed.namelist():
                    yield name.encode()
                    yield from _unpacked(packed.read(name))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, binascii.Error):
            return  # a damaged or locked file, made by a test of just that
    elif data.startswith(b"\x1f\x8b"):
        try:
            yield gzip.decompress(data)
        except (OSError, EOFError):
            return


def _from_base64(data: bytes) -> Iterator[bytes]:
    one_line = data.replace(b"\r", b"").replace(b"\n", b"")
    if not any(stem in one_line for stem in _STEM_IN_BASE64):
        return
    for run in _BASE64.findall(one_line):
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            yield base64.b64decode(whole)


class Watch:
    """A plugin of pytest that looks at each artefact once, counts it, and keeps what was out of place."""

    def __init__(self) -> None:
        self.looked_at: Counter[str] = Counter()
        self.out_of_place: list[str] = []
        self._also: dict[str, set[str]] = {}

    def look(self, kind: str, data: bytes, may_see: Callable[[], Iterable[str]] = tuple) -> None:
        """Look at one artefact. Who may see what is asked only where there is something."""
        self.looked_at[kind] += 1
        if (found := canaries_in(data)) and (foreign := found.difference(may_see())):
            self.out_of_place.append(f"{kind}: {', '.join(sorted(foreign))}")

    def look_at_page(self, request: HttpRequest, response: Any) -> None:
        """Look at an answer with its headers, one that is sent in pieces when its last piece is."""
        headers = response.serialize_headers()
        if not response.streaming:
            self.look("page", headers + b"\n" + response.content, lambda: self._shown_to(request))
            return
        pieces = response.streaming_content

        def look_on() -> Iterator[bytes]:
            sent = []
            for piece in pieces:
                sent.append(piece)
                yield piece
            self.look("file sent", b"".join(sent), lambda: self._shown_to(request))
            self.look("page", headers, lambda: self._shown_to(request))

        response.streaming_content = look_on()

    def _shown_to(self, request: HttpRequest) -> set[str]:
        # Models cannot be imported before Django is set up, which happens after this file is loaded.
        from tests.factories.casework import only_revealed, readers  # noqa: PLC0415

        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return set()
        name = user.email.removesuffix("@saltby.example")
        shown = {canary for canary, names in readers().items() if name in names}
        shown |= self._also.get(name, set())
        match = request.resolver_match
        if match is None or match.url_name != "locations" or request.method != "POST":
            shown -= only_revealed()
        return shown

    @contextmanager
    def planting(self) -> Iterator[list[str]]:
        """Let a test put canaries out of place: what was found is given to it, and fails nothing."""
        before, self.out_of_place = self.out_of_place, []
        try:
            yield self.out_of_place
        finally:
            self.out_of_place = before

    # --- What pytest calls

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        from tests.factories.casework import canary  # noqa: PLC0415

        self._also = {}
        for marker in item.iter_markers("may_also_see"):
            for name, keys in marker.kwargs.items():
                self._also.setdefault(name, set()).update(canary(*key.split("-")) for key in keys)
        return (yield from self._judged())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, Any, Any]:
        return (yield from self._judged())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Generator[None, Any, Any]:
        return (yield from self._judged())

    def _judged(self) -> Generator[None, Any, Any]:
        try:
            return (yield)
        finally:
            found, self.out_of_place = self.out_of_place, []
            if found:
                pytest.fail("Canaries out of place:\n" + "\n".join(found), pytrace=False)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.out_of_place:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["canaries"] = (dict(self.looked_at), self.out_of_place)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add up what the workers of pytest-xdist saw; one that crashed, and fails its test, says nothing."""
        looked_at, out_of_place = getattr(node, "workeroutput", {}).get("canaries", ({}, []))
        self.looked_at.update(looked_at)
        self.out_of_place += out_of_place

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        kinds = ", ".join(f"{count:,} × {kind}" for kind, count in sorted(self.looked_at.items()))
        total = f"{self.looked_at.total():,} artefacts looked at for canaries"
        terminalreporter.write_line(f"{total}: {kinds or 'none'}")
        for found in self.out_of_place:
            terminalreporter.write_line(f"Canaries out of place after the last test: {found}")


def watch_everything(watch: Watch) -> None:
    """Show the watch, from now on, whatever leaves Sightline in this process."""

    def after(owner: type[Any], name: str, look: Callable[..., None]) -> None:
        bare = getattr(owner, name)

        @wraps(bare)
        def watched(self: Any, *arguments: Any, **named: Any) -> Any:
            answer = bare(self, *arguments, **named)
            look(answer, self, *arguments)
            return answer

        setattr(owner, name, watched)

    def before(owner: type[Any], name: str, look: Callable[..., None]) -> None:
        bare = getattr(owner, name)

        @wraps(bare)
        def watched(self: Any, *arguments: Any, **named: Any) -> Any:
            look(self, *arguments)
            return bare(self, *arguments, **named)

        setattr(owner, name, watched)

    def page(response: Any, _handler: BaseHandler, request: HttpRequest) -> None:
        watch.look_at_page(request, response)

    def mail(message: EmailMessage, *_arguments: Any) -> None:
        watch.look("mail", f"{message.subject}\n{message.body}\n".encode() + message.message().as_bytes())

    def file(_storage: Storage, _name: str | None, content: Any, *_arguments: Any) -> None:
        data = content.read()
        content.seek(0)
        watch.look("file kept", data.encode() if isinstance(data, str) else data)

    def record(_logger: logging.Logger, logged: logging.LogRecord) -> None:
        text = [logged.getMessage(), repr(logged.args), logged.exc_text or ""]
        if logged.exc_info and logged.exc_info[0]:
            text += traceback.format_exception(*logged.exc_info)
        watch.look("log record", "\n".join(text).encode())

    def command(result: Any, *_arguments: Any) -> None:
        watch.look("command", result.output.encode())

    after(BaseHandler, "get_response", page)
    after(CliRunner, "invoke", command)
    before(EmailMessage, "send", mail)
    before(Storage, "save", file)
    before(logging.Logger, "handle", record)


WATCH = Watch()
