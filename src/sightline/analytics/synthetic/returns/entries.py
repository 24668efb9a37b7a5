"""The entries of a return as an agency would type them, and the mistakes planted among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from sightline.analytics.synthetic.cast import STRANGER, agency_with
from sightline.analytics.synthetic.printed_dates import DayForm, written_day
from sightline.analytics.synthetic.returns.grid import MistakeKind
from sightline.analytics.synthetic.returns.layouts import Layout
from sightline.analytics.synthetic.truth import Account, InventedReview
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.uncertain_date import DatePrecision
from sightline.domain.vocabulary.events import EventKind
from sightline.domain.vocabulary.returned_tables import ColumnMeaning as Means

_LETTERS = "ABCDEFGHJKLMNPRSTVW"
#: A mistake is made in these only, so that the turns of the story stay whole.
_EVERYDAY = frozenset({EventKind.APPOINTMENT, EventKind.DID_NOT_ATTEND, EventKind.CONTACT, EventKind.ARREST})
_STRAY_WORDS = {
    MistakeKind.OUTSIDE_PERIOD: "First known here from a question about a bus pass. Nothing of concern.",
    MistakeKind.ANOTHER_PERSON: f"{STRANGER.name}, no relation, rang about a permit to park.",
}
_STRAY_DAYS = {
    MistakeKind.OUTSIDE_PERIOD: date(2008, 2, 17),
    MistakeKind.ANOTHER_PERSON: date(2014, 11, 18),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed into a line, by what its columns mean; `day` where it is one day."""

    words: Mapping[Means, str]
    day: date | None
    year: int | None
    event_id: str = ""
    kind: EventKind = EventKind.OTHER
    mistake: MistakeKind | None = None


def entries_of(review: InventedReview, layout: Layout, chance: Random) -> list[Entry]:
    """Return an agency's entries in its order, with the mistakes of its layout among them."""
    names = {person.key: person.name for person in review.subjects}
    has_times = layout.column_of(Means.TIME) is not None
    entries = [_entry(account, names, chance, has_times) for account in review.accounts_of(layout.agency)]
    for mistake in layout.mistakes:
        _plant(mistake, entries, layout, chance)
    return entries


def _entry(account: Account, names: Mapping[str, str], chance: Random, has_times: bool) -> Entry:
    event = account.event
    is_one_day = event.occurred.precision in (DatePrecision.DAY, DatePrecision.TIME)
    first = event.occurred.earliest or event.occurred.latest
    return Entry(
        words={
            Means.NUMBER: str(event.row),
            Means.DATE: account.date_words if has_times else event.occurred.text,
            Means.TIME: account.time_words,
            Means.SOURCE_RECORD: event.source_record,
            Means.EVENT: event.text,
            Means.RESPONSE: event.response,
            Means.COMMENT: event.comment,
            Means.PLACE: event.place,
            Means.KIND: event.kind.wording,
            Means.PEOPLE: _people(event, names),
            Means.AUTHOR: chance.choice(_LETTERS) + chance.choice(_LETTERS),
        },
        day=event.occurred.earliest if is_one_day else None,
        year=first.year if first else None,
        event_id=event.id,
        kind=event.kind,
    )


def _people(event: Event, names: Mapping[str, str]) -> str:
    return "; ".join(f"{names[person.key]} ({person.role.wording.lower()})" for person in event.people)


def _plant(mistake: MistakeKind, entries: list[Entry], layout: Layout, chance: Random) -> None:
    form = agency_with(layout.agency).day_form
    match mistake:
        case MistakeKind.MISSING_SOURCE:
            place = _everyday_place(entries, chance)
            entries[place] = _with(entries[place], mistake, {Means.SOURCE_RECORD: ""})
        case MistakeKind.IMPOSSIBLE_DATE:
            place = _everyday_place(entries, chance)
            impossible = _impossible_day(entries[place].year, form)
            entries[place] = replace(_with(entries[place], mistake, {Means.DATE: impossible}), day=None)
        case MistakeKind.DUPLICATE_ROW:
            place = _everyday_place(entries, chance)
            entries.insert(place + 1, replace(entries[place], mistake=mistake))
        case MistakeKind.OUTSIDE_PERIOD | MistakeKind.ANOTHER_PERSON:
            day = _STRAY_DAYS[mistake]
            words = dict.fromkeys(Means, "") | {
                Means.DATE: written_day(day, form),
                Means.SOURCE_RECORD: f"{agency_with(layout.agency).source} 7",
                Means.EVENT: _STRAY_WORDS[mistake],
                Means.RESPONSE: "None.",
            }
            entries.insert(_place_of(day, entries), Entry(words, day, day.year, mistake=mistake))


def _with(entry: Entry, mistake: MistakeKind, words: Mapping[Means, str]) -> Entry:
    return replace(entry, words={**entry.words, **words}, mistake=mistake)


def _everyday_place(entries: Sequence[Entry], chance: Random) -> int:
    """Return the place of an everyday entry that has a day, and that no mistake was made with yet."""
    marred = {entry.event_id for entry in entries if entry.mistake}
    everyday = (
        place for place, entry in enumerate(entries) if entry.kind in _EVERYDAY and entry.day is not None
    )
    return chance.choice([place for place in everyday if entries[place].event_id not in marred])


def _place_of(day: date, entries: Sequence[Entry]) -> int:
    """Return the place before the first entry of a later day."""
    later = (place for place, entry in enumerate(entries) if entry.day and entry.day > day)
    return next(later, len(entries))


def _impossible_day(year: int | None, form: DayForm) -> str:
    """Return the 31st of a June: the 30th with its figures changed, in whatever order they stand."""
    assert year is not None, "only an entry that has a day is given another"
    return written_day(date(year, 6, 30), form).replace("30", "31", 1)
