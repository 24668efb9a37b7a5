"""Roles a user holds, in an agency and for a time. What each may do stands in `domain.policy.rules`."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is here to do. Rank is not among them: it opens nothing.

    Source: SIGHTLINE-SECURITY
    """

    COORDINATOR = "COORDINATOR"
    CHAIR = "CHAIR"
    PANEL_MEMBER = "PANEL_MEMBER"
    IMR_AUTHOR = "IMR_AUTHOR"
    SPOC = "SPOC"
    MARAC_COORDINATOR = "MARAC_COORDINATOR"
    MARAC_REPRESENTATIVE = "MARAC_REPRESENTATIVE"
    IDVA = "IDVA"
    PRACTITIONER = "PRACTITIONER"
    SUPERVISOR = "SUPERVISOR"
    ANALYST = "ANALYST"
    AUDITOR = "AUDITOR"
    ADMINISTRATOR = "ADMINISTRATOR"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"

    @property
    def wording(self) -> str:
        """Return the role as a person reads it."""
        return _WORDING[self]


_WORDING = {
    Role.COORDINATOR: "Review coordinator",
    Role.CHAIR: "Independent chair or author",
    Role.PANEL_MEMBER: "Panel member",
    Role.IMR_AUTHOR: "IMR author",
    Role.SPOC: "Agency single point of contact",
    Role.MARAC_COORDINATOR: "MARAC coordinator",
    Role.MARAC_REPRESENTATIVE: "MARAC representative",
    Role.IDVA: "IDVA",
    Role.PRACTITIONER: "Practitioner",
    Role.SUPERVISOR: "Supervisor",
    Role.ANALYST: "Data analyst",
    Role.AUDITOR: "Auditor",
    Role.ADMINISTRATOR: "System administrator",
    Role.PRIVACY_OFFICER: "Privacy officer",
}

_OF_AGENCIES = frozenset(
    {
        Role.PANEL_MEMBER,
        Role.IMR_AUTHOR,
        Role.MARAC_REPRESENTATIVE,
        Role.IDVA,
        Role.PRACTITIONER,
        Role.SUPERVISOR,
    }
)

#: Role → the roles its holder may give to somebody else, and take away. Nobody gives one to themself.
GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset(Role) - {Role.ADMINISTRATOR},
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.SPOC, Role.PRIVACY_OFFICER}),
    Role.SPOC: _OF_AGENCIES | {Role.SPOC},
}

#: Whoever keeps the machine running sees no one's record: this role goes with no other.
ALONE = frozenset({Role.ADMINISTRATOR})
