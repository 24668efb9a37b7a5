"""Answers, owners, targets, evidence, duplicates, reminders: what changes an action and what does not."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connections, transaction

from sightline.domain.states.action import ActionStatus
from sightline.domain.vocabulary.channels import Channel
from sightline.domain.vocabulary.reminders import ReminderKind
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import NotAllowed
from sightline.records.actions.evidence_types import EvidenceRefused
from sightline.records.actions.models import Action, ActionUpdate, Reminder, due_soon_on
from sightline.records.actions.queries import actions_to_link, likely_originals, reminders_due, saved_views
from sightline.records.actions.services.answers import AnswerRefused, StaleAction, update_action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.actions.services.duplicates import LinkRefused, link_duplicate, unlink_duplicate
from sightline.records.actions.services.evidence_files import add_evidence, mark_evidence_seen, open_evidence
from sightline.records.actions.services.reminders import note_reminders_sent
from sightline.records.actions.services.target_dates import TargetsRefused, change_targets
from sightline.records.actions.services.user_views import ViewRefused, delete_view, save_view
from sightline.records.audit.models import AuditEntry
from sightline.records.reviews.queries.plan import ActionPage, PlanRow, plan_page
from sightline.records.reviews.services.plan import open_action
from tests.factories.partnership import NOW, Partnership, accepted_review, make_partnership, small_plan
from tests.factories.readings import envelope, row

TODAY = date(2026, 5, 1)
PDF = b"%PDF-1.7 minutes of an invented meeting"


def rows(people: Partnership) -> list[PlanRow]:
    return list(plan_page(people.coordinator, today=TODAY).rows)


def answer(people: Partnership, action: PlanRow, text: str = "Staff were briefed.", **more: Any) -> None:
    given = {"by": people.coordinator, "version": action.version, **more}
    update_action(now=NOW, action_id=action.id, text=text, **given)


def opened(people: Partnership, action: PlanRow, by: User | None = None) -> ActionPage:
    return open_action(by=by or people.coordinator, now=NOW, today=TODAY, action_id=action.id)


def see_evidence(people: Partnership, action: PlanRow, *, by: User) -> None:
    """Evidence that `by` added and a coordinator saw."""
    evidence_id = add_evidence(
        by=by, now=NOW, action_id=action.id, name="a.pdf", data=PDF, description="Minutes"
    )
    assert mark_evidence_seen(by=people.coordinator, now=NOW, evidence_id=evidence_id)


def test_an_answer_appends_with_channel_and_who_gave_it(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    action = rows(people)[2]
    answer(people, action, channel=Channel.PHONE, given_by="The locksmith", status=ActionStatus.IN_PROGRESS)
    page = open_action(by=people.council, now=NOW, today=TODAY, action_id=action.id)

    (update,) = page.updates
    assert (update.channel, update.given_by, update.made_by_name) == (
        Channel.PHONE,
        "The locksmith",
        "Cora Example",
    )
    assert (update.status_before, update.status_after) == (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)
    assert (page.row.status, page.row.version) == (ActionStatus.IN_PROGRESS, 2)
    assert ActionStatus.DONE_SEEN not in page.moves
    assert AuditEntry.objects.filter(
        verb="opened", object_id=str(action.id), actor_id=people.council.pk
    ).exists()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": "  "}, AnswerRefused),
        ({"status": ActionStatus.REFUSED}, AnswerRefused),
        ({"status": ActionStatus.REFUSED, "reason": "  "}, AnswerRefused),
    ],
)
def test_an_answer_needs_words_and_a_reason_where_the_status_asks_for_one(
    people: Partnership, given: dict[str, Any], error: type[Exception]
) -> None:
    accepted_review(people.coordinator, small_plan())
    with pytest.raises(error):
        answer(people, rows(people)[2], **given)
    assert not ActionUpdate.objects.exists()


def test_only_a_coordinator_says_that_evidence_was_seen(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        answer(people, rows(people)[2], by=people.council, status=ActionStatus.DONE_SEEN)
    with pytest.raises(AnswerRefused, match="marked as seen"):
        answer(people, rows(people)[2], status=ActionStatus.DONE_SEEN)
    see_evidence(people, rows(people)[2], by=people.council)
    answer(people, rows(people)[2], status=ActionStatus.DONE_SEEN)
    with pytest.raises(NotAllowed, match="cannot become"):
        answer(people, rows(people)[2], status=ActionStatus.REFUSED, reason="No")


def test_evidence_that_nobody_marked_as_seen_proves_nothing(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    action = rows(people)[2]
    add_evidence(by=people.council, now=NOW, action_id=action.id, name="a.pdf", data=PDF, description="A")
    assert ActionStatus.DONE_SEEN not in opened(people, action).moves
    with pytest.raises(AnswerRefused, match="Done, claimed only"):
        answer(people, action, status=ActionStatus.DONE_SEEN)
    assert not ActionUpdate.objects.exists()


def test_a_reason_goes_when_its_status_goes(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    answer(people, rows(people)[2], status=ActionStatus.REFUSED, reason="Listed building")
    assert rows(people)[2].status_reason == "Listed building"
    answer(people, rows(people)[2], status=ActionStatus.IN_PROGRESS)
    assert rows(people)[2].status_reason == ""


def test_who_writes_from_an_old_page_is_shown_what_the_other_wrote(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    seen = rows(people)[2]
    answer(people, seen, "Locks ordered.", by=people.council)
    with pytest.raises(StaleAction) as stale:
        answer(people, seen, "Locks refused.")
    assert stale.value.latest is not None
    assert (stale.value.latest.text, stale.value.version) == ("Locks ordered.", 2)
    assert ActionUpdate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_stored_and_one_is_told() -> None:
    people = make_partnership()
    accepted_review(people.coordinator, small_plan())
    original, duplicate, _ = rows(people)
    outcomes = at_once(
        lambda: answer(people, original, "At once."), lambda: answer(people, duplicate, "At once.")
    )
    assert sorted(outcomes) == ["StaleAction", "stored"]
    assert ActionUpdate.objects.count() == 2, "one answer, on the action and its duplicate"


def test_one_answer_serves_an_action_and_its_duplicate_from_either_side(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    original, duplicate, other = rows(people)
    assert duplicate.duplicate_of is not None
    assert duplicate.duplicate_of.id == original.id
    answer(people, duplicate, by=people.police, status=ActionStatus.DONE_CLAIMED)
    original, duplicate, other = rows(people)
    assert [found.status for found in (original, duplicate, other)] == [
        ActionStatus.DONE_CLAIMED,
        ActionStatus.DONE_CLAIMED,
        ActionStatus.NOT_STARTED,
    ]
    see_evidence(people, duplicate, by=people.police)
    answer(people, original, status=ActionStatus.DONE_SEEN)
    assert rows(people)[1].status is ActionStatus.DONE_SEEN


def test_an_agencys_answer_does_not_reach_another_agencys_duplicate(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    ids = [found.id for found in rows(people)]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids[1:2], agency_id=people.council.agency_id)
    answer(people, rows(people)[0], "Ours is begun.", by=people.police, status=ActionStatus.IN_PROGRESS)
    original, duplicate, _ = rows(people)
    assert (original.status, duplicate.status) == (ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED)
    assert opened(people, duplicate, by=people.council).updates == ()

    answer(people, duplicate, "Done by us.", by=people.council, status=ActionStatus.DONE_CLAIMED)
    assert rows(people)[0].status is ActionStatus.IN_PROGRESS


def test_a_coordinators_answer_serves_every_duplicate_or_none(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    ids = [found.id for found in rows(people)]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids[1:2], agency_id=people.council.agency_id)
    answer(people, rows(people)[1], by=people.council, status=ActionStatus.DONE_CLAIMED)
    n_before = ActionUpdate.objects.count()
    with pytest.raises(AnswerRefused, match="action 2"):
        answer(people, rows(people)[0], status=ActionStatus.SUPERSEDED, reason="A new plan")
    assert ActionUpdate.objects.count() == n_before

    answer(people, rows(people)[0], "Both go on.", status=ActionStatus.IN_PROGRESS)
    assert {found.status for found in rows(people)[:2]} == {ActionStatus.IN_PROGRESS}


def test_a_duplicate_of_another_agency_is_not_named_to_an_agency(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    ids = [found.id for found in rows(people)]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids[1:2], agency_id=people.council.agency_id)
    original, duplicate, _ = rows(people)
    assert (original.n_duplicates, duplicate.duplicate_of is None) == (1, False)
    theirs = opened(people, original, by=people.police)
    assert (theirs.row.n_duplicates, theirs.duplicates) == (0, ())
    assert opened(people, duplicate, by=people.council).row.duplicate_of is None


def test_evidence_is_shown_with_each_action_it_serves_to_who_may_see_both(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    original, duplicate, _ = rows(people)
    see_evidence(people, original, by=people.police)
    for by in (people.coordinator, people.police):
        assert len(opened(people, duplicate, by=by).evidence) == 1
    assign_actions(
        by=people.coordinator, now=NOW, action_ids=[duplicate.id], agency_id=people.council.agency_id
    )
    assert opened(people, duplicate, by=people.council).evidence == ()


def test_unlinked_from_its_evidence_an_action_is_done_by_claim_only(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    see_evidence(people, rows(people)[0], by=people.police)
    answer(people, rows(people)[0], status=ActionStatus.DONE_SEEN)
    unlink_duplicate(by=people.coordinator, now=NOW, action_id=rows(people)[1].id, reason="Two shifts.")
    original, duplicate, _ = rows(people)
    assert (original.status, duplicate.status) == (ActionStatus.DONE_SEEN, ActionStatus.DONE_CLAIMED)

    link_duplicate(by=people.coordinator, now=NOW, action_id=duplicate.id, original_id=original.id)
    unlink_duplicate(by=people.coordinator, now=NOW, action_id=duplicate.id, reason="Two shifts.")
    assert rows(people)[0].status is ActionStatus.DONE_SEEN


def test_an_original_whose_evidence_was_its_duplicates_is_done_by_claim_only(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    see_evidence(people, rows(people)[1], by=people.police)
    answer(people, rows(people)[0], status=ActionStatus.DONE_SEEN)
    unlink_duplicate(by=people.coordinator, now=NOW, action_id=rows(people)[1].id, reason="Two shifts.")
    original, duplicate, _ = rows(people)
    assert (original.status, duplicate.status) == (ActionStatus.DONE_CLAIMED, ActionStatus.DONE_SEEN)


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_an_unlinking_at_once_leave_neither_half_done() -> None:
    people = make_partnership()
    accepted_review(people.coordinator, small_plan())
    _, duplicate, _ = rows(people)
    outcomes = at_once(
        lambda: answer(people, duplicate, "At once."),
        lambda: unlink_duplicate(
            by=people.coordinator, now=NOW, action_id=duplicate.id, reason="Two shifts."
        ),
    )
    assert outcomes.count("stored") >= 1
    assert set(outcomes) <= {"stored", "StaleAction"}


@pytest.mark.django_db(transaction=True)
def test_two_actions_linked_to_each_other_at_once_become_one_link() -> None:
    people = make_partnership()
    accepted_review(people.coordinator, small_plan())
    one, _, other = rows(people)
    unlink_duplicate(by=people.coordinator, now=NOW, action_id=rows(people)[1].id, reason="Two shifts.")
    common = {"by": people.coordinator, "now": NOW}
    outcomes = at_once(
        lambda: link_duplicate(action_id=one.id, original_id=other.id, **common),
        lambda: link_duplicate(action_id=other.id, original_id=one.id, **common),
    )
    assert sorted(outcomes) == ["LinkRefused", "stored"]


def at_once(*writes: Callable[[], object]) -> list[str]:
    """Make every write in a thread of its own, begun together; say what became of each."""
    together = threading.Barrier(len(writes))
    outcomes: list[str] = []

    def run(write: Callable[[], object]) -> None:
        together.wait()
        try:
            write()
            outcomes.append("stored")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=copy_context().run, args=[run, write]) for write in writes]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return outcomes


def test_what_is_most_like_an_action_is_offered_first(people: Partnership) -> None:
    plan = [
        row("1", "Ask every caller about their safety."),
        row("2", "Ask about the safety of every caller."),
        row("3", "Check the locks."),
        row("4", "Ask about safety of every caller, in private."),
    ]
    accepted_review(people.coordinator, envelope(plan=plan))
    found = likely_originals(people.coordinator, rows(people)[1].id)
    assert [ref.number for ref in found] == ["1", "4"]
    assert found[0].text == "Ask every caller about their safety."
    assert likely_originals(people.coordinator, rows(people)[2].id) == ()


def test_an_unlinked_duplicate_stands_by_itself_and_can_be_linked_again(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    original, duplicate, other = rows(people)
    with pytest.raises(LinkRefused):
        unlink_duplicate(by=people.coordinator, now=NOW, action_id=duplicate.id, reason=" ")
    unlink_duplicate(by=people.coordinator, now=NOW, action_id=duplicate.id, reason="Two shifts.")
    answer(people, rows(people)[0], status=ActionStatus.REFUSED, reason="No staff")
    assert rows(people)[1].status is ActionStatus.NOT_STARTED

    assert [found.id for found in actions_to_link(people.coordinator, duplicate.id, "safety")] == [
        original.id
    ]
    link_duplicate(by=people.coordinator, now=NOW, action_id=duplicate.id, original_id=original.id)
    linked = rows(people)[1]
    assert (linked.status, linked.status_reason) == (ActionStatus.REFUSED, "No staff")
    assert linked.duplicate_of is not None
    assert linked.duplicate_of.text == "Ask about safety."
    for action_id, original_id in (
        (original.id, original.id),
        (other.id, duplicate.id),
        (original.id, other.id),
    ):
        with pytest.raises(LinkRefused):
            link_duplicate(by=people.coordinator, now=NOW, action_id=action_id, original_id=original_id)


def test_actions_are_assigned_together_and_none_takes_the_owner_away(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    ids = [found.id for found in rows(people)]
    n = assign_actions(by=people.coordinator, now=NOW, action_ids=ids, owner_id=people.council.pk)
    assert n == 3
    assert plan_page(people.council, today=TODAY).n_rows == 3, "an owner sees an action whoever leads it"
    assert assign_actions(by=people.coordinator, now=NOW, action_ids=ids[:1], owner_id=None) == 1
    assert assign_actions(by=people.coordinator, now=NOW, action_ids=ids[:1], owner_id=None) == 0
    assert rows(people)[1].agency_name == "Marram Police", "what is not given stays as it is"
    with pytest.raises(NotAllowed):
        assign_actions(by=people.council, now=NOW, action_ids=ids, owner_id=people.council.pk)
    with pytest.raises(NotFound):
        assign_actions(by=people.coordinator, now=NOW, action_ids=[*ids, UUID(int=1)], owner_id=None)


def test_a_new_target_is_as_precise_as_agreed_and_says_why(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    action = rows(people)[2]
    common = {"by": people.coordinator, "now": NOW, "action_id": action.id, "version": 1}
    for targets, reason in ((["soon"], "Late"), (["2026-07"], " "), (["2026-06"], "Same")):
        with pytest.raises(TargetsRefused):
            change_targets(**common, targets=targets, reason=reason)
    change_targets(**common, targets=["2026-07", "2026-09-15"], reason="Locksmith ill.")
    changed = rows(people)[2]
    assert (changed.due_on, changed.target_text) == (date(2026, 9, 15), "June 2026")
    assert changed.last_update is not None
    assert (
        changed.last_update.text
        == "Target changed from June 2026 to July 2026, 15 September 2026. Locksmith ill."
    )


def test_evidence_is_kept_whole_and_seen_by_somebody_else(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    action = rows(people)[2]
    common = {"now": NOW, "action_id": action.id, "description": "Minutes"}
    evidence_id = add_evidence(by=people.council, name="C:\\minutes\\may.exe", data=PDF, **common)
    with pytest.raises(EvidenceRefused, match="already"):
        add_evidence(by=people.council, name="again.pdf", data=PDF, **common)
    kept = open_evidence(by=people.council, now=NOW, evidence_id=evidence_id)
    assert (kept.name, kept.content_type, kept.data) == ("may.exe", "application/pdf", PDF)
    with pytest.raises(NotFound):
        open_evidence(by=people.police, now=NOW, evidence_id=evidence_id)
    with pytest.raises(NotAllowed):
        mark_evidence_seen(by=people.council, now=NOW, evidence_id=evidence_id)

    assert mark_evidence_seen(by=people.coordinator, now=NOW, evidence_id=evidence_id) is True
    found = rows(people)[2]
    assert (found.n_evidence, found.n_evidence_seen, found.status) == (1, 1, ActionStatus.NOT_STARTED)


def test_a_coordinator_does_not_see_their_own_evidence(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    evidence_id = add_evidence(
        by=people.coordinator, now=NOW, action_id=rows(people)[0].id, name="a.pdf", data=PDF, description="A"
    )
    with pytest.raises(NotAllowed, match="somebody else"):
        mark_evidence_seen(by=people.coordinator, now=NOW, evidence_id=evidence_id)
    assert mark_evidence_seen(by=people.second_coordinator, now=NOW, evidence_id=evidence_id)


def test_a_view_is_the_users_own(people: Partnership) -> None:
    save_view(by=people.coordinator, now=NOW, name="Late", query="due=OVERDUE")
    view_id = save_view(by=people.coordinator, now=NOW, name=" Late ", query="due=SOON")
    assert [(view.name, view.query) for view in saved_views(people.coordinator)] == [("Late", "due=SOON")]
    with pytest.raises(NotFound):
        delete_view(by=people.police, now=NOW, view_id=view_id)
    with pytest.raises(ViewRefused):
        save_view(by=people.coordinator, now=NOW, name=" ", query="")
    delete_view(by=people.coordinator, now=NOW, view_id=view_id)
    assert saved_views(people.coordinator) == ()


def owned_action_due(people: Partnership, due: date) -> PlanRow:
    reading = envelope(plan=[row("1", "Ask.", section="Saltby Council", target_on=[due.isoformat()])])
    accepted_review(people.coordinator, reading)
    (action,) = rows(people)
    assign_actions(by=people.coordinator, now=NOW, action_ids=[action.id], owner_id=people.council.pk)
    return action


def test_an_owner_is_reminded_before_on_and_after_the_day_once_each(people: Partnership) -> None:
    due = date(2026, 7, 1)
    owned_action_due(people, due)
    sent: list[tuple[int, ReminderKind]] = []
    for n_days in range(-40, 17):
        today = due + timedelta(days=n_days)
        for owner in reminders_due(today):
            note_reminders_sent(now=NOW, today=today, reminders=owner.reminders)
            sent += [(n_days, reminder.kind) for reminder in owner.reminders]
        assert reminders_due(today) == (), "a second run on one day sends nothing"
    assert sent == [
        (-28, ReminderKind.DAYS_28),
        (-7, ReminderKind.DAYS_7),
        (0, ReminderKind.TODAY),
        (1, ReminderKind.OVERDUE),
        (8, ReminderKind.OVERDUE),
        (15, ReminderKind.OVERDUE),
    ]


def test_a_night_on_which_nothing_ran_loses_no_reminder(people: Partnership) -> None:
    owned_action_due(people, date(2026, 7, 1))
    (owner,) = reminders_due(date(2026, 6, 27))
    assert (owner.email, owner.reminders[0].n_days) == ("council@saltby.example", 4)


def test_nobody_is_reminded_of_what_is_done_or_twice_of_a_duplicate(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    ids = [found.id for found in rows(people)]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids, owner_id=people.police.pk)
    change_targets(
        by=people.coordinator, now=NOW, action_id=ids[1], version=2, targets=["2026-04"], reason="As printed."
    )
    (owner,) = reminders_due(TODAY)
    assert [reminder.action_id for reminder in owner.reminders] == [ids[0]]
    answer(people, rows(people)[0], status=ActionStatus.DONE_CLAIMED)
    assert reminders_due(TODAY) == ()


def test_a_dated_duplicate_is_not_forgotten_behind_an_undated_original(people: Partnership) -> None:
    plan = [
        row("1", "Ask about safety.", section="Marram Police"),
        row("2", "Ask about safety.", section="Marram Police", target_on=["2026-05-01"]),
    ]
    accepted_review(people.coordinator, envelope(plan=plan))
    original, duplicate = rows(people)
    assert duplicate.duplicate_of is not None
    ids = [original.id, duplicate.id]
    assign_actions(by=people.coordinator, now=NOW, action_ids=ids, owner_id=people.police.pk)
    (owner,) = reminders_due(TODAY)
    assert [reminder.action_id for reminder in owner.reminders] == [duplicate.id]


def test_reminders_that_two_runs_sent_at_once_are_kept_once(people: Partnership) -> None:
    owned_action_due(people, TODAY)
    (owner,) = reminders_due(TODAY)
    for _ in range(2):
        note_reminders_sent(now=NOW, today=TODAY, reminders=owner.reminders)
    assert Reminder.objects.count() == 1


def test_dates_that_passed_are_counted_while_work_is_owed(people: Partnership) -> None:
    plan = [row("1", "Ask.", section="Saltby Council", target_on=["2026-04", "2026-06"])]
    accepted_review(people.coordinator, envelope(plan=plan))
    (found,) = rows(people)
    assert (found.n_targets_passed, len(found.targets), found.is_overdue) == (1, 2, False)
    answer(people, found, status=ActionStatus.DONE_CLAIMED)
    assert rows(people)[0].n_targets_passed == 0


def test_overdue_is_computed_from_the_end_of_what_is_printed(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    april = rows(people)[0].id
    assert not Action.objects.overdue(date(2026, 4, 30)).exists()
    assert [found.pk for found in Action.objects.overdue(date(2026, 5, 1))] == [april]
    assert [found.number for found in Action.objects.filter(due_soon_on(date(2026, 6, 2), 28))] == ["3"]


def test_a_status_that_needs_a_reason_cannot_be_stored_without_one(people: Partnership) -> None:
    accepted_review(people.coordinator, small_plan())
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(status=ActionStatus.REFUSED)
    assert rows(people)[0].status is ActionStatus.NOT_STARTED
