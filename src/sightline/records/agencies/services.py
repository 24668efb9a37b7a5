"""Adds agencies and names. Who may do so is decided where users are known: `access.services`."""

from uuid import UUID

from sightline.domain.folding import fold
from sightline.errors import NotFound, UserError
from sightline.records.agencies.models import Agency, AgencyName
from sightline.records.audit.services import Change

NAME_LENGTH = 200


class NameRefused(UserError):
    """A name that is empty, too long, or already means an agency."""

    exit_code = 2


def add_agency(opened: Change, *, name: str, other_names: tuple[str, ...] = ()) -> Agency:
    """Add an agency within a change its caller has opened. Raises: NameRefused."""
    agency = Agency.objects.create(name=_free_name(name))
    for written in (name, *other_names):
        _add_name(agency, written)
    opened.record("added", agency)
    return agency


def add_agency_name(opened: Change, *, agency_id: UUID, name: str) -> Agency:
    """Add another name of an agency within a change its caller has opened. Raises: NameRefused."""
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise NotFound("There is no such agency.")
    _add_name(agency, name)
    opened.record("added name", agency)
    return agency


def _add_name(agency: Agency, written: str) -> None:
    name = _free_name(written)
    AgencyName.objects.create(agency=agency, name=name, folded=fold(name))


def _free_name(written: str) -> str:
    name = " ".join(written.split())
    if not fold(name) or len(name) > NAME_LENGTH:
        raise NameRefused(
            f"An agency's name has 1 to {NAME_LENGTH} characters, among them a letter or digit."
        )
    if AgencyName.objects.filter(folded=fold(name)).exists():
        raise NameRefused(f"“{name}” is already the name of an agency. Choose that agency, or another name.")
    return name
