"""Whether a record still says what it said: the chain walked, the roots compared, the signatures checked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sightline.domain.audit_trail.checkpoints import Checkpoint, NotACheckpoint, parse_note
from sightline.domain.audit_trail.entries import BEFORE_THE_FIRST, TrailEntry
from sightline.domain.audit_trail.tree import Tree

CHECKPOINT_SIGNED = ("signed", "audit.AuditCheckpoint")


class RecordDiffers(Exception):
    """The record is not what was written; the message names the first entry that is wrong."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The checkpoints that a record is compared with."""

    stored: Sequence[str]
    kept: Sequence[str] = ()  # brought from outside the database


@dataclass(frozen=True, slots=True)
class Verified:
    """A record that holds: its size and root, and how much of it each kind of checkpoint covers."""

    size: int
    root: bytes
    stored_up_to: int
    kept_up_to: int


@dataclass(slots=True)
class _Walk:
    tree: Tree = field(default_factory=Tree)
    digest: bytes = BEFORE_THE_FIRST
    agreed: int = 0  # up to here a checkpoint says that the record is right

    def take(self, entry: TrailEntry) -> None:
        expected = self.tree.size + 1
        if entry.sequence != expected:
            raise RecordDiffers(
                f"Entry {expected} is wrong: in its place stands one numbered {entry.sequence}."
            )
        digest = entry.digest_after(self.digest)
        if digest.hex() != entry.digest:
            raise RecordDiffers(
                f"Entry {expected} is wrong: its digest is not that of its words after entry {expected - 1}."
            )
        self.digest = digest
        self.tree.append(digest)

    def compare(self, checkpoint: Checkpoint, whose: str) -> None:
        if checkpoint.root != self.tree.root():
            raise RecordDiffers(
                f"An entry from {self.agreed + 1} to {checkpoint.size} is wrong: the {whose} checkpoint of "
                f"{checkpoint.at} stands for other entries. The record was written anew after it."
            )
        self.agreed = max(self.agreed, checkpoint.size)


def verify(
    entries: Iterable[TrailEntry], notes: Notes, *, is_signed: Callable[[Checkpoint], bool]
) -> Verified:
    """Walk a whole record.

    Raises: RecordDiffers
    """
    stored = {each.size: each for each in _parsed(notes.stored, "stored", is_signed)}
    if len(stored) != len(notes.stored):
        raise RecordDiffers("Two stored checkpoints are of the same size.")
    expected = [(each, "stored") for each in stored.values()]
    expected += [(each, "kept") for each in _parsed(notes.kept, "kept", is_signed)]
    expected.sort(key=lambda pair: pair[0].size, reverse=True)

    walk = _Walk()
    for entry in entries:
        walk.take(entry)
        if (entry.verb, entry.object_type) == CHECKPOINT_SIGNED and signed_size(entry) not in stored:
            raise RecordDiffers(
                f"Entry {entry.sequence} is of the signing of a checkpoint, and that checkpoint is gone."
            )
        while expected and expected[-1][0].size == walk.tree.size:
            walk.compare(*expected.pop())
    if expected:
        checkpoint, whose = expected[-1]
        raise RecordDiffers(
            f"Entry {walk.tree.size + 1} is missing: the record ends before it, and the {whose} checkpoint "
            f"of {checkpoint.at} was made over {checkpoint.size}."
        )
    kept_up_to = max((parse_note(note).size for note in notes.kept), default=0)
    return Verified(walk.tree.size, walk.tree.root(), max(stored, default=0), kept_up_to)


def signed_size(entry: TrailEntry) -> int | None:
    """This is the size of the checkpoint whose signing an entry tells of."""
    prefix, suffix = '{"size":', "}"
    number = entry.details.removeprefix(prefix).removesuffix(suffix)
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def _parsed(
    notes: Sequence[str], whose: str, is_signed: Callable[[Checkpoint], bool]
) -> Iterable[Checkpoint]:
    for place, note in enumerate(notes, start=1):
        try:
            checkpoint = parse_note(note)
        except NotACheckpoint as error:
            raise RecordDiffers(f"The {whose} checkpoint number {place} is not one.") from error
        if not is_signed(checkpoint):
            raise RecordDiffers(
                f"The {whose} checkpoint of {checkpoint.at} is not signed by this record's key."
            )
        yield checkpoint
