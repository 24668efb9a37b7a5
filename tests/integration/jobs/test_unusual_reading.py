"""The watch raises each alert once, and it says nothing of what was read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from sightline.cli import app
from sightline.domain.vocabulary.unusual_reading import UnusualReading
from sightline.jobs.unusual_reading import watch_reading
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.queries import reading_alerts
from sightline.records.audit.services import AlertRefused, answer_reading_alert, record_reads
from sightline.records.reviews.models import Review
from tests.factories.partnership import NOW, Partnership

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def pried(people: Partnership) -> list[str]:
    """The reviews, none of them there, that the police's representative asked for one after another."""
    wanted = [uuid4() for _ in range(50)]
    for place, review_id in enumerate(wanted):
        at = NOW + timedelta(minutes=place)
        record_reads(by=people.police, now=at, verb="opened", shown={}, about=Review(pk=review_id))
    return [str(each) for each in wanted]


def test_an_alert_is_raised_once_and_names_no_subject(people: Partnership, pried: list[str]) -> None:
    (finding,) = watch_reading(now=LATER)
    assert (finding.reason, finding.n_subjects) == (UnusualReading.HOUR, 50)
    assert list(watch_reading(now=LATER + timedelta(minutes=10))) == []

    (alert,) = reading_alerts([people.police.pk])
    assert (alert.actor_id, alert.reason, alert.answered_at) == (people.police.pk, UnusualReading.HOUR, None)
    entry = AuditEntry.objects.get(verb="alerted")
    assert entry.details == {"reason": "HOUR", "of": str(people.police.pk)}
    assert not any(each in f"{alert}{entry.details_text}" for each in pried)
    assert reading_alerts([people.council.pk]) == ()


def test_rows_of_lists_do_not_count(people: Partnership) -> None:
    record_reads(by=people.police, now=NOW, verb="listed", shown={Review: [uuid4() for _ in range(90)]})
    assert list(watch_reading(now=LATER)) == []


def test_somebody_else_answers_an_alert_once_and_says_something(
    people: Partnership, pried: list[str]
) -> None:
    list(watch_reading(now=LATER))
    (alert,) = reading_alerts([people.police.pk])
    for by, text in ((people.police, "It was my work."), (people.coordinator, "  ")):
        with pytest.raises(AlertRefused):
            answer_reading_alert(by=by, now=LATER, alert_id=alert.id, text=text)

    answer_reading_alert(by=people.coordinator, now=LATER, alert_id=alert.id, text="Cover for a colleague.")

    (answered,) = reading_alerts([people.police.pk])
    assert (answered.answered_by, answered.answer) == (people.coordinator.pk, "Cover for a colleague.")
    with pytest.raises(AlertRefused, match="already"):
        answer_reading_alert(by=people.second_coordinator, now=LATER, alert_id=alert.id, text="Again.")


def test_the_command_says_how_many(people: Partnership) -> None:
    result = CliRunner().invoke(app, ["audit", "watch"])
    assert (result.exit_code, result.stdout) == (0, "0 new alerts.\n")
