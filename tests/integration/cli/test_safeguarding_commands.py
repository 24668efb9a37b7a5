"""`sightline emergencies remind` and `sightline staff match`."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from typer.testing import CliRunner

from sightline.cli import app
from tests.factories.casework import NOW, make_casework

pytestmark = pytest.mark.django_db


def test_the_alerts_go_out_once_and_overdue_ones_follow() -> None:
    make_casework()
    with time_machine.travel(NOW):
        first = CliRunner().invoke(app, ["emergencies", "remind"])
        again = CliRunner().invoke(app, ["emergencies", "remind"])
    with time_machine.travel(NOW + timedelta(days=7)):
        overdue = CliRunner().invoke(app, ["emergencies", "remind"])

    assert first.stdout.endswith("3 e-mails sent, 0 not sent.\n")
    assert again.stdout == "0 e-mails sent, 0 not sent.\n"
    assert overdue.stdout.endswith("3 e-mails sent, 0 not sent.\n")
    assert {message.subject for message in mail.outbox} == {
        "Sightline: emergency access was taken",
        "Sightline: the review of an emergency access is overdue",
    }


@time_machine.travel(NOW)
def test_an_alert_that_cannot_be_sent_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    make_casework()
    with monkeypatch.context() as broken:
        broken.setattr("sightline.jobs.emergency_alerts.get_connection", _no_connection)
        result = CliRunner().invoke(app, ["emergencies", "remind"])
    assert result.exit_code == 1
    assert result.stdout.endswith("0 e-mails sent, 3 not sent.\n")
    assert CliRunner().invoke(app, ["emergencies", "remind"]).stdout.endswith("3 e-mails sent, 0 not sent.\n")


def _no_connection() -> None:
    raise OSError("no mail server")


def test_all_staff_are_matched() -> None:
    make_casework()
    result = CliRunner().invoke(app, ["staff", "match"])
    assert result.stdout == "0 bars wait to be looked at.\n"
