"""What is delivered: no secret in the tree, and a weakness in what is pinned turns the check red."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts.supply import NotRun, secrets_in, tracked_files, weaknesses_in

# Put together here, so that this file does not hold what is looked for.
PLANTED = {
    "key of a cloud account": "key = AKIA" + "IOSFODNN7EXAMPLE",
    "private key": "-----BEGIN " + "PRIVATE KEY-----",
    "password in an address": "url = postgres://ann:" + "s3cr3tw0rd@db.internal/site",
}
PINNED = """\
jinja2==2.4.1 --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
whitenoise==6.12.0 --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
"""


def test_the_tree_holds_no_secret() -> None:
    assert secrets_in(tracked_files()) == []


@pytest.mark.parametrize("secret", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_secret_is_found(secret: str, tmp_path: Path) -> None:
    planted = tmp_path / "settings.ini"
    planted.write_text(f"[site]\n{secret}\n")

    (found,) = secrets_in([str(planted)])

    assert found.startswith(f"{planted}:2: ")


class _Advisories(BaseHTTPRequestHandler):
    """An advisory database, in OSV's words, that knows of one weakness."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_weak = asked["package"]["name"] == "jinja2" and asked["version"] == "2.4.1"
        weakness = {
            "id": "PYSEC-0000-1",
            "summary": "An invented weakness",
            "affected": [
                {"package": {"name": "jinja2", "ecosystem": "PyPI"}, "versions": ["2.4.1"], "ranges": []}
            ],
        }
        answer = json.dumps({"vulns": [weakness]} if is_weak else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def advisories() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Advisories)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_planted_weak_version_is_found(advisories: str, tmp_path: Path) -> None:
    pinned = tmp_path / "pinned.txt"
    pinned.write_text(PINNED)

    assert weaknesses_in([pinned], advisories=advisories) == ["jinja2 2.4.1: PYSEC-0000-1"]


def test_without_an_advisory_database_nothing_is_said_to_be_sound(tmp_path: Path) -> None:
    pinned = tmp_path / "pinned.txt"
    pinned.write_text(PINNED)

    with pytest.raises(NotRun):
        weaknesses_in([pinned], advisories="http://127.0.0.1:9/v1/query")
