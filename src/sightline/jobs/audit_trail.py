"""The audit trail checked, signed and handed out: one call each for a command."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from sightline.domain.audit_trail.checkpoints import Checkpoint, parse_note, public_key_text, signed_note
from sightline.domain.audit_trail.entries import TrailEntry, moment
from sightline.domain.audit_trail.verification import Notes, RecordDiffers, Verified, verify
from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import User
from sightline.records.audit.queries import is_new_since, latest_checkpoint, trail
from sightline.records.audit.room import LEAST_FREE, free_share
from sightline.records.audit.services import record_audit_export, store_checkpoint
from sightline.records.audit.signing_key import SigningKey, make_signing_key, read_signing_key


class RecordBroken(UserError):
    """The audit trail is not what was written."""


class NothingSigned(UserError):
    """There is no checkpoint yet, or nothing to make one of."""


def make_checkpoint(*, by: User, now: datetime) -> Checkpoint:
    """Sign the trail as it is, once it is seen to hold; the latest checkpoint where nothing was added since.

    Raises: NotAllowed, NothingSigned, RecordBroken, SignedMeanwhile, SigningKeyUnusable
    """
    require(holding(by, Permission.PROVE_AUDIT))
    last = latest()
    if last is None:
        make_signing_key(_key_file())
    key = read_signing_key(_key_file())
    verified = _verified(key, kept=())
    if not verified.size:
        raise NothingSigned("There is nothing in the audit trail yet.")
    if last and not is_new_since(last):
        return last
    note = signed_note(verified.size, verified.root, moment(now), public=key.public, sign=key.sign)
    store_checkpoint(by=by, now=now, size=verified.size, note=note)
    return parse_note(note)


def verify_audit(*, by: User, kept: Sequence[str]) -> Verified:
    """Compare the trail with itself, the stored checkpoints and those that somebody kept.

    Raises: NotAllowed, RecordBroken, SigningKeyUnusable
    """
    require(holding(by, Permission.PROVE_AUDIT))
    needs_key = kept or trail().notes
    return _verified(read_signing_key(_key_file()) if needs_key else None, kept)


def chain_fault() -> str:
    """This is what is wrong with the chain or a stored checkpoint's root, in words; empty where it holds.

    Signatures are not looked at: a restored copy has no key beside it.
    """
    taken = trail()
    try:
        verify(taken.entries(), Notes(stored=taken.notes), is_signed=lambda _checkpoint: True)
    except RecordDiffers as error:
        return str(error)
    return ""


def room_warning() -> str:
    """This says that the disk fills up, where less than the least is free; otherwise nothing."""
    share = free_share(Path(settings.AUDIT_RESERVE_FILE).absolute().parent)
    if share >= LEAST_FREE:
        return ""
    return f"only {share:.0%} of the disk is free. Once it is full nothing can be saved, only read."


def public_key() -> str:
    """This is the key that others check checkpoints with. Raises: SigningKeyUnusable"""
    return public_key_text(read_signing_key(_key_file()).public)


def export_audit(*, by: User, now: datetime) -> Iterator[str]:
    """This is the trail as JSON lines, for `verify_record.py`. That it was handed out is its last entry.

    Raises: NotAllowed, NothingSigned, SigningKeyUnusable
    """
    require(holding(by, Permission.PROVE_AUDIT))
    if latest() is None:
        raise NothingSigned("Sign a checkpoint first: sightline audit checkpoint")
    key = public_key()
    record_audit_export(by=by, now=now)
    return _lines(key)


def _lines(key: str) -> Iterator[str]:
    taken = trail()
    yield _line(kind="sightline-audit-export", version=1, public_key=key)
    for note in taken.notes:
        yield _line(kind="checkpoint", note=note)
    n_entries = 0
    try:
        for entry in taken.entries():
            n_entries += 1
            yield _line(kind="entry", **_members(entry))
    except RecordDiffers as error:
        raise RecordBroken(str(error)) from error
    yield _line(kind="end", entries=n_entries, checkpoints=len(taken.notes))


def _members(entry: TrailEntry) -> dict[str, object]:
    return {**entry._asdict(), "details": json.loads(entry.details)}


def _line(**members: object) -> str:
    return json.dumps(members, sort_keys=True, separators=(",", ":")) + "\n"


def _verified(key: SigningKey | None, kept: Sequence[str]) -> Verified:
    taken = trail()
    notes = Notes(stored=taken.notes, kept=kept)
    try:
        return verify(taken.entries(), notes, is_signed=lambda each: key is not None and key.signed(each))
    except RecordDiffers as error:
        raise RecordBroken(str(error)) from error


def latest() -> Checkpoint | None:
    """This is the checkpoint over the most entries, if any. Raises: RecordBroken"""
    try:
        return latest_checkpoint()
    except RecordDiffers as error:
        raise RecordBroken(str(error)) from error


def _key_file() -> Path:
    return Path(settings.AUDIT_KEY_FILE)
