"""Accounts of one incident in columns: what agrees, what is told differently, who is silent."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.comparison import Comparison, compared
from sightline.domain.chronology.events import Event, PersonInEvent
from sightline.domain.vocabulary.accounts import Aspect, Judgement
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole
from tests.factories.accounts import AMBER_HARMED, BASIL_HARMED, UNDATED, account, between, on

NIGHT = between(date(2013, 5, 3), date(2013, 5, 4), "the night of 3/4 May 2013")
MAY_4 = on(2013, 5, 4)


def beside(*events: Event, within: tuple[Event, ...] = ()) -> Comparison:
    return compared(events, within=Chronology.of((*events, *within)))


def judged(aspect: Aspect, *events: Event) -> Judgement:
    return beside(*events).of(aspect).judgement


def test_an_injury_told_differently_by_three_agencies_is_shown_in_the_words_of_each() -> None:
    police = account("police", MAY_4, "Attended at 0115. No visible injuries. She did not wish to complain.")
    ambulance = account(
        "ambulance", MAY_4, "Laceration to left eyebrow; said she fell.", EventKind.ATTENDANCE
    )
    hospital = account("hospital", MAY_4, "Fractured cheekbone, right. Discharged.", EventKind.INJURY)
    line = beside(police, ambulance, hospital).of(Aspect.INJURY)
    assert line.judgement is Judgement.CONTRADICT
    assert {said.agency: said.words for said in line.said} == {
        "police": "No visible injuries",
        "ambulance": "Laceration to left eyebrow",
        "hospital": "Fractured cheekbone, right",
    }
    assert len(line.contradicting) == 3


@pytest.mark.parametrize(
    ("one", "other", "judgement"),
    [
        ("Bruising to the left arm.", "A bruise on her left forearm.", Judgement.AGREE),
        ("Bruising to the left arm.", "Bruised left arm and a cut lip.", Judgement.FIT),
        ("Injured.", "Fractured wrist.", Judgement.FIT),
        ("Bruising to the left arm.", "Bruising to the right arm.", Judgement.CONTRADICT),
        ("No sign of any injury.", "Swelling over the jaw.", Judgement.CONTRADICT),
        ("Denied being hurt.", "Nil injuries.", Judgement.AGREE),
        ("No injury but a red mark to her neck.", "Redness to the throat.", Judgement.AGREE),
        ("Broken window.", "Fractured wrist.", Judgement.ONE_SAYS),
        ("Verbal argument.", "Spoken to at home.", Judgement.NONE_SAYS),
    ],
)
def test_what_accounts_say_of_injuries(one: str, other: str, judgement: Judgement) -> None:
    assert judged(Aspect.INJURY, account("police", MAY_4, one), account("surgery", MAY_4, other)) is judgement


def test_dates() -> None:
    police = account("police", MAY_4)
    assert judged(Aspect.DATE, police, account("hospital", MAY_4)) is Judgement.AGREE
    assert judged(Aspect.DATE, police, account("hospital", NIGHT)) is Judgement.FIT
    assert judged(Aspect.DATE, police, account("hospital", on(2013, 5, 5))) is Judgement.CONTRADICT
    assert judged(Aspect.DATE, police, account("family", UNDATED)) is Judgement.ONE_SAYS


def test_neighbouring_days_within_the_hour_over_midnight_fit() -> None:
    police = account("police", on(2013, 5, 3, time(23, 50)))
    ambulance = account("ambulance", on(2013, 5, 4, time(0, 20)))
    assert judged(Aspect.DATE, police, ambulance) is Judgement.FIT
    assert judged(Aspect.TIME, police, ambulance) is Judgement.AGREE
    later = account("ambulance", on(2013, 5, 4, time(1, 20)))
    assert judged(Aspect.DATE, police, later) is Judgement.CONTRADICT
    assert judged(Aspect.TIME, police, later) is Judgement.CONTRADICT


def test_who_did_what() -> None:
    police = account("police", MAY_4, people=AMBER_HARMED)
    assert judged(Aspect.WHO_DID_WHAT, police, account("a", MAY_4, people=AMBER_HARMED)) is Judgement.AGREE
    assert (
        judged(Aspect.WHO_DID_WHAT, police, account("a", MAY_4, people=BASIL_HARMED)) is Judgement.CONTRADICT
    )
    only_harmed = account("a", MAY_4, people=AMBER_HARMED[:1])
    assert judged(Aspect.WHO_DID_WHAT, police, only_harmed) is Judgement.FIT
    stranger = account("a", MAY_4, people=(PersonInEvent("clover", EventRole.PERPETRATOR),))
    assert judged(Aspect.WHO_DID_WHAT, police, stranger) is Judgement.CONTRADICT
    each_other = account(
        "a", MAY_4, people=[PersonInEvent(key, EventRole.BOTH) for key in ("amber", "basil")]
    )
    assert judged(Aspect.WHO_DID_WHAT, police, each_other) is Judgement.FIT
    child = account("a", MAY_4, people=(PersonInEvent("dill", EventRole.CHILD),))
    assert judged(Aspect.WHO_DID_WHAT, police, child) is Judgement.ONE_SAYS


def test_who_did_what_is_said_in_the_words_of_the_parts() -> None:
    (said, _) = beside(account("police", MAY_4), account("a", MAY_4)).of(Aspect.WHO_DID_WHAT).said
    assert said.words == "amber: Harmed; basil: Said to have harmed"


def test_kinds_that_one_happening_has_fit_and_others_contradict() -> None:
    police = account("police", MAY_4, kind=EventKind.INCIDENT)
    assert judged(Aspect.KIND, police, account("a", MAY_4, kind=EventKind.INJURY)) is Judgement.FIT
    assert judged(Aspect.KIND, police, account("a", MAY_4, kind=EventKind.MEETING)) is Judgement.CONTRADICT
    assert judged(Aspect.KIND, police, account("a", MAY_4, kind=EventKind.OTHER)) is Judgement.ONE_SAYS


def test_who_was_in_contact_that_week_or_holds_the_people_and_tells_nothing_is_named() -> None:
    accounts = (account("police", MAY_4), account("hospital", NIGHT))
    that_week = account("surgery", on(2013, 5, 11), kind=EventKind.APPOINTMENT, people=())
    years_before = account("housing", on(2009, 1, 1), kind=EventKind.CONTACT)
    of_others = account("school", on(2009, 1, 1), kind=EventKind.CONTACT, people=())
    later = account("probation", on(2013, 5, 12), kind=EventKind.CONTACT)
    nothing = account(
        "advocate", between(date(2013, 1, 1), date(2013, 6, 30)), kind=EventKind.NO_CONTACT, people=()
    )
    told = account("family", MAY_4, account_of=AccountOf.FAMILY)
    comparison = beside(*accounts, within=(that_week, years_before, of_others, later, nothing, told))
    assert {each.agency: each for each in comparison.silent_agencies}.keys() == {
        "surgery",
        "housing",
        "advocate",
    }
    advocate, housing, surgery = comparison.silent_agencies
    assert surgery.in_contact == (that_week.id,)
    assert housing.n_earlier == 1
    assert advocate.no_contact == (nothing.id,)


values = st.sampled_from(("Bruising to the left arm.", "No injuries.", "Cut lip.", "Spoken to.", ""))
parts = st.sampled_from((AMBER_HARMED, BASIL_HARMED, ()))
dates = st.sampled_from((MAY_4, NIGHT, UNDATED, on(2013, 5, 4, time(1, 15)), on(2013, 5, 6, time(3, 0))))
kinds = st.sampled_from((EventKind.INCIDENT, EventKind.OTHER, EventKind.MEETING))


@st.composite
def accounts_of_one_incident(draw: st.DrawFn) -> list[Event]:
    return [
        account(agency, draw(dates), draw(values), draw(kinds), people=draw(parts))
        for agency in ("ambulance", "hospital", "police")[: draw(st.integers(1, 3))]
    ]


@given(accounts_of_one_incident(), st.randoms(use_true_random=False))
def test_the_order_of_the_accounts_changes_nothing(some: list[Event], dice: object) -> None:
    shuffled = list(some)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert beside(*shuffled) == beside(*some)


@given(accounts_of_one_incident())
def test_an_account_that_says_nothing_changes_no_judgement_but_stands_as_silent(some: list[Event]) -> None:
    silent = replace(account("surgery", UNDATED, "", EventKind.OTHER, people=()), place="")
    before, after = beside(*some), beside(*some, silent)
    for aspect in Aspect:
        assert after.of(aspect).judgement is before.of(aspect).judgement
        assert silent.id in after.of(aspect).silent
