"""Pictures of a chronology: what they show, also in words, and that nothing in them can act."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event, Holding
from sightline.domain.chronology.gaps import KeyPeriod, density
from sightline.domain.chronology.line_of_sight import line_of_sight
from sightline.domain.chronology.uncertain_date import DatePrecision, UncertainDate
from sightline.domain.vocabulary.events import AccountOf, EventKind
from sightline.reports.pictures.density import density_picture
from sightline.reports.pictures.line_of_sight import line_of_sight_picture
from sightline.reports.pictures.svg import Picture
from sightline.reports.pictures.swim_lanes import swim_lanes
from tests.factories.accounts import UNDATED, account, between, on

NAMES = {
    "police": "Saltmarsh Police",
    "hospital": "Saltmarsh Hospitals",
    "advocate": "Lanternlight",
    "family": "Family",
}
MOVE = KeyPeriod("The move", date(2013, 3, 1), date(2013, 4, 30))
ENTRIES = (
    account("police", on(2013, 5, 4), "AMBER-IN-TEXT", event_id="p1", incident="i"),
    account(
        "hospital",
        between(date(2013, 5, 3), date(2013, 5, 5), "early May 2013"),
        kind=EventKind.INJURY,
        event_id="h1",
        incident="i",
        held=(
            Holding("hospital", on(2013, 5, 5)),
            Holding("advocate", on(2013, 8, 1)),
            Holding("police", UNDATED),
        ),
    ),
    account(
        "advocate",
        UncertainDate("before July 2013", None, date(2013, 6, 30), DatePrecision.RANGE),
        kind=EventKind.NO_CONTACT,
        event_id="a1",
    ),
    account("advocate", on(2013, 8, 1), kind=EventKind.DID_NOT_ATTEND, event_id="a2"),
    account("family", UNDATED, event_id="f1", account_of=AccountOf.FAMILY),
)
CHRONOLOGY = Chronology.of(ENTRIES, begins=date(2013, 1, 1), ends=date(2013, 12, 31))


def pictures(chronology: Chronology, names: dict[str, str]) -> dict[str, Picture]:
    ids = [event.id for event in chronology.events]
    return {
        "swim-lanes": swim_lanes(chronology, names, key_periods=[MOVE]),
        "density": density_picture(density(chronology), names),
        "line-of-sight": line_of_sight_picture(line_of_sight(chronology, ids), names),
    }


def words(picture: Picture) -> str:
    return " ".join(ET.fromstring(picture.svg).itertext())


@pytest.mark.parametrize("name", ["swim-lanes", "density", "line-of-sight"])
def test_the_picture_is_as_expected(name: str, golden: object) -> None:
    golden(f"{name}.svg", pictures(CHRONOLOGY, NAMES)[name].svg.replace("><", ">\n<") + "\n")  # type: ignore[operator]


def test_each_is_titled_and_described_for_who_cannot_see_it() -> None:
    for name, picture in pictures(CHRONOLOGY, NAMES).items():
        root = ET.fromstring(picture.svg)
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-labelledby"] == f"{name}-title {name}-desc"
        told = {element.attrib.get("id"): element.text for element in root}
        assert told[f"{name}-title"] == picture.title
        assert told[f"{name}-desc"] == picture.description
        assert picture.rows
        assert all(len(row) == len(picture.heads) for row in picture.rows)


HOSTILE = '"><script>alert(1)</script>&\x00\ud800'


def test_what_is_shown_is_escaped_and_nothing_in_it_can_act() -> None:
    hostile = [
        replace(event, occurred=replace(event.occurred, text=HOSTILE), text=HOSTILE) for event in ENTRIES
    ]
    for picture in pictures(Chronology.of(hostile), dict.fromkeys(NAMES, HOSTILE)).values():
        tree = list(ET.fromstring(picture.svg).iter())
        assert {element.tag.rpartition("}")[2] for element in tree} <= {
            *("svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "g", "text", "line"),
        }
        attributes = {name for element in tree for name in element.attrib}
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "href")]


def test_only_the_names_passed_in_are_shown_and_never_the_text_of_an_entry() -> None:
    when_named = UncertainDate("when AMBER-IN-TEXT was small", None, None, DatePrecision.UNKNOWN)
    chronology = Chronology.of((*ENTRIES, account("police", when_named, event_id="p2")))
    for picture in pictures(chronology, dict.fromkeys(NAMES, "Agency Nine")).values():
        shown = f"{words(picture)} {picture.rows}"
        assert "Agency Nine" in shown
        assert "Saltmarsh" not in shown
        assert "AMBER-IN-TEXT" not in shown


def test_joined_accounts_are_linked_and_key_periods_named() -> None:
    shown = words(swim_lanes(CHRONOLOGY, NAMES, key_periods=[MOVE]))
    assert "Incident 1, told by Saltmarsh Hospitals, Saltmarsh Police" in shown
    assert "The move: 01/03/2013 to 30/04/2013" in shown
    apart = Chronology.of(replace(event, incident=None) for event in ENTRIES)
    assert "Incident 1" not in words(swim_lanes(apart, NAMES))


def test_each_agency_has_a_row_in_words_with_what_has_no_date() -> None:
    rows = {row[1]: row for row in swim_lanes(CHRONOLOGY, NAMES).rows}
    assert rows["Family"] == ("A", "Family", "1", "", "", "0", "1")
    assert rows["Lanternlight"][3:5] == ("by 30/06/2013", "01/08/2013")


def test_a_lane_with_more_than_can_be_told_apart_is_of_bars() -> None:
    def of_days(number: int) -> Picture:
        first = date(2013, 1, 1)
        days = (first + timedelta(days=each % 300) for each in range(number))
        return swim_lanes(Chronology.of(account("police", on(d.year, d.month, d.day)) for d in days), NAMES)

    assert "most: " not in words(of_days(60))
    assert "most: " in words(of_days(5_000))
    assert len(of_days(5_000).svg) < len(of_days(300).svg) * 3


def test_who_knew_what_is_said_in_words() -> None:
    picture = line_of_sight_picture(line_of_sight(CHRONOLOGY, ["h1"]), NAMES)
    assert picture.heads == ("Event", "Lanternlight", "Saltmarsh Hospitals", "Saltmarsh Police")
    assert picture.rows == (
        (
            "03/05/2013 to 05/05/2013, Saltmarsh Hospitals: Injury seen",
            "from 01/08/2013",
            "from the day itself",
            "may have held it from 03/05/2013",
        ),
    )


def test_a_month_says_what_is_certain_and_what_is_possible() -> None:
    picture = density_picture(density(CHRONOLOGY), NAMES)
    assert "Saltmarsh Police, May 2013: 1 certain, 0 possible" in words(picture)
    assert picture.rows[0] == ("A", "Lanternlight", "1", "August 2013 (1)", "11 of 12", "0")


@pytest.mark.parametrize("events", [(), (ENTRIES[-1],)])
def test_a_chronology_without_a_day_gives_pictures_all_the_same(events: tuple[Event, ...]) -> None:
    for picture in pictures(Chronology.of(events), NAMES).values():
        ET.fromstring(picture.svg)
    assert "No entry has a date" in swim_lanes(Chronology.of(events), NAMES).description
