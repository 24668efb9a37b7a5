"""Documents, read items and exports: every state reached, and what is accepted stays accepted."""

from collections.abc import Mapping
from typing import Any

import pytest

from sightline.domain.states import export_request, published_document, read_item
from sightline.domain.states.export_request import ExportState
from sightline.domain.states.published_document import DocumentState
from sightline.domain.states.read_item import Decision


@pytest.mark.parametrize(
    ("transitions", "firsts"),
    [
        (published_document.TRANSITIONS, {DocumentState.RECEIVED}),
        (read_item.TRANSITIONS, {Decision.PENDING, Decision.ADDED}),
        (export_request.TRANSITIONS, {ExportState.WAITING, ExportState.TO_APPROVE}),
    ],
)
def test_every_state_is_reached(transitions: Mapping[Any, frozenset[Any]], firsts: set[Any]) -> None:
    reached = set(firsts)
    for _ in transitions:
        reached |= {target for state in reached for target in transitions[state]}
    assert reached == set(transitions)


def test_nothing_follows_acceptance() -> None:
    assert not published_document.TRANSITIONS[DocumentState.ACCEPTED]


def test_only_rejected_and_undecided_items_stay_out_of_the_review() -> None:
    assert [decision for decision in Decision if not decision.is_kept] == [
        Decision.PENDING,
        Decision.REJECTED,
    ]
