"""From a reading to a review: what is kept, corrected, rejected, matched and linked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sightline.domain.states.action import ActionStatus
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.reviews import ReadingSection
from sightline.records.access.policies import NotAllowed
from sightline.records.actions.models import Action
from sightline.records.reviews.item_fields import FieldsRefused
from sightline.records.reviews.models import ReadItem, Recommendation, Review
from sightline.records.reviews.queries.documents import printed_agencies, reading_progress
from sightline.records.reviews.queries.plan import plan_page, whole_plan
from sightline.records.reviews.services.acceptance import UndecidedItems, accept_reading
from sightline.records.reviews.services.documents import (
    AlreadyReceived,
    MappingRefused,
    StaleItem,
    WrongState,
    accept_section,
    add_item,
    begin_reading,
    decide_item,
    dismiss_document,
    fail_reading,
    map_printed_agency,
    note_progress,
    open_section,
    receive_document,
    store_reading,
)
from sightline.records.reviews.services.reviews import open_review
from tests.factories.partnership import (
    NOW,
    Partnership,
    accepted_review,
    make_partnership,
    read_document,
    small_plan,
)
from tests.factories.readings import envelope, row, source

TODAY = date(2026, 5, 1)


def test_the_same_file_twice_is_recognised_unless_it_was_put_aside(people: Partnership) -> None:
    first = receive_document(by=people.coordinator, now=NOW, name="a.txt", data=b"same")
    with pytest.raises(AlreadyReceived) as refused:
        receive_document(by=people.coordinator, now=NOW, name="b.txt", data=b"same")
    assert refused.value.document_id == first

    dismiss_document(by=people.coordinator, now=NOW, document_id=first)
    assert receive_document(by=people.coordinator, now=NOW, name="b.txt", data=b"same") != first


def test_a_reading_that_was_killed_is_begun_again_and_replaces_what_it_left(people: Partnership) -> None:
    document_id = receive_document(by=people.coordinator, now=NOW, name="a.txt", data=b"report")
    assert begin_reading(document_id=document_id, now=NOW).data == b"report"
    note_progress(document_id=document_id, stage="pages", done=3, total=9)
    assert reading_progress(people.coordinator, document_id).n_done == 3

    begin_reading(document_id=document_id, now=NOW)
    store_reading(document_id=document_id, now=NOW, envelope=small_plan())
    assert ReadItem.objects.filter(section=ReadingSection.ACTION_PLAN).count() == 3
    with pytest.raises(WrongState):
        store_reading(document_id=document_id, now=NOW, envelope=small_plan())


def test_what_could_not_be_read_says_why_and_can_be_tried_again(people: Partnership) -> None:
    document_id = receive_document(by=people.coordinator, now=NOW, name="a.txt", data=b"report")
    begin_reading(document_id=document_id, now=NOW)
    fail_reading(document_id=document_id, now=NOW, message="It is empty.")
    progress = reading_progress(people.coordinator, document_id)
    assert (progress.state, progress.failure) == (DocumentState.FAILED, "It is empty.")
    begin_reading(document_id=document_id, now=NOW)


def test_characters_no_database_keeps_are_replaced_one_for_one(people: Partnership) -> None:
    document_id = read_document(people.coordinator, envelope(plan=[row("1", "Ask\x00 about \ud800it.")]))
    page = open_section(
        by=people.coordinator, now=NOW, document_id=document_id, section=ReadingSection.ACTION_PLAN
    )
    values = {field.field.name: field.value for field in page.items[0].fields}
    assert values["recommendation"] == "Ask� about �it."


def test_nothing_is_accepted_while_an_item_is_undecided(people: Partnership) -> None:
    document_id = read_document(people.coordinator, small_plan())
    accept_section(by=people.coordinator, now=NOW, document_id=document_id, section=ReadingSection.DOCUMENT)
    with pytest.raises(UndecidedItems) as refused:
        accept_reading(by=people.coordinator, now=NOW, document_id=document_id)
    assert refused.value.counts == ((ReadingSection.ACTION_PLAN, 3),)
    assert not Review.objects.exists()


def test_corrected_words_count_and_read_words_stay_beside_them(people: Partnership) -> None:
    document_id = read_document(people.coordinator, small_plan())
    first, second, third = _plan_items(people, document_id)
    decided = decide_item(
        by=people.coordinator,
        now=NOW,
        item_id=first.id,
        version=first.version,
        decision=Decision.CORRECTED,
        fields={"action": "Brief every shift", "target_on": "2026-07\n2026-08-01"},
    )
    decide_item(by=people.coordinator, now=NOW, item_id=second.id, version=1, decision=Decision.REJECTED)
    add_item(
        by=people.coordinator,
        now=NOW,
        document_id=document_id,
        section=ReadingSection.ACTION_PLAN,
        fields={"number": "4", "recommendation": "Write it down.", "target_on": "2027"},
    )
    for section in ReadingSection:
        accept_section(by=people.coordinator, now=NOW, document_id=document_id, section=section)
    review_id = accept_reading(by=people.coordinator, now=NOW, document_id=document_id)

    field = next(field for field in decided.fields if field.field.name == "action")
    assert (field.value, field.read_value, field.is_corrected) == ("Brief every shift", "Brief staff", True)
    rows = whole_plan(people.coordinator, today=TODAY, review_id=review_id).rows
    assert [(row.number, row.text, row.due_on) for row in rows] == [
        ("1", "Brief every shift", date(2026, 8, 1)),
        ("3", "Fit locks", date(2026, 6, 30)),
        ("4", "", date(2027, 12, 31)),
    ]
    assert third.decision is Decision.PENDING


def test_correcting_back_to_what_was_read_accepts_it(people: Partnership) -> None:
    document_id = read_document(people.coordinator, small_plan())
    item = _plan_items(people, document_id)[0]
    for fields, decision in (
        ({"action": "Else"}, Decision.CORRECTED),
        ({"action": "Brief staff"}, Decision.ACCEPTED),
    ):
        item = decide_item(
            by=people.coordinator,
            now=NOW,
            item_id=item.id,
            version=item.version,
            decision=Decision.CORRECTED,
            fields=fields,
        )
        assert item.decision is decision


def test_a_second_decision_on_what_somebody_else_decided_shows_both(people: Partnership) -> None:
    document_id = read_document(people.coordinator, small_plan())
    item = _plan_items(people, document_id)[0]
    decide_item(by=people.coordinator, now=NOW, item_id=item.id, version=1, decision=Decision.REJECTED)
    with pytest.raises(StaleItem) as stale:
        decide_item(
            by=people.second_coordinator,
            now=NOW,
            item_id=item.id,
            version=1,
            decision=Decision.CORRECTED,
            fields={"action": "Mine"},
        )
    assert (stale.value.current.decision, stale.value.given) == (Decision.REJECTED, {"action": "Mine"})


@pytest.mark.parametrize(
    ("section", "fields", "wrong"),
    [
        (ReadingSection.SUBJECTS, {"pseudonym": "Robin"}, "role"),
        (
            ReadingSection.SUBJECTS,
            {"pseudonym": "Robin", "role": "victim", "birth_year": "old"},
            "birth_year",
        ),
        (ReadingSection.ACTION_PLAN, {"number": "9"}, "action"),
        (ReadingSection.ACTION_PLAN, {"action": "Do", "target_on": "31 February"}, "target_on"),
        (ReadingSection.LESSONS, {"colour": "red"}, "colour"),
    ],
)
def test_values_that_cannot_stand_in_their_field_are_refused(
    people: Partnership, section: ReadingSection, fields: dict[str, str], wrong: str
) -> None:
    document_id = read_document(people.coordinator, small_plan())
    with pytest.raises(FieldsRefused) as refused:
        add_item(by=people.coordinator, now=NOW, document_id=document_id, section=section, fields=fields)
    assert list(refused.value.errors) == [wrong]


def test_nothing_is_decided_after_acceptance(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    item = ReadItem.objects.filter(section=ReadingSection.ACTION_PLAN).first()
    assert item is not None
    with pytest.raises(NotAllowed):
        decide_item(by=people.coordinator, now=NOW, item_id=item.pk, version=2, decision=Decision.REJECTED)


def test_a_printed_name_means_an_agency_only_exactly_or_by_a_person(people: Partnership) -> None:
    document_id = read_document(
        people.coordinator,
        envelope(
            plan=[
                row("1", "A", section="MARRAM POLICE"),
                row("2", "B", section="The Saltby Council"),
                row("3", "C", section="Wend Housing"),
                row("4", "D", section="Training"),
            ]
        ),
    )
    before = {found.printed: found for found in printed_agencies(people.coordinator, document_id)}
    assert before["MARRAM POLICE"].matched is not None
    assert before["The Saltby Council"].matched is None
    assert [agency.name for agency in before["The Saltby Council"].suggestions] == ["Saltby Council"]
    map_printed_agency(
        by=people.coordinator,
        now=NOW,
        document_id=document_id,
        printed="The Saltby Council",
        agency_id=people.council.agency_id,
    )
    map_printed_agency(
        by=people.coordinator, now=NOW, document_id=document_id, printed="Wend Housing", new_name="Wend Homes"
    )
    map_printed_agency(by=people.coordinator, now=NOW, document_id=document_id, printed="Training")
    for name in ("—", "x" * 201, "MARRAM  police"):
        with pytest.raises(MappingRefused):
            map_printed_agency(
                by=people.coordinator, now=NOW, document_id=document_id, printed="Training", new_name=name
            )
    after = [found.decision for found in printed_agencies(people.coordinator, document_id)]
    assert after == ["", "AGENCY", "NEW", "NONE"]

    for section in ReadingSection:
        accept_section(by=people.coordinator, now=NOW, document_id=document_id, section=section)
    accept_reading(by=people.coordinator, now=NOW, document_id=document_id)
    rows = plan_page(people.coordinator, today=TODAY).rows
    assert [row.agency_name for row in rows] == ["Marram Police", "Saltby Council", "Wend Homes", ""]
    assert [row.section for row in rows][-1] == "Training"


def test_rows_of_one_recommendation_share_a_plan_and_so_does_its_own_section(people: Partnership) -> None:
    accepted_review(
        people.coordinator,
        envelope(
            plan=[
                row("1", "Ask about safety.", action="Brief"),
                row("1", "Ask about safety.", action="Audit"),
            ],
            recommendations=[
                {"number": "10.1", "text": "Ask about safety", "addressed_to": None},
                {"number": "10.2", "text": "Something else.", "addressed_to": "All"},
            ],
        ),
    )
    in_plan, in_section, other = Recommendation.objects.order_by("section", "position")
    assert in_plan.plan_id == in_section.plan_id != other.plan_id
    assert [action.duplicate_of_id for action in in_plan.plan.actions.all()] == [None, None]


def test_a_row_printed_again_is_linked_to_the_first_but_not_for_another_lead(people: Partnership) -> None:
    accepted_review(
        people.coordinator,
        envelope(
            plan=[
                row("1", "Ask about safety.", section="Police", lead="Chief"),
                row("2", "No action required", section="Police", lead="Chief", status="No action required"),
                row("3", "ask about  safety", section="Police", lead="Chief"),
                row("4", "Ask about safety.", section="Council", lead="Chief"),
                row("5", "No action required", section="Police", lead="Chief", status="No action required"),
            ]
        ),
    )
    first, *others = Action.objects.order_by("position")
    assert [action.duplicate_of_id for action in others] == [None, first.pk, None, None]


@pytest.mark.parametrize(
    ("printed", "action", "status"),
    [
        ("COMPLETED", "Brief", ActionStatus.DONE_CLAIMED),
        ("Action complete", "Brief", ActionStatus.DONE_CLAIMED),
        ("This will be completed in 4 weeks", "Brief", ActionStatus.NOT_STARTED),
        ("No action required", "", ActionStatus.NO_ACTION_REQUIRED),
        (None, "In place already", ActionStatus.IN_PLACE_ALREADY),
        (None, "In place already as far as the north is concerned", ActionStatus.NOT_STARTED),
        (None, "Brief", ActionStatus.NOT_STARTED),
    ],
)
def test_an_action_begins_with_the_status_that_is_printed(
    people: Partnership, printed: str | None, action: str, status: ActionStatus
) -> None:
    accepted_review(people.coordinator, envelope(plan=[row("1", "Ask.", action=action, status=printed)]))
    found = plan_page(people.coordinator, today=TODAY).rows[0]
    assert found.status is status
    if printed:
        assert found.last_update is not None
        assert (found.last_update.text, found.last_update.channel) == (printed, Channel.PUBLISHED_PLAN)


def test_a_review_without_a_printed_title_is_called_by_its_kind_and_pseudonym(people: Partnership) -> None:
    untitled = envelope(
        subjects=[
            {"pseudonym": "Adult F", "role": "victim", "source": source(), "sources": {}},
            {"pseudonym": "Adult G", "role": "perpetrator", "source": source(), "sources": {}},
        ]
    )
    untitled["document"]["title"] = None

    review_id = accepted_review(people.coordinator, untitled)

    assert Review.objects.get(id=review_id).title == "Domestic homicide review: Adult F"


def test_paired_dates_keep_their_part_and_the_latest_is_when_it_is_due(people: Partnership) -> None:
    part = {
        "label": "a",
        "action": "Brief",
        "lead": "Sergeant",
        "target_text": "May 2026",
        "target_on": ["2026-05"],
    }
    accepted_review(
        people.coordinator,
        envelope(plan=[row("1", "Ask.", target_on=["2026-05", "2026-09-01"], parts=[part])]),
    )
    found = plan_page(people.coordinator, today=TODAY).rows[0]
    assert [(target.printed_on, target.part_label) for target in found.targets] == [
        ("2026-05", "a"),
        ("2026-09-01", ""),
    ]
    assert found.due_on == date(2026, 9, 1)


def test_every_part_of_the_review_page_is_what_was_kept(people: Partnership) -> None:
    review_id = accepted_review(
        people.coordinator,
        envelope(
            subjects=[
                {"pseudonym": "Robin", "role": "victim", "birth_year": 1980, "sex": None, "ethnicity": None}
            ],
            panel=[{"name": "Pat Sample", "role": "Chair", "agency": "Saltby Council"}],
            contributions=[{"agency": "Marram Police", "kind": "imr", "author": None, "author_title": None}],
            terms_of_reference=[
                {"number": "1", "text": "What was known?", "group": "Purpose"},
                {"number": "2", "text": "By whom?", "group": "Purpose"},
            ],
            events=[{"date": {"text": "in 2024", "from": "2024", "to": "2024"}, "text": "In 2024 …"}],
            findings=[{"number": "1", "title": None, "finding": "Nobody asked.", "lesson": None}],
            lessons=[{"number": "2", "title": "Ask", "finding": "Nobody asked.", "lesson": "Ask."}],
            defects=[{"code": "missing_date", "message": "No date.", "where": "panel/0", "sources": []}],
        ),
    )
    page = open_review(by=people.coordinator, now=NOW, review_id=review_id)
    assert (page.title, page.kind.value, page.report_on) == ("Review of Saltby", "DHR", "2026-04")
    assert page.subjects[0].birth_year == 1980
    assert page.contributions[0].agency_name == "Marram Police"
    assert [term.text for term in page.terms[0].terms] == ["What was known?", "By whom?"]
    assert page.events[0].starts_on == "2024"
    assert (page.findings[0].finding, page.lessons[0].lesson) == ("Nobody asked.", "Ask.")
    assert page.defects[0].section is ReadingSection.PANEL


DECISIONS = st.lists(
    st.sampled_from([Decision.ACCEPTED, Decision.REJECTED, Decision.CORRECTED]), min_size=1, max_size=8
)


class TestAcceptance(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(decisions=DECISIONS)
    def test_every_kept_row_becomes_one_action_and_no_rejected_one_does(
        self, decisions: list[Decision]
    ) -> None:
        people = make_partnership()
        plan = [row(str(number), f"Recommendation {number}") for number in range(len(decisions))]
        document_id = read_document(people.coordinator, envelope(plan=plan))
        items = _plan_items(people, document_id)
        for item, decision in zip(items, decisions, strict=True):
            fields = {"action": f"Corrected {item.position}"} if decision is Decision.CORRECTED else None
            decide_item(
                by=people.coordinator, now=NOW, item_id=item.id, version=1, decision=decision, fields=fields
            )
        accept_section(
            by=people.coordinator, now=NOW, document_id=document_id, section=ReadingSection.DOCUMENT
        )
        accept_reading(by=people.coordinator, now=NOW, document_id=document_id)

        expected = [
            (str(number), f"Corrected {number}" if decision is Decision.CORRECTED else "")
            for number, decision in enumerate(decisions)
            if decision.is_kept
        ]
        assert list(Action.objects.order_by("position").values_list("number", "text")) == expected


def _plan_items(people: Partnership, document_id: Any) -> Any:
    return open_section(
        by=people.coordinator, now=NOW, document_id=document_id, section=ReadingSection.ACTION_PLAN
    ).items
