"""One entry of the audit trail as bytes, and the digest that chains it to the entry before.

The bytes that are digested, in this order: the line `sightline-audit-entry-1` and a newline; the digest of
the entry before (32 bytes, zeros before the first); then eight fields, each as its length in UTF-8 bytes
(four bytes, big-endian) and those bytes: sequence (decimal), id, at, actor id (empty for Sightline itself),
verb, object type, object id, details. The details are JSON in one form only: keys sorted, no blanks,
everything beyond ASCII escaped, no number with a fraction. Lengths keep two neighbours from being read as one
another.

`records/audit/verify_record.py` holds the same rule a second time, on purpose: it must need nothing of
Sightline.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

HEAD = b"sightline-audit-entry-1\n"
BEFORE_THE_FIRST = bytes(32)

_four_bytes = struct.Struct(">I").pack


class TrailEntry(NamedTuple):
    """An entry with every value as the text that is digested, in the order in which it is.

    `digest` is the stored one, in hexadecimal.
    """

    sequence: int
    id: str
    at: str
    actor_id: str
    verb: str
    object_type: str
    object_id: str
    details: str
    digest: str

    def digest_after(self, previous: bytes) -> bytes:
        """This is what the digest has to be after an entry with that digest."""
        parts = [HEAD, previous]
        for text in (str(self.sequence), *self[1:-1]):
            encoded = text.encode("utf-8", "surrogatepass")
            parts += (_four_bytes(len(encoded)), encoded)
        return hashlib.sha256(b"".join(parts)).digest()


def moment(at: datetime) -> str:
    """This is a time as an entry holds it.

    Example:
        >>> moment(datetime(2026, 5, 1, 9, tzinfo=UTC))
        '2026-05-01T09:00:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(details: Mapping[str, Any]) -> str:
    """This is the one form of an entry's details.

    Raises: ValueError for a number with a fraction: databases and languages write one number in many ways.

    Example:
        >>> canonical({"kind": "DUE", "after": ["2026-05"]})
        '{"after":["2026-05"],"kind":"DUE"}'
    """
    _refuse_fractions(details)
    return json.dumps(details, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _refuse_fractions(value: object) -> None:
    if isinstance(value, float):
        raise ValueError("The details of an audit entry hold codes, ids and whole numbers only.")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("The details of an audit entry are named by words.")
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            _refuse_fractions(each)
