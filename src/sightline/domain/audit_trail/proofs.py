"""Short proofs over the tree: that one entry is in a record, and that a record only grew since a checkpoint.

The one shows an entry without the others; by the other, somebody who kept a checkpoint sees that nothing
before it was changed, without a copy of the record. `records/audit/verify_record.py` checks both another way.
"""

from collections.abc import Sequence

from sightline.domain.audit_trail.tree import Tree, leaf_hash, parent

_Hashes = Sequence[bytes]


def inclusion_path(leaves: _Hashes, place: int) -> list[bytes]:
    """This is the hashes by which the leaf at a place, counted from 0, leads to the root.

    Source: RFC-6962
    """
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if place < split:
        return [*inclusion_path(left, place), _root(right)]
    return [*inclusion_path(right, place - split), _root(left)]


def consistency_path(leaves: _Hashes, old_size: int) -> list[bytes]:
    """This is the hashes by which the root over the first leaves leads to the root over all.

    Source: RFC-6962
    """
    return _consistency(leaves, old_size, is_known=True)


def _consistency(leaves: _Hashes, old_size: int, *, is_known: bool) -> list[bytes]:
    """`is_known`: whoever checks has the root over these leaves, if they are all old."""
    if old_size == len(leaves):
        return [] if is_known else [_root(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old_size <= split:
        return [*_consistency(left, old_size, is_known=is_known), _root(right)]
    return [*_consistency(right, old_size - split, is_known=False), _root(left)]


def is_included(leaf: bytes, place: int, *, size: int, root: bytes, path: _Hashes) -> bool:
    """This says whether a leaf stands at a place in the tree of that size and root.

    Source: RFC-9162
    """
    if not 0 <= place < size:
        return False
    node, last = leaf_hash(leaf), size - 1
    for other in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = parent(other, node)
            place, last = _past_missing(place, last)
        else:
            node = parent(node, other)
        place, last = place >> 1, last >> 1
    return last == 0 and node == root


def is_consistent(*, old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: _Hashes) -> bool:
    """This says whether the tree of the old size and root is the beginning of the new one.

    Source: RFC-9162
    """
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size & (old_size - 1) == 0:
        path = [old_root, *path]
    if not path:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = parent(other, old), parent(other, new)
            place, last = _past_missing(place, last)
        else:
            new = parent(new, other)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _past_missing(place: int, last: int) -> tuple[int, int]:
    """Climb the levels on which the last node has no neighbour."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: _Hashes) -> bytes:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()
