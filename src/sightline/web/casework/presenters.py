"""What the pages of cases show, in finished words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from sightline.domain.identity.matching import Matched
from sightline.domain.policy.permissions import Permission
from sightline.domain.vocabulary.cases import Capacity, CaseKind, CaseStage
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.domain.vocabulary.people import BarState
from sightline.records.access.queries import StaffAlert
from sightline.records.cases.queries import (
    BarRow,
    CasePage,
    CaseRow,
    EmergencyRow,
    MemberRow,
    NoteRow,
    RecordVersionRow,
    SealChangeRow,
    ShareRow,
    SubjectRow,
    VersionRow,
)
from sightline.records.cases.services.looking import LookRow
from sightline.records.cases.services.subjects import Revealed
from sightline.web.wording import count, day, moment, printed_date

STAGE_COLOURS = {CaseStage.OPEN: "green", CaseStage.PANEL_OPEN: "blue", CaseStage.CLOSED: "grey"}
BAR_COLOURS = {BarState.PROPOSED: "yellow", BarState.CONFIRMED: "red", BarState.LIFTED: "grey"}
LOOKED = {
    "listed": "Saw that it exists",
    "opened": "Opened it",
    "exported": "Took it out in a file",
    "revealed": "Was shown where a person is",
    "refused": "Asked for it and was refused",
    "saw who looked": "Saw who looked",
}
#: What kind of thing a choice of what to share names, before the colon.
NOTE, RECORD, ALL = "note", "record", "all"
#: So many letters of a note tell it from the others.
SHORT = 60


def case_href(case_id: UUID) -> str:
    """This leads to a case."""
    return reverse("case", args=[case_id])


def case_row(row: CaseRow) -> dict[str, Any]:
    """This is one case of the list."""
    return {
        "href": case_href(row.id),
        "name": f"Case {row.reference}",
        "kind": row.kind.wording,
        "stage": row.stage.wording,
        "colour": STAGE_COLOURS[row.stage],
        "agency": row.agency_name,
        "opened": day(row.opened_at.date()),
        "mine": row.my_capacity.wording if row.my_capacity else "",
    }


def case(found: CasePage, why: Iterable[str], *, may_bar: bool, reads_returns: bool) -> dict[str, Any]:
    """This is everything about one case that its user may see."""
    row, may = found.case, found.may
    own = frozenset(agency.id for agency in found.agencies)
    names = {subject.record_id: subject.name for subject in found.subjects}
    return {
        **case_row(row),
        "version": found.version,
        "why": list(why),
        "seal": _seal(found),
        "emergency": f"{found.emergency_until.astimezone():%H:%M}" if found.emergency_until else "",
        "emergency_until": moment(found.emergency_until),
        "subjects": [_subject(each, found, may_bar=may_bar) for each in found.subjects],
        "reads_items": bool(found.subjects or found.notes) or Permission.READ_ITEM in may,
        "notes": [note(each, row.id, own=own) for each in found.notes],
        "members": [_member(each, row.id, Permission.MANAGE_MEMBERS in may) for each in found.members],
        "shares": [_share(each, row.id, names) for each in found.shares],
        "subject_add_href": _href("subject_add", row, Permission.WRITE_ITEM in may),
        "chronology_href": reverse("chronology", args=[row.id]),
        "note_add_href": _href("note_add", row, Permission.WRITE_ITEM in may),
        "member_add_href": _href("member_add", row, Permission.MANAGE_MEMBERS in may),
        "share_href": _href("share", row, bool(things_to_share(found))),
        "seal_href": _href("seal_propose", row, Permission.PROPOSE_SEAL in may),
        "returns_href": _href("case_returns", row, row.kind is CaseKind.REVIEW and reads_returns),
        "enquiries_href": _href("enquiries", row, Permission.ANALYSE in may),
        "looks_href": _href("who_looked", row, Permission.SEE_WHO_LOOKED in may),
        "moves": _moves(row) if Permission.CLOSE_CASE in may else [],
    }


def _href(name: str, row: CaseRow, is_offered: bool) -> str:
    return reverse(name, args=[row.id]) if is_offered else ""


def _moves(row: CaseRow) -> list[dict[str, str]]:
    if row.stage is CaseStage.CLOSED:
        return [{"href": reverse("case_reopen", args=[row.id]), "wording": "Open the case again"}]
    close = {"href": reverse("case_close", args=[row.id]), "wording": "Close the case"}
    panel = {"href": reverse("panel_open", args=[row.id]), "wording": "Open the panel"}
    return [panel, close] if (row.kind, row.stage) == (CaseKind.REVIEW, CaseStage.OPEN) else [close]


def _seal(found: CasePage) -> dict[str, str] | None:
    if found.seal is None:
        return None
    names = ", ".join(name for _user_id, name in found.seal.named)
    return {"since": day(found.seal.sealed_at.date()), "names": names}


def _subject(row: SubjectRow, found: CasePage, *, may_bar: bool) -> dict[str, Any]:
    here = [found.case.id, row.record_id]
    writes = Permission.WRITE_ITEM in found.may
    links = (
        ("Show where they are", "locations", row.may_reveal),
        ("Correct", "record_correct", row.may_correct),
        (f"Corrected {count(row.version - 1, 'time')}", "record", row.version > 1),
        ("Add where they are", "location_add", writes),
        ("Add a safe way to reach them", "contact_add", writes),
        ("Who looked", "record_who_looked", Permission.SEE_WHO_LOOKED in found.may),
        ("Keep a colleague from this person", "bar_set", may_bar),
    )
    offered = [
        {"wording": wording, "href": reverse(name, args=here)} for wording, name, is_open in links if is_open
    ]
    if row.may_share:
        href = f"{reverse('share', args=[found.case.id])}?what={RECORD}:{row.record_id}"
        offered.append({"wording": "Share this record", "href": href})
    return {
        "name": row.name,
        "role": row.role.wording,
        "born": printed_date(row.born_on) or "not known",
        "aliases": ", ".join(row.aliases),
        "agency": row.agency_name,
        "links": offered,
    }


def note(row: NoteRow, case_id: UUID, *, own: frozenset[UUID]) -> dict[str, Any]:
    """This is a note, with what its reader may do to it. `own` are the reader's own agencies."""
    here = [case_id, row.id]
    return {
        "agency": row.agency_name,
        "is_own": row.agency_id in own,
        "is_raw": row.item_class is ItemClass.AGENCY_RAW,
        "text": row.text,
        "written": f"{moment(row.written_at)}, {row.written_by_name}",
        "before_href": reverse("note", args=here) if row.version > 1 else "",
        "before": f"corrected {count(row.version - 1, 'time')}",
        "correct_href": reverse("note_correct", args=here) if row.may_correct else "",
        "share_href": f"{reverse('share', args=[case_id])}?what={NOTE}:{row.id}" if row.may_share else "",
    }


def versions(rows: Iterable[VersionRow]) -> list[dict[str, str]]:
    """This is what a note said before, latest first."""
    return [{"written": f"{moment(row.written_at)}, {row.written_by_name}", "text": row.text} for row in rows]


def record_now(row: SubjectRow) -> list[tuple[str, str]]:
    """This is what a record of a person says now."""
    others = [("Also called", ", ".join(row.aliases))] if row.aliases else []
    said = [("Written", f"{moment(row.recorded_at)}, {row.recorded_by_name}")]
    return [*record_words(row.name, row.born_on), *others, *said]


def record_words(name: str, born_on: str) -> list[tuple[str, str]]:
    """This is what can be corrected in a record of a person."""
    return [("Name", name), ("Born", printed_date(born_on) or "not known")]


def record_before(rows: Iterable[RecordVersionRow]) -> list[dict[str, Any]]:
    """This is what a record said before, latest first."""
    return [
        {
            "written": f"{moment(row.recorded_at)}, {row.recorded_by_name}",
            "rows": record_words(row.name, row.born_on),
        }
        for row in rows
    ]


def newer(
    written_at: dt.datetime, written_by_name: str, *, text: str = "", rows: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """This is what somebody else wrote while the user was writing: a text, or rows of facts."""
    return {"text": text, "rows": list(rows), "written": f"{moment(written_at)}, {written_by_name}"}


def _member(row: MemberRow, case_id: UUID, may_manage: bool) -> dict[str, str]:
    until = f" until {day(row.ends_at.date())}" if row.ends_at else ""
    return {
        "name": row.name,
        "agency": row.agency_name,
        "capacity": row.capacity.wording,
        "since": f"{day(row.starts_at.date())}{until}",
        "end_href": reverse("member_end", args=[case_id, row.id]) if may_manage else "",
        "is_lead": "yes" if row.capacity is Capacity.LEAD else "",
    }


def _share(row: ShareRow, case_id: UUID, names: Mapping[UUID, str]) -> dict[str, str]:
    if row.note_id:
        what = "One note"
    elif row.record_id:
        what = f"What they say of {names[row.record_id]}" if row.record_id in names else "One person’s record"
    else:
        what = "All they shared within the case"
    return {
        "what": what,
        "from": row.from_agency_name,
        "to": row.to_agency_name,
        "basis": row.basis.wording,
        "agreement": row.agreement,
        "until": day(row.until.date()),
        "end_href": reverse("share_end", args=[case_id, row.id]) if row.may_end else "",
    }


def things_to_share(found: CasePage) -> list[tuple[str, str, UUID | None]]:
    """This is what somebody may share of a case: its value in a form, its words, whose it is.

    All that an agency shared within the case is whoever's name it is shared in.
    """
    things: list[tuple[str, str, UUID | None]] = [
        (f"{RECORD}:{row.record_id}", f"What we say of {row.name}", row.agency_id)
        for row in found.subjects
        if row.may_share
    ]
    things += [
        (f"{NOTE}:{row.id}", f"The note of {moment(row.written_at)}: {_begun(row.text)}", row.agency_id)
        for row in found.notes
        if row.may_share
    ]
    if Permission.SHARE_ITEM in found.may:
        things.append((f"{ALL}:", "All that we shared within this case, now and until the last day", None))
    return things


def _begun(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= SHORT else f"“{line[:SHORT].rsplit(None, 1)[0]} …”"


def revealed(found: Revealed) -> dict[str, Any]:
    """This is where a person is and how to reach them."""
    return {
        "locations": [
            {
                "kind": row.kind.wording,
                "text": row.text,
                "restricted": "Restricted by its source: it goes no further" if row.is_restricted else "",
                "said": f"{row.agency_name}, {day(row.recorded_at.date())}",
            }
            for row in found.locations
        ],
        "contacts": [
            {
                "kind": row.kind.wording,
                "text": row.text,
                "instructions": row.instructions,
                "said": f"{row.agency_name}, {day(row.recorded_at.date())}",
            }
            for row in found.safe_contacts
        ],
    }


def look(row: LookRow) -> dict[str, str]:
    """This is one time that somebody looked, or tried."""
    return {
        "at": moment(row.at),
        "who": row.user_name or "Sightline itself",
        "agency": row.agency_name,
        "did": LOOKED.get(row.verb, row.verb.capitalize()),
        "is_refused": "yes" if row.verb == "refused" else "",
    }


def emergency(row: EmergencyRow, today: dt.date) -> dict[str, Any]:
    """This is one emergency access among those that wait."""
    return {
        "href": reverse("emergency_review", args=[row.id]),
        "name": f"Case {row.reference}",
        "who": f"{row.taken_by_name}, {row.agency_name}",
        "code": row.code.wording,
        "at": moment(row.taken_at),
        "due": day(row.review_due_on),
        "is_overdue": row.review_due_on < today,
    }


def emergency_rows(row: EmergencyRow) -> list[tuple[str, str]]:
    """This is what a reviewer has to know of an emergency access."""
    return [
        ("Taken by", f"{row.taken_by_name}, {row.agency_name}"),
        ("From", moment(row.taken_at)),
        ("To", moment(row.until)),
        ("Reason chosen", row.code.wording),
        ("In their words", row.reason),
        ("Review due by", day(row.review_due_on)),
    ]


def seal_change(row: SealChangeRow) -> dict[str, str]:
    """This is one proposed change among those that wait."""
    return {
        "href": reverse("seal_decide", args=[row.id]),
        "name": f"Case {row.reference}",
        "kind": row.kind.wording,
        "who": row.proposed_by_name,
        "at": moment(row.proposed_at),
    }


def seal_change_rows(row: SealChangeRow) -> list[tuple[str, str]]:
    """This is what whoever decides has to know of a proposed change."""
    return [
        ("Who", ", ".join(row.names) or "Nobody in particular"),
        ("Why", row.reason),
        ("Proposed by", row.proposed_by_name),
        ("Proposed", moment(row.proposed_at)),
    ]


def reading_alert(row: StaffAlert) -> dict[str, str]:
    """This is one alert of unusual reading."""
    alert = row.alert
    return {
        "href": "" if alert.answered_at else reverse("reading_alert", args=[alert.id]),
        "who": row.user_name,
        "reason": alert.reason.wording.capitalize(),
        "span": f"{moment(alert.begins)} to {moment(alert.ends)}",
        "shown": f"{alert.n_subjects:,}",
        "answer": alert.answer,
    }


def reading_alert_rows(row: StaffAlert) -> list[tuple[str, str]]:
    """This is what an officer has to know to look into an alert."""
    alert = row.alert
    return [
        ("Who", row.user_name),
        ("What stood out", alert.reason.wording.capitalize()),
        ("From", moment(alert.begins)),
        ("To", moment(alert.ends)),
        ("People and cases shown", f"{alert.n_subjects:,}"),
        ("Would not have stood out", f"Up to {alert.usual:,}"),
    ]


def bar(row: BarRow) -> dict[str, str]:
    """This is one bar of the list. It says who is barred, and never from whom."""
    return {
        "href": reverse("bar_decide", args=[row.id]) if row.state is not BarState.LIFTED else "",
        "who": row.user_name,
        "origin": row.origin.wording,
        "matched": _matched(row.matched_on),
        "state": row.state.wording,
        "colour": BAR_COLOURS[row.state],
    }


def bar_rows(row: BarRow) -> list[tuple[str, str]]:
    """This is what whoever looks at a bar has to know of it."""
    decided = f"{row.decided_by_name}, {moment(row.decided_at)}" if row.decided_at else "Nobody yet"
    return [
        ("Member of staff", row.user_name),
        ("How it came about", row.origin.wording),
        ("What matched", _matched(row.matched_on) or "Nothing: it was set by a person"),
        ("Reason given", row.reason or "None"),
        ("State", row.state.wording),
        ("Looked at by", decided),
    ]


def _matched(codes: Iterable[str]) -> str:
    return ", ".join(Matched(code).wording.lower() for code in codes).capitalize()
