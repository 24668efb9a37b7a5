"""The rules: who may do what to which object. Everything that decides or shows permissions reads this list.

Closed by default: what no rule allows is not allowed. A rule that denies beats every rule that allows.
From here come the rows a user sees, the row guard, PostgreSQL's row-level security, the matrix
`docs/reference/policy_matrix.csv`, the page in plain English, and the menus.
"""

from dataclasses import dataclass
from enum import StrEnum

from sightline.domain.policy.facts import ALWAYS, Condition, Fact
from sightline.domain.policy.permissions import Permission as May
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.roles import Role


class Effect(StrEnum):
    """Whether a rule opens or closes."""

    ALLOW = "ALLOW"
    DENY = "DENY"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: these permissions, for these roles, on these classes of item, where this is so.

    No classes means whatever class the object is of. The facts about an agency are asked of the
    agency in which the user holds one of the rule's roles.
    """

    effect: Effect
    permissions: frozenset[May]
    roles: frozenset[Role]
    when: Condition
    classes: frozenset[ItemClass] = frozenset()


ANY_ROLE = frozenset(Role)

#: Those who answer for an agency's actions, whatever else they do.
OF_AGENCIES = frozenset(
    {
        Role.SPOC,
        Role.PANEL_MEMBER,
        Role.IMR_AUTHOR,
        Role.MARAC_REPRESENTATIVE,
        Role.IDVA,
        Role.PRACTITIONER,
        Role.SUPERVISOR,
    }
)
#: Those who work with people at risk now.
CASEWORKERS = frozenset({Role.IDVA, Role.PRACTITIONER, Role.MARAC_REPRESENTATIVE, Role.MARAC_COORDINATOR})
#: Those who can be members of a case.
WORK_ON_CASES = CASEWORKERS | {
    Role.COORDINATOR,
    Role.CHAIR,
    Role.PANEL_MEMBER,
    Role.IMR_AUTHOR,
    Role.SUPERVISOR,
}
#: Those who can be a review's disclosure officer: nobody who writes an agency's account of it.
CHECK_DISCLOSURE = frozenset({Role.PANEL_MEMBER, Role.PRACTITIONER, Role.SUPERVISOR})
#: Those to whom a case can be opened in an emergency.
IN_EMERGENCY = frozenset({Role.IDVA, Role.PRACTITIONER, Role.SUPERVISOR, Role.MARAC_COORDINATOR})

#: Everything that concerns one case. Seals and bars close all of it.
ON_CASES = frozenset(
    {
        May.READ_CASE,
        May.READ_ITEM,
        May.WRITE_ITEM,
        May.CORRECT_ITEM,
        May.SHARE_ITEM,
        May.MANAGE_MEMBERS,
        May.CLOSE_CASE,
        May.REVEAL_LOCATION,
        May.PROPOSE_SEAL,
        May.CONFIRM_SEAL,
        May.TAKE_EMERGENCY_ACCESS,
        May.REVIEW_EMERGENCY_ACCESS,
        May.SEE_WHO_LOOKED,
        May.RUN_RETURNS,
        May.READ_RETURNS,
        May.SEND_RETURN,
        May.READ_RETURN_FILES,
        May.CLEAR_ENTRIES,
        May.RAISE_RISK,
        May.ANALYSE,
    }
)

_C2, _C3, _C4 = ItemClass.SHARED_CONTENT, ItemClass.AGENCY_RAW, ItemClass.LOCATION


def _allow(
    permissions: set[May],
    roles: frozenset[Role] | set[Role],
    when: Condition = ALWAYS,
    classes: set[ItemClass] | None = None,
) -> Rule:
    return Rule(
        Effect.ALLOW, frozenset(permissions), frozenset(roles), when, frozenset(classes or frozenset())
    )


def _deny(permissions: frozenset[May], when: Condition) -> Rule:
    return Rule(Effect.DENY, permissions, ANY_ROLE, when)


RULES: tuple[Rule, ...] = (
    # --- What nothing overrides
    _deny(ON_CASES, Fact.BARRED),
    _deny(ON_CASES, Fact.SEALED & ~Fact.NAMED),
    # Nobody approves what they made.
    _deny(
        frozenset(
            {
                May.CONFIRM_SEAL,
                May.REVIEW_EMERGENCY_ACCESS,
                May.MARK_EVIDENCE_SEEN,
                May.APPROVE_EXPORTS,
                May.CLEAR_ENTRIES,
            }
        ),
        Fact.AUTHORED,
    ),
    # A bar tells that there is somebody to be barred from.
    _deny(frozenset({May.SET_BARS}), Fact.OWNED),
    # --- The partnership
    _allow({May.MANAGE_AGENCIES, May.MANAGE_USERS}, {Role.COORDINATOR, Role.ADMINISTRATOR}),
    _allow({May.MANAGE_OWN_STAFF}, {Role.SPOC}, Fact.OWN_AGENCY),
    _allow({May.SUSPEND_USERS}, {Role.PRIVACY_OFFICER, Role.SPOC}, Fact.OWN_AGENCY),
    # --- Published reviews and their action plans
    _allow({May.CHECK_DOCUMENTS, May.RECORD_BOARDS, May.APPROVE_EXPORTS}, {Role.COORDINATOR}),
    _allow({May.READ_REVIEWS}, OF_AGENCIES | {Role.COORDINATOR, Role.CHAIR}),
    _allow(
        {
            May.READ_ACTIONS,
            May.UPDATE_ACTIONS,
            May.ASSIGN_ACTIONS,
            May.CHANGE_TARGETS,
            May.LINK_DUPLICATES,
            May.MARK_EVIDENCE_SEEN,
            May.DECIDE_STATUS,
        },
        {Role.COORDINATOR},
    ),
    _allow({May.READ_ACTIONS, May.UPDATE_ACTIONS}, OF_AGENCIES, Fact.OWN_AGENCY | Fact.OWNED),
    # --- Files taken out; who traces a copy has to know of them all
    _allow({May.READ_EXPORTS}, OF_AGENCIES | {Role.CHAIR}, Fact.OWNED),
    _allow({May.READ_EXPORTS}, {Role.COORDINATOR, Role.AUDITOR}),
    # --- Cases: that there is one
    _allow({May.OPEN_CASE}, {Role.IDVA, Role.PRACTITIONER, Role.SUPERVISOR, Role.MARAC_COORDINATOR}),
    _allow({May.OPEN_CASE}, {Role.COORDINATOR}, Fact.IN_REVIEW),
    _allow({May.READ_CASE}, CASEWORKERS | {Role.CHAIR, Role.PANEL_MEMBER, Role.IMR_AUTHOR}, Fact.MEMBER),
    _allow({May.READ_CASE}, {Role.COORDINATOR}, Fact.IN_REVIEW),
    _allow({May.READ_CASE}, {Role.SPOC}, Fact.AGENCY_INVOLVED | Fact.SHARED),
    _allow({May.READ_CASE}, {Role.SUPERVISOR}, Fact.MEMBER | Fact.SUPERVISED),
    _allow({May.READ_CASE}, {Role.PRIVACY_OFFICER}, Fact.AGENCY_INVOLVED),
    _allow({May.READ_CASE}, IN_EMERGENCY, Fact.EMERGENCY),
    # --- Cases: what is in them
    # In a review only the review's own roles read what another agency said: those who are yet to write
    # their agency's account do not confer, whatever else they are.
    _allow({May.READ_ITEM}, CASEWORKERS, Fact.MEMBER & ~Fact.IN_REVIEW, {_C2}),
    _allow({May.READ_ITEM}, {Role.COORDINATOR}, Fact.MEMBER & Fact.IN_REVIEW, {_C2}),
    _allow(
        {May.READ_ITEM},
        {Role.CHAIR, Role.PANEL_MEMBER},
        Fact.MEMBER & Fact.IN_REVIEW & (Fact.OWN_AGENCY | Fact.PANEL_OPEN),
        {_C2},
    ),
    _allow(
        {May.READ_ITEM},
        {Role.IDVA, Role.PRACTITIONER, Role.MARAC_REPRESENTATIVE, Role.IMR_AUTHOR},
        Fact.MEMBER & Fact.OWN_AGENCY,
        {_C2, _C3},
    ),
    _allow(
        {May.READ_ITEM},
        {Role.IDVA, Role.PRACTITIONER, Role.MARAC_REPRESENTATIVE},
        Fact.MEMBER & Fact.SHARED,
        {_C2, _C3},
    ),
    _allow({May.READ_ITEM}, {Role.SPOC}, Fact.OWN_AGENCY | Fact.SHARED, {_C2, _C3}),
    _allow({May.READ_ITEM}, {Role.SUPERVISOR}, (Fact.SUPERVISED | Fact.MEMBER) & ~Fact.IN_REVIEW, {_C2}),
    _allow({May.READ_ITEM}, {Role.SUPERVISOR}, (Fact.SUPERVISED | Fact.MEMBER) & Fact.OWN_AGENCY, {_C2, _C3}),
    _allow({May.READ_ITEM}, IN_EMERGENCY - {Role.MARAC_COORDINATOR}, Fact.EMERGENCY, {_C2}),
    _allow({May.READ_ITEM}, {Role.MARAC_COORDINATOR}, Fact.EMERGENCY & ~Fact.IN_REVIEW, {_C2}),
    _allow(
        {May.WRITE_ITEM},
        CASEWORKERS | {Role.IMR_AUTHOR, Role.SUPERVISOR},
        Fact.MEMBER & Fact.OPEN,
    ),
    _allow({May.WRITE_ITEM}, {Role.COORDINATOR}, Fact.MEMBER & Fact.IN_REVIEW & Fact.OPEN),
    # Only the agency that said it may correct it, withdraw it or agree to its going further.
    _allow(
        {May.CORRECT_ITEM},
        CASEWORKERS | {Role.IMR_AUTHOR, Role.SUPERVISOR},
        Fact.MEMBER & Fact.OWN_AGENCY & Fact.OPEN,
    ),
    _allow(
        {May.SHARE_ITEM},
        {Role.IDVA, Role.PRACTITIONER, Role.MARAC_REPRESENTATIVE, Role.SUPERVISOR},
        Fact.MEMBER & Fact.OWN_AGENCY,
    ),
    _allow({May.SHARE_ITEM}, {Role.SPOC}, Fact.OWN_AGENCY),
    _allow(
        {May.CORRECT_ITEM, May.SHARE_ITEM},
        {Role.COORDINATOR},
        Fact.MEMBER & Fact.OWN_AGENCY & Fact.IN_REVIEW & Fact.OPEN,
    ),
    # --- A review's chronology
    # Who is asked for an account has to know of whom: that much is shared with them, person by person.
    _allow({May.READ_ITEM}, {Role.IMR_AUTHOR}, Fact.MEMBER & Fact.SHARED, {_C2}),
    _allow({May.RUN_RETURNS}, {Role.COORDINATOR}, Fact.MEMBER & Fact.IN_REVIEW & Fact.OPEN),
    _allow({May.READ_RETURNS}, {Role.COORDINATOR, Role.CHAIR}, Fact.MEMBER & Fact.IN_REVIEW),
    _allow({May.READ_RETURNS}, {Role.IMR_AUTHOR, Role.PANEL_MEMBER}, Fact.MEMBER & Fact.OWN_AGENCY),
    _allow({May.READ_RETURNS}, {Role.SPOC}, Fact.OWN_AGENCY),
    _allow({May.SEND_RETURN}, {Role.IMR_AUTHOR}, Fact.MEMBER & Fact.OWN_AGENCY & Fact.OPEN),
    _allow({May.SEND_RETURN}, {Role.SPOC}, Fact.OWN_AGENCY & Fact.OPEN),
    # An agency without a user sends its file to the coordinator, who then has read it.
    _allow({May.SEND_RETURN}, {Role.COORDINATOR}, Fact.MEMBER & Fact.IN_REVIEW & Fact.OPEN),
    _allow({May.READ_RETURN_FILES}, {Role.IMR_AUTHOR}, Fact.MEMBER & Fact.OWN_AGENCY),
    _allow({May.READ_RETURN_FILES}, {Role.SPOC}, Fact.OWN_AGENCY),
    _allow({May.READ_RETURN_FILES}, {Role.COORDINATOR}, Fact.MEMBER & Fact.IN_REVIEW & Fact.OWNED),
    _allow(
        {May.READ_RETURNS, May.CLEAR_ENTRIES},
        CHECK_DISCLOSURE,
        Fact.MEMBER & Fact.IN_REVIEW & Fact.DISCLOSURE_OFFICER,
    ),
    _allow(
        {May.READ_ITEM},
        CHECK_DISCLOSURE,
        Fact.MEMBER & Fact.IN_REVIEW & Fact.DISCLOSURE_OFFICER & Fact.RETURNED,
        {_C2, _C3},
    ),
    _allow(
        {May.RAISE_RISK},
        CHECK_DISCLOSURE | {Role.COORDINATOR, Role.CHAIR, Role.IMR_AUTHOR},
        Fact.MEMBER & Fact.IN_REVIEW,
    ),
    _allow({May.ANALYSE}, {Role.COORDINATOR, Role.CHAIR}, Fact.MEMBER & Fact.IN_REVIEW),
    _allow({May.ANALYSE}, {Role.PANEL_MEMBER}, Fact.MEMBER & Fact.IN_REVIEW & Fact.PANEL_OPEN),
    _allow({May.MANAGE_MEMBERS, May.CLOSE_CASE}, CASEWORKERS | {Role.SUPERVISOR}, Fact.LEAD),
    _allow({May.MANAGE_MEMBERS, May.CLOSE_CASE}, {Role.COORDINATOR}, Fact.LEAD & Fact.IN_REVIEW),
    _allow({May.MANAGE_MEMBERS}, {Role.SUPERVISOR}, Fact.SUPERVISED),
    # --- Where somebody is
    _allow({May.REVEAL_LOCATION}, {Role.IDVA}, Fact.MEMBER, {_C4}),
    _allow({May.REVEAL_LOCATION}, {Role.MARAC_COORDINATOR}, Fact.MEMBER & Fact.OPEN & ~Fact.IN_REVIEW, {_C4}),
    _allow({May.REVEAL_LOCATION}, {Role.PRACTITIONER}, Fact.MEMBER & Fact.OWN_AGENCY, {_C4}),
    # --- Seals, emergency access, bars
    _allow({May.PROPOSE_SEAL}, CASEWORKERS | {Role.SUPERVISOR}, Fact.LEAD),
    _allow({May.PROPOSE_SEAL, May.CONFIRM_SEAL}, {Role.PRIVACY_OFFICER}, Fact.AGENCY_INVOLVED),
    _allow({May.TAKE_EMERGENCY_ACCESS}, IN_EMERGENCY),
    _allow({May.REVIEW_EMERGENCY_ACCESS}, {Role.PRIVACY_OFFICER}, Fact.AGENCY_INVOLVED | Fact.OWN_AGENCY),
    _allow({May.REVIEW_EMERGENCY_ACCESS}, {Role.SUPERVISOR}, Fact.TAKEN_BY_TEAM),
    _allow({May.SET_BARS}, {Role.PRIVACY_OFFICER, Role.SPOC}, Fact.OWN_AGENCY),
    # --- Who looked, and the proof of it
    _allow({May.SEE_WHO_LOOKED}, CASEWORKERS | {Role.SUPERVISOR}, Fact.LEAD),
    _allow({May.SEE_WHO_LOOKED}, {Role.PRIVACY_OFFICER}, Fact.AGENCY_INVOLVED),
    _allow({May.REVIEW_READING}, {Role.PRIVACY_OFFICER}, Fact.OWN_AGENCY),
    _allow({May.PROVE_AUDIT}, {Role.COORDINATOR, Role.AUDITOR}),
    _allow({May.COSIGN_AUDIT}, {Role.SPOC}),
)


def roles_with(permission: May) -> frozenset[Role]:
    """Return the roles that hold a permission over at least some objects: for menus and buttons."""
    return frozenset().union(
        *(rule.roles for rule in RULES if rule.effect is Effect.ALLOW and permission in rule.permissions)
    )
