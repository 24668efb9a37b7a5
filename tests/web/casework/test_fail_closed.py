"""Whatever fails in the rules, the audit trail, a key or a session: nothing is shown, and it can be quoted.

Each function that `tests.web.faults` finds raises in turn, wherever one of the doors below comes by it.
"""

import re
import runpy
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from typer.testing import CliRunner

from sightline.cli import app
from sightline.config import settings
from sightline.records.audit import services
from sightline.records.cases.services import stages
from tests.canaries import canaries_in
from tests.factories.casework import Casework
from tests.factories.partnership import PASSWORD
from tests.web.casework.conftest import SignedIn
from tests.web.casework.test_reveal import REASON
from tests.web.faults import Fault, Site, counting, raising, sites
from tests.web.foreign_ids import undone

#: Sites that no door comes by, and where they are tried.
ELSEWHERE = {
    "when the site starts, or its database is made": {
        "records.access.rows.protect",
        "records.access.rows.rules_for_row_security",
        "records.access.rows.Asker._appointed",
        "records.access.rows._written",
        "records.row_guard.protect_rows",
        "records.row_guard.is_protected",
        "records.row_guard.install",
        "records.row_guard._guard_tables",
        "records.row_guard._guard_writes",
        "records.row_guard._mark_as_compiled",
        "records.row_guard._open_to_schema_changes",
        "records.row_guard._group_by_every_column",
        "records.row_guard._watch_connection",
        "records.row_security.install_policies",
        "records.row_security.passed_by",
        "records.access.rows.protected_models",
    },
    "on PostgreSQL only": {"records.row_security.tell_row_security", "records.row_security.function_of"},
    "tests/web/test_nothing_can_be_saved.py": {
        "records.audit.reserve.prepare",
        "records.audit.reserve.add",
        "records.audit.reserve.emptied",
        "records.audit.reserve._end",
        "records.audit.reserve._frames",
        "records.audit.reserve._locked",
        "records.audit.services._frozen",
        "records.audit.services._thawed",
        "records.audit.services._empty_reserve",
    },
    "with their own pages and commands: what they show is guarded by the same sites": {
        "records.access.policies.granting",
        "records.access.queries.coordinators",
        "records.access.queries.user_with_id",
        "records.access.queries.users_to_assign",
        "records.access.rows.is_hidden",
        "records.audit.services.answer_reading_alert",
        "records.audit.services.content_key",
        "records.audit.services.erase_content_key",
        "records.audit.services.raise_reading_alert",
        "records.audit.services.record_audit_export",
        "records.audit.services.record_read",
        "records.audit.services.store_cosignature",
        "records.audit.signing_key.SigningKey.signed",
        "records.audit.signing_key.is_signed_by",
        "web.accounts.session_time._asked_by_the_page_itself",
        "web.accounts.session_time.ended_for",
        "web.accounts.session_time.meeting",
        "web.accounts.sessions.half_way",
        "web.accounts.sessions.user_half_way",
        "web.accounts.step_up._check_passkey",
        "web.accounts.step_up._check_typed",
        "web.accounts.step_up.confirm",
        "web.accounts.step_up.confirm_first",
    },
}

ANY_ERROR = (
    Fault("an invented defect"),
    DatabaseError("an invented defect"),
    ValueError("an invented defect"),
)

#: Doors at which every site is tried; at the others, those that no door before them came by.
IN_FULL = {"a case", "a reveal"}


@dataclass(frozen=True)
class Answer:
    """What came out of a door: whether it is a refusal, and with what to quote."""

    is_refused: bool
    content: bytes
    reference: str = ""


#: A door is made ready while nothing fails, and then gone through.
Door = Callable[[], Callable[[], Answer]]


@pytest.fixture(autouse=True)
def _what_a_page_shows_is_in_the_audit_trail() -> None:
    """The comparison reads the tables too, and would fail where the guard does."""


@pytest.fixture
def doors(casework: Casework, signed_in: SignedIn) -> dict[str, Door]:
    """Ways to what is guarded: pages, the terminal, the start."""
    case, record = f"/cases/{casework.case.pk}", casework.records["victim"].pk

    def page(person: str, address: str, form: dict[str, str] | None = None) -> Door:
        def ready() -> Callable[[], Answer]:
            client = signed_in(person) if person else Client()
            client.raise_request_exception = False
            return lambda: _answered(client, address, form)

        return ready

    def command(*arguments: str) -> Door:
        return lambda: lambda: _printed([*arguments, "--by", casework.users["coordinator"].email])

    return {
        "a case": page("idva", f"{case}/"),
        "a note": page("idva", f"{case}/notes/{casework.notes['harbour_C3']}/"),
        "the cases": page("police_officer", "/cases/"),
        "a reveal": page("idva", f"{case}/people/{record}/reveal", REASON),
        "a case that is not there for who asks": page("police_colleague", f"{case}/"),
        "bars": page("police_privacy", "/safeguards/bars/"),
        "staff": page("police_spoc", f"/agencies/{casework.agencies['police']}/staff"),
        "agencies": page("coordinator", "/agencies/"),
        "who reads much": page("police_privacy", "/safeguards/reading/"),
        "signing in": page(
            "", "/account/sign-in", {"email": casework.users["idva"].email, "password": PASSWORD}
        ),
        "signing the trail": command("audit", "checkpoint"),
        "checking the trail": command("audit", "verify"),
        "the start": lambda: _started,
    }


def _answered(client: Client, address: str, form: dict[str, str] | None) -> Answer:
    response = client.get(address) if form is None else client.post(address, form)
    reference = re.search(rb'id="reference">([0-9A-F]{8})<', response.content)
    return Answer(response.status_code >= 400, response.content, reference[1].decode() if reference else "")


def _printed(arguments: list[str]) -> Answer:
    done = CliRunner().invoke(app, arguments)
    return Answer(done.exit_code != 0, done.output.encode())


def _started() -> Answer:
    runpy.run_path(settings.__file__)
    return Answer(is_refused=False, content=b"")


def _reached(door: Door) -> set[Site]:
    """The sites that a door comes by while nothing fails."""
    with undone():
        door()()  # whatever is imported on the way is imported bare
    called: set[Site] = set()
    with undone(), ExitStack() as stack:
        go_through = door()
        for site in sites():
            stack.enter_context(site.replaced(counting(site, called)))
        go_through()
    return called


def _faults_at(site: Site, name: str, door: Door, errors: Sequence[Exception]) -> list[str]:
    """What was wrong with the answers when a site failed in several ways."""
    wrong = []
    for error in errors:
        with undone():
            go_through = door()
            with site.replaced(raising(error)):
                try:
                    answer = go_through()
                except type(error):  # so early that there is no page: the server says so without one
                    continue
        if canaries_in(answer.content):
            wrong.append(f"{name}: {error!r} in {site} and yet there is content")
        elif isinstance(error, Fault) and not answer.is_refused:
            wrong.append(f"{name}: {error!r} in {site} and yet it goes on")
        elif isinstance(error, Fault) and b"<html" in answer.content and not answer.reference:
            wrong.append(f"{name}: {error!r} in {site} and there is nothing to quote")
    return wrong


def test_each_site_that_fails_shows_nothing_and_says_what_to_quote(
    doors: dict[str, Door], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong: list[str] = []
    seen: set[Site] = set()
    for name, door in doors.items():
        reached = _reached(door)
        tried = reached if name in IN_FULL else reached - seen
        errors = ANY_ERROR if name == "a case" else ANY_ERROR[:1]
        wrong += [fault for site in sorted(tried, key=str) for fault in _faults_at(site, name, door, errors)]
        seen |= reached
    assert not wrong
    assert len(seen) >= 60
    # A new function is reached by a door, or it is said why it is not.
    assert {str(site) for site in sites()} - {str(site) for site in seen} <= set().union(*ELSEWHERE.values())


def test_a_page_that_goes_on_without_its_entry_is_noticed(
    doors: dict[str, Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = stages.record_case_opened

    def forgiving(**arguments: object) -> None:
        with suppress(Exception):
            record(**arguments)

    monkeypatch.setattr(stages, "record_case_opened", forgiving)
    site = Site(services, "record_reads")
    wrong = _faults_at(site, "a case", doors["a case"], ANY_ERROR)
    assert len(wrong) == len(ANY_ERROR)


def test_the_reference_stands_in_the_log(doors: dict[str, Door], caplog: pytest.LogCaptureFixture) -> None:
    go_through = doors["a case"]()
    with Site(services, "record_reads").replaced(raising(Fault("an invented defect"))):
        answer = go_through()
    assert f"Fault {answer.reference}: Fault at /cases/" in caplog.text
