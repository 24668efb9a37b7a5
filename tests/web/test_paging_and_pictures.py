"""Links to the pages of a long list, and pictures of counts."""

from sightline.domain.states.action import ActionStatus
from sightline.web.paging import page_number, pages
from sightline.web.pictures import PATTERNS, stacked_bars


def test_the_first_the_last_and_the_neighbours_are_linked() -> None:
    found = pages(current=5, n_items=102, page_size=10, query={"show": "all", "page": "5"})
    assert [link and link.number for link in found.links] == [1, None, 4, 5, 6, None, 11]
    assert found.previous == "?show=all&page=4"
    assert found.next == "?show=all&page=6"


def test_the_last_page_has_no_next_one() -> None:
    assert pages(current=11, n_items=102, page_size=10, query={}).next is None


def test_an_address_that_asks_for_no_page_gets_the_first() -> None:
    assert [page_number(asked) for asked in (None, "", "-3", "0", "x", "²", "9" * 30, "7")] == [1] * 7 + [7]


def test_each_status_has_a_pattern_of_its_own() -> None:
    assert PATTERNS.keys() == set(ActionStatus)
    assert len(set(PATTERNS.values())) == len(PATTERNS)


def test_pieces_of_a_bar_stand_side_by_side_in_proportion() -> None:
    picture = stacked_bars(
        picture_id="p",
        title="t",
        description="d",
        counts=[
            ("Northmere", {ActionStatus.DONE_SEEN: 3, ActionStatus.NOT_STARTED: 1}),
            ("Fenwick", {ActionStatus.NOT_STARTED: 2}),
        ],
    )
    long, short = picture.bars
    assert [(piece.x, piece.width, piece.number) for piece in long.pieces] == [
        (0.0, 67.5, 3),
        (67.5, 22.5, 1),
    ]
    assert (short.end, short.total) == (45.0, 2)
    assert [entry.wording for entry in picture.legend] == ["Done, evidence seen", "Not started"]


def test_a_plan_without_actions_is_an_empty_picture() -> None:
    assert stacked_bars(picture_id="p", title="t", description="d", counts=[]).bars == ()
