"""Who may do what, and what an agency sees."""

from datetime import date

import pytest

from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed
from sightline.records.access.services import (
    AccountRefused,
    PartnershipExists,
    add_agency,
    add_user,
    open_partnership,
)
from sightline.records.accounts.services.sign_in import (
    SignInRefused,
    check_password,
    note_sign_in,
    note_sign_out,
)
from sightline.records.actions.services.answers import update_action
from sightline.records.agencies.queries import agency_named
from sightline.records.agencies.services import NameRefused
from sightline.records.audit.models import AuditEntry
from sightline.records.reviews.queries.board import board
from sightline.records.reviews.queries.documents import documents
from sightline.records.reviews.queries.plan import plan_page
from sightline.records.reviews.queries.reviews import reviews
from sightline.records.reviews.services.documents import receive_document
from sightline.records.reviews.services.reviews import open_review
from tests.factories.partnership import NOW, PASSWORD, Partnership, accepted_review, small_plan

TODAY = date(2026, 5, 1)


def test_an_agency_sees_and_counts_only_its_own_actions(people: Partnership) -> None:
    review_id = accepted_review(people.coordinator, small_plan())

    page = plan_page(people.council, today=TODAY, review_id=review_id)
    assert [row.number for row in page.rows] == ["3"]
    assert (page.n_rows, [agency.name for agency in page.agencies]) == (1, ["Saltby Council"])
    assert board(people.council, today=TODAY, review_id=review_id).total.n_actions == 1
    assert reviews(people.council, TODAY)[0].n_actions == 1
    assert plan_page(people.coordinator, today=TODAY, review_id=review_id).n_rows == 3


def test_another_agencys_action_is_absent_rather_than_forbidden(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    theirs = plan_page(people.police, today=TODAY).rows[0]
    with pytest.raises(NotFound):
        update_action(
            by=people.council,
            now=NOW,
            action_id=theirs.id,
            version=1,
            text="Ours?",
            channel=Channel.SIGHTLINE,
        )


def test_an_agency_reads_the_review_but_not_the_document_it_was_read_from(people: Partnership) -> None:
    review_id = accepted_review(people.coordinator, small_plan())
    assert open_review(by=people.council, now=NOW, review_id=review_id).document_id is None
    assert open_review(by=people.coordinator, now=NOW, review_id=review_id).document_id is not None
    with pytest.raises(NotAllowed):
        documents(people.council)
    with pytest.raises(NotAllowed):
        receive_document(by=people.council, now=NOW, name="a.txt", data=b"a")


def test_a_written_name_means_one_agency_whatever_its_capitals(people: Partnership) -> None:
    found = agency_named("  marram   POLICE ")
    assert found == agency_named("mp")
    assert found is not None
    assert agency_named("Marram Polis") is None
    with pytest.raises(NameRefused):
        add_agency(by=people.coordinator, now=NOW, name="mp")


def test_accounts_are_refused_with_a_reason(people: Partnership) -> None:
    wrong = {"email": "new@saltby.example", "name": "New Sample", "password": PASSWORD}
    for change in (
        {"password": "short"},
        {"email": "POLICE@saltby.example"},
        {"email": "nonsense"},
        {"name": " "},
    ):
        with pytest.raises(AccountRefused):
            add_user(
                by=people.coordinator,
                now=NOW,
                agency_id=people.police.agency_id,
                role=Role.SPOC,
                **{**wrong, **change},
            )
    with pytest.raises(PartnershipExists):
        open_partnership(now=NOW, agency_name="Second", **wrong)


def test_an_inactive_user_may_nothing(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    people.second_coordinator.is_active = False
    assert plan_page(people.second_coordinator, today=TODAY).n_rows == 0
    assert reviews(people.second_coordinator, TODAY) == ()


def test_who_signed_in_or_tried_to_is_kept_without_what_was_typed(people: Partnership) -> None:
    def sign_in(email: str, password: str) -> User:
        return check_password(now=NOW, email=email, password=password, place="192.0.2.7")

    assert sign_in("POLICE@saltby.example", PASSWORD) == people.police
    note_sign_in(by=people.police, now=NOW, means="password")
    note_sign_out(by=people.police, now=NOW)
    for email, password in (("police@saltby.example", "wrong"), ("who@else.example", PASSWORD)):
        with pytest.raises(SignInRefused, match="address or the password"):
            sign_in(email, password)
    User.objects.filter(pk=people.council.pk).update(is_active=False)
    with pytest.raises(SignInRefused):
        sign_in("council@saltby.example", PASSWORD)

    police, council = str(people.police.pk), str(people.council.pk)
    kept = AuditEntry.objects.filter(verb__contains="sign").order_by("id")
    assert [(entry.verb, entry.object_id, str(entry.actor_id or ""), entry.details) for entry in kept] == [
        ("signed in", police, police, {"means": "password"}),
        ("signed out", police, police, {"because": "asked"}),
        ("failed to sign in", police, "", {}),
        ("failed to sign in", "", "", {}),
        ("failed to sign in", council, "", {}),
    ]
