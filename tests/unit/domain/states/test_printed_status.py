"""The status an action begins with is what the plan plainly prints, and nothing more."""

import pytest

from sightline.domain.states.action import ActionStatus
from sightline.domain.states.printed_status import status_of_printed


@pytest.mark.parametrize(
    ("printed", "action", "status"),
    [
        ("COMPLETED", "", ActionStatus.DONE_CLAIMED),
        ("Action complete", "", ActionStatus.DONE_CLAIMED),
        ("Completed July 2021", "", ActionStatus.DONE_CLAIMED),
        ("Complete – form in use since 1 May 2021", "", ActionStatus.DONE_CLAIMED),
        ("Completed by March 2014", "", ActionStatus.NOT_STARTED),
        ("Complete when the board agrees", "", ActionStatus.NOT_STARTED),
        ("Complete the audit", "", ActionStatus.NOT_STARTED),
        ("Partly completed", "", ActionStatus.NOT_STARTED),
        ("Amber", "", ActionStatus.NOT_STARTED),
        ("No action required", "", ActionStatus.NO_ACTION_REQUIRED),
        ("Under way", "", ActionStatus.IN_PROGRESS),
        ("", "In place already as per policy", ActionStatus.IN_PLACE_ALREADY),
        ("", "Should be in place already", ActionStatus.NOT_STARTED),
        (
            "",
            "Already in place for new staff; team managers to brief everybody else by the summer",
            ActionStatus.NOT_STARTED,
        ),
    ],
)
def test_only_a_plain_word_sets_a_status(printed: str, action: str, status: ActionStatus) -> None:
    assert status_of_printed(printed, action) is status
