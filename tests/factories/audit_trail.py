"""An audit trail with checkpoints, taken out of the database to be tampered with."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sightline.domain.audit_trail.checkpoints import Checkpoint, parse_note, public_key_text, signed_note
from sightline.domain.audit_trail.entries import BEFORE_THE_FIRST, TrailEntry
from sightline.domain.audit_trail.proof_files import growth_text, inclusion_text
from sightline.domain.audit_trail.proofs import consistency_path, inclusion_path
from sightline.domain.audit_trail.tree import Tree
from sightline.domain.audit_trail.verification import Notes, Verified, verify
from sightline.jobs.audit_trail import make_checkpoint
from sightline.records.access.models import User
from sightline.records.access.services import add_agency
from sightline.records.audit.queries import trail
from sightline.records.audit.signing_key import SigningKey, read_signing_key
from tests.factories.partnership import NOW


@dataclass(frozen=True, slots=True)
class Record:
    """A trail as it stands somewhere, and the checkpoints that somebody kept elsewhere."""

    entries: tuple[TrailEntry, ...]
    notes: tuple[str, ...]
    kept: tuple[str, ...]
    key: SigningKey

    def verified(self) -> Verified:
        return verify(iter(self.entries), Notes(self.notes, self.kept), is_signed=self.key.signed)

    def exported(self) -> bytes:
        """The file as `sightline audit export` would write it."""
        lines: list[dict[str, object]] = [
            {"kind": "sightline-audit-export", "version": 1, "public_key": public_key_text(self.key.public)},
            *({"kind": "checkpoint", "note": note} for note in self.notes),
            *(
                {"kind": "entry", **entry._asdict(), "details": json.loads(entry.details)}
                for entry in self.entries
            ),
            {"kind": "end", "entries": len(self.entries), "checkpoints": len(self.notes)},
        ]
        return b"".join(
            json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n" for line in lines
        )

    @property
    def checkpoint(self) -> Checkpoint:
        """The latest."""
        return parse_note(self.notes[-1])

    @property
    def public_key(self) -> str:
        return public_key_text(self.key.public)

    def inclusion(self, sequence: int) -> bytes:
        """The file as `sightline audit prove --entry` would write it."""
        return inclusion_text(
            self.entries[sequence - 1],
            previous=bytes.fromhex(self.entries[sequence - 2].digest) if sequence > 1 else BEFORE_THE_FIRST,
            path=inclusion_path(self._leaves(), sequence - 1),
            note=self.notes[-1],
            public_key=self.public_key,
        ).encode()

    def growth(self, old: Checkpoint) -> bytes:
        """The file as `sightline audit prove --since` would write it."""
        path = consistency_path(self._leaves(), old.size)
        return growth_text(
            old_size=old.size, path=path, note=self.notes[-1], public_key=self.public_key
        ).encode()

    def _leaves(self) -> list[bytes]:
        return [bytes.fromhex(entry.digest) for entry in self.entries[: self.checkpoint.size]]

    def written_anew(self, *, key: SigningKey | None = None) -> "Record":
        """What somebody makes who can write everything: numbers, digests and, with a key, the checkpoints."""
        entries, digest = [], BEFORE_THE_FIRST
        tree = Tree()
        roots = {}
        for sequence, entry in enumerate(self.entries, start=1):
            entry = entry._replace(sequence=sequence)
            digest = entry.digest_after(digest)
            entries.append(entry._replace(digest=digest.hex()))
            tree.append(digest)
            roots[sequence] = tree.root()
        if key is None:
            return replace(self, entries=tuple(entries))
        notes = tuple(
            signed_note(size, roots[size], at, public=key.public, sign=key.sign)
            for size, at in (read_size_and_time(note) for note in self.notes)
        )
        return replace(self, entries=tuple(entries), notes=notes, key=key)


def read_size_and_time(note: str) -> tuple[int, str]:
    _, size, _, at, *_ = note.split("\n")
    return int(size), at


def another_key() -> SigningKey:
    return SigningKey(Ed25519PrivateKey.generate())


def make_record(by: User, key_file: Path, *, n_checkpoints: int = 3, between: int = 5) -> Record:
    """A trail made through services; its last entries are under no checkpoint."""
    for number in range(n_checkpoints):
        for place in range(between):
            add_agency(by=by, now=NOW, name=f"Agency {number} {place}")
        make_checkpoint(by=by, now=NOW + timedelta(hours=number))
    taken = trail()
    return Record(tuple(taken.entries()), taken.notes, (taken.notes[-1],), read_signing_key(key_file))
