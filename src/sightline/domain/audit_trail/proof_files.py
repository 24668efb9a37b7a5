"""Proofs as files that go to others: one line of JSON in the form of the entries' details.

They name the record's public key and hold the checkpoint they lead to, so that `verify_record.py` needs
nothing else. A proof of growth is read again by the agencies that cosign.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.domain.audit_trail.checkpoints import exact_base64
from sightline.domain.audit_trail.entries import TrailEntry, canonical

INCLUSION = "sightline-audit-inclusion"
GROWTH = "sightline-audit-growth"

_MEMBERS = {"kind": str, "version": int, "public_key": str, "old_size": int, "note": str, "path": list}


class NotAProof(ValueError):
    """A text that is not a proof of growth."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a proof of growth says: since which size, to which checkpoint, by which hashes."""

    old_size: int
    note: str
    path: tuple[bytes, ...]


def inclusion_text(
    entry: TrailEntry, *, previous: bytes, path: Sequence[bytes], note: str, public_key: str
) -> str:
    """This is a proof that an entry is in the record that a checkpoint stands for."""
    return _line(
        kind=INCLUSION,
        version=1,
        public_key=public_key,
        note=note,
        previous=previous.hex(),
        entry={**entry._asdict(), "details": json.loads(entry.details)},
        path=_encoded(path),
    )


def growth_text(*, old_size: int, path: Sequence[bytes], note: str, public_key: str) -> str:
    """This is a proof that the record of a checkpoint begins with what an older one stood for."""
    return _line(
        kind=GROWTH, version=1, public_key=public_key, old_size=old_size, note=note, path=_encoded(path)
    )


def parse_growth(text: str) -> Growth:
    """Read a proof of growth. Raises: NotAProof"""
    try:
        found = json.loads(text)
        is_ours = _line(**found) == text and found["kind"] == GROWTH and found["version"] == 1
        is_ours = is_ours and {name: type(value) for name, value in found.items()} == _MEMBERS
        path = [exact_base64(each) for each in found["path"]] if is_ours else []
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAProof("This is not a proof of growth.") from error
    hashes = tuple(each for each in path if each is not None and len(each) == 32)
    if not is_ours or len(hashes) != len(path):
        raise NotAProof("This is not a proof of growth.")
    return Growth(found["old_size"], found["note"], hashes)


def _encoded(path: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(each).decode() for each in path]


def _line(**members: object) -> str:
    return canonical(members) + "\n"
