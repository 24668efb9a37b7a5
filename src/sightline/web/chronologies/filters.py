"""What is shown of a chronology and from where on, from an address and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from sightline.domain.chronology.filters import EntryFilter
from sightline.domain.chronology.reading_dates import read_date
from sightline.domain.chronology.uncertain_date import UncertainDate
from sightline.domain.vocabulary.chronologies import MarkKind
from sightline.domain.vocabulary.events import EventKind, EventRole
from sightline.records.chronologies.queries.reading import ChronologyCase

DATED, UNDATED = "dated", "undated"
ANY_AGENCY = "any"
#: Parts of an address that say where on a chronology it opens, and not what is shown of it.
_PLACE = ("after", "before", "from")
_PSEUDONYMS = ("names", "pseudonyms")
_Code = TypeVar("_Code", bound=StrEnum)


class DayField(forms.CharField):
    """A day, month or year in whatever way it is typed: the date it is read as, or None."""

    def clean(self, value: Any) -> UncertainDate | None:
        """Raises: ValidationError where it cannot be read."""
        typed: str = super().clean(value)
        if not typed:
            return None
        found = read_date(typed)
        if found.earliest is None or found.latest is None:
            raise forms.ValidationError("Write a date, like 3 May 2021, May 2021 or 2021")
        return found


class FilterForm(forms.Form):
    """What a chronology may be filtered by. An address that asks for what is not offered asks for all."""

    first_names = ("agency", "kind", "person", "role")
    more_names = ("dated", "mark", "term")
    words = forms.CharField(label="Words", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    person = forms.ChoiceField(label="Person", required=False)
    role = forms.ChoiceField(label="Part in the event", required=False)
    begins = DayField(label="From", required=False)
    ends = DayField(label="Until", required=False)
    dated = forms.ChoiceField(label="Dates", required=False)
    mark = forms.ChoiceField(label="Marked by the panel", required=False)
    term = forms.ChoiceField(label="Term of reference", required=False)
    known_to = forms.ChoiceField(label="As known to", required=False)
    known_on = DayField(label="At the end of", required=False)

    def __init__(self, data: QueryDict, *, case: ChronologyCase, people: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter-%s")
        agencies = [(str(agency.id), agency.name) for agency in case.agencies]
        offered: Mapping[str, list[tuple[str, str]]] = {
            "agency": agencies,
            "kind": [(kind.value, kind.wording) for kind in EventKind],
            "person": list(people),
            "role": [(role.value, role.wording) for role in EventRole],
            "dated": [(DATED, "With a date"), (UNDATED, "Without a date")],
            "mark": [(mark.value, mark.wording) for mark in MarkKind],
            "term": [(str(term.id), f"{term.position}. {term.text}") for term in case.terms],
            "known_to": [(ANY_AGENCY, "All agencies together"), *agencies],
        }
        for name, choices in offered.items():
            nothing = "Not asked" if name == "known_to" else "All"
            self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]
        self.uses_more = any(data.get(name) for name in self.more_names)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("known_to") and not typed.get("known_on") and "known_on" not in self.errors:
            self.add_error("known_on", "Write at the end of which day")
        if typed.get("known_on") and not typed.get("known_to") and "known_to" not in self.errors:
            self.add_error("known_to", "Choose to whom it was known")
        begins, ends = typed.get("begins"), typed.get("ends")
        if begins and ends and begins.earliest > ends.latest:
            self.add_error("ends", "This is before the first day")
        return typed

    @property
    def wanted(self) -> EntryFilter:
        """What is to be shown; what was asked wrongly keeps nothing out, and is said above the filters."""
        self.is_valid()
        typed = self.cleaned_data
        known_on = typed.get("known_on") if typed.get("known_to") else None
        return EntryFilter(
            agencies=frozenset(filter(None, [typed.get("agency")])),
            person=typed.get("person") or "",
            role=_code(EventRole, typed.get("role")),
            kinds=frozenset(filter(None, [_code(EventKind, typed.get("kind"))])),
            begins=typed["begins"].earliest if typed.get("begins") else None,
            ends=typed["ends"].latest if typed.get("ends") else None,
            words=(typed.get("words") or "").replace("\0", ""),
            is_dated={DATED: True, UNDATED: False}.get(typed.get("dated") or ""),
            marks=frozenset(filter(None, [_code(MarkKind, typed.get("mark"))])),
            term=typed.get("term") or "",
            known_on=known_on.latest if known_on else None,
            known_to="" if typed.get("known_to") in ("", ANY_AGENCY) else typed.get("known_to", ""),
        )


def place_in(query: QueryDict) -> tuple[str, str]:
    """This is behind and before which keys an address opens a chronology; a day to jump to is one."""
    jump = read_date(query.get("from", "").strip())
    first: date | None = jump.earliest or jump.latest
    after = first.isoformat() if first else _key(query.get("after", ""))
    return after, "" if after else _key(query.get("before", ""))


def is_pseudonymised(query: QueryDict) -> bool:
    """This says whether an address asks for pseudonyms instead of names."""
    return query.get(_PSEUDONYMS[0]) == _PSEUDONYMS[1]


def address(query: QueryDict, **changed: str) -> str:
    """This is the address of the same filters with something else in it; "" leaves a part out."""
    kept = {key: value for key, value in query.items() if value and key not in _PLACE}
    return "?" + urlencode({key: value for key, value in {**kept, **changed}.items() if value})


def _key(value: str) -> str:
    return value.replace("\0", "")[:120]


def _code(codes: type[_Code], value: str | None) -> _Code | None:
    return codes(value) if value else None
