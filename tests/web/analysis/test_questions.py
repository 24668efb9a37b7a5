"""A chair asks a question, finds its evidence, writes a finding and cites what it rests on."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sightline.records.access.models import User
from sightline.records.audit.models import AuditSubject
from sightline.records.chronologies.models import (
    Citation,
    EnquiryEvidence,
    KeyLineOfEnquiry,
    PanelFinding,
    RequestTerm,
)
from sightline.records.chronologies.services.enquiries import ask_question, collect_evidence
from sightline.records.chronologies.services.findings import write_finding
from sightline.web.analysis.urls import urlpatterns
from tests.factories.review_case import NOW, ReviewCase

As = Callable[[User], Client]


@pytest.fixture
def chair(review: ReviewCase, client_of: As) -> Client:
    return client_of(review.chair)


@pytest.fixture
def question(review: ReviewCase, entries: list[UUID]) -> UUID:
    """Asked by the chair, with the first entry as evidence."""
    asked = ask_question(by=review.chair, now=NOW, case_id=review.case_id, question="Who was told of it?")
    collect_evidence(by=review.chair, now=NOW, enquiry_id=asked, event_ids=entries[:1], why="First sight.")
    return asked


def found(review: ReviewCase, question: UUID, text: str = "Nobody was told.") -> UUID:
    return write_finding(by=review.chair, now=NOW, enquiry_id=question, text=text)


def shown(client: Client, name: str, *ids: UUID) -> str:
    return client.get(reverse(name, args=ids)).content.decode()


def test_a_question_is_asked_of_a_term_of_reference(review: ReviewCase, chair: Client) -> None:
    term = RequestTerm.objects.get()
    asked = chair.post(
        reverse("enquiry_ask", args=[review.case_id]), {"question": "Who was told?", "term": str(term.pk)}
    )
    assert asked.status_code == 302
    assert KeyLineOfEnquiry.objects.get().term == term
    listed = shown(chair, "enquiries", review.case_id)
    assert "Who was told?" in listed
    assert "Was risk assessed?" in listed


def test_a_question_too_short_is_given_back_with_what_is_wrong(review: ReviewCase, chair: Client) -> None:
    answer = chair.post(reverse("enquiry_ask", args=[review.case_id]), {"question": "Who?"})
    assert "in at least 5 characters" in answer.content.decode()
    assert not KeyLineOfEnquiry.objects.exists()


def test_a_question_shows_its_evidence_and_that_somebody_read_it(
    review: ReviewCase, chair: Client, question: UUID, entries: list[UUID]
) -> None:
    before = AuditSubject.objects.filter(object_id=str(entries[0])).count()
    page = shown(chair, "enquiry", review.case_id, question)
    assert "He was seen at the door." in page
    assert "First sight." in page
    assert "She rang the helpline." not in page
    assert AuditSubject.objects.filter(object_id=str(entries[0])).count() == before + 1


def test_entries_are_found_by_their_words_and_collected(
    review: ReviewCase, chair: Client, question: UUID, entries: list[UUID]
) -> None:
    here = reverse("evidence_collect", args=[review.case_id, question])
    offered = chair.get(f"{here}?words=helpline").content.decode()
    assert "She rang the helpline." in offered
    assert "He was seen at the door." not in offered
    nothing = chair.post(f"{here}?words=helpline", {"why": "She asked for help."})
    assert "Choose at least one entry" in nothing.content.decode()

    chair.post(f"{here}?words=helpline", {"events": [str(entries[1])], "why": "She asked for help."})

    page = shown(chair, "enquiry", review.case_id, question)
    assert "She rang the helpline." in page
    assert "She asked for help." in page
    assert "She rang the helpline." not in chair.get(here).content.decode()


def test_evidence_is_taken_out_of_the_question_it_is_for(
    review: ReviewCase, chair: Client, question: UUID
) -> None:
    other = ask_question(by=review.chair, now=NOW, case_id=review.case_id, question="Who asked her?")
    evidence = EnquiryEvidence.objects.get()
    assert (
        chair.post(reverse("evidence_take_out", args=[review.case_id, other, evidence.pk])).status_code == 404
    )
    chair.post(reverse("evidence_take_out", args=[review.case_id, question, evidence.pk]))
    assert "He was seen at the door." not in shown(chair, "enquiry", review.case_id, question)


def test_a_finding_is_marked_until_it_cites_evidence(
    review: ReviewCase, chair: Client, question: UUID, entries: list[UUID]
) -> None:
    chair.post(reverse("finding_write", args=[review.case_id, question]), {"text": "Nobody was told."})
    finding = PanelFinding.objects.get()
    assert "Without evidence" in shown(chair, "enquiry", review.case_id, question)
    assert "1 without evidence" in shown(chair, "enquiries", review.case_id)

    cite = reverse("finding_cite", args=[review.case_id, finding.pk])
    chair.post(cite, {"events": [str(entries[0])]})

    assert "Without evidence" not in shown(chair, "enquiry", review.case_id, question)
    assert "without evidence" not in shown(chair, "enquiries", review.case_id)


def test_only_what_was_collected_is_cited(
    review: ReviewCase, chair: Client, question: UUID, entries: list[UUID]
) -> None:
    cite = reverse("finding_cite", args=[review.case_id, found(review, question)])
    assert "Select a valid choice" in chair.post(cite, {"events": [str(entries[1])]}).content.decode()
    assert not Citation.objects.exists()


def test_a_finding_corrected_by_two_shows_both_texts_to_the_slower(
    review: ReviewCase, chair: Client, question: UUID, client_of: As
) -> None:
    here = reverse("finding_correct", args=[review.case_id, found(review, question)])
    first = client_of(review.coordinator).post(here, {"version": 1, "text": "The police were told."})
    assert first.status_code == 302
    second = chair.post(here, {"version": 1, "text": "The council was told."})
    assert second.status_code == 409
    for words in ("The police were told.", "The council was told."):
        assert words in second.content.decode()

    assert chair.post(here, {"version": 2, "text": "Both were told."}).status_code == 302

    page = shown(chair, "enquiry", review.case_id, question)
    for words in ("Both were told.", "The police were told.", "Nobody was told."):
        assert words in page


@pytest.mark.parametrize("who", ["author", "other_author"])
def test_who_writes_an_account_takes_no_part_in_the_analysis(
    review: ReviewCase, question: UUID, client_of: As, who: str
) -> None:
    client = client_of(getattr(review, who))
    ids = {
        "case_id": review.case_id,
        "enquiry_id": question,
        "finding_id": found(review, question),
        "collected_id": EnquiryEvidence.objects.get().pk,
    }
    for pattern in urlpatterns:
        here = reverse(pattern.name, kwargs={key: ids[key] for key in pattern.pattern.converters})
        for answer in (client.get(here), client.post(here)):
            assert answer.status_code in {403, 404, 405}, pattern.name
            assert "Who was told" not in answer.content.decode()
