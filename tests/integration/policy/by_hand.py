"""Who may do what, written a second time from the table of roles in the security specification.

It shares nothing with `sightline.domain.policy` but the names of things. A line says when a role may do
something: alternatives are separated by `|`, each is a list of what must be so, `-` before a word says
that it must not be, and `yes` asks nothing. What has no line may not be done.
"""

from collections.abc import Collection

#: What is about one case. A bar closes it, and so does a seal on which one is not named.
ABOUT_A_CASE = frozenset(
    """
    READ_CASE READ_ITEM WRITE_ITEM CORRECT_ITEM SHARE_ITEM MANAGE_MEMBERS CLOSE_CASE REVEAL_LOCATION
    PROPOSE_SEAL CONFIRM_SEAL TAKE_EMERGENCY_ACCESS REVIEW_EMERGENCY_ACCESS SEE_WHO_LOOKED
    RUN_RETURNS READ_RETURNS SEND_RETURN READ_RETURN_FILES CLEAR_ENTRIES RAISE_RISK ANALYSE
    """.split()
)
#: What one does not do to one's own work.
NOT_TO_ONES_OWN = frozenset(
    {"CONFIRM_SEAL", "REVIEW_EMERGENCY_ACCESS", "MARK_EVIDENCE_SEEN", "APPROVE_EXPORTS", "CLEAR_ENTRIES"}
)

_ACTIONS_OF_AGENCY = {
    "READ_REVIEWS": "yes",
    "READ_ACTIONS": "own_agency | owned",
    "UPDATE_ACTIONS": "own_agency | owned",
    "READ_EXPORTS": "owned",
}
_LEAD = {
    "MANAGE_MEMBERS": "lead",
    "CLOSE_CASE": "lead",
    "PROPOSE_SEAL": "lead",
    "SEE_WHO_LOOKED": "lead",
}
_OWN_WORDS = {"WRITE_ITEM": "member open", "CORRECT_ITEM": "member own_agency open"}
_OWN_RECORDS = {"READ_ITEM C2": "member own_agency", "READ_ITEM C3": "member own_agency"}

# A disclosure officer reads all that agencies sent to the review, before it is cleared and after.
_RETURNED = "member in_review disclosure_officer returned"
_DISCLOSURE = {
    "CLEAR_ENTRIES": "member in_review disclosure_officer",
    "READ_RETURNS": "member in_review disclosure_officer",
    "RAISE_RISK": "member in_review",
}

TABLE: dict[str, dict[str, str]] = {
    # All reviews as shells, their content as a member; publishes and follows actions; no live casework.
    "COORDINATOR": {
        "MANAGE_AGENCIES": "yes",
        "MANAGE_USERS": "yes",
        "CHECK_DOCUMENTS": "yes",
        "RECORD_BOARDS": "yes",
        "READ_EXPORTS": "yes",
        "APPROVE_EXPORTS": "yes",
        "READ_REVIEWS": "yes",
        "READ_ACTIONS": "yes",
        "UPDATE_ACTIONS": "yes",
        "ASSIGN_ACTIONS": "yes",
        "CHANGE_TARGETS": "yes",
        "LINK_DUPLICATES": "yes",
        "MARK_EVIDENCE_SEEN": "yes",
        "DECIDE_STATUS": "yes",
        "PROVE_AUDIT": "yes",
        "READ_CASE": "in_review",
        "READ_ITEM C2": "member in_review",
        "OPEN_CASE": "in_review",
        "MANAGE_MEMBERS": "lead in_review",
        "CLOSE_CASE": "lead in_review",
        "WRITE_ITEM": "member in_review open",
        "CORRECT_ITEM": "member own_agency in_review open",
        "SHARE_ITEM": "member own_agency in_review open",
        "RUN_RETURNS": "member in_review open",
        "READ_RETURNS": "member in_review",
        "SEND_RETURN": "member in_review open",
        "READ_RETURN_FILES": "member in_review owned",
        "RAISE_RISK": "member in_review",
        "ANALYSE": "member in_review",
    },
    # The own review only, and what the others wrote once the panel is open.
    "CHAIR": {
        "READ_REVIEWS": "yes",
        "READ_EXPORTS": "owned",
        "READ_CASE": "member",
        "READ_ITEM C2": "member in_review panel_open | member in_review own_agency",
        "READ_RETURNS": "member in_review",
        "RAISE_RISK": "member in_review",
        "ANALYSE": "member in_review",
    },
    "PANEL_MEMBER": {
        **_ACTIONS_OF_AGENCY,
        **_DISCLOSURE,
        "READ_CASE": "member",
        "READ_ITEM C2": f"member in_review panel_open | member in_review own_agency | {_RETURNED}",
        "READ_ITEM C3": _RETURNED,
        "READ_RETURNS": "member own_agency | member in_review disclosure_officer",
        "ANALYSE": "member in_review panel_open",
    },
    # No conferring: never what another agency wrote, but for the people it is asked about.
    "IMR_AUTHOR": {
        **_ACTIONS_OF_AGENCY,
        **_OWN_WORDS,
        **_OWN_RECORDS,
        "READ_CASE": "member",
        "READ_ITEM C2": "member own_agency | member shared",
        "READ_RETURNS": "member own_agency",
        "SEND_RETURN": "member own_agency open",
        "READ_RETURN_FILES": "member own_agency",
        "RAISE_RISK": "member in_review",
    },
    # Touching the agency: the shell. Content: the agency's own, and what was shared with it.
    "SPOC": {
        **_ACTIONS_OF_AGENCY,
        "MANAGE_OWN_STAFF": "own_agency",
        "SUSPEND_USERS": "own_agency",
        "SET_BARS": "own_agency",
        "COSIGN_AUDIT": "yes",
        "READ_RETURNS": "own_agency",
        "SEND_RETURN": "own_agency open",
        "READ_RETURN_FILES": "own_agency",
        "SHARE_ITEM": "own_agency",
        "READ_CASE": "agency_involved | shared",
        "READ_ITEM C2": "own_agency | shared",
        "READ_ITEM C3": "own_agency | shared",
    },
    # Shared content of live cases, never an agency's own notes, never a review.
    "MARAC_COORDINATOR": {
        **_LEAD,
        **_OWN_WORDS,
        "OPEN_CASE": "yes",
        "READ_CASE": "member | emergency",
        "READ_ITEM C2": "member -in_review | emergency -in_review",
        "REVEAL_LOCATION C4": "member open -in_review",
        "TAKE_EMERGENCY_ACCESS": "yes",
    },
    "MARAC_REPRESENTATIVE": {
        **_ACTIONS_OF_AGENCY,
        **_LEAD,
        **_OWN_WORDS,
        "SHARE_ITEM": "member own_agency",
        "READ_CASE": "member",
        "READ_ITEM C2": "member -in_review | member own_agency | member shared",
        "READ_ITEM C3": "member own_agency | member shared",
    },
    # Own clients wholly, where they are too.
    "IDVA": {
        **_ACTIONS_OF_AGENCY,
        **_LEAD,
        **_OWN_WORDS,
        "OPEN_CASE": "yes",
        "SHARE_ITEM": "member own_agency",
        "READ_CASE": "member | emergency",
        "READ_ITEM C2": "member -in_review | member own_agency | member shared | emergency",
        "READ_ITEM C3": "member own_agency | member shared",
        "REVEAL_LOCATION C4": "member",
        "TAKE_EMERGENCY_ACCESS": "yes",
    },
    # As an IDVA, but of where somebody is only what the own agency has.
    "PRACTITIONER": {
        **_ACTIONS_OF_AGENCY,
        **_LEAD,
        **_OWN_WORDS,
        **_DISCLOSURE,
        "OPEN_CASE": "yes",
        "SHARE_ITEM": "member own_agency",
        "READ_CASE": "member | emergency",
        "READ_ITEM C2": (f"member -in_review | member own_agency | member shared | emergency | {_RETURNED}"),
        "READ_ITEM C3": f"member own_agency | member shared | {_RETURNED}",
        "REVEAL_LOCATION C4": "member own_agency",
        "TAKE_EMERGENCY_ACCESS": "yes",
    },
    # The team's cases, by supervision and not by rank.
    "SUPERVISOR": {
        **_ACTIONS_OF_AGENCY,
        **_LEAD,
        **_OWN_WORDS,
        **_DISCLOSURE,
        "OPEN_CASE": "yes",
        "SHARE_ITEM": "member own_agency",
        "MANAGE_MEMBERS": "lead | supervised",
        "READ_CASE": "member | supervised | emergency",
        "READ_ITEM C2": (
            "member -in_review | supervised -in_review "
            f"| member own_agency | supervised own_agency | emergency | {_RETURNED}"
        ),
        "READ_ITEM C3": f"member own_agency | supervised own_agency | {_RETURNED}",
        "TAKE_EMERGENCY_ACCESS": "yes",
        "REVIEW_EMERGENCY_ACCESS": "taken_by_team",
    },
    # Works on extracts, outside.
    "ANALYST": {},
    "AUDITOR": {"PROVE_AUDIT": "yes", "READ_EXPORTS": "yes"},
    # Accounts, and no content of any class.
    "ADMINISTRATOR": {"MANAGE_AGENCIES": "yes", "MANAGE_USERS": "yes"},
    # Shells of the agency's cases, and what keeps them closed; no content.
    "PRIVACY_OFFICER": {
        "SUSPEND_USERS": "own_agency",
        "SET_BARS": "own_agency",
        "READ_CASE": "agency_involved",
        "PROPOSE_SEAL": "agency_involved",
        "CONFIRM_SEAL": "agency_involved",
        "REVIEW_EMERGENCY_ACCESS": "agency_involved | own_agency",
        "SEE_WHO_LOOKED": "agency_involved",
        "REVIEW_READING": "own_agency",
    },
}


def may(role: str, permission: str, item_class: str | None, so: Collection[str]) -> bool:
    """This says whether a role may do something where exactly these facts are so."""
    return not closed(permission, so) and opened(role, permission, item_class, so)


def closed(permission: str, so: Collection[str]) -> bool:
    if permission in ABOUT_A_CASE and ("barred" in so or ("sealed" in so and "named" not in so)):
        return True
    if permission in NOT_TO_ONES_OWN and "authored" in so:
        return True
    return permission == "SET_BARS" and "owned" in so


def opened(role: str, permission: str, item_class: str | None, so: Collection[str]) -> bool:
    lines = _ALTERNATIVES[role]
    alternatives = lines.get(f"{permission} {item_class}") or lines.get(permission, [])
    return any(wanted <= set(so) and unwanted.isdisjoint(so) for wanted, unwanted in alternatives)


def asked_about(permission: str) -> frozenset[str]:
    """These are the facts on which a permission hangs."""
    words = {
        word
        for lines in _ALTERNATIVES.values()
        for name, alternatives in lines.items()
        if name.split()[0] == permission
        for parts in alternatives
        for part in parts
        for word in part
    }
    if permission in ABOUT_A_CASE:
        words |= {"barred", "sealed", "named"}
    if permission in NOT_TO_ONES_OWN:
        words.add("authored")
    return frozenset(words | ({"owned"} if permission == "SET_BARS" else set()))


def _read(line: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    parts = [set(part.split()) - {"yes"} for part in line.split("|")]
    return [
        (
            frozenset(word for word in part if not word.startswith("-")),
            frozenset(word[1:] for word in part if word.startswith("-")),
        )
        for part in parts
    ]


_ALTERNATIVES = {role: {name: _read(line) for name, line in lines.items()} for role, lines in TABLE.items()}
