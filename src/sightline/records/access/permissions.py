"""Who may do what: the whole of it, as data. The rules that read it are in `policies`.

This is the one place to extend when roles are refined; the generated permission matrix prints it.
"""

from enum import StrEnum

from sightline.domain.vocabulary.roles import Role


class Permission(StrEnum):
    """Something a user may be allowed to do."""

    MANAGE_AGENCIES = "MANAGE_AGENCIES"
    MANAGE_USERS = "MANAGE_USERS"
    CHECK_DOCUMENTS = "CHECK_DOCUMENTS"
    READ_REVIEWS = "READ_REVIEWS"
    READ_ACTIONS = "READ_ACTIONS"
    UPDATE_ACTIONS = "UPDATE_ACTIONS"
    ASSIGN_ACTIONS = "ASSIGN_ACTIONS"
    CHANGE_TARGETS = "CHANGE_TARGETS"
    LINK_DUPLICATES = "LINK_DUPLICATES"
    MARK_EVIDENCE_SEEN = "MARK_EVIDENCE_SEEN"
    RECORD_BOARDS = "RECORD_BOARDS"
    PROVE_AUDIT = "PROVE_AUDIT"

    @property
    def wording(self) -> str:
        """Return what may be done, as a person reads it after “may”."""
        return _WORDING[self]


class Reach(StrEnum):
    """Over which objects a permission holds."""

    ANY = "ANY"
    OWN = "OWN"

    @property
    def wording(self) -> str:
        """Return the reach as a person reads it."""
        return _REACH_WORDING[self]


_WORDING = {
    Permission.MANAGE_AGENCIES: "add agencies and the names they go by",
    Permission.MANAGE_USERS: "add users",
    Permission.CHECK_DOCUMENTS: "upload, check, accept and put aside published documents",
    Permission.READ_REVIEWS: "read reviews",
    Permission.READ_ACTIONS: "see actions and their evidence",
    Permission.UPDATE_ACTIONS: "update actions and add evidence",
    Permission.ASSIGN_ACTIONS: "give actions an owner and an agency",
    Permission.CHANGE_TARGETS: "change target dates",
    Permission.LINK_DUPLICATES: "link and unlink duplicates",
    Permission.MARK_EVIDENCE_SEEN: "mark evidence that somebody else added as seen",
    Permission.RECORD_BOARDS: "record a board report",
    Permission.PROVE_AUDIT: "check, sign and export the audit trail",
}
_REACH_WORDING = {Reach.ANY: "any", Reach.OWN: "led by their own agency or owned by them"}

PERMISSIONS: dict[Role, dict[Permission, Reach]] = {
    Role.COORDINATOR: dict.fromkeys(Permission, Reach.ANY),
    Role.AGENCY: {
        Permission.READ_REVIEWS: Reach.ANY,
        Permission.READ_ACTIONS: Reach.OWN,
        Permission.UPDATE_ACTIONS: Reach.OWN,
    },
}
