"""Giving actions an owner and an agency: what may be chosen, and what was chosen."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from sightline.records.access.queries import users_to_assign
from sightline.records.actions.services.assigning import KEEP as AS_IT_IS
from sightline.records.agencies.queries import agencies
from sightline.web.actions.forms import KEEP, NOBODY, AssignForm


def assign_form(user: Any, data: QueryDict | None = None) -> AssignForm:
    """This offers every agency, and every person who may own actions, grouped by agency."""
    return AssignForm(
        data,
        auto_id="assign-%s",
        agencies=[(str(agency.id), agency.name) for agency in agencies()],
        owners=[
            (str(person.id), f"{person.name} ({person.agency_name})") for person in users_to_assign(user)
        ],
    )


def assigned(typed: Mapping[str, Any]) -> dict[str, Any]:
    """This turns what was chosen into what the service takes."""
    return {"agency_id": _chosen(typed["agency"]), "owner_id": _chosen(typed["owner"])}


def actions_chosen(posted: QueryDict) -> dict[UUID, int]:
    """This is the actions that were ticked, each with its version as the page showed it."""
    chosen = {}
    for ticked in posted.getlist("action"):
        action_id, _, version = ticked.partition(" ")
        try:
            chosen[UUID(action_id)] = int(version)
        except ValueError:
            continue
    return chosen


def _chosen(value: str) -> Any:
    if value in ("", KEEP):
        return AS_IT_IS
    return None if value == NOBODY else UUID(value)
