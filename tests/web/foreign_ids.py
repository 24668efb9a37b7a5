"""Requests with ids that are none of the user's business, each compared with a twin of ids that do not exist.

What a user may know of is written down by hand in `KNOWN_TO`; every other object of the example is foreign
to them. A request carries at least one foreign id, wherever a request can carry one. Its twin is the same
with ids of nothing; the answers have to be the same, and what is foreign the same as before.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.jobs.exports import request_export
from sightline.records.actions.models import Action
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.cases.models import CaseMember, CaseNote, EmergencyAccess, SealChange
from sightline.records.people.models import PersonRecord
from sightline.records.reviews.services.acceptance import accept_reading
from sightline.records.reviews.services.documents import (
    accept_section,
    begin_reading,
    receive_document,
    store_reading,
)
from sightline.web.routes import ASKED_FOR, ROUTES, Route
from tests.factories.casework import Casework, canary, make_casework
from tests.factories.partnership import small_plan

PEOPLE = (
    "idva",
    "police_officer",
    "police_colleague",
    "police_spoc",
    "council_spoc",
    "marac_representative",
    "harbour_practitioner",
    "police_privacy",
    "panel_member",
    "analyst",
)
_MEMBERS = {"idva", "police_officer", "marac_coordinator", "marac_representative"}
_PRIVACY = {"police_privacy", "council_privacy", "harbour_privacy"}
_IN_THE_CASE = _MEMBERS | {"harbour_practitioner"}
_KNOW_THE_CASE = _IN_THE_CASE | {
    "police_spoc", "council_spoc", "police_privacy", "council_privacy", "harbour_privacy"
}  # fmt: skip
_KNOW_THE_REVIEW = {
    "coordinator", "chair", "panel_member", "imr_author", "council_spoc", "council_privacy"
}  # fmt: skip
_POLICE = {"police_spoc", "police_officer", "police_colleague", "coordinator"}
_COUNCIL = {"council_spoc", "marac_representative", "panel_member", "imr_author", "coordinator"}
#: Object → who may know that there is such a thing.
KNOWN_TO: dict[str, set[str]] = {
    "case": _KNOW_THE_CASE,
    # Privacy officers are told who looked at a person, though not who it is.
    "victim": _IN_THE_CASE | _PRIVACY,
    "perpetrator": _IN_THE_CASE | _PRIVACY | {"police_spoc"},
    "harbour_C2": _IN_THE_CASE,
    "harbour_C3": {"idva"},
    "police_C2": _IN_THE_CASE | {"police_spoc"},
    "police_C3": {"police_officer", "police_spoc", "marac_representative", "council_spoc"},
    "share": _KNOW_THE_CASE,
    "member": _KNOW_THE_CASE,
    "emergency": _PRIVACY,
    "sealed": {"police_officer", "police_privacy"},
    # The privacy officer is named on the seal.
    "sealed_person": {"police_officer", "police_privacy"},
    "sealed_note": {"police_officer"},
    "sealed_member": {"police_officer", "police_privacy"},
    "seal_change": {"police_officer", "police_privacy"},
    "review_case": _KNOW_THE_REVIEW,
    "review_note": {"coordinator", "panel_member", "imr_author", "council_spoc"},
    "bar": {"police_privacy", "police_spoc"},
    "police_action": _POLICE,
    "police_evidence": _POLICE,
    "council_action": _COUNCIL,
    "council_evidence": _COUNCIL,
    "council_export": {"council_spoc", "coordinator", "auditor"},
}
#: What else can be named in a request, and is no secret.
OPEN = ("review", "document", "police", "council", "harbour", "user")
#: Which objects an id in an address is of.
_KINDS = {
    "case_id": ("case", "sealed", "review_case"),
    "record_id": ("victim", "perpetrator", "sealed_person"),
    "note_id": ("harbour_C2", "harbour_C3", "police_C2", "police_C3", "sealed_note", "review_note"),
    "share_id": ("share",),
    "member_id": ("member", "sealed_member"),
    "access_id": ("emergency",),
    "change_id": ("seal_change",),
    "bar_id": ("bar",),
    "action_id": ("police_action", "council_action"),
    "evidence_id": ("police_evidence", "council_evidence"),
    "export_id": ("council_export",),
    "review_id": ("review",),
    "document_id": ("document",),
    "agency_id": ("police", "council", "harbour"),
    "user_id": ("user",),
}
#: Where a form or a query string holds ids, and other fields without which a form is not read.
_FIELDS_OF_IDS = (
    "action", "original", "owner", "agency", "to_agency", "people", "user", "what", "review", "item",
    "words", "sort", "page", "next", "case", "note", "record", "id", "object_id", "version",
)  # fmt: skip
_REST_OF_FORMS: dict[str, tuple[str, ...]] = {
    "kind": ("SEAL", "CASEWORK", "REFUGE", "TELEPHONE"),
    "decision": ("confirm", "reject", "lift", "keep"),
    "capacity": ("WORKER", "LEAD"),
    "role": ("CHILD",),
    "basis": ("PUBLIC_TASK",),
    "agreement": ("Saltby agreement",),
    "text": ("What somebody typed.",),
    "name": ("Petronella Quince",),
    "born_on": ("1990",),
    "reason": ("She is at our door now and afraid to go home.",),
    "item_class": ("C2",),
    "email": ("supervisor@saltby.example",),
    "version": ("1",),
    "was_justified": ("yes",),
    "extension": ("csv",),
}
_HEADERS = ("HTTP_REFERER", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL", "HTTP_X_CASE", "HTTP_IF_NONE_MATCH",
            "HTTP_X_FORWARDED_USER")  # fmt: skip
#: What is new on every page, though it be the same page.
_NEW_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|data-signs-out-in="[0-9]+"|signed out at [0-9:]+'
)


@dataclass(frozen=True)
class World:
    """The example, its ids by their names in `KNOWN_TO` and `OPEN`, and a session for each person."""

    casework: Casework
    ids: dict[str, UUID]
    sessions: dict[str, str]

    def foreign_to(self, person: str) -> list[str]:
        return [name for name, known_to in KNOWN_TO.items() if person not in known_to]


def make_world(now: datetime) -> World:
    """The casework of the example, and a published review with actions of the police and of the council."""
    casework = make_casework(now)
    coordinator = casework.users["coordinator"]
    document_id = receive_document(by=coordinator, now=now, name="saltby.txt", data=b"an invented report")
    begin_reading(document_id=document_id, now=now)
    store_reading(document_id=document_id, now=now, envelope=small_plan())
    for section in ReadingSection:
        accept_section(by=coordinator, now=now, document_id=document_id, section=section)
    review_id = accept_reading(by=coordinator, now=now, document_id=document_id)
    ids = {
        "review": review_id,
        "document": document_id,
        "user": casework.users["supervisor"].pk,
        "case": casework.case.pk,
        "sealed": casework.sealed.pk,
        "review_case": casework.review.pk,
        "share": casework.shares["police_note"],
        "bar": casework.bar,
        "member": CaseMember.objects.get(case=casework.case, user=casework.users["idva"]).pk,
        "sealed_member": CaseMember.objects.filter(case=casework.sealed).earliest("pk").pk,
        "sealed_person": PersonRecord.objects.get(subject__case=casework.sealed).pk,
        "sealed_note": CaseNote.objects.get(case=casework.sealed).pk,
        "review_note": CaseNote.objects.get(case=casework.review).pk,
        "seal_change": SealChange.objects.get(case=casework.sealed).pk,
        "emergency": EmergencyAccess.objects.get(case=casework.case).pk,
        **{name: record.pk for name, record in casework.records.items()},
        **casework.notes,
        **{name: casework.agencies[name] for name in ("police", "council", "harbour")},
    }
    for agency in ("police", "council"):
        action = Action.objects.filter(agency=casework.agencies[agency]).earliest("pk")
        ids[f"{agency}_action"] = action.pk
        ids[f"{agency}_evidence"] = add_evidence(
            by=coordinator,
            now=now,
            action_id=action.pk,
            name="proof.txt",
            data=f"Proof. {canary(agency, 'EVIDENCE')}".encode(),
            description=f"Proof. {canary(agency, 'EVIDENCE')}",
        )
    ids["council_export"] = request_export(
        by=casework.users["council_spoc"],
        now=now,
        kind=ExportKind.ACTION_PLAN,
        object_id=review_id,
        extension="csv",
    )
    return World(casework, ids, {person: _session(casework, person, now) for person in PEOPLE})


def _session(casework: Casework, person: str, now: datetime) -> str:
    client = Client()
    client.force_login(casework.users[person])
    session = client.session
    session["proved_at"] = now.timestamp()
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class Asking:
    """A request in which ids stand as their names, in braces; `foreign` are those that are."""

    route: str
    path: dict[str, str]
    query: list[tuple[str, str]]
    body: list[tuple[str, str]] | None
    is_json: bool
    headers: dict[str, str]
    foreign: frozenset[str]

    def send(self, client: Client, ids: dict[str, str]) -> HttpResponse:
        address = reverse(self.route, kwargs={key: value.format(**ids) for key, value in self.path.items()})
        query = urlencode([(key, value.format(**ids)) for key, value in self.query])
        headers = {key: value.format(**ids) for key, value in self.headers.items()}
        address = f"{address}?{query}" if query else address
        if self.body is None:
            return client.get(address, **headers)
        fields: dict[str, Any] = {}
        for key, value in self.body:
            fields.setdefault(key, []).append(value.format(**ids))
        kind = {"content_type": "application/json"} if self.is_json else {}
        return client.post(address, fields, **kind, **headers)


_CONVERTERS = {
    name: tuple(get_resolver().reverse_dict.getlist(name)[0][0][0][1])
    for name, route in ROUTES.items()
    if isinstance(route, Route)
}
_WITH_IDS = [name for name, parts in _CONVERTERS.items() if set(parts) & set(_KINDS)]


def random_asking(random: Random, world: World, person: str) -> Asking:
    """Ids of the right kind in the address most often; anything anywhere else."""
    foreign = world.foreign_to(person)
    anything = [*KNOWN_TO, *OPEN, "nothing"]

    def one() -> str:
        return f"{{{random.choice(foreign if random.random() < 0.6 else anything)}}}"

    def typed() -> str:
        return random.choice(("{}", "{}", "{}", "note:{}", "record:{}", "-{}", "/cases/{}/")).format(one())

    while True:
        route = random.choice(_WITH_IDS if random.random() < 0.85 else list(_CONVERTERS))
        path = {}
        for part in _CONVERTERS[route]:
            if part == "key":
                path[part] = ReadingSection.PANEL.value
            elif part == "extension":
                path[part] = "csv"
            elif random.random() < 0.85 and part in _KINDS:
                path[part] = f"{{{random.choice(_KINDS[part])}}}"
            else:
                path[part] = one()
        fields = random.sample(_FIELDS_OF_IDS, random.randint(0, 4))
        query = [(field, typed()) for field in fields]
        body = None
        if random.random() < 0.5:
            body = [(field, random.choice(values)) for field, values in _REST_OF_FORMS.items()]
            body += [(field, typed()) for field in random.sample(_FIELDS_OF_IDS, random.randint(1, 8))]
        headers = {random.choice(_HEADERS): typed()} if random.random() < 0.3 else {}
        asking = Asking(route, path, query, body, random.random() < 0.1, headers, frozenset())
        text = repr((path, query, body, headers))
        named = frozenset(name for name in foreign if f"{{{name}}}" in text)
        if named:
            return Asking(route, path, query, body, asking.is_json, headers, named)


#: What hangs on the objects of a kind.
_HANGING = {
    "case_id": ("notes", "members", "shares", "seals", "seal_changes", "emergencies", "subjects"),
    "record_id": ("aliases", "locations", "safe_contacts", "reveals", "person__bars"),
    "note_id": ("versions", "shares"),
    "action_id": ("updates", "evidence", "targets", "duplicates"),
}


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done inside, so that the next request finds the example as it was made."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # else no change could be made inside
    with block:
        yield
        transaction.set_rollback(True)


class _Writes:
    """Sees whether anything is written but the audit trail and the session: then it is worth comparing."""

    _ELSEWHERE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(?!audit_|django_session)')

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        self.seen = self.seen or bool(self._ELSEWHERE.match(sql))
        return execute(sql, *arguments)


class Walk:
    """Asks as one person, and says what was not as it should be."""

    def __init__(self, world: World, person: str, random: Random) -> None:
        self._world, self._person, self._random = world, person, random
        self._before = self._foreign_state()
        self.statuses: list[int] = []

    def step(self) -> str | None:
        """Send one request and its twin: None where both are answered alike and nothing foreign changed."""
        asking = random_asking(self._random, self._world, self._person)
        ids = {name: str(pk) for name, pk in self._world.ids.items()}
        nothing = UUID(int=self._random.getrandbits(128), version=4)
        ids["nothing"] = str(nothing)
        absent = {
            name: str(UUID(int=self._random.getrandbits(128), version=4)) if name in asking.foreign else pk
            for name, pk in ids.items()
        }
        answers = []
        for each in (ids, absent):
            with undone():
                writes = _Writes()
                with connection.execute_wrapper(writes):
                    answers.append(self._answer(asking, each))
                changed = writes.seen and self._foreign_state() != self._before
            if changed:
                return f"{self._person}: {asking} changed what is foreign"
        self.statuses.append(answers[0][0])
        if answers[0] != answers[1]:
            return f"{self._person}: {asking} is answered {answers[0][:2]}, its twin {answers[1][:2]}"
        return None

    def _answer(self, asking: Asking, ids: dict[str, str]) -> tuple[int, str, str]:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._world.sessions[self._person]
        answer = asking.send(client, ids)
        content = b"".join(answer).decode("latin-1")
        texts = [answer.headers.get("Location", ""), _NEW_EACH_TIME.sub("", content)]
        for name in asking.foreign:
            texts = [text.replace(ids[name], f"<{name}>") for text in texts]
        return answer.status_code, texts[0], texts[1]

    def _foreign_state(self) -> list[object]:
        """The foreign rows, and how many rows hang on them."""
        state: list[object] = []
        for part, names in _KINDS.items():
            pks = [self._world.ids[name] for name in names if name in self._world.foreign_to(self._person)]
            if not pks:
                continue
            model = apps.get_model(ASKED_FOR[part])
            state.append(list(model._default_manager.filter(pk__in=pks).order_by("pk").values_list()))
            for relation in _HANGING.get(part, ()):
                hanging = model._default_manager.filter(pk__in=pks, **{f"{relation}__isnull": False})
                state.append((relation, hanging.count()))
        return state
