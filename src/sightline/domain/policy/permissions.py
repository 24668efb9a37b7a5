"""What a user may be allowed to do."""

from enum import StrEnum


class Permission(StrEnum):
    """Something a user may be allowed to do, to the kind of object its wording names."""

    MANAGE_AGENCIES = "MANAGE_AGENCIES"
    MANAGE_USERS = "MANAGE_USERS"
    MANAGE_OWN_STAFF = "MANAGE_OWN_STAFF"
    SUSPEND_USERS = "SUSPEND_USERS"

    CHECK_DOCUMENTS = "CHECK_DOCUMENTS"
    READ_REVIEWS = "READ_REVIEWS"
    READ_ACTIONS = "READ_ACTIONS"
    UPDATE_ACTIONS = "UPDATE_ACTIONS"
    ASSIGN_ACTIONS = "ASSIGN_ACTIONS"
    CHANGE_TARGETS = "CHANGE_TARGETS"
    LINK_DUPLICATES = "LINK_DUPLICATES"
    MARK_EVIDENCE_SEEN = "MARK_EVIDENCE_SEEN"
    DECIDE_STATUS = "DECIDE_STATUS"
    RECORD_BOARDS = "RECORD_BOARDS"

    OPEN_CASE = "OPEN_CASE"
    READ_CASE = "READ_CASE"
    READ_ITEM = "READ_ITEM"
    WRITE_ITEM = "WRITE_ITEM"
    CORRECT_ITEM = "CORRECT_ITEM"
    SHARE_ITEM = "SHARE_ITEM"
    MANAGE_MEMBERS = "MANAGE_MEMBERS"
    CLOSE_CASE = "CLOSE_CASE"
    REVEAL_LOCATION = "REVEAL_LOCATION"
    PROPOSE_SEAL = "PROPOSE_SEAL"
    CONFIRM_SEAL = "CONFIRM_SEAL"
    TAKE_EMERGENCY_ACCESS = "TAKE_EMERGENCY_ACCESS"
    REVIEW_EMERGENCY_ACCESS = "REVIEW_EMERGENCY_ACCESS"
    SET_BARS = "SET_BARS"

    RUN_RETURNS = "RUN_RETURNS"
    READ_RETURNS = "READ_RETURNS"
    SEND_RETURN = "SEND_RETURN"
    READ_RETURN_FILES = "READ_RETURN_FILES"
    CLEAR_ENTRIES = "CLEAR_ENTRIES"
    RAISE_RISK = "RAISE_RISK"
    ANALYSE = "ANALYSE"

    READ_EXPORTS = "READ_EXPORTS"
    APPROVE_EXPORTS = "APPROVE_EXPORTS"
    SEE_WHO_LOOKED = "SEE_WHO_LOOKED"
    REVIEW_READING = "REVIEW_READING"
    PROVE_AUDIT = "PROVE_AUDIT"
    COSIGN_AUDIT = "COSIGN_AUDIT"

    @property
    def wording(self) -> str:
        """Return what may be done, as a person reads it after “may”."""
        return _WORDING[self]


_WORDING = {
    Permission.MANAGE_AGENCIES: "add agencies and the names they go by",
    Permission.MANAGE_USERS: "add users of any agency and give them roles",
    Permission.MANAGE_OWN_STAFF: "invite, confirm and end the staff of an agency",
    Permission.SUSPEND_USERS: "suspend an account",
    Permission.CHECK_DOCUMENTS: "upload, check, accept and put aside published documents",
    Permission.READ_REVIEWS: "read reviews",
    Permission.READ_ACTIONS: "see actions and their evidence",
    Permission.UPDATE_ACTIONS: "update actions and add evidence",
    Permission.ASSIGN_ACTIONS: "give actions an owner and an agency",
    Permission.CHANGE_TARGETS: "change target dates",
    Permission.LINK_DUPLICATES: "link and unlink duplicates",
    Permission.MARK_EVIDENCE_SEEN: "mark evidence as seen",
    Permission.DECIDE_STATUS: "set an action aside, and say that its evidence was seen",
    Permission.RECORD_BOARDS: "record a board report",
    Permission.OPEN_CASE: "open a case",
    Permission.READ_CASE: "see that a case exists, its reference and its stage",
    Permission.READ_ITEM: "read what is in a case: its people, notes and events",
    Permission.WRITE_ITEM: "add people, notes and events to a case",
    Permission.CORRECT_ITEM: "correct or withdraw what was written",
    Permission.SHARE_ITEM: "share with another agency, with a lawful basis",
    Permission.MANAGE_MEMBERS: "say who works on a case",
    Permission.CLOSE_CASE: "close a case and open it again",
    Permission.REVEAL_LOCATION: "reveal where somebody is and how to reach them safely",
    Permission.PROPOSE_SEAL: "propose to seal a case, to unseal it, or to change who is named",
    Permission.CONFIRM_SEAL: "confirm a change to a seal that somebody else proposed",
    Permission.TAKE_EMERGENCY_ACCESS: "take emergency access to a case",
    Permission.REVIEW_EMERGENCY_ACCESS: "review emergency access that somebody else took",
    Permission.SET_BARS: "see, set and lift bars between staff and people in cases",
    Permission.RUN_RETURNS: "say what a review asks of agencies, ask them and remind them",
    Permission.READ_RETURNS: "see what agencies were asked for in a review, and how far it has come",
    Permission.SEND_RETURN: "send an agency's chronology to a review, or say that it has none",
    Permission.READ_RETURN_FILES: "read a file that an agency's chronology came in",
    Permission.CLEAR_ENTRIES: "clear or withhold entries before anybody else reads them",
    Permission.RAISE_RISK: "raise an urgent risk found while reading",
    Permission.ANALYSE: "read and write what a panel makes of a chronology",
    Permission.READ_EXPORTS: "see that a file was asked for, what for, and how it stands",
    Permission.APPROVE_EXPORTS: "approve a file that names many people and that somebody else asked for",
    Permission.SEE_WHO_LOOKED: "see who looked",
    Permission.REVIEW_READING: "review alerts of unusual reading",
    Permission.PROVE_AUDIT: "check, sign and export the audit trail, and trace a copy of an export",
    Permission.COSIGN_AUDIT: "cosign a checkpoint of the audit trail for an agency",
}
