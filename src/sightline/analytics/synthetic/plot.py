"""A review while it is being invented: what happens, then who tells of it, and at last each in its order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from sightline.analytics.synthetic.cast import FAMILY, agency_with
from sightline.analytics.synthetic.phrases import Phrases
from sightline.analytics.synthetic.printed_dates import DayForm, PrintedDate, on_day
from sightline.analytics.synthetic.truth import Account, Difference, Happening
from sightline.domain.chronology.chronology import order_of
from sightline.domain.chronology.events import Event, Holding, PersonInEvent
from sightline.domain.vocabulary.events import AccountOf, EventKind

#: When the family was heard by the review.
_FAMILY_HEARD_ON = date(2017, 6, 15)


class Plot:
    """Collects happenings and accounts. One chance decides everything, so one seed gives one review."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"invented review {seed}")  # noqa: S311 (to be the same each time)
        self.phrases = Phrases(self.chance)
        self.happenings: list[Happening] = []
        self._accounts: list[Account] = []

    def happens(
        self,
        kind: EventKind,
        begins: date,
        people: Iterable[PersonInEvent] = (),
        *,
        ends: date | None = None,
        place: str = "",
        injury: str = "",
    ) -> Happening:
        """Let something happen, truly."""
        happening = Happening(
            f"happening-{len(self.happenings) + 1:05}",
            kind,
            begins,
            ends or begins,
            tuple(people),
            place,
            injury,
        )
        self.happenings.append(happening)
        return happening

    def told(
        self,
        happening: Happening,
        agency: str,
        printed: PrintedDate,
        text: str,
        *,
        kind: EventKind | None = None,
        people: Iterable[PersonInEvent] | None = None,
        response: str = "",
        comment: str = "",
        injury: str = "",
        recorded_on: date | None = None,
        shared_with: Mapping[str, date] | None = None,
        differs: Iterable[Difference] = (),
    ) -> None:
        """Let an agency tell of it: as it was, but for what is given otherwise."""
        source, received_on = self._origin(agency)
        since = {agency: recorded_on or happening.ends} | dict(shared_with or {})
        held = (Holding(holder, on_day(day, DayForm.SLASHES).occurred) for holder, day in since.items())
        event = Event(
            id="",  # given when all is told and in order
            agency=agency,
            occurred=printed.occurred,
            kind=kind or happening.kind,
            text=text,
            response=response,
            comment=comment,
            source_record=source,
            place=happening.place,
            people=happening.people if people is None else tuple(people),
            held=tuple(held),
            received_on=received_on,
            account_of=AccountOf.FAMILY if agency == FAMILY else AccountOf.AGENCY,
        )
        self._accounts.append(
            Account(event, happening.key, printed.date_words, printed.time_words, injury, frozenset(differs))
        )

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts, each with its row: its place among those of its agency."""
        rows: Counter[str] = Counter()
        numbered = []
        for account in sorted(self._accounts, key=lambda each: (each.event.agency, order_of(each.event))):
            agency = account.event.agency
            rows[agency] += 1
            event_id = f"{agency}-{rows[agency]:05}"
            numbered.append(replace(account, event=replace(account.event, id=event_id, row=rows[agency])))
        return tuple(numbered)

    def _origin(self, agency: str) -> tuple[str, date | None]:
        if agency == FAMILY:
            return "Told to the chair", _FAMILY_HEARD_ON
        told_by = agency_with(agency)
        return f"{told_by.source} {self.chance.randrange(1000, 100_000)}", told_by.received_on
