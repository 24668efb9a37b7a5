"""The combined chronology: who reads which entry, in what order, filtered by what stands in the address."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.cli.acting import clock
from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.domain.vocabulary.events import EventKind
from sightline.records.audit.models import AuditEntry
from sightline.records.chronologies.services.marks import mark_entry
from sightline.records.events.models import Event, Submission
from sightline.records.events.queries import entries
from sightline.records.events.services.recording import keep_events
from tests.factories.chronologies import ReviewChronology, entry
from tests.web.chronologies.conftest import SignedIn
from tests.web.looks import logged_rows

_DATE = re.compile(r'<h3 class="govuk-heading-s" id="entry-[^"]+-head">(.*?) <span')
ALL_CLEARED = [
    "14/02/2021 23:10",
    "15/02/2021",
    "mid-August 2022",
    "spring 2023",
    "some years before",
]


def page(client: Client, chronology: ReviewChronology, **query: str) -> str:
    answer = client.get(f"/cases/{chronology.case_id}/chronology/?{urlencode(query)}")
    assert answer.status_code == 200
    return answer.text


def dates(text: str) -> list[str]:
    """The words of the dates of the entries shown, in order."""
    return _DATE.findall(text)


def many_more(chronology: ReviewChronology, n: int) -> None:
    submission = Submission.objects.filter(agency_return=chronology.returns["police"]).get()
    days = (f"{number % 28 + 1}/{number // 28 % 12 + 1}/2020" for number in range(n))
    new = [entry(day, EventKind.CONTACT, "A call.") for day in days]
    for event in keep_events(submission, new):
        Event.objects.filter(pk=event.pk).update(item_class="C2")


def test_cleared_entries_stand_in_one_order_with_the_undated_last(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    text = page(signed_in("chair"), chronology)
    assert dates(text) == ALL_CLEARED
    assert "Read as about 11 August 2022 to 20 August 2022" in text
    assert "Incident log 211" in text
    assert "Told by family or friends" in text
    assert "Without a date: 1 entry" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("police_author", ["14/02/2021 23:10", "mid-August 2022", "9 March 2023"]),
        ("imr_author", ["1 June 2022"]),
        ("council_privacy", []),
    ],
)
def test_who_writes_for_an_agency_reads_that_agency_s_entries_only(
    chronology: ReviewChronology, signed_in: SignedIn, name: str, shown: list[str]
) -> None:
    assert dates(page(signed_in(name), chronology)) == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"kind": "CONTACT"}, ["15/02/2021"]),
        ({"words": "temper always"}, ["some years before"]),
        ({"begins": "2022"}, ["mid-August 2022", "spring 2023"]),
        ({"ends": "March 2021"}, ["14/02/2021 23:10", "15/02/2021"]),
        ({"dated": "undated"}, ["some years before"]),
        ({"role": "WITNESS"}, ["15/02/2021"]),
        ({"from": "2022"}, ["mid-August 2022", "spring 2023", "some years before"]),
        ({"known_to": "any", "known_on": "1 January 2022"}, ["14/02/2021 23:10", "15/02/2021"]),
    ],
)
def test_the_address_says_what_is_shown(
    chronology: ReviewChronology, signed_in: SignedIn, query: dict[str, str], shown: list[str]
) -> None:
    assert dates(page(signed_in("chair"), chronology, **query)) == shown


def test_what_one_agency_knew_on_a_day_is_said_on_the_face_of_the_page(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    police = str(chronology.casework.agencies["police"])
    text = page(signed_in("chair"), chronology, known_to=police, known_on="20 August 2022")
    assert dates(text) == ["14/02/2021 23:10", "mid-August 2022"]
    assert "As known to Marram Police at the end of 20 August 2022." in text


def test_who_asks_for_half_of_what_was_known_is_told_what_is_missing(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    text = page(signed_in("chair"), chronology, known_to="any", begins="yesterday-ish")
    assert "Write at the end of which day" in text
    assert "Write a date, like 3 May 2021" in text
    assert "As known to all agencies together" not in text


def test_a_person_and_an_agency_are_filtered_by(chronology: ReviewChronology, signed_in: SignedIn) -> None:
    child, harbour = str(chronology.subjects["child"]), str(chronology.casework.agencies["harbour"])
    assert dates(page(signed_in("chair"), chronology, person=child)) == ["15/02/2021"]
    assert dates(page(signed_in("chair"), chronology, agency=harbour)) == [
        "15/02/2021",
        "spring 2023",
        "some years before",
    ]


def test_what_the_panel_marked_stands_beside_the_entry(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    event = Event.objects.get(text__contains="three meetings")
    mark_entry(
        by=chronology.users["chair"],
        now=clock(),
        event_id=event.pk,
        kind=MarkKind.MISSED_OPPORTUNITY,
        text="Nobody asked why.",
    )
    text = page(signed_in("chair"), chronology, mark="MISSED_OPPORTUNITY")
    assert dates(text) == ["spring 2023"]
    assert "Nobody asked why." in text
    assert "Nobody asked why." not in page(signed_in("harbour_author"), chronology)


def test_pages_of_a_long_chronology_lead_on_and_back_without_losing_an_entry(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    many_more(chronology, 120)
    client, seen, address = signed_in("chair"), [], "?kind="
    while address:
        text = client.get(f"/cases/{chronology.case_id}/chronology/{address}").text
        seen.append(re.findall(r'id="entry-([0-9a-f-]{36})"', text))
        address = _link(text, "next")
    assert [len(ids) for ids in seen] == [50, 50, 25]
    everything = entries(chronology.users["chair"], chronology.case_id, wanted=EntryFilter(), size=500)
    shown = [pk for ids in seen for pk in ids]
    assert shown == [str(row.id) for row in everything.rows if row.agency_name != "Saltby Council"
                     and "Assessed as standard" not in row.text]  # fmt: skip
    back = client.get(f"/cases/{chronology.case_id}/chronology/{_link(text, 'prev')}").text
    assert re.findall(r'id="entry-([0-9a-f-]{36})"', back) == seen[1]


def _link(text: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', text)
    return found[1].replace("&amp;", "&") if found else ""


def test_pseudonyms_stand_for_names_wherever_they_stand(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    text = page(signed_in("chair"), chronology, names="pseudonyms")
    main = text[text.index("<main") : text.index("</main>")]
    for name in ("Odette", "Farthingale", "Dottie", "Lucan", "Brackenbury", "Pip"):
        assert name not in main
    assert '<mark class="sightline-pseudonym">[Adult A]</mark>’s neighbour' in main
    assert "Odette’s neighbour" in page(signed_in("chair"), chronology)


def test_each_entry_shown_is_in_the_audit_trail_and_no_other(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    client, before = signed_in("chair"), AuditEntry.objects.latest("sequence").sequence
    page(client, chronology, kind="CONTACT")
    logged = {pk for label, pk in logged_rows(before) if label == "events.Event"}
    assert logged == {str(Event.objects.get(kind="CONTACT").pk)}


def test_a_long_chronology_takes_as_many_queries_as_a_short_one(
    chronology: ReviewChronology, signed_in: SignedIn
) -> None:
    client = signed_in("chair")
    before = _n_queries(client, chronology)
    many_more(chronology, 60)
    assert _n_queries(client, chronology) == before


def _n_queries(client: Client, chronology: ReviewChronology) -> int:
    page(client, chronology)
    with CaptureQueriesContext(connection) as asked:
        page(client, chronology)
    return len(asked)
