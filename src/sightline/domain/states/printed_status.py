"""The status with which an action begins, from what the published plan prints and nothing else.

Source: SIGHTLINE-ACTION-STATUS
"""

import re

from sightline.domain.states.action import ActionStatus

_DONE = re.compile(
    r"(?:(?:the |this )?actions? )?(?:has been |have been |is |now |fully )*complete(?:d)?\b"
    r"(?! (?:by|when|once|if|only|subject|except|apart|before|for the most|in part|the|an?)\b)",
    re.I,
)
_NONE = re.compile(r"\bno (?:further )?actions? (?:is |are |was )?(?:required|needed|necessary)\b", re.I)
_IN_PROGRESS = re.compile(r"(?:work |this )?(?:is )?(?:now )?(?:in progress|under ?way)[\W_]*", re.I)
_IN_PLACE = re.compile(
    r"(?:this is |these are )?(?:already in place|in place already|already implemented)\b", re.I
)
_SHORT = 8  # words: a longer action cell goes on to say what is still to be done


def status_of_printed(printed: str, action: str) -> ActionStatus:
    """Return the status that the printed status, or the whole of the action cell, says.

    "Done" is claimed only: the plan shows no proof. Words that are not plainly one of these leave the
    action not started, whatever else they say.

    Example:
        >>> status_of_printed("COMPLETED", "")
        <ActionStatus.DONE_CLAIMED: 'DONE_CLAIMED'>
        >>> status_of_printed("In progress", "")
        <ActionStatus.IN_PROGRESS: 'IN_PROGRESS'>
    """
    words = " ".join(printed.split())
    if _NONE.search(words):
        return ActionStatus.NO_ACTION_REQUIRED
    if _DONE.match(words):
        return ActionStatus.DONE_CLAIMED
    if _IN_PROGRESS.fullmatch(words):
        return ActionStatus.IN_PROGRESS
    if any(
        _IN_PLACE.match(said) and len(said.split()) <= _SHORT for said in (words, " ".join(action.split()))
    ):
        return ActionStatus.IN_PLACE_ALREADY
    return ActionStatus.NOT_STARTED
