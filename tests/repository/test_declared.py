"""Everything by which rows or files leave says who may have them: tables, addresses, commands, jobs."""

import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import Model
from django.urls import path

from sightline.config import checks, urls
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.rules import roles_with
from sightline.web import routes

SOURCE = Path(__file__).parents[2] / "src" / "sightline"

#: Command → the permission it asks of the user in whose name it runs, or why it asks nobody.
COMMANDS: dict[str, str] = {
    "read": "system: reads a published file and keeps nothing",
    "import": "CHECK_DOCUMENTS",
    "chronology check": "system: reads an agency's own file and keeps nothing",
    "remind": "system: each owner is told of their own actions",
    "emergencies remind": "system: tells privacy officers, and nothing of a case",
    "staff match": "system: sets bars, and shows nobody who is barred from whom",
    "migrate": "system: whoever runs the machine",
    "backup": "system: ciphertext only",
    "restore": "system: whoever runs the machine",
    "drill": "system: restores beside the running site, and compares",
    "serve": "system: serves",
    "demo": "system: an invented example",
    "invent review": "system: writes what it makes up, reads nothing",
    "plan export": "READ_REVIEWS",
    "plan import": "UPDATE_ACTIONS",
    "exports sweep": "system: deletes what expired, shows nothing of it",
    "exports trace": "PROVE_AUDIT",
    "user add": "MANAGE_USERS",
    "user review": "system: ends what nobody confirmed, shows no record",
    "audit checkpoint": "system: whoever runs the machine; no words of a case are in the trail",
    "audit add-cosignatures": "system: whoever runs the machine; no words of a case are in the trail",
    "audit cosign": "system: on an agency's own machine, away from the site",
    "audit prove": "system: whoever runs the machine; no words of a case are in the trail",
    "audit watch": "system: alerts hold no words of a case",
    "audit verify": "system: looks for tampering, shows no record",
    "audit export": "system: whoever runs the machine; no words of a case are in the trail",
}

#: Every place at which Sightline sees all rows by itself, and how often. A new one is looked at by two.
SYSTEM_REASONS = Counter(
    {
        "read an uploaded document": 1,
        "queue documents whose reading was cut short": 1,
        "find what owners are to be reminded of": 1,
        "evidence for an action serves its duplicates in other agencies": 1,
        "find a file that waits to be made, and in whose name": 1,
        "queue files that were never made": 1,
        "delete files whose time is over": 1,
        "change the schema": 1,
        "what Sightline does by itself, as its change says": 1,
        "match a person in a case with all staff": 1,
        "match a member of staff with all people in cases": 1,
        "match all staff with all people in cases": 1,
        "see whether somebody is barred from a case they are to work on": 1,
        "find the case to which somebody asks for emergency access": 1,
        "tell of emergency access that nobody reviewed in time": 1,
        "find who is to be told of emergency access": 1,
        "name the cases whose emergency access is reviewed": 1,
        "tell somebody when the emergency access they took ends": 1,
        "make a decided change to a seal": 1,
        "see what stands on a seal that is to change": 1,
        "say by which rules somebody sees a case": 1,
        "lock what somebody may change": 1,
        "ask the rules of sharing about a case": 1,
        "keep what an agency sent, whoever sends it, and put its earlier file aside": 1,
        "find the people of a case, to tell who looked at it": 1,
        "find the case under whose key words are marked": 1,
        "load an invented review": 1,
    }
)


def test_the_site_does_not_start_with_an_undeclared_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(routes.ROUTES, "evidence")
    with pytest.raises(SystemCheckError, match="evidence/<uuid:evidence_id>"):
        call_command("check")


def test_an_address_without_a_name_is_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = path("export/everything", lambda request: None)
    monkeypatch.setattr(checks, "get_resolver", lambda: _Resolver([*urls.urlpatterns, nameless]))
    problems = checks.every_address_is_declared()
    assert [str(problem.msg) for problem in problems] == [
        "The address “export/everything” says nowhere what it is for."
    ]


class _Resolver:
    def __init__(self, url_patterns: list[object]) -> None:
        self.url_patterns = url_patterns


def test_the_site_does_not_start_with_an_undeclared_table(monkeypatch: pytest.MonkeyPatch) -> None:
    model = apps.get_model("people", "DeclaredConflict")
    monkeypatch.delattr(model.Handling, "rows")
    with pytest.raises(SystemCheckError, match="DeclaredConflict is neither protected"):
        call_command("check")


def test_no_table_is_declared_both_open_and_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    case: type[Model] = apps.get_model("cases", "Case")
    assert checks.is_declared(case)
    monkeypatch.setattr(case.Handling, "rows", "reference", raising=False)
    assert not checks.is_declared(case)


def test_each_permission_an_address_asks_for_is_held_by_somebody() -> None:
    asked = {each.permission for each in routes.ROUTES.values() if isinstance(each, routes.Route)}
    assert [permission for permission in asked if not roles_with(permission)] == []


def test_every_command_is_declared() -> None:
    commands = set(_commands(typer.main.get_command(importlib.import_module("sightline.cli").app)))
    assert commands == COMMANDS.keys()
    for declared in COMMANDS.values():
        assert declared.startswith("system: ") or declared in Permission.__members__


def _commands(command: object, *names: str) -> Iterator[str]:
    for name, inner in getattr(command, "commands", {}).items():
        if getattr(inner, "commands", None):
            yield from _commands(inner, *names, name)
        else:
            yield " ".join((*names, name))


def test_sightline_sees_everything_only_where_it_was_agreed() -> None:
    text = "\n".join(file.read_text() for file in sorted(SOURCE.rglob("*.py")))
    assert Counter(re.findall(r'(?<!def )\bsystem\(\s*"([^"]+)"', text)) == SYSTEM_REASONS
    # A reason that is not written out could not be listed here.
    assert re.findall(r'(?<!def )\bsystem\(\s*[^"\s][^)\n]*', text) == []
