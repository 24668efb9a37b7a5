"""What somebody wants to see of a chronology, and from where on. It is the address of the page, too."""

from dataclasses import dataclass
from datetime import date

from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.domain.vocabulary.events import EventKind, EventRole


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries to show; what is left empty keeps nothing out.

    `known_on` shows only what was certainly held by the end of that day: by `known_to`, or by anybody.
    `is_dated` is None for both. Keys are ids as text.
    """

    agencies: frozenset[str] = frozenset()
    person: str = ""
    role: EventRole | None = None
    kinds: frozenset[EventKind] = frozenset()
    begins: date | None = None
    ends: date | None = None
    words: str = ""
    is_dated: bool | None = None
    marks: frozenset[MarkKind] = frozenset()
    term: str = ""
    enquiry: str = ""
    known_on: date | None = None
    known_to: str = ""
    events: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is kept out."""
        return self == EntryFilter()
