"""The returns to the review of `sightline demo`: sent, read and cleared as real ones are.

One waits with its mistakes, one for the disclosure officer; one agency has no records, one has not answered.
All else stands in the combined chronology.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sightline.analytics.synthetic.cast import (
    AGENCIES,
    DRUGS,
    MENTAL_HEALTH,
    SUBJECTS,
    UNANSWERED,
    WITHOUT_CONTACT,
)
from sightline.analytics.synthetic.invented_review import invented_review
from sightline.analytics.synthetic.returns.files import ReturnedFile, returned_files
from sightline.cli import acting
from sightline.cli.demo_story import COORDINATOR, DISCLOSURE_OFFICER
from sightline.domain.chronology.columns import Mapping
from sightline.domain.vocabulary.cases import CaseRole
from sightline.domain.vocabulary.returned_tables import ColumnMeaning
from sightline.jobs.returned_chronologies import open_file, receive_file, send_file, settle_columns
from sightline.records.access.services import add_agency
from sightline.records.agencies.queries import agency_named
from sightline.records.cases.services.stages import open_panel
from sightline.records.cases.services.subjects import add_subject
from sightline.records.chronologies.queries.returns import return_page
from sightline.records.chronologies.services.disclosure import clear_return, decide_entries
from sightline.records.chronologies.services.requests import set_request
from sightline.records.chronologies.services.returns import ask_agency, make_nil_return
from sightline.records.events.queries import returned_entries

_TITLE = "The review of the death of Adult A"
_TERMS = (
    "Was abuse recognised, and risk assessed, each time it could have been?",
    "Was what one agency knew shared with those who could have acted on it?",
    "Were missed appointments and refused help followed up?",
    "Was each of the two adults seen as somebody who might be harmed, and might harm?",
)
_ROLES = (CaseRole.VICTIM, CaseRole.PERPETRATOR, CaseRole.CHILD)
_OVERDUE = timedelta(days=3)
#: What nobody has mended yet, and what the disclosure officer has still to look at.
_WITH_MISTAKES, _NOT_CHECKED = DRUGS, MENTAL_HEALTH
_WITHHELD = "It is evidence in proceedings that have not ended."


def load_returns(case_id: UUID) -> None:
    """Ask agencies in a case that is a review, and take in what they return."""
    review = invented_review()
    for place, person in enumerate(SUBJECTS):
        _as_coordinator(
            add_subject,
            case_id=case_id,
            role=_ROLES[place] if place < len(_ROLES) else CaseRole.OTHER,
            name=person.name,
            born_on=person.born_on.isoformat(),
            agency_id=_coordinators_agency(),
        )
    _as_coordinator(
        set_request,
        case_id=case_id,
        version=0,
        title=_TITLE,
        begins_on=review.begins,
        ends_on=review.ends,
        due_on=acting.today() - _OVERDUE,
        terms=_TERMS,
    )
    asked = {each.key: _ask(case_id, each.name) for each in (*AGENCIES, WITHOUT_CONTACT, UNANSWERED)}
    _as_coordinator(open_panel, case_id=case_id, version=1)
    corrected = {file.agency: file for file in returned_files(review, is_corrected=True)}
    for file in returned_files(review):
        if file.agency == WITHOUT_CONTACT.key:
            said = "All records of premises and incidents were searched: there is nothing."
            _as_coordinator(make_nil_return, return_id=asked[file.agency], version=1, words=said)
        else:
            _take_in(asked[file.agency], file, corrected[file.agency])


def _take_in(return_id: UUID, file: ReturnedFile, corrected: ReturnedFile) -> None:
    """Take a file in as it is; where something in it is wrong, the one the agency sends again."""
    is_sent = _send(return_id, file)
    if file.agency == _WITH_MISTAKES:
        return
    if not is_sent:
        _send(return_id, corrected)
    if file.agency != _NOT_CHECKED:
        _clear(return_id)


def _send(return_id: UUID, file: ReturnedFile) -> bool:
    """Upload a file, say what its columns mean, and send it if nothing in it is wrong."""
    file_id: UUID = _as_coordinator(receive_file, return_id=return_id, name=file.name, data=file.data)
    opened = _as_coordinator(open_file, file_id=file_id)
    mappings = [_settled(mapping, dict(file.columns)) for mapping in opened.read.mappings]
    _as_coordinator(settle_columns, file_id=file_id, version=1, mappings=mappings, order=None)
    is_ready = bool(_as_coordinator(open_file, file_id=file_id).is_ready)
    if is_ready:
        _as_coordinator(send_file, file_id=file_id, version=2)
    return is_ready


def _settled(mapping: Mapping, meant: dict[str, ColumnMeaning]) -> Mapping:
    columns = {
        position: meant.get(mapping.heads.get(position, ""), meaning)
        for position, meaning in mapping.columns.items()
    }
    return Mapping(columns, mapping.header_row, mapping.heads)


def _clear(return_id: UUID) -> None:
    """Let the disclosure officer clear all entries of a return but the third, and open them to the review."""
    with acting.in_name_of(DISCLOSURE_OFFICER.email) as officer:
        page = return_page(officer, return_id, today=acting.today())
        assert page.submission_id is not None, "it was sent"
        entries = [row.id for row in returned_entries(officer, page.submission_id)]
    decisions = ((entries[:2] + entries[3:], True, ""), (entries[2:3], False, _WITHHELD))
    for ids, is_cleared, reason in decisions:
        _as_officer(decide_entries, return_id=return_id, version=page.row.version, event_ids=ids,
                    is_cleared=is_cleared, reason=reason)  # fmt: skip
    _as_officer(clear_return, return_id=return_id, version=page.row.version + 1)


def _ask(case_id: UUID, name: str) -> UUID:
    agency = agency_named(name) or _as_coordinator(add_agency, name=name)
    asked: UUID = _as_coordinator(ask_agency, case_id=case_id, agency_id=agency.id)
    return asked


def _coordinators_agency() -> UUID:
    with acting.in_name_of(COORDINATOR.email) as by:
        return by.agency_id


def _as_coordinator(service: Callable[..., Any], **given: Any) -> Any:
    return acting.take_step(COORDINATOR.email, service, **given)


def _as_officer(service: Callable[..., Any], **given: Any) -> Any:
    return acting.take_step(DISCLOSURE_OFFICER.email, service, **given)
