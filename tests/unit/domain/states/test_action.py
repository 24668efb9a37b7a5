"""The statuses of an action: all reached, all owned, and no move that the table does not list."""

import pytest

from sightline.domain.policy.permissions import Permission
from sightline.domain.states.action import OPEN, TRANSITIONS, ActionStatus, moves_open_to

AGENCY = {Permission.UPDATE_ACTIONS}
COORDINATOR = {Permission.UPDATE_ACTIONS, Permission.DECIDE_STATUS}

every_status = pytest.mark.parametrize("status", ActionStatus)


def test_every_status_can_be_reached_from_the_first() -> None:
    reached = {ActionStatus.NOT_STARTED}
    while True:
        further = {target for status in reached for target in TRANSITIONS[status]} - reached
        if not further:
            break
        reached |= further
    assert reached == set(ActionStatus)


@every_status
def test_every_status_is_left_by_somebody_and_never_for_itself(status: ActionStatus) -> None:
    assert TRANSITIONS[status]
    assert status not in TRANSITIONS[status]


@every_status
def test_a_coordinator_may_make_every_move_that_an_agency_may(status: ActionStatus) -> None:
    assert set(moves_open_to(status, AGENCY)) <= set(moves_open_to(status, COORDINATOR))


def test_an_agency_never_says_that_its_own_proof_was_seen() -> None:
    assert not any(ActionStatus.DONE_SEEN in moves_open_to(status, AGENCY) for status in ActionStatus)


def test_work_is_owed_only_until_it_is_done_or_decided_against() -> None:
    assert frozenset({ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS}) == OPEN


def test_what_is_closed_can_be_taken_up_again() -> None:
    for status in set(ActionStatus) - OPEN:
        assert ActionStatus.IN_PROGRESS in TRANSITIONS[status]
