"""What each address is for: the permission it asks for, and which part of it names the object.

An address that is not declared here stops the start (`config.checks`) and answers nobody. Who holds the
permission over no object is refused before the page begins; over which objects, the records say.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from sightline.domain.policy.permissions import Permission as May
from sightline.errors import NotFound
from sightline.records.access.policies import Refusal, holding
from sightline.records.access.queries import User
from sightline.records.access.rows import is_hidden


@dataclass(frozen=True, slots=True)
class Route:
    """The permission an address asks for; `about` is the part of the address that names the object.

    `instead` is another permission that will do as well.
    """

    permission: May
    about: str = ""
    instead: May | None = None


@dataclass(frozen=True, slots=True)
class Unasked:
    """An address that asks for no permission, and why not."""

    because: str


#: What the id in an address is of, as the audit trail names it.
ASKED_FOR = {
    "access_id": "cases.EmergencyAccess",
    "action_id": "actions.Action",
    "alert_id": "audit.ReadingAlert",
    "appointment_id": "access.Appointment",
    "agency_id": "agencies.Agency",
    "bar_id": "people.Bar",
    "case_id": "cases.Case",
    "change_id": "cases.SealChange",
    "collected_id": "chronologies.EnquiryEvidence",
    "document_id": "reviews.PublishedDocument",
    "enquiry_id": "chronologies.KeyLineOfEnquiry",
    "evidence_id": "actions.Evidence",
    "export_id": "exports.ExportRequest",
    "file_id": "chronologies.ReturnFile",
    "finding_id": "chronologies.PanelFinding",
    "item_id": "reviews.ReadItem",
    "member_id": "cases.CaseMember",
    "note_id": "cases.CaseNote",
    "record_id": "people.PersonRecord",
    "recovery_id": "accounts.Recovery",
    "return_id": "chronologies.AgencyReturn",
    "review_id": "reviews.Review",
    "share_id": "cases.Share",
    "user_id": "access.User",
    "view_id": "actions.SavedView",
}

SIGNING_IN = Unasked("who signs in holds no role yet")
OWN = Unasked("it is about the user's own account")
OWN_VIEWS = Unasked("views are the user's own")

ROUTES: dict[str, Route | Unasked] = {
    "home": Unasked("each list on it shows what the user may see"),
    "security_contact": Unasked("whoever finds a weakness has no account"),
    # --- Accounts
    "sign_in": SIGNING_IN,
    "sign_in_with_passkey": SIGNING_IN,
    "passkey_options": SIGNING_IN,
    "second_step": SIGNING_IN,
    "sign_out": OWN,
    "link": SIGNING_IN,
    "meeting": OWN,
    "confirm": OWN,
    "factors": OWN,
    "factor_first": OWN,
    "passkey_new": OWN,
    "passkey_new_options": OWN,
    "app_new": OWN,
    "recovery_codes_new": OWN,
    "factor_remove": OWN,
    "account": OWN,
    "password": OWN,
    "agencies": Route(May.MANAGE_USERS),
    "agency_new": Route(May.MANAGE_AGENCIES),
    "agency": Route(May.MANAGE_USERS, "agency_id"),
    # --- Staff
    "own_staff": Route(May.MANAGE_OWN_STAFF),
    "staff": Route(May.MANAGE_OWN_STAFF, "agency_id", instead=May.MANAGE_USERS),
    "staff_report": Route(May.MANAGE_OWN_STAFF, "agency_id", instead=May.MANAGE_USERS),
    "user_new": Route(May.MANAGE_OWN_STAFF, "agency_id", instead=May.MANAGE_USERS),
    "role_new": Route(May.MANAGE_OWN_STAFF, "agency_id", instead=May.MANAGE_USERS),
    "user_invite": Route(May.MANAGE_OWN_STAFF, "user_id", instead=May.MANAGE_USERS),
    "user_leave": Route(May.MANAGE_OWN_STAFF, "user_id", instead=May.MANAGE_USERS),
    "recovery_start": Route(May.MANAGE_OWN_STAFF, "user_id", instead=May.MANAGE_USERS),
    "recovery_confirm": Route(May.MANAGE_OWN_STAFF, "recovery_id", instead=May.MANAGE_USERS),
    "appointment_confirm": Route(May.MANAGE_OWN_STAFF, "appointment_id", instead=May.MANAGE_USERS),
    "appointment_end": Route(May.MANAGE_OWN_STAFF, "appointment_id", instead=May.MANAGE_USERS),
    # --- Cases
    "cases": Route(May.READ_CASE),
    "case_open": Route(May.OPEN_CASE),
    "emergency": Route(May.TAKE_EMERGENCY_ACCESS),
    "case": Route(May.READ_CASE, "case_id"),
    "case_close": Route(May.CLOSE_CASE, "case_id"),
    "case_reopen": Route(May.CLOSE_CASE, "case_id"),
    "panel_open": Route(May.CLOSE_CASE, "case_id"),
    "who_looked": Route(May.SEE_WHO_LOOKED, "case_id"),
    "seal_propose": Route(May.PROPOSE_SEAL, "case_id"),
    "subject_add": Route(May.WRITE_ITEM, "case_id"),
    "record": Route(May.READ_ITEM, "record_id"),
    "record_correct": Route(May.CORRECT_ITEM, "record_id"),
    "locations": Route(May.REVEAL_LOCATION, "record_id"),
    "location_add": Route(May.WRITE_ITEM, "record_id"),
    "contact_add": Route(May.WRITE_ITEM, "record_id"),
    "record_who_looked": Route(May.SEE_WHO_LOOKED, "case_id"),
    "note_add": Route(May.WRITE_ITEM, "case_id"),
    "note": Route(May.READ_ITEM, "note_id"),
    "note_correct": Route(May.CORRECT_ITEM, "note_id"),
    "member_add": Route(May.MANAGE_MEMBERS, "case_id"),
    "member_end": Route(May.MANAGE_MEMBERS, "member_id"),
    "share": Route(May.SHARE_ITEM, "case_id"),
    "share_end": Route(May.SHARE_ITEM, "share_id"),
    # --- Agencies' chronologies for a review
    "case_returns": Route(May.READ_CASE, "case_id"),
    "request_set": Route(May.RUN_RETURNS, "case_id"),
    "agency_ask": Route(May.RUN_RETURNS, "case_id"),
    "own_returns": Route(May.READ_RETURNS),
    "agency_return": Route(May.READ_RETURNS, "return_id"),
    "return_remind": Route(May.RUN_RETURNS, "return_id"),
    "return_due": Route(May.RUN_RETURNS, "return_id"),
    "return_close": Route(May.RUN_RETURNS, "return_id"),
    "return_secured": Route(May.SEND_RETURN, "return_id"),
    "return_nil": Route(May.SEND_RETURN, "return_id"),
    "return_upload": Route(May.SEND_RETURN, "return_id"),
    "disclosure": Route(May.CLEAR_ENTRIES, "return_id"),
    "return_open": Route(May.CLEAR_ENTRIES, "return_id"),
    "return_send_back": Route(May.CLEAR_ENTRIES, "return_id"),
    "return_file": Route(May.READ_RETURN_FILES, "file_id"),
    "return_columns": Route(May.READ_RETURN_FILES, "file_id"),
    "return_send": Route(May.SEND_RETURN, "file_id"),
    "return_dismiss": Route(May.SEND_RETURN, "file_id"),
    # --- A case's chronology: who sees the case opens the page, and finds on it what they may read
    "chronology": Route(May.READ_CASE, "case_id"),
    "event_add": Route(May.WRITE_ITEM, "case_id"),
    # --- What a panel makes of a chronology
    "enquiries": Route(May.ANALYSE, "case_id"),
    "enquiry_ask": Route(May.ANALYSE, "case_id"),
    "enquiry": Route(May.ANALYSE, "case_id"),
    "evidence_collect": Route(May.ANALYSE, "case_id"),
    "evidence_take_out": Route(May.ANALYSE, "case_id"),
    "finding_write": Route(May.ANALYSE, "case_id"),
    "finding_correct": Route(May.ANALYSE, "case_id"),
    "finding_cite": Route(May.ANALYSE, "case_id"),
    # --- What keeps cases safe
    "safeguards": Route(May.SET_BARS, instead=May.REVIEW_EMERGENCY_ACCESS),
    "emergency_review": Route(May.REVIEW_EMERGENCY_ACCESS, "access_id"),
    "seal_decide": Route(May.CONFIRM_SEAL, "change_id"),
    "reading_alerts": Route(May.REVIEW_READING),
    "reading_alert": Route(May.REVIEW_READING, "alert_id"),
    "bars": Route(May.SET_BARS),
    "bar_set": Route(May.SET_BARS, "record_id"),
    "bar_decide": Route(May.SET_BARS, "bar_id"),
    "conflict_declare": Unasked("anybody on the staff may say whom they know"),
    # --- Published documents
    "published_documents": Route(May.CHECK_DOCUMENTS),
    "document_new": Route(May.CHECK_DOCUMENTS),
    "document": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_progress": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_read": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_dismiss": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_text": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_defects": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_agencies": Route(May.CHECK_DOCUMENTS, "document_id"),
    "document_accept": Route(May.CHECK_DOCUMENTS, "document_id"),
    "section": Route(May.CHECK_DOCUMENTS, "document_id"),
    "section_accept": Route(May.CHECK_DOCUMENTS, "document_id"),
    "item_add": Route(May.CHECK_DOCUMENTS, "document_id"),
    "item_decide": Route(May.CHECK_DOCUMENTS, "item_id"),
    "item_correct": Route(May.CHECK_DOCUMENTS, "item_id"),
    # --- Reviews
    "reviews": Route(May.READ_REVIEWS),
    "review": Route(May.READ_REVIEWS, "review_id"),
    "board": Route(May.READ_REVIEWS, "review_id"),
    "board_record": Route(May.RECORD_BOARDS, "review_id"),
    "board_export": Route(May.READ_REVIEWS, "review_id"),
    "plan": Route(May.READ_REVIEWS, "review_id"),
    "plan_export": Route(May.READ_REVIEWS, "review_id"),
    "plan_import": Route(May.UPDATE_ACTIONS),
    # --- Files taken out
    "exports": Route(May.READ_EXPORTS),
    "export": Route(May.READ_EXPORTS, "export_id"),
    "export_progress": Route(May.READ_EXPORTS, "export_id"),
    "export_file": Route(May.READ_EXPORTS, "export_id"),
    "export_approve": Route(May.APPROVE_EXPORTS, "export_id"),
    "export_decline": Route(May.APPROVE_EXPORTS, "export_id"),
    # --- Actions
    "actions": Route(May.READ_ACTIONS),
    "actions_assign": Route(May.ASSIGN_ACTIONS),
    "view_save": OWN_VIEWS,
    "view_delete": OWN_VIEWS,
    "action": Route(May.READ_ACTIONS, "action_id"),
    "action_update": Route(May.UPDATE_ACTIONS, "action_id"),
    "evidence_add": Route(May.UPDATE_ACTIONS, "action_id"),
    "action_targets": Route(May.CHANGE_TARGETS, "action_id"),
    "action_assign": Route(May.ASSIGN_ACTIONS, "action_id"),
    "duplicate_link": Route(May.LINK_DUPLICATES, "action_id"),
    "duplicate_unlink": Route(May.LINK_DUPLICATES, "action_id"),
    "evidence": Route(May.READ_ACTIONS, "evidence_id"),
    "evidence_seen": Route(May.MARK_EVIDENCE_SEEN, "evidence_id"),
}


def refusing(user: User, declared: Route | Unasked) -> Refusal | None:
    """Refuse an address to who holds none of its permissions over anything: a menu leaves it out."""
    if isinstance(declared, Unasked):
        return None
    refusal = holding(user, declared.permission)
    return None if refusal and declared.instead and holding(user, declared.instead) is None else refusal


def opening(request: HttpRequest) -> Refusal | None:
    """Refuse an address that is not declared, and one whose permission the user holds over nothing.

    Raises: NotFound, where they would be refused something that they may not know of.
    """
    match = request.resolver_match
    declared = ROUTES.get(match.url_name or "") if match else None
    if match is None or declared is None:
        return Refusal("What this page is for has not been said, so it is shown to nobody.")
    if isinstance(declared, Unasked):
        return None
    if not request.user.is_authenticated:
        return Refusal("Sign in first.")
    refusal = refusing(request.user, declared)
    if refusal is None:
        return None
    if declared.about and is_hidden(ASKED_FOR[declared.about], match.kwargs[declared.about]):
        raise NotFound("There is no such thing.")
    return refusal
