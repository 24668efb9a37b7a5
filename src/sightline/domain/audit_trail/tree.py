"""The Merkle tree of RFC 6962 over the entries' digests: one short value that stands for all of them.

The tree allows what a chain does not: to prove that one entry is in the record without showing the others.
"""

import hashlib


class Tree:
    """A tree that grows a leaf at a time and keeps only the roots of its full subtrees.

    Source: RFC-6962
    """

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []  # the largest first; one for each bit that is set in `size`

    def append(self, leaf: bytes) -> None:
        """Add a leaf."""
        node = leaf_hash(leaf)
        size = self.size
        while size & 1:
            node = parent(self._full.pop(), node)
            size >>= 1
        self._full.append(node)
        self.size += 1

    def root(self) -> bytes:
        """This is the root over the leaves so far."""
        if not self._full:
            return hashlib.sha256(b"").digest()
        *larger, node = self._full
        for each in reversed(larger):
            node = parent(each, node)
        return node


def leaf_hash(leaf: bytes) -> bytes:
    """This is a leaf as a node of the tree: never to be mistaken for an inner one."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def parent(left: bytes, right: bytes) -> bytes:
    """This is the node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()
