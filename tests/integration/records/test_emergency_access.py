"""Emergency access: whatever is done in whatever order, it ends, is told of and is reviewed by another."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sightline.domain.vocabulary.cases import EmergencyNotice, EmergencyReason
from sightline.domain.vocabulary.roles import Role
from sightline.errors import NotFound
from sightline.jobs.emergency_alerts import send_alerts, send_alerts_and_escalate
from sightline.records.access.policies import NotAllowed, actor_for
from sightline.records.access.services import appoint, suspend_user
from sightline.records.actor import acting
from sightline.records.cases import queries
from sightline.records.cases.models import Case, EmergencyAccess, EmergencyAlert
from sightline.records.cases.services.emergencies import (
    N_IN_A_DAY,
    escalate_overdue_reviews,
    review_emergency_access,
    take_emergency_access,
)
from sightline.records.cases.services.wording import CaseRefused
from sightline.records.people.services import set_bar
from tests.factories.casework import NOW, Casework, canaries, make_casework
from tests.factories.partnership import FOR_EVER

pytestmark = pytest.mark.django_db
#: `SIGHTLINE_EMERGENCY_RUNS=500` for the full trial.
N_RUNS = int(os.environ.get("SIGHTLINE_EMERGENCY_RUNS", "30"))
REASON = "She is at our door now and afraid to go home."


@pytest.fixture
def casework() -> Casework:
    return make_casework()


def take(casework: Casework, user: str, reference: str, now: datetime, reason: str = REASON) -> Any:
    by = casework.users[user]
    with acting(actor_for(by, now)):
        return take_emergency_access(
            by=by, now=now, reference=reference, code=EmergencyReason.RISK_TO_LIFE, reason=reason
        )


def seen(casework: Casework, user: str, now: datetime) -> set[Case]:
    """The cases a user sees, with the guard beneath and no other condition."""
    with acting(actor_for(casework.users[user], now)):
        return set(Case.objects.all())


def test_the_sealed_the_barred_and_the_unknown_are_one_answer_for_the_same_work(casework: Casework) -> None:
    words, numbers = set(), set()
    for reference in (casework.case.reference, casework.sealed.reference, "ZZZZ-9999", "", "' OR 1=1"):
        with CaptureQueriesContext(connection) as asked, pytest.raises(NotFound) as refused:
            take(casework, "police_colleague", reference, NOW)
        words.add(str(refused.value))
        numbers.add(len(asked))
    assert len(words) == 1
    assert len(numbers) == 1
    assert not EmergencyAccess.objects.filter(taken_by=casework.users["police_colleague"]).exists()


@pytest.mark.parametrize("user", ["coordinator", "chair", "police_spoc", "administrator", "imr_author"])
def test_some_roles_never_take_it(casework: Casework, user: str) -> None:
    with pytest.raises(NotAllowed):
        take(casework, user, casework.case.reference, NOW)


def test_it_needs_words_and_is_as_easy_to_type_as_it_can_be(casework: Casework) -> None:
    with pytest.raises(CaseRefused):
        take(casework, "supervisor", casework.case.reference, NOW, reason="It is urgent.   ")
    typed = f" {casework.case.reference.lower().replace('-', ' ')} "
    assert take(casework, "supervisor", typed, NOW) == casework.case.pk


def test_it_lasts_an_hour_and_no_second_more(casework: Casework) -> None:
    take(casework, "supervisor", casework.case.reference, NOW)
    assert seen(casework, "supervisor", NOW + timedelta(minutes=59, seconds=59)) == {casework.case}
    assert seen(casework, "supervisor", NOW + timedelta(minutes=60)) == set()


def test_the_privacy_officers_of_both_agencies_review_it_and_nobody_else_does(casework: Casework) -> None:
    # Harbour took it; the police, too, have people in the case, and so has the council.
    access = EmergencyAccess.objects.get()
    assert access.review_due_on == date(2026, 5, 6)  # a Friday and three working days
    waiting = {
        user: [row.id for row in queries.emergencies_to_review(casework.users[user], now=NOW)]
        for user in casework.users
    }
    assert {user for user, found in waiting.items() if found} == {
        "police_privacy", "council_privacy", "harbour_privacy"
    }  # fmt: skip
    review = {"access_id": access.pk, "now": NOW, "was_justified": True, "text": "I rang and asked."}
    for user in ("harbour_practitioner", "police_spoc"):
        with pytest.raises(NotAllowed):
            review_emergency_access(by=casework.users[user], **review)
    review_emergency_access(by=casework.users["council_privacy"], **review)
    with pytest.raises(CaseRefused):
        review_emergency_access(by=casework.users["police_privacy"], **review)


def test_a_supervisor_reviews_what_their_own_team_took_and_nothing_else(casework: Casework) -> None:
    supervisor, coordinator = casework.users["supervisor"], casework.users["coordinator"]

    def waiting() -> list[UUID]:
        with acting(actor_for(supervisor, NOW)):
            return [row.id for row in queries.emergencies_to_review(supervisor, now=NOW)]

    of_colleague = EmergencyAccess.objects.get()
    assert waiting() == []  # rank alone opens nothing
    appoint(
        by=coordinator,
        now=NOW,
        user_id=casework.users["harbour_practitioner"].pk,
        role=Role.IDVA,
        agency_id=casework.agencies["harbour"],
        until=FOR_EVER,
        supervisor_id=supervisor.pk,
    )
    take(casework, "supervisor", casework.case.reference, NOW)
    assert waiting() == [of_colleague.pk]  # not their own
    review = {"now": NOW, "was_justified": True, "text": "We spoke of it the same day."}
    own = EmergencyAccess.objects.get(taken_by=supervisor)
    with pytest.raises(NotFound):
        review_emergency_access(by=supervisor, access_id=own.pk, **review)
    review_emergency_access(by=supervisor, access_id=of_colleague.pk, **review)

    set_bar(
        by=casework.users["harbour_privacy"],
        now=NOW,
        user_id=supervisor.pk,
        person_id=casework.records["victim"].person_id,
        reason="A relative.",
    )
    take(casework, "harbour_practitioner", casework.case.reference, NOW)
    assert waiting() == []


def test_an_overdue_review_is_escalated_once_to_more_people(casework: Casework) -> None:
    assert escalate_overdue_reviews(now=NOW + timedelta(days=5)) == 0  # Wednesday: due today
    assert len(list(send_alerts_and_escalate(now=NOW + timedelta(days=6)))) == 6  # three told of each
    assert list(send_alerts_and_escalate(now=NOW + timedelta(days=7))) == []
    told = EmergencyAlert.objects.filter(notice=EmergencyNotice.OVERDUE).values_list("user__email", flat=True)
    assert set(told) == {
        f"{agency}_privacy@saltby.example" for agency in ("police", "council", "harbour")
    }  # Harbour has no single point of contact


def test_nobody_is_written_to_who_may_not_know(casework: Casework) -> None:
    suspend_user(by=casework.users["coordinator"], now=NOW, user_id=casework.users["council_privacy"].pk)
    set_bar(
        by=casework.users["police_spoc"],
        now=NOW,
        user_id=casework.users["police_privacy"].pk,
        person_id=casework.records["victim"].person_id,
        reason="A relative.",
    )
    take(casework, "supervisor", casework.case.reference, NOW)
    told = EmergencyAlert.objects.filter(access__taken_by=casework.users["supervisor"])
    assert [alert.user_id for alert in told] == [casework.users["harbour_privacy"].pk]


def test_three_times_within_a_day_and_no_more(casework: Casework) -> None:
    for minutes in range(N_IN_A_DAY):
        take(casework, "supervisor", casework.case.reference, NOW + timedelta(minutes=minutes))
    words = set()
    for reference in (casework.case.reference, casework.sealed.reference, "ZZZZ-9999"):
        with pytest.raises(CaseRefused) as refused:
            take(casework, "supervisor", reference, NOW + timedelta(hours=23))
        words.add(str(refused.value))
    assert len(words) == 1
    take(casework, "supervisor", casework.case.reference, NOW + timedelta(days=1))


@dataclass
class Taken:
    id: UUID
    user: str
    case: Case
    at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=60)


TAKERS = ("harbour_practitioner", "supervisor", "police_colleague", "chair")
CASES = ("case", "sealed", "review", "none")


class EmergencyMachine(RuleBasedStateMachine):
    """Takes, waits and reviews in any order; beside it stands what should be so."""

    casework: Casework

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True  # type: ignore[attr-defined]  # as a test's own transaction
        self.atomic.__enter__()
        self.now = NOW + timedelta(days=2)  # what the example took itself has ended
        self.taken: list[Taken] = []
        self.waiting: set[UUID] = set()
        mail.outbox.clear()

    def teardown(self) -> None:
        try:
            self.every_alert_is_sent_and_says_nothing()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @rule(user=st.sampled_from(TAKERS), name=st.sampled_from(CASES))
    def take(self, user: str, name: str) -> None:
        case = getattr(self.casework, name, None)
        refusal = self._refusal(user, name)
        reference = case.reference if case else "ZZZZ-9999"
        if refusal:
            with pytest.raises(refusal):
                take(self.casework, user, reference, self.now)
            return
        take(self.casework, user, reference, self.now)
        known = [each.id for each in self.taken]
        access = EmergencyAccess.objects.exclude(pk__in=known).get(taken_at=self.now)
        self.taken.append(Taken(access.pk, user, case, self.now))
        self.waiting.add(access.pk)
        told = {alert.user_id for alert in access.alerts.all()}
        assert told
        assert access.taken_by_id not in told
        assert case not in seen(self.casework, user, self.taken[-1].ends_at + timedelta(seconds=1))

    def _refusal(self, user: str, name: str) -> type[Exception] | None:
        a_day_ago = self.now - timedelta(days=1)
        if user == "chair":
            return NotAllowed
        if sum(each.user == user and each.at > a_day_ago for each in self.taken) >= N_IN_A_DAY:
            return CaseRefused
        if name in {"none", "sealed"} or (user, name) == ("police_colleague", "case"):
            return NotFound
        return None

    @rule(minutes=st.sampled_from((1, 30, 59, 60, 61, 24 * 60)))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.waiting)
    @rule(data=st.data())
    def review(self, data: st.DataObject) -> None:
        access = data.draw(st.sampled_from([each for each in self.taken if each.id in self.waiting]))
        agency = "police" if access.user.startswith("police") else "harbour"
        officer = self.casework.users[f"{agency}_privacy"]
        with acting(actor_for(officer, self.now)):
            assert access.id in {row.id for row in queries.emergencies_to_review(officer)}
            review_emergency_access(
                by=officer, now=self.now, access_id=access.id, was_justified=True, text="I asked."
            )
        self.waiting.remove(access.id)

    @invariant()
    def each_sees_what_they_took_until_it_ends(self) -> None:
        for user in TAKERS[:3]:
            mine = {each.case for each in self.taken if each.user == user and self.now < each.ends_at}
            assert seen(self.casework, user, self.now) == mine

    def every_alert_is_sent_and_says_nothing(self) -> None:
        sent = list(send_alerts(now=self.now))
        assert not [one for one in sent if one.failure]
        assert not EmergencyAlert.objects.filter(is_sent=False).exists()
        untold = [
            *canaries().values(),
            *(user.name for user in self.casework.users.values()),
            *(case.reference for case in (self.casework.case, self.casework.review)),
            *(str(case.pk) for case in (self.casework.case, self.casework.review)),
            REASON,
        ]
        for message in mail.outbox:
            text = f"{message.subject}\n{message.body}"
            assert not [words for words in untold if words in text]


def test_whatever_is_done_it_ends_is_told_and_is_reviewed(casework: Casework) -> None:
    EmergencyMachine.casework = casework
    run_state_machine_as_test(
        EmergencyMachine,
        settings=settings(
            max_examples=N_RUNS,
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
