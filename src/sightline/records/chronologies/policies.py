"""Who may see what a review asks, what comes back and what its panel makes of it; and what a state allows."""

from django.db.models import Model, Q

from sightline.domain.policy.facts import Fact
from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import TRANSITIONS, ReturnState
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.records.access.policies import Refusal
from sightline.records.access.rows import FactInRows, Protected, protect
from sightline.records.cases.policies import case_facts, item_facts
from sightline.records.chronologies import models
from sightline.records.chronologies.models import AgencyReturn
from sightline.records.events.policies import event_facts


def moving_return(agency_return: AgencyReturn, state: ReturnState) -> Refusal | None:
    """Refuse a move that cannot follow where a return stands."""
    current = ReturnState(agency_return.state)
    if state in TRANSITIONS[current]:
        return None
    return Refusal(f"A return that is “{current.wording.lower()}” cannot become “{state.wording.lower()}”.")


protect(Protected(models.ChronologyRequest, Permission.READ_CASE, case_facts("case_id")))
protect(Protected(models.RequestTerm, Permission.READ_CASE, case_facts("request__case_id")))
protect(
    Protected(
        models.Pseudonym,
        Permission.READ_ITEM,
        item_facts("case_id", "subject__record__agency", ("record", "subject__record_id"), shared_class=Q()),
        {ItemClass.SHARED_CONTENT: Q()},
    )
)


def _of_return(path: str) -> dict[Fact, FactInRows]:
    return {
        **case_facts(f"{path}case_id"),
        Fact.OWN_AGENCY: lambda asker, roles: Q(**{f"{path}agency__in": asker.agencies(roles)}),
    }


protect(
    Protected(
        AgencyReturn,
        Permission.READ_RETURNS,
        {
            **_of_return(""),
            Fact.AUTHORED: lambda asker, _roles: Q(submission__received_by=asker.user),
        },
    )
)
protect(Protected(models.ReturnStep, Permission.READ_RETURNS, _of_return("agency_return__")))
protect(Protected(models.UrgentRisk, Permission.READ_RETURNS, _of_return("")))
protect(
    Protected(
        models.ReturnFile,
        Permission.READ_RETURN_FILES,
        {
            **_of_return("agency_return__"),
            Fact.OWNED: lambda asker, _roles: Q(received_by=asker.user),
        },
    )
)
protect(Protected(models.DisclosureDecision, Permission.CLEAR_ENTRIES, event_facts("event__")))
_OF_CASES: tuple[tuple[type[Model], str], ...] = (
    (models.EntryMark, "case_id"),
    (models.KeyPeriod, "case_id"),
    (models.KeyLineOfEnquiry, "case_id"),
    (models.EnquiryEvidence, "enquiry__case_id"),
    (models.PanelFinding, "case_id"),
    (models.FindingVersion, "finding__case_id"),
    (models.Citation, "finding__case_id"),
    (models.ChronologyManifest, "case_id"),
)
for _about, _case in _OF_CASES:
    protect(Protected(_about, Permission.ANALYSE, case_facts(_case)))
