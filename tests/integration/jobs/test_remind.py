"""Owners hear of what is due, once, in words that give nothing away."""

from datetime import date, timedelta
from email.message import Message
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from sightline.jobs.remind import reminders_to_send, send_reminders
from sightline.records.actions.services.answers import update_action
from sightline.records.actions.services.assigning import assign_actions
from sightline.records.reviews.queries.plan import whole_plan
from tests.factories.partnership import NOW, Partnership, accepted_review
from tests.factories.readings import envelope, row

DUE = date(2026, 4, 30)


@pytest.fixture
def owned_plan(people: Partnership, review_id: UUID) -> UUID:
    """The small plan: the police own the action due at the end of April, the council that of June."""
    rows = whole_plan(people.coordinator, today=DUE, review_id=review_id).rows
    assign_actions(by=people.coordinator, now=NOW, action_ids=[rows[0].id], owner_id=people.police.pk)
    assign_actions(by=people.coordinator, now=NOW, action_ids=[rows[2].id], owner_id=people.council.pk)
    return review_id


def send(day: date) -> list[str]:
    return [one.email for one in send_reminders(now=NOW, today=day)]


@pytest.mark.parametrize(
    ("days_before", "words"),
    [
        (28, "1 action due in the next 28 days:"),
        (7, "1 action due in the next 7 days:"),
        (0, "1 action due today:"),
        (-1, "1 action overdue:"),
    ],
)
def test_an_owner_hears_in_good_time(
    people: Partnership, owned_plan: UUID, days_before: int, words: str
) -> None:
    send(DUE - timedelta(days=days_before))

    message = next(message for message in mail.outbox if message.to == [people.police.email])
    assert words in message.body
    assert "- action 1, due 30/04/2026: http" in message.body


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("7", "- action 7, due"),
        ("2.10", "- action 2.10, due"),
        ("3.1a", "- action 3.1a, due"),
        ("", "- due"),
        ("1 and 4", "- due"),
        ("1 (Wren)", "- due"),
        ("Wren", "- due"),
        ("4\nWren", "- due"),
        ("1\n", "- due"),
        ("12345", "- due"),
        ("٣", "- due"),
    ],
)
def test_an_action_is_named_by_a_plain_number_only(people: Partnership, printed: str, shown: str) -> None:
    plan = [row(printed, "Check the locks.", target_text="2026-04", target_on=["2026-04"])]
    review_id = accepted_review(people.coordinator, envelope(plan=plan))
    (action,) = whole_plan(people.coordinator, today=DUE, review_id=review_id).rows
    assign_actions(by=people.coordinator, now=NOW, action_ids=[action.id], owner_id=people.police.pk)

    send(DUE)

    (line,) = [line for line in mail.outbox[0].body.splitlines() if line.startswith("-")]
    assert line.startswith(f"{shown} 30/04/2026: http")


def test_29_days_before_nobody_is_written_to(owned_plan: UUID) -> None:
    assert send(DUE - timedelta(days=29)) == []


def test_a_month_is_due_at_its_end_and_a_second_run_sends_nothing(
    people: Partnership, owned_plan: UUID
) -> None:
    assert send(DUE) == [people.police.email]
    assert send(DUE) == []
    assert len(mail.outbox) == 1


def test_what_is_done_is_not_reminded_of(people: Partnership, owned_plan: UUID) -> None:
    action = whole_plan(people.coordinator, today=DUE, review_id=owned_plan).rows[0]
    update_action(
        by=people.police,
        now=NOW,
        action_id=action.id,
        version=action.version,
        text="Staff were briefed.",
        status=action.status.DONE_CLAIMED,
    )

    assert send(DUE) == []


class RefusingOne(EmailBackend):
    """A mail server that refuses the police's address."""

    refused = "police@saltby.example"

    def send_messages(self, messages: list[Message]) -> int:
        if any(self.refused in message.to for message in messages):
            raise OSError("no such mailbox")
        return super().send_messages(messages)


def test_one_address_that_fails_stops_no_other_and_is_tried_again(
    people: Partnership, owned_plan: UUID, settings: object
) -> None:
    day = date(2026, 6, 30)
    settings.EMAIL_BACKEND = f"{__name__}.RefusingOne"

    first = {one.email: one.failure for one in send_reminders(now=NOW, today=day)}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    second = {one.email: one.failure for one in send_reminders(now=NOW, today=day)}

    assert first == {people.police.email: "OSError", people.council.email: ""}
    assert second == {people.police.email: ""}
    assert sorted(message.to[0] for message in mail.outbox) == [people.council.email, people.police.email]


def test_a_dry_run_sends_and_notes_nothing(people: Partnership, owned_plan: UUID) -> None:
    assert [message.to for message in reminders_to_send(today=DUE)] == [[people.police.email]]
    assert mail.outbox == []
    assert send(DUE) == [people.police.email]


def test_no_word_of_a_case_and_no_name_is_in_an_e_mail(people: Partnership) -> None:
    canaries = [f"canary{number}word" for number in range(12)]
    fields = ("section", "finding", "lead", "action", "milestone", "status")
    reading = envelope(
        plan=[
            row(
                canaries[0],
                canaries[1],
                **dict(zip(fields, canaries[2:8], strict=True)),
                target_text=f"{canaries[8]} 2026-04",
                target_on=["2026-04"],
                parts=[
                    {
                        "label": canaries[9],
                        "action": canaries[10],
                        "lead": canaries[11],
                        "target_on": ["2026-04"],
                        "target_text": None,
                    }
                ],
            )
        ]
    )
    reading["document"]["title"] = "canarytitleword"
    review_id = accepted_review(people.coordinator, reading)
    (action,) = whole_plan(people.coordinator, today=DUE, review_id=review_id).rows
    assign_actions(by=people.coordinator, now=NOW, action_ids=[action.id], owner_id=people.police.pk)
    update_action(
        by=people.police, now=NOW, action_id=action.id, version=action.version + 1, text="canaryupdateword"
    )

    send(DUE)

    (message,) = mail.outbox
    sent = message.message().as_string()
    assert "canary" not in sent
    assert people.police.name not in sent
    assert people.coordinator.name not in sent
    assert str(action.id) in sent
