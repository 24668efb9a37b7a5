"""An agency's return: asked for, sent, checked, cleared; and who reads which entry at each step."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from sightline.domain.states.agency_return import ReturnState
from sightline.domain.vocabulary.events import DisclosureState
from sightline.errors import NotFound
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.actor import acting
from sightline.records.append_only import AppendOnlyError
from sightline.records.cases.queries import case_page
from sightline.records.cases.services.stages import open_panel
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.chronologies.queries.returns import return_page, returns
from sightline.records.chronologies.services.disclosure import clear_return, decide_entries, send_back
from sightline.records.chronologies.services.files import (
    AlreadySent,
    StaleFile,
    keep_return_file,
    send_file,
)
from sightline.records.chronologies.services.requests import StaleRequest
from sightline.records.chronologies.services.returns import make_nil_return
from sightline.records.events.models import Event
from tests.factories.partnership import Partnership
from tests.factories.review_case import NOW, ReviewCase, ask, event, make_review_case, read_by, sent

TODAY = NOW.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def review(people: Partnership) -> ReviewCase:
    return make_review_case(people)


def decide(
    review: ReviewCase, texts: Iterable[str], *, is_cleared: bool, version: int, reason: str = ""
) -> None:
    ids = Event.objects.filter(text__in=list(texts), is_current=True).values_list("pk", flat=True)
    decide_entries(by=review.officer, now=NOW, return_id=review.return_id, version=version, event_ids=ids,
                   is_cleared=is_cleared, reason=reason)  # fmt: skip


def state(review: ReviewCase) -> ReturnState:
    return return_page(review.coordinator, review.return_id, today=TODAY).row.state


def test_who_is_asked_becomes_a_member_and_learns_of_whom(review: ReviewCase) -> None:
    with acting(actor_for(review.author, NOW)):
        page = case_page(review.author, review.case_id, now=NOW)
    assert [subject.name for subject in page.subjects] == ["Wren Example"]
    with acting(actor_for(review.other_author, NOW)):
        assert case_page(review.other_author, review.case_id, now=NOW).subjects == ()


def test_what_is_sent_is_read_by_its_agency_and_the_disclosure_officer_only(review: ReviewCase) -> None:
    sent(review, "He was seen.")
    open_panel(by=review.coordinator, now=NOW, case_id=review.case_id, version=1)

    assert read_by(review, review.author) == ["He was seen."]
    assert read_by(review, review.officer) == ["He was seen."]
    for user in (review.coordinator, review.chair, review.other_author):
        assert read_by(review, user) == []


def test_what_is_cleared_is_open_and_what_is_withheld_leaves_no_trace(
    review: ReviewCase,
) -> None:
    sent(review, "Cleared.", "Withheld.")
    open_panel(by=review.coordinator, now=NOW, case_id=review.case_id, version=1)
    decide(review, ["Cleared."], is_cleared=True, version=2)
    decide(review, ["Withheld."], is_cleared=False, version=2, reason="It is before the court.")
    assert state(review) is ReturnState.CHECKED
    assert read_by(review, review.chair) == []

    clear_return(by=review.officer, now=NOW, return_id=review.return_id, version=3)

    assert read_by(review, review.coordinator) == read_by(review, review.chair) == ["Cleared."]
    assert read_by(review, review.author) == ["Cleared.", "Withheld."]
    with acting(actor_for(review.coordinator, NOW)):
        page = return_page(review.coordinator, review.return_id, today=TODAY)
    assert page.n_entries == {DisclosureState.CLEARED: 1}


def test_entries_are_not_withheld_without_a_reason(review: ReviewCase) -> None:
    sent(review, "He was seen.")
    with pytest.raises(CaseRefused, match="withheld"):
        decide(review, ["He was seen."], is_cleared=False, version=2)


def test_nobody_but_the_disclosure_officer_decides(review: ReviewCase) -> None:
    sent(review, "He was seen.")
    ids = list(Event.objects.values_list("pk", flat=True))
    for user in (review.coordinator, review.author, review.chair):
        with acting(actor_for(user, NOW)), pytest.raises((NotAllowed, NotFound)):
            decide_entries(by=user, now=NOW, return_id=review.return_id, version=2, event_ids=ids,
                           is_cleared=True)  # fmt: skip
    assert set(Event.objects.values_list("disclosure", flat=True)) == {DisclosureState.NOT_CHECKED}


def test_where_nothing_is_checked_what_is_sent_is_open_at_once(review: ReviewCase) -> None:
    ask(review.coordinator, review.case_id, version=1, needs_check=False)
    sent(review, "He was seen.")

    assert state(review) is ReturnState.CLEARED
    assert read_by(review, review.coordinator) == ["He was seen."]


def test_a_corrected_file_stands_in_place_of_the_one_before(review: ReviewCase) -> None:
    first = sent(review, "He was sen.", data=b"one")
    send_back(by=review.officer, now=NOW, return_id=review.return_id, version=2, words="A word is missing.")
    second = sent(review, "He was seen.", data=b"two")

    assert read_by(review, review.author) == ["He was seen."]
    assert Event.objects.filter(submission=first, is_current=False).count() == 1
    assert Event.objects.get(submission=second).submission.supersedes_id == first


def test_the_same_file_is_taken_once(review: ReviewCase) -> None:
    sent(review, "He was seen.")
    with pytest.raises(AlreadySent, match="before"):
        sent(review, "He was seen.")


def test_a_file_is_sent_once(review: ReviewCase) -> None:
    file_id = keep_return_file(by=review.author, now=NOW, return_id=review.return_id, name="a.csv", data=b"a",
                               tables=[], mapping=[], day_month_order="")  # fmt: skip
    send_file(by=review.author, now=NOW, file_id=file_id, version=1, entries=[event("Once.")])
    with pytest.raises((StaleFile, NotAllowed)):
        send_file(by=review.author, now=NOW, file_id=file_id, version=1, entries=[event("Once.")])
    assert Event.objects.count() == 1


def test_another_agency_sends_nothing_for_this_one(review: ReviewCase) -> None:
    with acting(actor_for(review.other_author, NOW)), pytest.raises(NotFound):
        sent(review, "Not ours.", by=review.other_author)
    assert not Event.objects.exists()


def test_a_coordinator_sends_what_an_agency_without_a_user_gave_and_does_not_read_it_back(
    review: ReviewCase,
) -> None:
    sent(review, "By letter.", by=review.coordinator)

    assert read_by(review, review.author) == ["By letter."]
    assert read_by(review, review.coordinator) == []


def test_a_return_is_late_from_the_day_after_it_was_due(review: ReviewCase) -> None:
    due = date(2026, 6, 1)
    late = [returns(review.coordinator, review.case_id, today=day)[0].is_late for day in (due, due + A_DAY)]
    assert late == [False, True]


def test_a_nil_return_is_said_in_words(review: ReviewCase) -> None:
    with pytest.raises(CaseRefused, match="searched"):
        make_nil_return(by=review.author, now=NOW, return_id=review.return_id, version=1, words=" ")
    make_nil_return(by=review.author, now=NOW, return_id=review.return_id, version=1,
                    words="We searched all records: nothing.")  # fmt: skip
    assert state(review) is ReturnState.NIL_RETURN


def test_what_is_asked_is_kept_in_versions(review: ReviewCase) -> None:
    with pytest.raises(StaleRequest):
        ask(review.coordinator, review.case_id)
    ask(review.coordinator, review.case_id, version=1)
    page = return_page(review.author, review.return_id, today=TODAY)
    assert page.request is not None
    assert (page.request.version, page.request.terms[0].text) == (2, "Was risk assessed?")


def test_the_words_of_an_event_never_change(review: ReviewCase) -> None:
    sent(review, "He was seen.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.update(text="He was not seen.")
    with pytest.raises(AppendOnlyError):
        Event.objects.get().delete()
    assert Event.objects.get().text == "He was seen."
