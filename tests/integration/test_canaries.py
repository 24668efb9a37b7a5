"""The search for canaries finds one wherever and however it was put, and leaves in peace what is in place."""

import base64
import gzip
import html
import io
import logging
import zipfile
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import typer
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from typer.testing import CliRunner

from sightline.cli.acting import clock
from sightline.records.actor import system
from sightline.web.home.urls import urlpatterns
from tests.canaries import WATCH, Watch, canaries_in
from tests.factories.casework import Casework, canary, make_casework, readers

HIDDEN = canary("police", "C3")


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", data)
    return file.getvalue()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda text: text,
    "small letters": bytes.lower,
    "HTML": lambda text: html.escape(text.decode()).replace("-", "&#45;").encode(),
    "JavaScript": lambda text: text.replace(b"-", b"\\u002D"),
    "UTF-16, little end first": lambda text: text.decode().encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.decode().encode("utf-16-be"),
    "Base64": base64.b64encode,
    "Base64, second place": lambda text: base64.b64encode(b"x" + text),
    "Base64, third place": lambda text: base64.b64encode(b"xy" + text),
    "Base64 in lines": lambda text: base64.encodebytes(b"z" * 50 + text),
    "zip": zipped,
    "zip in a zip": lambda text: zipped(zipped(text)),
    "gzip": gzip.compress,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_canary_is_found_however_it_is_written(way: str) -> None:
    assert canaries_in(WAYS[way](b"before " + HIDDEN.encode() + b" after")) == {HIDDEN}
    assert canaries_in(WAYS[way](b"before and after, and nothing between")) == set()


def test_a_mail_a_file_a_log_record_and_a_command_hold_none() -> None:
    app = typer.Typer()

    @app.command()
    def tell() -> None:
        typer.echo(f"It says: {HIDDEN}")

    try:
        raise ValueError(HIDDEN)
    except ValueError as error:
        raised = error
    with WATCH.planting() as found:
        EmailMessage("An action is due", f"It says: {HIDDEN}", to=["someone@saltby.example"]).send()
        default_storage.save("plan.zip", ContentFile(zipped(HIDDEN.encode())))
        logging.getLogger("sightline").error("Reading failed", exc_info=raised)
        CliRunner().invoke(app)
    assert found == [f"{kind}: {HIDDEN}" for kind in ("mail", "file kept", "log record", "command")]


@pytest.fixture
def casework(db: None) -> Casework:
    return make_casework(clock())


def found_by(name: str, casework: Casework, address: str) -> list[str]:
    client = Client()
    client.force_login(casework.users[name])
    with WATCH.planting() as found:
        b"".join(client.get(address))
    return found


@pytest.mark.parametrize("streaming", [False, True])
def test_a_page_holds_only_what_its_reader_may_see(
    *, casework: Casework, monkeypatch: pytest.MonkeyPatch, streaming: bool
) -> None:
    def careless(_request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        text = f"It says: {HIDDEN}"
        return StreamingHttpResponse([text[:20], text[20:]]) if streaming else HttpResponse(text)

    monkeypatch.setattr(urlpatterns[0], "callback", careless)
    kind = "file sent" if streaming else "page"
    assert found_by("police_officer", casework, "/") == []
    for name in ("idva", "analyst", "police_colleague"):
        assert found_by(name, casework, "/") == [f"{kind}: {HIDDEN}"]
    with WATCH.planting() as found:
        b"".join(Client().get("/"))
    assert bool(found) is (Client().get("/").status_code == 200)


def test_where_somebody_is_stands_on_no_other_page(
    casework: Casework, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = canary("harbour", "PLACE")
    monkeypatch.setattr(urlpatterns[0], "callback", lambda _request: HttpResponse(place))
    assert "idva" in readers()[place]
    assert found_by("idva", casework, "/") == [f"page: {place}"]


def test_a_page_made_in_nobody_s_name_is_noticed(casework: Casework, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/cases/{casework.case.pk}/"
    assert found_by("idva", casework, address) == []
    monkeypatch.setattr("sightline.web.acting.acting", lambda _actor: system("a planted bug"))
    monkeypatch.setattr(
        "sightline.records.cases.queries.rows_open_to",
        lambda _actor, _permission, model: model.objects.all(),
    )
    assert found_by("idva", casework, address) == [f"page: {HIDDEN}"]


def test_what_several_workers_looked_at_and_found_is_added_up() -> None:
    all_of_them = Watch()
    for saw in (({"page": 2}, []), ({"page": 1, "mail": 1}, [f"mail: {HIDDEN}"])):
        all_of_them.pytest_testnodedown(SimpleNamespace(workeroutput={"canaries": saw}))
    all_of_them.pytest_testnodedown(SimpleNamespace())  # one that crashed
    assert all_of_them.looked_at == {"page": 3, "mail": 1}
    assert all_of_them.out_of_place == [f"mail: {HIDDEN}"]
