"""Every address as each of the fourteen roles and as nobody, in each relation, is what the matrix says.

The matrix is `docs/reference/policy_matrix.csv`, the file that people review. Not to be seen: 404, the same
page as for what does not exist. Seen, but not to be done: 403. What is allowed is neither.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sightline.cli.acting import clock
from sightline.domain.policy.permissions import Permission
from sightline.domain.policy.relations import Relation
from sightline.domain.policy.rules import roles_with
from sightline.domain.states.export_request import ExportState
from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.queries import user_with_email
from sightline.records.access.rows import protected_models
from sightline.records.actions.models import Action
from sightline.records.actions.services.evidence_files import add_evidence
from sightline.records.exports.models import ExportRequest
from sightline.records.reviews.models import ReadItem
from sightline.web.routes import ASKED_FOR, ROUTES, Route
from tests.conftest import ROOT
from tests.web.partnership import COORDINATOR, Partnership
from tests.web.relations import Staff, case_in, colleague_in, make_staff
from tests.web.review import READ_AT, accept_example
from tests.web.test_routes import PATTERNS

#: What an empty form cannot do in the state things are in, whoever sends it.
REFUSED_BY_STATE = {"section_accept", "item_decide", "document_accept", "role_new"}
#: The record has to be seen; whether it may be done hangs on whose staff is to be barred, which a form says.
ABOUT_STAFF = {"bar_set"}
#: A file goes to who asked for it, whoever else may know that it was asked for.
TO_ITS_OWNER = {"export_file"}
#: Kinds about which the rules ask less than eight questions.
FEWER: dict[str, tuple[Relation, ...]] = {
    "action_id": (Relation.OWN_UNASSIGNED, Relation.UNSHARED),
    "agency_id": (Relation.OWN_UNASSIGNED,),
}
FEWER["evidence_id"] = FEWER["action_id"]
#: Kinds whose rows nothing guards, and that their services do not tell from what does not exist.
STAFF = ("alert_id", "appointment_id", "recovery_id", "user_id")
FEWER.update(dict.fromkeys(STAFF, (Relation.OWN_UNASSIGNED, Relation.UNSHARED)))
#: Permission → the class of what it is asked about here.
CLASSES = {"READ_ITEM": "C2", "REVEAL_LOCATION": "C4"}

Ids = dict[str, Any]


class Matrix:
    """The reviewed file."""

    def __init__(self) -> None:
        with (ROOT / "docs" / "reference" / "policy_matrix.csv").open(encoding="utf-8") as file:
            self._cells = {
                (row["permission"], row["item class"], row["role"], relation): row[relation] == "yes"
                for row in csv.DictReader(file)
                for relation in Relation
                if row["case"] in {"any", "casework"}
            }

    def says(self, permission: str, role: str, relation: Relation) -> bool:
        return self._cells[permission, CLASSES.get(permission, "any"), role, relation]

    def ever(self, permission: Permission, role: Role) -> bool:
        """This asks the rules: some speak of facts that no column of the matrix has, as who made it."""
        return role in roles_with(permission)


@dataclass
class World:
    staff: Staff
    ids: dict[Relation, Ids]


@pytest.fixture
def world(partnership: Partnership) -> World:
    review_id = accept_example(partnership)
    staff = make_staff(partnership)
    own = Action.objects.filter(agency=staff.agency).first()
    other = Action.objects.exclude(agency=staff.agency).first()
    assert own
    assert other
    coordinator = user_with_email(COORDINATOR)
    evidence = {
        action.pk: add_evidence(by=coordinator, now=READ_AT, action_id=action.pk, name="proof.txt",
                                data=b"Proof.", description="Proof")
        for action in (own, other)
    }  # fmt: skip
    item = ReadItem.objects.filter(section=ReadingSection.PANEL).first()
    assert item
    fixed = {
        "review_id": review_id,
        "agency_id": staff.agency.pk,
        "document_id": item.document_id,
        "item_id": item.pk,
        "key": ReadingSection.PANEL.value,
        "extension": "csv",
        "factor_id": 1,
        "view_id": uuid4(),
        "export_id": ExportRequest.objects.create(
            kind=ExportKind.ACTION_PLAN,
            object_id=review_id,
            file_format="csv",
            reason="Invented.",
            n_people=26,
            state=ExportState.TO_APPROVE,
            requested_at=READ_AT,
            requested_by=staff.stranger,
        ).pk,
    }
    ids = {}
    for relation in Relation:
        action = other if relation is Relation.UNSHARED else own
        seen = {"action_id": action.pk, "evidence_id": evidence[action.pk]}
        of_staff = colleague_in(relation, staff, clock())
        ids[relation] = {**fixed, **seen, **of_staff, **case_in(relation, staff)}
    return World(staff, ids)


def cells(route: Route) -> Iterator[Relation]:
    about = ASKED_FOR.get(route.about, "")
    if about.startswith(("cases.", "people.", "chronologies.")):
        yield from Relation
    else:
        yield from FEWER.get(route.about, (Relation.UNSHARED,))


def expected(matrix: Matrix, route: Route, role: Role, relation: Relation) -> int:
    """This is 404, 403 or 200 for everything that goes on."""
    asked = [route.permission, *([route.instead] if route.instead else [])]
    if not route.about:
        return 200 if any(matrix.ever(each, role) for each in asked) else 403
    declared = protected_models().get(apps.get_model(ASKED_FOR[route.about]))
    if declared and matrix.ever(declared.permission, role):
        if not matrix.says(declared.permission, role, relation):
            return 404
    elif declared:
        return 404 if any(matrix.ever(each, role) for each in asked) else 403
    if any(matrix.says(each, role, relation) for each in asked):
        return 200
    is_told_nothing = route.about in STAFF and any(matrix.ever(each, role) for each in asked)
    return 404 if is_told_nothing else 403


@pytest.mark.parametrize("role", Role)
def test_each_address_answers_each_role_as_the_matrix_says(role: Role, world: World) -> None:
    matrix, client = Matrix(), Client()
    client.force_login(world.staff.by_role[role])
    session = client.session
    session["proved_at"] = clock().timestamp()
    session.save()
    differing, n_cells = [], 0
    for name, route in ROUTES.items():
        if not isinstance(route, Route):
            continue
        is_post_allowed = False
        for relation in cells(route):
            wanted = expected(matrix, route, role, relation)
            if wanted == 403 and name in ABOUT_STAFF and matrix.ever(route.permission, role):
                wanted = 200
            if wanted == 200 and name in TO_ITS_OWNER:
                wanted = 404
            found = 0
            for method in ("get", "post"):
                # A page that opens in one more relation takes its form as it did before: asking takes long.
                # Where a page is refused, or only a form is taken, that is sent in every relation.
                if method == "post" and is_post_allowed and found == 200:
                    continue
                n_cells += 1
                found = status(client, method, address(name, world.ids[relation]))
                is_post_allowed |= method == "post" and found not in {403, 404, 405}
                if found == 405 and wanted == 200:
                    continue
                allowed = found not in {403, 404} or name in REFUSED_BY_STATE
                if (
                    found == 500
                    or (wanted == 200 and not allowed)
                    or (wanted != 200 and found not in {wanted, 405})
                ):
                    differing.append((name, method, relation.value, f"{found} instead of {wanted}"))
                # An address that takes no such request says so only to whoever may use it otherwise.
                if (
                    found == 405
                    and wanted == 403
                    and not (
                        matrix.ever(route.permission, role)
                        or (route.instead and matrix.ever(route.instead, role))
                    )
                ):
                    differing.append((name, method, relation.value, "405 before 403"))
    assert n_cells > 80
    assert not differing, differing


def test_nobody_is_answered_without_signing_in(world: World) -> None:
    addresses = {
        address(name, ids)
        for name, route in ROUTES.items()
        if isinstance(route, Route)
        for ids in world.ids.values()
    }
    client = Client()
    for where in addresses:
        for answer in (client.get(where), client.post(where)):
            assert answer.status_code == 302, where
            assert answer.headers["Location"].startswith("/account/sign-in"), where


def address(name: str, ids: Ids) -> str:
    return reverse(name, kwargs={key: ids.get(key) or uuid4() for key in PATTERNS[name].pattern.converters})


def status(client: Client, method: str, where: str) -> int:
    """This asks, and undoes whatever that did."""
    undone = transaction.atomic()
    undone._from_testcase = True  # as Django's own tests do, so that what has to be durable may be within
    with undone:
        code = getattr(client, method)(where).status_code
        transaction.set_rollback(True)
    return code
