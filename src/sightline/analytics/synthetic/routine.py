"""What happens over and over in the invented review, and is multiplied by its size."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import cycle, islice

from sightline.analytics.synthetic.cast import (
    AMBULANCE,
    CHILD,
    CHILDRENS,
    DRUGS,
    HE,
    HOSPITAL,
    HOUSING,
    IDVA,
    MENTAL_HEALTH,
    OUT_OF_AREA,
    POLICE,
    PROBATION,
    SHE,
    SURGERY,
    InventedAgency,
    agency_with,
)
from sightline.analytics.synthetic.plot import Plot
from sightline.analytics.synthetic.printed_dates import PrintedDate, at_time, inexact, on_day
from sightline.analytics.synthetic.truth import Difference, Happening
from sightline.domain.chronology.events import PersonInEvent
from sightline.domain.vocabulary.events import EventKind, EventRole

BEGINS, ENDS = date(2011, 1, 1), date(2016, 11, 18)
#: In this year no agency recorded anything. It was not a good year.
QUIET_FROM, QUIET_TO = date(2012, 4, 1), date(2013, 3, 31)
#: What five agencies state to have had no contact in, and had none.
NO_CONTACT: Mapping[str, tuple[date | None, date]] = {
    HOUSING: (date(2012, 3, 1), date(2013, 6, 30)),
    PROBATION: (None, date(2013, 12, 31)),
    IDVA: (None, date(2014, 9, 30)),
    DRUGS: (None, date(2013, 4, 30)),
    MENTAL_HEALTH: (BEGINS, date(2013, 3, 31)),
}
#: The day on which she moved over the boundary.
MOVED_ON = date(2015, 6, 12)
FIRST_HOME, SECOND_HOME = "Flat 3, Nowhere Court, Saltby", "12 Fable Close, Farwold"

_ONE_DAY = timedelta(days=1)
_INCIDENTS = frozenset({EventKind.INCIDENT, EventKind.ATTENDANCE, EventKind.INJURY})
#: Two incidents have more days than this between their dates: one may be told a day late.
_APART = 2
#: Of so many attendances one is told by another agency too; of so many of those one is told a day late.
_EACH_TOLD_TWICE, _EACH_DAY_OFF = 4, 3
#: How many in a hundred entries have only a month or a week, at agencies that write up later.
_INEXACT_IN_HUNDRED = 12
_WRITE_UP_LATER = frozenset({SURGERY, HOUSING, CHILDRENS, IDVA, MENTAL_HEALTH})
_WRITE_TIMES = frozenset({POLICE, OUT_OF_AREA, AMBULANCE, HOSPITAL})


@dataclass(frozen=True, slots=True)
class _Attendances:
    """How often a force is called, and who else may tell of it: agency, pattern of its notes, kind."""

    force: str
    number: int
    begins: date
    ends: date
    told_too: tuple[tuple[str, str, EventKind], ...]


@dataclass(frozen=True, slots=True)
class _Contacts:
    """How often an agency sees or misses somebody, in a pattern of its notes."""

    agency: str
    pattern: str
    kind: EventKind
    about: str
    number: int
    begins: date
    ends: date


#: With the four and the one that the story tells, fifty in six years, of which no force saw all.
_ATTENDANCES = (
    _Attendances(
        POLICE,
        39,
        BEGINS,
        MOVED_ON - _ONE_DAY,
        (
            (AMBULANCE, "attendance", EventKind.ATTENDANCE),
            (HOSPITAL, "attendance", EventKind.INJURY),
            (HOUSING, "complaint", EventKind.INCIDENT),
            (CHILDRENS, "complaint", EventKind.INCIDENT),
        ),
    ),
    _Attendances(
        OUT_OF_AREA, 6, MOVED_ON, ENDS - 30 * _ONE_DAY, ((HOSPITAL, "attendance", EventKind.INJURY),)
    ),
)

_CONTACTS = (
    _Contacts(POLICE, "arrest", EventKind.ARREST, HE, 5, BEGINS, MOVED_ON),
    _Contacts(POLICE, "shared", EventKind.INFORMATION_SHARED, CHILD, 5, BEGINS, MOVED_ON),
    _Contacts(AMBULANCE, "attendance", EventKind.ATTENDANCE, SHE, 3, BEGINS, MOVED_ON),
    _Contacts(HOSPITAL, "attendance", EventKind.ATTENDANCE, SHE, 3, BEGINS, ENDS),
    _Contacts(HOSPITAL, "appointment", EventKind.APPOINTMENT, SHE, 4, date(2014, 5, 12), ENDS),
    _Contacts(SURGERY, "appointment", EventKind.APPOINTMENT, SHE, 14, BEGINS, ENDS),
    _Contacts(SURGERY, "missed", EventKind.DID_NOT_ATTEND, SHE, 4, BEGINS, ENDS),
    _Contacts(HOUSING, "contact", EventKind.CONTACT, SHE, 7, date(2013, 7, 1), MOVED_ON),
    _Contacts(HOUSING, "complaint", EventKind.INCIDENT, SHE, 3, date(2013, 7, 1), MOVED_ON),
    _Contacts(HOUSING, "visit", EventKind.HOME_VISIT, SHE, 4, date(2013, 7, 1), MOVED_ON),
    _Contacts(DRUGS, "appointment", EventKind.APPOINTMENT, HE, 9, date(2013, 5, 7), date(2016, 8, 31)),
    _Contacts(DRUGS, "missed", EventKind.DID_NOT_ATTEND, HE, 6, date(2013, 5, 7), date(2016, 8, 31)),
    _Contacts(
        MENTAL_HEALTH, "appointment", EventKind.APPOINTMENT, SHE, 6, date(2013, 4, 15), date(2016, 9, 30)
    ),
    _Contacts(
        MENTAL_HEALTH, "missed", EventKind.DID_NOT_ATTEND, SHE, 4, date(2013, 4, 15), date(2016, 9, 30)
    ),
    _Contacts(PROBATION, "appointment", EventKind.APPOINTMENT, HE, 11, date(2014, 1, 20), date(2016, 1, 15)),
    _Contacts(PROBATION, "missed", EventKind.DID_NOT_ATTEND, HE, 5, date(2014, 1, 20), date(2016, 1, 15)),
    _Contacts(CHILDRENS, "contact", EventKind.CONTACT, CHILD, 8, BEGINS, MOVED_ON),
    _Contacts(CHILDRENS, "visit", EventKind.HOME_VISIT, CHILD, 5, date(2014, 5, 20), MOVED_ON),
    _Contacts(CHILDRENS, "complaint", EventKind.INCIDENT, CHILD, 2, BEGINS, MOVED_ON),
    _Contacts(IDVA, "contact", EventKind.CONTACT, SHE, 6, date(2014, 10, 13), date(2016, 2, 29)),
    _Contacts(IDVA, "unanswered", EventKind.CONTACT, SHE, 3, date(2014, 10, 13), date(2016, 2, 29)),
)


def tell_routine(plot: Plot, size: int) -> None:
    """Let everything happen that happens often, so many times as often as in the smallest review."""
    for attendances in _ATTENDANCES:
        number = attendances.number * size
        days = _days(plot, attendances.begins, attendances.ends, number, keeps_apart=True)
        for number, day in enumerate(days):
            _attend(plot, attendances, number, day)
    for contacts in _CONTACTS:
        number = contacts.number * size
        is_incident = contacts.kind in _INCIDENTS
        for day in _days(plot, contacts.begins, contacts.ends, number, keeps_apart=is_incident):
            _contact(plot, contacts, day)


def _days(plot: Plot, begins: date, ends: date, number: int, *, keeps_apart: bool) -> list[date]:
    """Return days outside the quiet year, none of them twice before each came once.

    Incidents keep apart while there is room: of two within a day nobody could say that they are not one.
    """
    among = [begins + number * _ONE_DAY for number in range((ends - begins).days + 1)]
    among = [day for day in among if not QUIET_FROM <= day <= QUIET_TO]
    days = plot.chance.sample(among, len(among))
    if keeps_apart:
        days.sort(key=_closeness(plot, days))
    return list(islice(cycle(days), number))


def _closeness(plot: Plot, days: Iterable[date]) -> Callable[[date], bool]:
    """Return what says of a day whether it is too close to an incident, or to a day that comes before it."""
    taken = {happening.begins for happening in plot.happenings if happening.kind in _INCIDENTS}
    close = set()
    for day in days:
        if taken.isdisjoint(day + number * _ONE_DAY for number in range(-_APART, _APART + 1)):
            taken.add(day)
        else:
            close.add(day)
    return close.__contains__


def _home(day: date) -> str:
    return SECOND_HOME if day >= MOVED_ON else FIRST_HOME


def _attend(plot: Plot, attendances: _Attendances, number: int, day: date) -> None:
    """Let police attend. In one of five she is said to have harmed him, in one of nine each the other."""
    is_mutual, is_reversed = number % 9 == 7, number % 5 == 3
    harmed, harming = (HE, SHE) if is_reversed else (SHE, HE)
    people = _pair(harmed, harming, is_mutual=is_mutual, with_child=number % 3 == 0)
    happening = plot.happens(EventKind.INCIDENT, day, people, place=_home(day))
    at = time(plot.chance.choice((18, 19, 20, 21, 22, 23, 0, 1, 2)), plot.chance.randrange(60))
    shared = {word: plot.phrases.word(word) for word in ("act", "behaviour", "cause", "hurt")}
    force = agency_with(attendances.force)
    pattern = "both" if is_mutual and force.key == POLICE else "attendance"
    words = _words(force, day, harmed, harming) | shared | {"clock": f"{at:%H:%M}"}
    tells_child = {CHILDRENS: day + plot.chance.randrange(2, 10) * _ONE_DAY} if number % 6 == 0 else {}
    plot.told(
        happening,
        force.key,
        at_time(day, force.day_form, at, force.time_form),
        plot.phrases.text(force.key, pattern, words),
        kind=EventKind.ATTENDANCE,
        response=plot.phrases.response(force.key, pattern, words),
        shared_with=tells_child,
    )
    if number % _EACH_TOLD_TWICE == 0:
        turn = number // _EACH_TOLD_TWICE
        _tell_too(plot, attendances, turn, happening, at, shared)


def _tell_too(
    plot: Plot,
    attendances: _Attendances,
    turn: int,
    happening: Happening,
    at: time,
    shared: dict[str, str],
) -> None:
    """Let another agency tell of the same thing in its own words, every third time of the day after."""
    told_too = [each for each in attendances.told_too if not _is_without_contact(each[0], happening.begins)]
    key, pattern, kind = told_too[turn % len(told_too)]
    agency = agency_with(key)
    is_day_off = turn % _EACH_DAY_OFF == 1
    day = happening.begins + _ONE_DAY if is_day_off else happening.begins
    harmed = next((each.key for each in happening.people if each.role is EventRole.VICTIM), SHE)
    words = _words(agency, day, harmed, HE if harmed == SHE else SHE) | shared
    if key in _WRITE_TIMES and not is_day_off:
        later = time(at.hour, min(59, at.minute + 15))
        printed = at_time(day, agency.day_form, later, agency.time_form)
        words["clock"] = f"{later:%H:%M}"
    else:
        printed = on_day(day, agency.day_form)
    plot.told(
        happening,
        key,
        printed,
        plot.phrases.text(key, pattern, words),
        kind=kind,
        response=plot.phrases.response(key, pattern, words),
        recorded_on=day,
        differs={Difference.DATE} if is_day_off else (),
    )


def _is_without_contact(agency: str, day: date) -> bool:
    if agency not in NO_CONTACT:
        return False
    begins, ends = NO_CONTACT[agency]
    return (begins or BEGINS) <= day <= ends


def _contact(plot: Plot, contacts: _Contacts, day: date) -> None:
    agency = agency_with(contacts.agency)
    people = _in_contact(contacts)
    happening = plot.happens(contacts.kind, day, people, place=_home(day) if contacts.about != HE else "")
    printed = _printed(plot, agency, day)
    words = _words(agency, day, SHE, HE, about=contacts.about)
    if printed.occurred.at:
        words["clock"] = f"{printed.occurred.at:%H:%M}"
    plot.told(
        happening,
        agency.key,
        printed,
        plot.phrases.text(agency.key, contacts.pattern, words),
        response=plot.phrases.response(agency.key, contacts.pattern, words),
        recorded_on=day + plot.chance.choice((0, 0, 0, 0, 1, 3)) * _ONE_DAY,
    )


def _printed(plot: Plot, agency: InventedAgency, day: date) -> PrintedDate:
    if agency.key in _WRITE_TIMES:
        at = time(plot.chance.randrange(8, 23), plot.chance.randrange(60))
        return at_time(day, agency.day_form, at, agency.time_form)
    if agency.key in _WRITE_UP_LATER and plot.chance.randrange(100) < _INEXACT_IN_HUNDRED:
        return inexact(plot.chance, day)
    return on_day(day, agency.day_form)


def _in_contact(contacts: _Contacts) -> tuple[PersonInEvent, ...]:
    if contacts.kind in _INCIDENTS:
        return _pair(SHE, HE, is_mutual=False, with_child=contacts.about == CHILD)
    role = EventRole.PERPETRATOR if contacts.kind is EventKind.ARREST else EventRole.SUBJECT
    return (PersonInEvent(contacts.about, role),)


def _pair(harmed: str, harming: str, *, is_mutual: bool, with_child: bool) -> tuple[PersonInEvent, ...]:
    child = (PersonInEvent(CHILD, EventRole.CHILD),) if with_child else ()
    if is_mutual:
        return (PersonInEvent(harmed, EventRole.BOTH), PersonInEvent(harming, EventRole.BOTH), *child)
    return (
        PersonInEvent(harmed, EventRole.VICTIM),
        PersonInEvent(harming, EventRole.PERPETRATOR),
        *child,
    )


def _words(
    agency: InventedAgency, day: date, harmed: str, harming: str, *, about: str | None = None
) -> dict[str, str]:
    # Children's services write of the child and speak of the mother.
    about = harmed if about in (None, CHILD) else about
    return {
        "harmed": agency.called(harmed),
        "harming": agency.called(harming),
        "about": agency.called(about),
        "partner": agency.called(SHE if about == HE else HE),
        "child": agency.called(CHILD),
        "place": _home(day),
    }
