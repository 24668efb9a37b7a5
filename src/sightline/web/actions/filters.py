"""The filters and order of the action plan, from an address and back."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict

from sightline.domain.states.action import OPEN, ActionStatus
from sightline.records.reviews.queries.plan import Due, Duplicates, PlanFilters, PlanPage, PlanSort

NONE = "none"
OPEN_CHOICE = "open"

DUE_WORDING = {Due.OVERDUE: "Overdue", Due.SOON: "Due in the next 28 days", Due.UNDATED: "Without a date"}
DUPLICATES_WORDING = {
    Duplicates.SHOWN: "Shown",
    Duplicates.HIDDEN: "Hidden: each answer once",
    Duplicates.ONLY: "Only repeats",
}
SORT_WORDING = {sort: sort.value.lower().replace("_", " ") for sort in PlanSort}


class FilterForm(forms.Form):
    """What the plan may be filtered by. An address that asks for what is not offered asks for all."""

    first_names = ("status", "due", "agency")
    more_names = ("owner", "section", "duplicates")

    words = forms.CharField(label="Words or number", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    due = forms.ChoiceField(label="Target", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    section = forms.ChoiceField(label="Heading in the plan", required=False)
    duplicates = forms.ChoiceField(label="Repeated actions", required=False)

    def __init__(self, data: QueryDict, *, plan: PlanPage) -> None:
        super().__init__(data, auto_id="filter-%s")
        offered: Mapping[str, Iterable[tuple[Any, str]]] = {
            "status": [
                (OPEN_CHOICE, "Not done yet"),
                *((status.value, status.wording) for status in ActionStatus),
            ],
            "due": [(due.value, wording) for due, wording in DUE_WORDING.items()],
            "agency": [
                (NONE, "No agency"),
                *((str(agency.id), agency.name) for agency in plan.agencies),
            ],
            "owner": [(NONE, "No owner"), *((str(owner.id), owner.name) for owner in plan.owners)],
            "section": [(section, section) for section in plan.sections if section],
            "duplicates": [
                (kind.value, wording)
                for kind, wording in DUPLICATES_WORDING.items()
                if kind is not Duplicates.SHOWN
            ],
        }
        for name, choices in offered.items():
            anything = "Shown" if name == "duplicates" else "All"
            self.fields[name].choices = [("", anything), *choices]  # type: ignore[attr-defined]
        self.uses_more = any(data.get(name) for name in self.more_names)


def filters_from(query: QueryDict) -> PlanFilters:
    """This is what an address asks for; what it asks wrongly is left out."""
    status = query.get("status", "")
    return PlanFilters(
        agency_id=_id(query.get("agency")),
        is_without_agency=query.get("agency") == NONE,
        owner_id=_id(query.get("owner")),
        is_without_owner=query.get("owner") == NONE,
        statuses=tuple(OPEN) if status == OPEN_CHOICE else _statuses(status),
        due=next((due for due in Due if due.value == query.get("due")), None),
        section=_plain(query.get("section", "")),
        words=_plain(query.get("words", "")),
        duplicates=next(
            (kind for kind in Duplicates if kind.value == query.get("duplicates")), Duplicates.SHOWN
        ),
    )


def _plain(words: str) -> str:
    """This is what may be asked of a database: some take no NUL."""
    return words.replace("\0", "").strip()


def _statuses(value: str) -> tuple[ActionStatus, ...]:
    return tuple(status for status in ActionStatus if status.value == value)


def _id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def sort_from(query: QueryDict) -> tuple[PlanSort, bool]:
    """This is the column an address sorts by, and whether it runs downwards."""
    asked = query.get("sort", "")
    sort = next((sort for sort in PlanSort if sort.value == asked.removeprefix("-")), PlanSort.NUMBER)
    return sort, asked.startswith("-")


def filter_query(query: QueryDict) -> str:
    """This is an address' filters and order alone, as a saved view keeps them."""
    kept = [(key, value) for key, value in query.items() if value and key != "page"]
    return urlencode(sorted(kept))
