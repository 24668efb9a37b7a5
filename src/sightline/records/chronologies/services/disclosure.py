"""Clears or withholds entries before anybody but their agency reads them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.agency_return import ReturnState
from sightline.domain.vocabulary.chronologies import ReturnStepKind
from sightline.domain.vocabulary.events import DisclosureState
from sightline.domain.vocabulary.item_classes import ItemClass
from sightline.errors import NotFound
from sightline.records.access.models import User
from sightline.records.access.policies import actor_for, holding, require
from sightline.records.access.rows import rows_open_to
from sightline.records.audit.services import Change, change
from sightline.records.cases.policies import open_to
from sightline.records.cases.services.wording import CaseRefused, written
from sightline.records.chronologies.models import AgencyReturn, DisclosureDecision
from sightline.records.chronologies.services.returns import move_return
from sightline.records.events.models import Event, Submission

_BEING_CHECKED = frozenset({ReturnState.RECEIVED, ReturnState.CHECKED})


def decide_entries(
    *,
    by: User,
    now: datetime,
    return_id: UUID,
    version: int,
    event_ids: Iterable[UUID],
    is_cleared: bool,
    reason: str = "",
) -> None:
    """Clear some entries of a return, or withhold them with a reason. A decision may be taken again.

    The return is checked when every entry is decided. Nobody decides on what they sent themself.

    Raises: NotFound, NotAllowed, StaleReturn, CaseRefused
    """
    require(holding(by, Permission.CLEAR_ENTRIES))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.CLEAR_ENTRIES, AgencyReturn, return_id)
        if ReturnState(asked.state) not in _BEING_CHECKED or asked.submission is None:
            raise CaseRefused("There is nothing to be checked in this return now.")
        why = written(reason, what="why these entries are withheld", at_least=0 if is_cleared else 10)
        wanted = set(event_ids)
        open_ones = rows_open_to(actor_for(by, now), Permission.CLEAR_ENTRIES, Event)
        found = set(open_ones.filter(submission=asked.submission, pk__in=wanted).values_list("pk", flat=True))
        if found != wanted or not wanted:
            raise NotFound("An entry is not here, or it is not for you to decide on.")
        decided = DisclosureState.CLEARED if is_cleared else DisclosureState.WITHHELD
        Event.objects.filter(pk__in=found).update(disclosure=decided)
        DisclosureDecision.objects.bulk_create(
            DisclosureDecision(
                event_id=each, is_cleared=is_cleared, reason=why, decided_at=now, decided_by=by
            )
            for each in sorted(found)
        )
        opened.record(
            "cleared" if is_cleared else "withheld", asked, events=sorted(str(each) for each in found)
        )
        _settle(opened, by, asked, version)


def clear_return(*, by: User, now: datetime, return_id: UUID, version: int) -> None:
    """Open what was cleared of a return to the review. What was withheld stays its agency's own.

    Raises: NotFound, NotAllowed, StaleReturn, CaseRefused
    """
    require(holding(by, Permission.CLEAR_ENTRIES))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.CLEAR_ENTRIES, AgencyReturn, return_id)
        if asked.submission is None:
            raise CaseRefused("Nothing was sent yet.")
        move_return(opened, by, asked, version, ReturnState.CLEARED, ReturnStepKind.CLEARED)
        open_cleared(asked.submission)


def send_back(*, by: User, now: datetime, return_id: UUID, version: int, words: str) -> None:
    """Ask an agency to correct what it sent. Raises: NotFound, NotAllowed, StaleReturn, CaseRefused."""
    require(holding(by, Permission.CLEAR_ENTRIES))
    with change(by=by, now=now) as opened:
        asked = open_to(by, now, Permission.CLEAR_ENTRIES, AgencyReturn, return_id)
        said = written(words, what="what is to be corrected, and where")
        move_return(opened, by, asked, version, ReturnState.SENT_BACK, ReturnStepKind.SENT_BACK, said)


def open_cleared(submission: Submission) -> None:
    """Make the cleared entries of a submission shared content, within the caller's change."""
    cleared = Event.objects.filter(submission=submission, disclosure=DisclosureState.CLEARED)
    cleared.update(item_class=ItemClass.SHARED_CONTENT)


def _settle(opened: Change, by: User, asked: AgencyReturn, version: int) -> None:
    """Say that a return is checked where no entry waits. Raises: StaleReturn."""
    waiting = Event.objects.filter(submission=asked.submission, disclosure=DisclosureState.NOT_CHECKED)
    if ReturnState(asked.state) is ReturnState.RECEIVED and not waiting.exists():
        move_return(opened, by, asked, version, ReturnState.CHECKED, ReturnStepKind.CHECKED)
