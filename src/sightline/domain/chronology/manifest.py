"""What a review was read from: its terms of reference and each version of each event, under one digest.

Casework goes on while a review reads it. A manifest says what stood at one time, so that a late return or a
correction shows as the difference between two of them. Who imported what first changes nothing of it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.audit_trail.entries import canonical
from sightline.domain.chronology.chronology import Chronology
from sightline.domain.chronology.events import Event
from sightline.domain.chronology.uncertain_date import UncertainDate

FORMAT = "sightline-manifest-1"


@dataclass(frozen=True, slots=True)
class EventVersion:
    """One event as it stood: its digest, and the events it took the place of, the nearest first."""

    id: str
    digest: str
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The terms of reference, the period and the events of a review at one time."""

    terms: str
    begins: date | None
    ends: date | None
    events: tuple[EventVersion, ...]

    @property
    def content(self) -> bytes:
        """Return the one form in which this is written, kept and digested."""
        return canonical(
            {
                "format": FORMAT,
                "terms": self.terms,
                "begins": _day(self.begins),
                "ends": _day(self.ends),
                "events": [[each.id, each.digest, list(each.supersedes)] for each in self.events],
            }
        ).encode()

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class ManifestDifference:
    """What one manifest has that another has not. `superseded` are pairs of the old id and the new.

    `changed` are events under one id that do not say the same: an event never changes, so it is a fault.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    superseded: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    are_terms_other: bool
    is_period_other: bool


def manifest(
    chronology: Chronology, *, terms: str, supersedes: Mapping[str, Sequence[str]] | None = None
) -> Manifest:
    """Return the manifest of a chronology under its terms of reference.

    `supersedes` holds, by the id of an event, those it took the place of, the nearest first.
    """
    earlier = supersedes or {}
    versions = (
        EventVersion(event.id, event_digest(event), tuple(earlier.get(event.id, ())))
        for event in chronology.events
    )
    return Manifest(
        terms=terms,
        begins=chronology.begins,
        ends=chronology.ends,
        events=tuple(sorted(versions, key=lambda version: version.id)),
    )


def difference(old: Manifest, new: Manifest) -> ManifestDifference:
    """Return what came, went, was superseded or is told otherwise from one manifest to another."""
    before = {version.id: version for version in old.events}
    after = {version.id: version for version in new.events}
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    superseded = {
        earlier: version.id
        for version in new.events
        if version.id in come
        for earlier in version.supersedes
        if earlier in gone
    }
    return ManifestDifference(
        added=tuple(sorted(come - set(superseded.values()))),
        removed=tuple(sorted(gone - superseded.keys())),
        superseded=tuple(sorted(superseded.items())),
        changed=tuple(
            sorted(each for each in before.keys() & after.keys() if before[each].digest != after[each].digest)
        ),
        are_terms_other=old.terms != new.terms,
        is_period_other=(old.begins, old.ends) != (new.begins, new.ends),
    )


def event_digest(event: Event) -> str:
    """Return the SHA-256 of all that an event says, in hexadecimal digits.

    Which incident it is joined to is left out: that is how persons read it, not what the agency said.
    """
    content: dict[str, Any] = {
        "id": event.id,
        "agency": event.agency,
        "occurred": _date(event.occurred),
        "kind": event.kind.value,
        "text": event.text,
        "response": event.response,
        "comment": event.comment,
        "source_record": event.source_record,
        "place": event.place,
        "people": sorted([person.key, person.role.value] for person in event.people),
        "held": sorted([holding.agency, *_date(holding.since)] for holding in event.held),
        "received_on": _day(event.received_on),
        "account_of": event.account_of.value,
        "row": event.row,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _date(when: UncertainDate) -> list[str]:
    return [
        when.text,
        _day(when.earliest),
        _day(when.latest),
        when.precision.value,
        when.qualifier.value,
        when.at.isoformat() if when.at else "",
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
