"""Which accounts are suggested as of one incident, and why; what a person decided is not asked again."""

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.likeness import account_of
from sightline.domain.chronology.same_incident import (
    Suggestion,
    all_pairs_suggestions,
    candidate_pairs,
    suggestions,
)
from sightline.domain.chronology.telling_words import TellingWords, references_in
from sightline.domain.vocabulary.accounts import ReasonKind
from sightline.domain.vocabulary.events import EventKind
from tests.factories.accounts import AMBER_HARMED, BASIL_HARMED, UNDATED, account, between, on

POLICE = account("police", on(2013, 5, 4), "Log 0412: in the kitchen, tea towel round her wrist.")
HOSPITAL = account("hospital", on(2013, 5, 4), "Fractured wrist, tea towel as a sling.", EventKind.INJURY)


def pairs(found: tuple[Suggestion, ...]) -> set[frozenset[str]]:
    return {frozenset(suggestion.events) for suggestion in found}


def reasons(*events: Event, called: dict[str, frozenset[str]] | None = None) -> set[ReasonKind]:
    (suggestion,) = suggestions(Chronology.of(events), called=called)
    return {reason.kind for reason in suggestion.reasons}


def test_two_agencies_accounts_of_one_day_are_suggested_with_what_speaks_for_it() -> None:
    (suggestion,) = suggestions(Chronology.of((POLICE, HOSPITAL)))
    assert frozenset(suggestion.events) == {POLICE.id, HOSPITAL.id}
    said = {reason.kind: reason.words for reason in suggestion.reasons}
    assert said[ReasonKind.SAME_DAY] == ("04/05/2013", "04/05/2013")
    assert said[ReasonKind.SAME_PEOPLE] == ("amber", "basil")
    assert said[ReasonKind.RARE_WORDS] == ("tea", "towel", "wrist")
    assert ReasonKind.KINDS_FIT in said


def test_one_agencys_two_entries_are_two_incidents() -> None:
    assert not suggestions(Chronology.of((POLICE, replace(POLICE, id="another"))))


def test_a_day_apart_is_suggested_two_days_apart_is_not() -> None:
    a_day_off = replace(HOSPITAL, occurred=on(2013, 5, 5))
    assert ReasonKind.NEXT_DAY in reasons(POLICE, a_day_off)
    assert not suggestions(Chronology.of((POLICE, replace(HOSPITAL, occurred=on(2013, 5, 6)))))


def test_a_night_is_of_both_its_days_and_followed_by_the_next() -> None:
    night = between(date(2013, 5, 3), date(2013, 5, 4), "the night of 3/4 May 2013")
    assert ReasonKind.SAME_NIGHT in reasons(POLICE, replace(HOSPITAL, occurred=night))
    assert ReasonKind.NEXT_DAY in reasons(
        replace(POLICE, occurred=night), replace(HOSPITAL, occurred=on(2013, 5, 5))
    )


def test_hours_between_two_times_speak_against() -> None:
    call = replace(POLICE, occurred=on(2013, 5, 3, time(20, 0)))
    that_night = replace(HOSPITAL, occurred=on(2013, 5, 4, time(1, 30)))
    next_evening = replace(HOSPITAL, occurred=on(2013, 5, 4, time(20, 0)))
    assert ReasonKind.HOURS_APART not in reasons(call, that_night)
    assert ReasonKind.HOURS_APART in reasons(call, next_evening)


def test_dates_that_may_be_the_same_count_less_than_the_same_day() -> None:
    in_may = replace(HOSPITAL, occurred=between(date(2013, 5, 1), date(2013, 5, 31), "May 2013"))
    (vague,) = suggestions(Chronology.of((POLICE, in_may)))
    (exact,) = suggestions(Chronology.of((POLICE, HOSPITAL)))
    assert ReasonKind.DAYS_OVERLAP in {reason.kind for reason in vague.reasons}
    assert vague.score < exact.score


def test_a_reference_number_ties_accounts_whose_dates_contradict() -> None:
    later = account("ambulance", on(2013, 5, 11), "Police log no. 0412, she had fallen.")
    assert {ReasonKind.SAME_REFERENCE, ReasonKind.DAYS_APART} <= reasons(POLICE, later)


def test_a_number_that_every_entry_bears_is_that_of_a_file_and_ties_nothing() -> None:
    entries = [
        account(("police", "housing")[month % 2], on(2013, month, day), "Case no. HX4471. Spoken to.")
        for month in range(1, 8)
        for day in (1, 15)
    ]
    assert not suggestions(Chronology.of(entries))


def test_an_undated_account_is_found_by_words_that_very_few_have() -> None:
    told = account("family", UNDATED, "She wore a tea towel round her wrist in the kitchen for days.")
    assert ReasonKind.RARE_WORDS in reasons(POLICE, told)
    assert not suggestions(Chronology.of((POLICE, replace(told, text="She said it was bad."))))


def test_roles_that_are_reversed_are_said_and_do_not_part_the_accounts() -> None:
    assert ReasonKind.ROLES_REVERSED in reasons(POLICE, replace(HOSPITAL, people=BASIL_HARMED))


def test_people_of_whom_none_is_in_both_speak_against() -> None:
    other = replace(HOSPITAL, people=(replace(AMBER_HARMED[0], key="clover"),), text="Seen.")
    assert not suggestions(Chronology.of((replace(POLICE, text="Called out."), other)))


def test_the_hour_ties_what_nobody_sorted_even_over_midnight() -> None:
    before = account("police", on(2013, 5, 4, time(23, 40)), "Called out.", EventKind.OTHER)
    after = account("ambulance", on(2013, 5, 5, time(0, 20)), "Crew sent.", EventKind.OTHER)
    called = {"police": frozenset({"police"}), "ambulance": frozenset({"crew", "ambulance"})}
    found = reasons(before, replace(after, text="Crew sent, police there."), called=called)
    assert {ReasonKind.SAME_HOUR, ReasonKind.NAMES_AGENCY} <= found
    much_later = replace(after, occurred=on(2013, 5, 5, time(0, 41)), text="Crew sent, police there.")
    assert not suggestions(Chronology.of((before, much_later)), called=called)


def test_contacts_of_one_day_are_each_agencys_own() -> None:
    surgery = account("surgery", on(2013, 5, 4), "Repeat prescription.", EventKind.CONTACT)
    housing = account("housing", on(2013, 5, 4), "Rent arrears discussed.", EventKind.CONTACT)
    assert not suggestions(Chronology.of((surgery, housing)))


def test_what_a_person_kept_apart_or_joined_is_not_suggested_again() -> None:
    apart = frozenset({POLICE.id, HOSPITAL.id})
    assert not suggestions(Chronology.of((POLICE, HOSPITAL)), settled={apart})
    joined = [replace(event, incident="i") for event in (POLICE, HOSPITAL)]
    assert not suggestions(Chronology.of(joined), settled={apart})


def test_what_was_kept_apart_is_not_brought_together_by_way_of_a_third() -> None:
    ambulance = account("ambulance", on(2013, 5, 4), "A tea towel on her wrist.", incident="i")
    joined = replace(HOSPITAL, incident="i")
    apart = frozenset({POLICE.id, HOSPITAL.id})
    assert pairs(suggestions(Chronology.of((POLICE, joined, ambulance)))) == {
        apart,
        frozenset({POLICE.id, ambulance.id}),
    }
    assert not suggestions(Chronology.of((POLICE, joined, ambulance)), settled={apart})


def test_a_log_number_is_told_from_a_year_a_day_and_a_time() -> None:
    assert references_in("Log 0412, incident 2013, incident 03/05/2013, log 0200hrs, ref: PX/77-13.") == {
        "0412",
        "PX/77-13",
    }


words = st.sampled_from("kitchen towel wrist scalp ladder bicycle window police log 0412 ref AB/991".split())

KINDS = (EventKind.INCIDENT, EventKind.INJURY, EventKind.OTHER, EventKind.COURT)


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    days = st.dates(date(2013, 4, 28), date(2013, 5, 6))
    found = []
    for number in range(draw(st.integers(0, 12))):
        first, last = sorted((draw(days), draw(days)))
        dates = (
            UNDATED,
            on(first.year, first.month, first.day),
            on(first.year, first.month, first.day, draw(st.times())),
            between(first, last),
            between(date(2013, 1, 1), last),
        )
        found.append(
            account(
                draw(st.sampled_from(("police", "hospital", "surgery"))),
                draw(st.sampled_from(dates)),
                " ".join(draw(st.lists(words, max_size=8))),
                draw(st.sampled_from(KINDS)),
                event_id=f"{number}",
                people=draw(st.sampled_from((AMBER_HARMED, BASIL_HARMED, ()))),
                place=draw(st.sampled_from(("", "home", "the park"))),
            )
        )
    return found


CALLED = {"police": frozenset({"police"})}


@given(events())
def test_comparing_few_finds_what_comparing_all_finds(some: list[Event]) -> None:
    chronology = Chronology.of(some)
    assert suggestions(chronology, called=CALLED) == all_pairs_suggestions(chronology, called=CALLED)


@given(events(), st.randoms(use_true_random=False))
def test_the_order_in_which_accounts_come_in_changes_no_suggestion(some: list[Event], dice: object) -> None:
    shuffled = list(some)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggestions(Chronology.of(shuffled)) == suggestions(Chronology.of(some))


@given(events(), st.data())
def test_joining_and_parting_again_gives_the_same_suggestions(some: list[Event], data: st.DataObject) -> None:
    before = suggestions(Chronology.of(some))
    if not before:
        return
    chosen = data.draw(st.sampled_from(before)).events
    joined = [replace(event, incident="i") if event.id in chosen else event for event in some]
    between_them = suggestions(Chronology.of(joined), settled={frozenset(chosen)})
    assert frozenset(chosen) not in pairs(between_them)
    parted = [replace(event, incident=None) for event in joined]
    assert suggestions(Chronology.of(parted)) == before


@given(events())
def test_no_pair_is_compared_twice_nor_with_itself(some: list[Event]) -> None:
    chronology = Chronology.of(some)
    telling = TellingWords(chronology.events)
    accounts = [each for event in chronology.events if (each := account_of(event, telling, {}))]
    compared = [
        frozenset((one.event.id, other.event.id)) for one, other in candidate_pairs(accounts, telling)
    ]
    assert len(compared) == len(set(compared))
    assert all(len(pair) == 2 for pair in compared)
