"""The invented review holds what it promises, and says the truth about itself."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest

from sightline.analytics.synthetic.cast import (
    AGENCIES,
    AMBULANCE,
    FAMILY,
    HE,
    HOSPITAL,
    HOUSING,
    IDVA,
    NEW_PARTNER,
    OUT_OF_AREA,
    POLICE,
    SHE,
    STRANGER,
    SURGERY,
)
from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.routine import MOVED_ON, QUIET_FROM, QUIET_TO
from sightline.analytics.synthetic.truth import Account, Difference, Happening, InventedReview
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.reading_dates import DayMonthOrder, read_date
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole
from tests.seeds import SEEDS, requires_seeds

QUIET = UncertainDate("the quiet year", QUIET_FROM, QUIET_TO, DatePrecision.RANGE)


@pytest.fixture(scope="module", params=[1, 2, 3])
def review(request: pytest.FixtureRequest) -> InventedReview:
    return invented_review(request.param)


def of_kind(review: InventedReview, kind: EventKind) -> list[Event]:
    return [event for event in review.events if event.kind is kind]


def police_attendances(review: InventedReview) -> list[Event]:
    attended = of_kind(review, EventKind.ATTENDANCE)
    return [event for event in attended if event.agency in (POLICE, OUT_OF_AREA)]


def tellings_on(review: InventedReview, day: date, kind: EventKind) -> dict[str, Account]:
    """Return by agency who tells of what happened on a day."""
    (happening,) = (each for each in review.happenings if each.begins == day and each.kind is kind)
    return {each.event.agency: each for each in review.accounts if each.happening == happening.key}


def people_in(events: Iterable[Event | Happening], role: EventRole) -> set[str]:
    return {person.key for event in events for person in event.people if person.role is role}


def test_the_same_seed_gives_the_same_review_and_another_seed_another(review: InventedReview) -> None:
    assert invented_review(review.seed) == review
    other = invented_review(review.seed + 1)
    assert {event.text for event in other.events} != {event.text for event in review.events}


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 1), (3, 40)])
def test_no_note_is_written_twice_and_none_has_a_gap_to_fill(seed: int, size: int) -> None:
    events = invented_review(seed, size=size).events
    assert [text for text, n in Counter(event.text for event in events).items() if n > 1] == []
    assert [event.text for event in events if re.search(r"[{}]|  |^[a-z]", event.text + event.response)] == []


def test_a_larger_review_has_the_same_story_and_more_of_the_everyday(review: InventedReview) -> None:
    larger = invented_review(review.seed, size=5)
    for kind in (EventKind.RISK_ASSESSMENT, EventKind.MARAC_REFERRAL, EventKind.MEETING, EventKind.DEATH):
        assert sum(event.kind is kind for event in larger.events) == len(of_kind(review, kind))
    n_missed = sum(event.kind is EventKind.DID_NOT_ATTEND for event in larger.events)
    assert n_missed == 5 * len(of_kind(review, EventKind.DID_NOT_ATTEND))
    assert len(larger.events) > 4 * len(review.events)


def test_police_attend_fifty_times_in_six_years_and_no_force_sees_all(review: InventedReview) -> None:
    attended = police_attendances(review)
    assert len(attended) == 50
    assert Counter(event.agency for event in attended) == {POLICE: 43, OUT_OF_AREA: 7}
    days = [day for event in attended if (day := event.occurred.earliest)]
    assert (max(days) - min(days)).days > 5 * 365
    assert review.begins <= min(days) <= max(days) <= review.ends < date(2017, 1, 1)


def test_roles_reverse_between_the_pair(review: InventedReview) -> None:
    attended = [event for event in of_kind(review, EventKind.ATTENDANCE) if event.agency == POLICE]
    assert {SHE, HE} <= people_in(attended, EventRole.VICTIM)
    assert {SHE, HE} <= people_in(attended, EventRole.PERPETRATOR)
    assert people_in(attended, EventRole.BOTH) == {SHE, HE}
    by_harmed = Counter(key for event in attended for key in event.people_as(EventRole.VICTIM))
    assert by_harmed[SHE] > by_harmed[HE] > 5


def test_an_injury_is_told_differently_by_ambulance_hospital_and_police(review: InventedReview) -> None:
    told = tellings_on(review, date(2014, 5, 3), EventKind.INJURY)
    assert told.keys() == {AMBULANCE, HOSPITAL, POLICE}
    assert len({account.injury for account in told.values()}) == 3
    assert len({account.event.occurred.earliest for account in told.values()}) == 3
    assert told[AMBULANCE].event.people_as(EventRole.VICTIM) == {SHE}
    assert told[POLICE].event.people_as(EventRole.VICTIM) == {HE}
    assert told[HOSPITAL].event.people_as(EventRole.VICTIM) == frozenset()
    assert told[POLICE].date_words == "the night of 3/4 May 2014"


def test_there_is_one_risk_assessment(review: InventedReview) -> None:
    assert [event.agency for event in of_kind(review, EventKind.RISK_ASSESSMENT)] == [POLICE]


def test_there_is_one_marac_which_five_agencies_write_of(review: InventedReview) -> None:
    assert len(of_kind(review, EventKind.MARAC_REFERRAL)) == 1
    meetings = of_kind(review, EventKind.MEETING)
    assert len({event.agency for event in meetings}) == len(meetings) == 5
    assert len({event.occurred.earliest for event in meetings}) == 1


def test_appointments_are_missed_at_four_services(review: InventedReview) -> None:
    missed = Counter(event.agency for event in of_kind(review, EventKind.DID_NOT_ATTEND))
    assert len(missed) == 4
    assert all(n > 2 for n in missed.values())


def test_the_surgery_was_never_told(review: InventedReview) -> None:
    others = [event for event in review.events if event.agency != SURGERY]
    assert not [event.id for event in others if any(holding.agency == SURGERY for holding in event.held)]
    assert [event for event in review.events if event.agency == SURGERY and "never told" in event.text]


def test_no_agency_recorded_anything_in_the_quiet_year(review: InventedReview) -> None:
    recorded = [
        event
        for event in review.events
        if event.account_of is AccountOf.AGENCY
        if event.kind not in (EventKind.NO_CONTACT, EventKind.OTHER)
        if event.occurred.may_overlap(QUIET)
    ]
    assert recorded == []
    assert (QUIET_TO - QUIET_FROM).days == 364


def test_she_moves_over_a_boundary_and_another_force_attends(review: InventedReview) -> None:
    assert tellings_on(review, MOVED_ON, EventKind.CHANGE)
    attended = police_attendances(review)
    for event in attended:
        assert (event.occurred.earliest or date.min) >= MOVED_ON or event.agency == POLICE
        assert (event.occurred.latest or date.max) < MOVED_ON or event.agency == OUT_OF_AREA
    assert not [
        event for event in review.events if {POLICE, OUT_OF_AREA} <= {each.agency for each in event.held}
    ]


def test_the_family_tells_of_things_it_has_no_date_for(review: InventedReview) -> None:
    told = [event for event in review.events if event.agency == FAMILY]
    assert {event.account_of for event in told} == {AccountOf.FAMILY}
    assert sum(not event.occurred.is_dated for event in told) >= 5


def test_a_grade_is_lowered_without_a_visit(review: InventedReview) -> None:
    (lowered,) = of_kind(review, EventKind.SUPERVISION)
    (graded,) = of_kind(review, EventKind.RISK_ASSESSMENT)
    assert "lowered" in lowered.text
    between = [
        event
        for event in review.events
        if event.agency == POLICE and event.kind is EventKind.HOME_VISIT
        if not event.occurred.is_certainly_before(graded.occurred)
    ]
    assert between == []


def test_a_referral_has_nothing_back(review: InventedReview) -> None:
    (referral,) = (event for event in of_kind(review, EventKind.REFERRAL) if event.agency == HOSPITAL)
    assert {holding.agency for holding in referral.held} == {HOSPITAL}
    after = [
        event
        for event in review.events
        if event.agency == IDVA and event.kind is not EventKind.NO_CONTACT
        if not referral.occurred.is_certainly_before(event.occurred)
    ]
    assert after == []
    assert of_kind(review, EventKind.REFERRAL_OUTCOME) == []


def test_agencies_state_that_they_had_no_contact_and_had_none(review: InventedReview) -> None:
    stated = of_kind(review, EventKind.NO_CONTACT)
    assert len(stated) >= 3
    for statement in stated:
        contradicted = [
            event.id
            for event in review.events
            if event.agency == statement.agency and event is not statement
            if event.occurred.may_overlap(statement.occurred)
        ]
        assert contradicted == []


def test_an_incident_is_told_by_three_agencies_one_of_them_a_day_off(review: InventedReview) -> None:
    told = tellings_on(review, date(2015, 3, 6), EventKind.INCIDENT)
    assert len(told) == 3
    days = sorted(day for account in told.values() if (day := account.event.occurred.earliest))
    assert [(day - days[0]).days for day in days] == [0, 0, 1]


@pytest.mark.parametrize(
    "words", ["early March 2015", "the night of 3/4 May 2014", "c. 2012", "Xmas Eve 2013"]
)
def test_dates_are_as_people_write_them(review: InventedReview, words: str) -> None:
    assert words in {account.date_words for account in review.accounts}


def test_each_date_says_what_its_words_are_read_as(review: InventedReview) -> None:
    for event in review.events:
        order = DayMonthOrder.MONTH_FIRST if event.agency == OUT_OF_AREA else DayMonthOrder.DAY_FIRST
        assert read_date(event.occurred.text, order=order) == event.occurred


def test_a_new_partner_and_relatives_are_in_it(review: InventedReview) -> None:
    assert {person.key for person in review.subjects} == {
        person.key for event in review.events for person in event.people
    }
    assert people_in(of_kind(review, EventKind.ATTENDANCE), EventRole.VICTIM) == {SHE, HE, NEW_PARTNER}


def test_eleven_agencies_tell_one_had_no_contact_and_one_never_answers(review: InventedReview) -> None:
    telling = {event.agency for event in review.events} - {FAMILY}
    assert telling == {agency.key for agency in AGENCIES}
    assert len(telling) == 11
    others = {*review.without_contact, *review.unanswered}
    assert {agency.key for agency in review.agencies} == telling | others
    assert [agency.key for agency in review.agencies if agency.received_on is None] == list(review.unanswered)


def test_an_account_departs_from_the_true_date_only_where_it_says_so(review: InventedReview) -> None:
    happenings = {each.key: each for each in review.happenings}
    for account in review.accounts:
        happening = happenings[account.happening]
        truly = UncertainDate("", happening.begins, happening.ends, DatePrecision.RANGE)
        assert account.event.occurred.may_overlap(truly) is (Difference.DATE not in account.differs)


def test_an_account_departs_from_the_true_roles_only_where_it_says_so(review: InventedReview) -> None:
    happenings = {each.key: each for each in review.happenings}
    for account in review.accounts:
        true = happenings[account.happening]
        for role in (EventRole.VICTIM, EventRole.PERPETRATOR):
            is_true = account.event.people_as(role) == people_in([true], role)
            assert is_true is (Difference.ROLES not in account.differs)


def test_each_event_is_held_by_whoever_tells_it_and_has_a_source(review: InventedReview) -> None:
    for event in review.events:
        assert event.agency in {holding.agency for holding in event.held}
        assert event.source_record
        assert event.received_on


def test_what_is_written_up_late_is_held_late(review: InventedReview) -> None:
    heard = tellings_on(review, date(2013, 12, 24), EventKind.INCIDENT)[HOUSING].event
    assert [holding.since.earliest for holding in heard.held] == [date(2014, 1, 2)]
    assert not review.chronology().known(date(2014, 1, 1), to=HOUSING).events.count(heard)


def test_what_is_the_same_incident_is_known(review: InventedReview) -> None:
    groups = review.same_incidents()
    assert len(groups) >= 15
    assert len({event_id for group in groups for event_id in group}) == sum(map(len, groups))
    told = tellings_on(review, date(2014, 5, 3), EventKind.INJURY)
    assert frozenset(account.event.id for account in told.values()) in groups


def test_incidents_that_are_not_one_are_never_so_close_that_nobody_could_tell_up_to_six_times(
    review: InventedReview,
) -> None:
    incidents = {EventKind.INCIDENT, EventKind.ATTENDANCE, EventKind.INJURY}
    happenings = invented_review(review.seed, size=6).happenings
    days = sorted(each.begins for each in happenings if each.kind in incidents)
    assert min((later - earlier).days for earlier, later in pairwise(days)) > 2


def test_the_night_of_the_injury_has_an_entry_of_something_else(review: InventedReview) -> None:
    told = tellings_on(review, date(2014, 5, 3), EventKind.INJURY)
    (other,) = tellings_on(review, date(2014, 5, 4), EventKind.CONTACT).values()
    assert other.event.occurred.may_overlap(told[POLICE].event.occurred)
    assert not any(other.event.id in group for group in review.same_incidents())


def test_the_chronology_has_each_event_once_in_the_period_of_the_review(review: InventedReview) -> None:
    chronology = review.chronology()
    assert len(chronology.events) == len(review.accounts)
    assert (chronology.begins, chronology.ends) == (review.begins, review.ends)


def test_each_name_says_that_it_is_invented(review: InventedReview) -> None:
    surnames = {person.name.split()[-1] for person in (*review.subjects, STRANGER)}
    assert surnames <= {"Inventa", "Fabula", "Ficta", "Nobody"}


@requires_seeds
def test_no_name_is_in_a_real_review(review: InventedReview) -> None:
    real = " ".join(" ".join(seed.path.read_text(errors="replace").casefold().split()) for seed in SEEDS)
    names = {word for person in (*review.subjects, STRANGER) for word in person.name.split()} - {"Nobody"}
    names |= {agency.name for agency in review.agencies}
    assert [name for name in names if re.search(rf"\b{re.escape(name.casefold())}\b", real)] == []
