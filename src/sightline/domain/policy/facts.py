"""What a rule may ask about a user and an object, and how such questions are joined.

Each fact is a row in a table, so that every rule can become SQL. How a fact reads on a model is said
where that model is protected (`records.*.policies`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Condition:
    """Something that is so or not: facts joined by `&`, `|` and `~`."""

    def __and__(self, other: "Condition") -> "Condition":
        return All((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        return Not(self)


class Fact(Condition, StrEnum):
    """One thing that is so or not, between a user and an object, now."""

    MEMBER = "MEMBER"
    LEAD = "LEAD"
    SUPERVISED = "SUPERVISED"
    TAKEN_BY_TEAM = "TAKEN_BY_TEAM"
    AGENCY_INVOLVED = "AGENCY_INVOLVED"
    OWN_AGENCY = "OWN_AGENCY"
    SHARED = "SHARED"
    OWNED = "OWNED"
    AUTHORED = "AUTHORED"
    IN_REVIEW = "IN_REVIEW"
    PANEL_OPEN = "PANEL_OPEN"
    OPEN = "OPEN"
    DISCLOSURE_OFFICER = "DISCLOSURE_OFFICER"
    RETURNED = "RETURNED"
    EMERGENCY = "EMERGENCY"
    SEALED = "SEALED"
    NAMED = "NAMED"
    BARRED = "BARRED"

    @property
    def wording(self) -> str:
        """Return the fact as the end of “where …”."""
        return _WORDING[self]


_WORDING = {
    Fact.MEMBER: "they are a member of the case",
    Fact.LEAD: "they are the case's lead worker",
    Fact.SUPERVISED: "they supervise a member of the case",
    Fact.TAKEN_BY_TEAM: "they supervise who took it",
    Fact.AGENCY_INVOLVED: "their agency has a member in the case or a record in it",
    Fact.OWN_AGENCY: "it is their own agency's",
    Fact.SHARED: "it was shared with their agency, with a lawful basis, and the share has not ended",
    Fact.OWNED: "they own it",
    Fact.AUTHORED: "they made it themselves",
    Fact.IN_REVIEW: "the case is a review",
    Fact.PANEL_OPEN: "the panel is open",
    Fact.OPEN: "the case is open",
    Fact.DISCLOSURE_OFFICER: "they are the review's disclosure officer",
    Fact.RETURNED: "an agency sent it to the review",
    Fact.EMERGENCY: "they have taken emergency access, and it has not ended",
    Fact.SEALED: "it is sealed",
    Fact.NAMED: "they are named on the seal",
    Fact.BARRED: "they are barred from it, as somebody in it may be known to them",
}


@dataclass(frozen=True, slots=True)
class All(Condition):
    """So where each of its parts is so; of no parts: always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """So where one of its parts is so; of no parts: never."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """So where its part is not."""

    part: Condition


ALWAYS = All(())


def facts_in(condition: Condition) -> Iterator[Fact]:
    """Return every fact that a condition asks about."""
    match condition:
        case Fact():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from facts_in(part)
        case Not(part):
            yield from facts_in(part)
