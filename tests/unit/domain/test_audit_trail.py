"""The bytes, the tree and the notes of an audit trail, against what is published and what must differ."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

import pytest

from sightline.domain.audit_trail.checkpoints import NotACheckpoint, parse_note, signed_note
from sightline.domain.audit_trail.entries import BEFORE_THE_FIRST, TrailEntry, canonical, moment
from sightline.domain.audit_trail.proofs import (
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
)
from sightline.domain.audit_trail.tree import Tree
from sightline.records.audit import verify_record

ENTRY = TrailEntry(
    sequence=1,
    id="019f0000-0000-7000-8000-000000000001",
    at="2026-05-01T09:00:00.000000Z",
    actor_id="",
    verb="added",
    object_type="agencies.Agency",
    object_id="019f0000-0000-7000-8000-000000000002",
    details='{"kind":"NEW"}',
    digest="",
)
# The leaves and roots that implementations of certificate transparency are tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("tree", [Tree(), verify_record.Tree()], ids=["ours", "the verifier's"])
def test_the_tree_has_the_published_roots(tree: Tree | verify_record.Tree) -> None:
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        tree.append(leaf)
        assert tree.root().hex() == root


def test_the_tree_is_the_one_of_the_definition_at_every_size() -> None:
    leaves = [str(number).encode() for number in range(100)]
    tree, other = Tree(), verify_record.Tree()
    for size, leaf in enumerate(leaves, start=1):
        tree.append(leaf)
        other.append(leaf)
        assert tree.root() == other.root() == defined_root(leaves[:size])


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", [*range(1, 20), 31, 32, 33, 64, 65])
def test_each_place_and_each_growth_of_a_tree_is_proved_to_both(size: int) -> None:
    leaves = [hashlib.sha256(bytes([number])).digest() for number in range(size)]
    root = defined_root(leaves)
    for place, leaf in enumerate(leaves):
        path = inclusion_path(leaves, place)
        assert is_included(leaf, place, size=size, root=root, path=path)
        assert verify_record.root_with(leaf, place, size, list(path)) == root
        for elsewhere in {place ^ 1, place + 1, size - 1 - place, size, -1} - {place}:
            assert not is_included(leaf, elsewhere, size=size, root=root, path=path)
        old, old_root = place + 1, defined_root(leaves[: place + 1])
        growth = consistency_path(leaves, old)
        sizes = {"old_size": old, "new_size": size}
        assert is_consistent(**sizes, old_root=old_root, new_root=root, path=growth)
        assert verify_record.roots(old, size, list(growth), old_root) == (old_root, root)
        for wrong in ([*growth, root], growth[1:], growth[:-1]):
            if wrong != growth:
                assert not is_consistent(**sizes, old_root=old_root, new_root=root, path=wrong)
        assert not is_consistent(**sizes, old_root=bytes(32), new_root=root, path=growth)
        assert not is_consistent(**sizes, old_root=old_root, new_root=bytes(32), path=growth)


def test_an_entry_has_the_digest_it_always_had() -> None:
    """Whoever changes the encoding makes every record that was kept unverifiable."""
    digest = ENTRY.digest_after(BEFORE_THE_FIRST).hex()
    assert digest == "90f6f5f556bd8207b6582f6d00a14c5594923b10e27a25d3e31655186e3c5b1a"


def test_letters_cannot_move_from_one_field_to_the_next() -> None:
    moved = ENTRY._replace(verb="adde", object_type="dagencies.Agency")
    assert moved.digest_after(BEFORE_THE_FIRST) != ENTRY.digest_after(BEFORE_THE_FIRST)


def test_the_same_words_after_another_entry_have_another_digest() -> None:
    assert ENTRY.digest_after(bytes(31) + b"\x01") != ENTRY.digest_after(BEFORE_THE_FIRST)


def test_one_moment_is_one_text_in_every_time_zone() -> None:
    summer = datetime(2026, 5, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    assert moment(summer) == "2026-05-01T09:00:00.000000Z"


def test_details_have_one_form() -> None:
    assert canonical({"b": ("x", 1), "a": {"d": None, "c": True}, "é": "ü"}) == (
        '{"a":{"c":true,"d":null},"b":["x",1],"\\u00e9":"\\u00fc"}'
    )


@pytest.mark.parametrize("details", [{"a": 1.0}, {"a": [{"b": float("nan")}]}, {"a": {1: "x"}}])
def test_details_that_have_several_forms_are_refused(details: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="details of an audit entry"):
        canonical(details)


def test_a_note_is_read_as_it_was_written_and_no_other_way() -> None:
    note = signed_note(12, bytes(range(32)), ENTRY.at, public=bytes(32), sign=lambda text: bytes(64))
    read = parse_note(note)
    assert (read.size, read.root, read.at, read.signature) == (12, bytes(range(32)), ENTRY.at, bytes(64))
    for place in range(len(note)):
        with pytest.raises(NotACheckpoint):
            parse_note(note[:place] + "\n" + note[place:])


def test_the_unused_bits_of_base64_are_not_a_second_spelling() -> None:
    note = signed_note(12, bytes(32), ENTRY.at, public=bytes(32), sign=lambda text: bytes(64))
    end = note.index("=")
    other = chr(ord(note[end - 1]) + 1)
    with pytest.raises(NotACheckpoint):
        parse_note(note[: end - 1] + other + note[end:])
