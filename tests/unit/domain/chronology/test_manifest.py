"""What a review was read from, under one digest, and how a late return shows."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event, Holding, PersonInEvent
from sightline.domain.chronology.manifest import Manifest, difference, event_digest, manifest
from sightline.domain.vocabulary.events import AccountOf, EventKind, EventRole
from tests.factories.accounts import AMBER_HARMED, BASIL_HARMED, UNDATED, account, on

TERMS = "Was each agency’s response what its own policy asked for?"
POLICE = account("police", on(2013, 5, 4), "Called out.", event_id="p1")
SURGERY = account("surgery", on(2013, 5, 7), "Bruising seen.", EventKind.INJURY, event_id="s1")
CORRECTED = replace(POLICE, id="p2", text="Called out at 0115.")


def of(*events: Event, **more: object) -> Manifest:
    return manifest(Chronology.of(events), terms=TERMS, **more)  # type: ignore[arg-type]


def test_the_digest_is_of_the_content_that_is_kept() -> None:
    whole = of(POLICE, SURGERY)
    assert whole.digest == hashlib.sha256(whole.content).hexdigest()
    assert [event[0] for event in json.loads(whole.content)["events"]] == ["p1", "s1"]
    assert json.loads(whole.content)["terms"] == TERMS


def test_a_late_return_is_what_came() -> None:
    found = difference(of(POLICE), of(POLICE, SURGERY))
    assert (found.added, found.removed, found.superseded, found.changed) == (("s1",), (), (), ())


def test_a_row_that_was_withheld_is_what_went() -> None:
    assert difference(of(POLICE, SURGERY), of(SURGERY)).removed == ("p1",)


def test_a_correction_takes_the_place_of_what_it_corrects_also_after_several() -> None:
    twice = replace(CORRECTED, id="p3")
    new = of(twice, SURGERY, supersedes={"p3": ("p2", "p1")})
    found = difference(of(POLICE), new)
    assert found.superseded == (("p1", "p3"),)
    assert (found.added, found.removed) == (("s1",), ())


def test_other_terms_of_reference_and_another_period_are_told() -> None:
    chronology = Chronology.of([POLICE], begins=date(2010, 1, 1), ends=date(2014, 1, 1))
    one = manifest(chronology, terms=TERMS)
    other_terms = manifest(chronology, terms="Who knew?")
    other_period = manifest(replace(chronology, begins=date(2009, 1, 1)), terms=TERMS)
    assert difference(one, other_terms).are_terms_other
    assert difference(one, other_period).is_period_other
    assert len({one.digest, other_terms.digest, other_period.digest}) == 3


OTHERWISE = {
    "id": "another",
    "agency": "housing",
    "occurred": UNDATED,
    "kind": EventKind.OTHER,
    "text": "Called out twice.",
    "response": "Words of advice.",
    "comment": "Not escalated.",
    "source_record": "Log 0412",
    "place": "At home",
    "people": BASIL_HARMED,
    "held": (Holding("surgery", on(2013, 6, 1)),),
    "received_on": date(2014, 1, 1),
    "account_of": AccountOf.FAMILY,
    "row": 7,
}


@pytest.mark.parametrize("name", [field.name for field in fields(Event) if field.name != "incident"])
def test_whatever_an_event_says_otherwise_gives_it_another_digest(name: str) -> None:
    assert event_digest(replace(POLICE, **{name: OTHERWISE[name]})) != event_digest(POLICE)


def test_an_event_that_was_changed_under_its_id_is_told() -> None:
    assert difference(of(POLICE), of(replace(POLICE, text="Called."))).changed == ("p1",)


def test_joining_accounts_changes_no_event() -> None:
    assert of(replace(POLICE, incident="i")) == of(POLICE)


people = st.permutations((*AMBER_HARMED, PersonInEvent("clover", EventRole.CHILD)))
holdings = st.permutations((Holding("police", on(2013, 5, 4)), Holding("surgery", UNDATED)))


@given(st.permutations((POLICE, SURGERY, CORRECTED)), people, holdings)
def test_in_what_order_things_were_imported_changes_no_digest(
    events: list[Event], in_it: list[PersonInEvent], held: list[Holding]
) -> None:
    def told(some: list[Event], people: list[PersonInEvent], held: list[Holding]) -> str:
        return of(*(replace(event, people=tuple(people), held=tuple(held)) for event in some)).digest

    assert told(events, in_it, held) == told(sorted(events, key=str), sorted(in_it, key=str), held[::-1])


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_what_came_one_way_went_the_other(one: set[str], other: set[str]) -> None:
    old, new = (of(*(replace(POLICE, id=each) for each in ids)) for ids in (one, other))
    assert difference(old, new).added == difference(new, old).removed == tuple(sorted(other - one))
