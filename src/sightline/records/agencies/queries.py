"""Which agencies there are, and which one a written name means."""

from dataclasses import dataclass
from uuid import UUID

from sightline.domain.folding import fold
from sightline.records.agencies.models import Agency, AgencyName


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency and the other names it goes by."""

    id: UUID
    name: str
    other_names: tuple[str, ...] = ()


def agencies() -> tuple[AgencyRow, ...]:
    """Return every agency, by name."""
    return tuple(agency_row(agency) for agency in Agency.objects.prefetch_related("names").order_by("name"))


def agency_named(text: str) -> AgencyRow | None:
    """Return the agency of that name or other name, capitals and spacing aside; never a likeness."""
    found = AgencyName.objects.filter(folded=fold(text)).select_related("agency").first()
    return agency_row(found.agency) if found else None


def agencies_by_folded_name() -> dict[str, UUID]:
    """Return every folded name with the agency it means, to look up many names at once."""
    return dict(AgencyName.objects.values_list("folded", "agency_id"))


def agency_row(agency: Agency) -> AgencyRow:
    """Return an agency as a row."""
    others = sorted(name.name for name in agency.names.all() if name.name != agency.name)
    return AgencyRow(agency.id, agency.name, tuple(others))
