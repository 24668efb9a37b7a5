"""How the facts of the rules read on events, and on what says of them who was there and who knew."""

from collections.abc import Mapping

from django.db.models import Q

from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.events import SubmissionPurpose
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.access.rows import FactInRows, Protected, protect
from sightline.records.cases.policies import case_facts
from sightline.records.events.models import (
    Event,
    EventPerson,
    Holding,
    IncidentAccount,
    KeptApart,
    SameIncident,
    Submission,
)

_CLASSES = (ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW)


def event_facts(event: str = "") -> Mapping[Fact, FactInRows]:
    """Return how the facts about an event read on a model from which `event` (“event__”) leads to it.

    No share reaches an event: one of the case, or of a person in it, does not open what agencies returned.
    """
    of_case = case_facts(f"{event}case_id")
    del of_case[Fact.SHARED]
    return {
        **of_case,
        Fact.OWN_AGENCY: lambda asker, roles: Q(**{f"{event}agency__in": asker.agencies(roles)}),
        Fact.RETURNED: lambda _asker, _roles: Q(**{f"{event}submission__purpose": SubmissionPurpose.RETURN}),
        Fact.AUTHORED: lambda asker, _roles: Q(**{f"{event}submission__received_by": asker.user}),
    }


def event_classes(event: str = "") -> Mapping[ItemClass, Q]:
    """Return which rows are of which class, on a model from which `event` leads to an event."""
    return {each: Q(**{f"{event}item_class": each.value}) for each in _CLASSES}


protect(Protected(Event, Permission.READ_ITEM, event_facts(), event_classes()))
for _part in (EventPerson, Holding):
    protect(Protected(_part, Permission.READ_ITEM, event_facts("event__"), event_classes("event__")))
protect(
    Protected(
        Submission,
        Permission.READ_RETURNS,
        {
            **case_facts("case_id"),
            Fact.OWN_AGENCY: lambda asker, roles: Q(agency__in=asker.agencies(roles)),
        },
    )
)
protect(Protected(SameIncident, Permission.ANALYSE, case_facts("case_id")))
protect(Protected(IncidentAccount, Permission.ANALYSE, case_facts("incident__case_id")))
protect(Protected(KeptApart, Permission.ANALYSE, case_facts("case_id")))
