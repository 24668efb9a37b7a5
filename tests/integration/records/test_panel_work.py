"""What a panel makes of a chronology: marks, questions, findings, names; never a change to an entry."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.actor import acting
from sightline.records.cases.models import CaseSubject
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.chronologies.models import (
    Citation,
    EnquiryEvidence,
    EntryMark,
    FindingVersion,
    Pseudonym,
    RequestTerm,
    UrgentRisk,
)
from sightline.records.chronologies.services.enquiries import (
    ask_question,
    collect_evidence,
    remove_evidence,
)
from sightline.records.chronologies.services.findings import (
    StaleFinding,
    cite,
    correct_finding,
    write_finding,
)
from sightline.records.chronologies.services.marks import mark_entry, take_off_mark
from sightline.records.chronologies.services.naming import agree_pseudonym, name_period
from sightline.records.chronologies.services.risks import answer_risk, raise_risk
from sightline.records.events.models import Event, IncidentAccount
from sightline.records.events.queries import kept_apart
from sightline.records.events.services.incidents import join_accounts, keep_apart, part_accounts
from tests.factories.partnership import Partnership
from tests.factories.review_case import NOW, ReviewCase, cleared, make_review_case


@pytest.fixture
def review(people: Partnership) -> ReviewCase:
    return make_review_case(people)


def acts(by: User, deed: Callable[..., object], **arguments: object) -> object:
    with acting(actor_for(by, NOW)):
        return deed(by=by, now=NOW, **arguments)


def test_a_mark_stands_beside_an_entry_and_comes_off_again(review: ReviewCase) -> None:
    [entry] = cleared(review, "He was seen.")
    mark = mark_entry(by=review.coordinator, now=NOW, event_id=entry, kind=MarkKind.NOTE, text="Why alone?")
    with pytest.raises(CaseRefused, match="already"):
        mark_entry(by=review.coordinator, now=NOW, event_id=entry, kind=MarkKind.NOTE, text="Why alone?")
    take_off_mark(by=review.coordinator, now=NOW, mark_id=mark)

    assert EntryMark.objects.get().taken_off_by == review.coordinator
    assert Event.objects.get().text == "He was seen."


def test_a_mark_names_a_term_that_this_review_asks(review: ReviewCase) -> None:
    [entry] = cleared(review, "He was seen.")
    with pytest.raises(NotFound):
        mark_entry(by=review.coordinator, now=NOW, event_id=entry, kind=MarkKind.TERM)
    term = RequestTerm.objects.get()
    mark_entry(by=review.coordinator, now=NOW, event_id=entry, kind=MarkKind.TERM, term_id=term.pk)
    assert EntryMark.objects.get().term == term


def test_whoever_writes_an_agencys_account_takes_no_part_in_the_analysis(review: ReviewCase) -> None:
    [entry] = cleared(review, "He was seen.")
    question = ask_question(by=review.chair, now=NOW, case_id=review.case_id, question="Who was told?")
    for deed, arguments in (
        (mark_entry, {"event_id": entry, "kind": MarkKind.NOTE, "text": "Mine."}),
        (ask_question, {"case_id": review.case_id, "question": "Mine, too?"}),
        (collect_evidence, {"enquiry_id": question, "event_ids": [entry]}),
        (write_finding, {"enquiry_id": question, "text": "It is so."}),
        (join_accounts, {"case_id": review.case_id, "event_ids": [entry]}),
    ):
        with pytest.raises((NotAllowed, NotFound)):
            acts(review.author, deed, **arguments)
    assert not EntryMark.objects.exists()
    assert not EnquiryEvidence.objects.exists()


def test_evidence_is_collected_once_and_taken_out_again(review: ReviewCase) -> None:
    one, two = cleared(review, "He was seen.", "She rang.")
    question = ask_question(by=review.coordinator, now=NOW, case_id=review.case_id, question="Who was told?")
    assert collect(review, question, one) == 1
    assert collect(review, question, one, two) == 1
    remove_evidence(by=review.coordinator, now=NOW, evidence_id=EnquiryEvidence.objects.first().pk)
    assert EnquiryEvidence.objects.filter(removed_at=None).count() == 1
    assert collect(review, question, one, two) == 1


def collect(review: ReviewCase, question: UUID, *entries: UUID) -> int:
    return collect_evidence(by=review.coordinator, now=NOW, enquiry_id=question, event_ids=entries)


def test_evidence_is_of_this_review(review: ReviewCase) -> None:
    question = ask_question(by=review.coordinator, now=NOW, case_id=review.case_id, question="Who was told?")
    with pytest.raises(NotFound):
        collect(review, question, review.case_id)


def test_two_who_change_one_finding_both_see_both_texts(review: ReviewCase) -> None:
    question = ask_question(by=review.coordinator, now=NOW, case_id=review.case_id, question="Who was told?")
    finding = write_finding(by=review.coordinator, now=NOW, enquiry_id=question, text="Nobody was told.")
    correct_finding(by=review.chair, now=NOW, finding_id=finding, version=1, text="The surgery was not told.")

    with pytest.raises(StaleFinding) as stale:
        correct_finding(by=review.coordinator, now=NOW, finding_id=finding, version=1, text="Mine instead.")

    assert stale.value.text == "The surgery was not told."
    assert FindingVersion.objects.get().text == "Nobody was told."


def test_a_finding_cites_just_what_it_is_said_to(review: ReviewCase) -> None:
    one, two = cleared(review, "He was seen.", "She rang.")
    question = ask_question(by=review.coordinator, now=NOW, case_id=review.case_id, question="Who was told?")
    finding = write_finding(by=review.coordinator, now=NOW, enquiry_id=question, text="Nobody was told.")
    cite(by=review.coordinator, now=NOW, finding_id=finding, event_ids=[one])
    cite(by=review.coordinator, now=NOW, finding_id=finding, event_ids=[two])
    assert [each.event_id for each in Citation.objects.all()] == [two]


def test_accounts_are_joined_parted_and_joined_again(review: ReviewCase) -> None:
    one, two, three = cleared(review, "He was seen.", "She rang.", "They came.")
    incident = join(review, one, two)
    whole = join(review, two, three)

    joined = IncidentAccount.objects.filter(is_joined=True)
    assert {each.event_id for each in joined} == {one, two, three}
    assert {each.incident_id for each in joined} == {whole} != {incident}
    part_accounts(by=review.coordinator, now=NOW, incident_id=whole)
    assert not joined.all().exists()
    join(review, one, three)
    assert joined.all().count() == 2


def join(review: ReviewCase, *entries: UUID) -> UUID:
    return join_accounts(by=review.coordinator, now=NOW, case_id=review.case_id, event_ids=entries)


def test_what_is_kept_apart_may_be_joined_after_all(review: ReviewCase) -> None:
    one, two = cleared(review, "He was seen.", "She rang.")
    keep_apart(by=review.coordinator, now=NOW, case_id=review.case_id, event_ids=[two, one])
    assert kept_apart(review.coordinator, review.case_id) == {tuple(sorted((str(one), str(two))))}
    join(review, one, two)
    assert kept_apart(review.coordinator, review.case_id) == frozenset()


def test_a_pseudonym_is_one_persons_and_not_their_name(review: ReviewCase) -> None:
    subject = CaseSubject.objects.get()
    with pytest.raises(CaseRefused, match="own name"):
        agree_pseudonym(by=review.coordinator, now=NOW, subject_id=subject.pk, pseudonym="wren example")
    agree_pseudonym(by=review.coordinator, now=NOW, subject_id=subject.pk, pseudonym="Adult A")
    agree_pseudonym(by=review.coordinator, now=NOW, subject_id=subject.pk, pseudonym="Adult B")
    assert Pseudonym.objects.get().pseudonym == "Adult B"
    agree_pseudonym(by=review.coordinator, now=NOW, subject_id=subject.pk, pseudonym=" ")
    assert not Pseudonym.objects.exists()


def test_a_key_period_begins_before_it_ends(review: ReviewCase) -> None:
    with pytest.raises(CaseRefused, match="before it begins"):
        name_period(by=review.chair, now=NOW, case_id=review.case_id, name="After the move",
                    begins_on=date(2024, 2, 1), ends_on=date(2024, 1, 1))  # fmt: skip


def test_an_author_raises_a_risk_and_the_coordinator_says_what_was_done(review: ReviewCase) -> None:
    risk = acts(review.author, raise_risk, case_id=review.case_id, agency_id=review.author.agency_id,
                words="A child lives there still, log 17.")  # fmt: skip
    acts(review.coordinator, answer_risk, risk_id=risk, answer="Children's services told at ten.")
    with acting(actor_for(review.other_author, NOW)):
        assert not UrgentRisk.objects.exists()
    with acting(actor_for(review.chair, NOW)):
        assert UrgentRisk.objects.get().answered_by == review.coordinator
