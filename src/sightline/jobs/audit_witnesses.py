"""What others need to vouch for the audit trail, and what they send back: proofs out, cosignatures in."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from sightline.domain.audit_trail.checkpoints import Checkpoint, parse_note
from sightline.domain.audit_trail.cosignatures import (
    ENOUGH,
    Cosigner,
    NotACosigner,
    is_by,
    parse_cosigner,
    who_cosigned,
)
from sightline.domain.audit_trail.entries import BEFORE_THE_FIRST
from sightline.domain.audit_trail.proof_files import growth_text, inclusion_text
from sightline.domain.audit_trail.proofs import consistency_path, inclusion_path, is_consistent, is_included
from sightline.domain.policy.permissions import Permission
from sightline.errors import UserError
from sightline.jobs.audit_trail import RecordBroken, latest, public_key
from sightline.records.access.policies import holding, require
from sightline.records.access.queries import User
from sightline.records.audit.queries import digests, entry_at, trail
from sightline.records.audit.services import store_cosignature
from sightline.records.audit.signing_key import is_signed_by


class NotTakenIn(UserError):
    """A cosigned checkpoint that is none of ours, or that nobody we know has cosigned."""

    exit_code = 2


class NothingToProve(UserError):
    """There is no such entry or checkpoint, or no checkpoint covers it yet."""

    exit_code = 2


def cosigners() -> tuple[Cosigner, ...]:
    """This is the agencies whose cosignatures count, from their file. Raises: NotTakenIn"""
    file = Path(settings.AUDIT_COSIGNERS_FILE)
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        return tuple(parse_cosigner(line) for line in lines if line.strip() and not line.startswith("#"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, NotACosigner) as error:
        raise NotTakenIn(f"{file} cannot be read as a list of public keys, one a line: {error}") from error


def cosigned_by(checkpoint: Checkpoint) -> frozenset[str]:
    """This is the agencies that have cosigned a checkpoint, as far as we know their keys."""
    return who_cosigned(checkpoint, cosigners(), is_signed=is_signed_by)


def cosigned_up_to() -> int:
    """This is how many entries the latest checkpoint covers that enough agencies have cosigned."""
    checkpoints = map(parse_note, trail().notes)
    return max((each.size for each in checkpoints if len(cosigned_by(each)) >= ENOUGH), default=0)


def add_cosignatures(*, by: User, now: datetime, note: str) -> tuple[str, ...]:
    """Keep the lines that agencies have put under a checkpoint of ours. Return whose were new.

    Raises: NotAllowed, NotTakenIn
    """
    require(holding(by, Permission.PROVE_AUDIT))
    given = parse_note(note)
    if given.text not in {parse_note(stored).text for stored in trail().notes}:
        raise NotTakenIn("This is not a checkpoint of this record. Nothing was kept.")
    names = cosigned_by(given)
    if not names:
        raise NotTakenIn(
            f"No line of it is by an agency whose public key stands in {settings.AUDIT_COSIGNERS_FILE}. "
            "Nothing was kept."
        )
    return tuple(
        cosigner.name
        for cosigner in cosigners()
        for line in given.cosignatures
        if cosigner.name in names and is_by(line, cosigner)
        if store_cosignature(by=by, now=now, size=given.size, cosigner=line.name, line=line.line)
    )


def prove_entry(*, by: User, sequence: int) -> str:
    """This is a proof that the latest checkpoint covers an entry, which it shows. For `verify_record.py`.

    Raises: NotAllowed, NothingToProve, RecordBroken, SigningKeyUnusable
    """
    require(holding(by, Permission.PROVE_AUDIT))
    checkpoint, entry, previous = latest(), entry_at(sequence), entry_at(sequence - 1)
    if checkpoint is None or entry is None or sequence > checkpoint.size:
        raise NothingToProve(
            f"No checkpoint covers an entry {sequence}. Sign one: sightline audit checkpoint"
        )
    leaves = digests(checkpoint.size)
    path = inclusion_path(leaves, sequence - 1)
    if not is_included(
        leaves[sequence - 1], sequence - 1, size=checkpoint.size, root=checkpoint.root, path=path
    ):
        raise RecordBroken("The record is not what was signed: sightline audit verify says where.")
    return inclusion_text(
        entry,
        previous=bytes.fromhex(previous.digest) if previous else BEFORE_THE_FIRST,
        path=path,
        note=checkpoint.note,
        public_key=public_key(),
    )


def prove_growth(*, by: User, since: int) -> str:
    """This is a proof that the record only grew since it had so many entries. For whoever cosigns.

    Raises: NotAllowed, NothingToProve, RecordBroken, SigningKeyUnusable
    """
    require(holding(by, Permission.PROVE_AUDIT))
    checkpoint = latest()
    old = next((each for each in map(parse_note, trail().notes) if each.size == since), None)
    if checkpoint is None or old is None:
        raise NothingToProve(f"There is no checkpoint over {since} entries.")
    path = consistency_path(digests(checkpoint.size), since)
    if not is_consistent(
        old_size=since, old_root=old.root, new_size=checkpoint.size, new_root=checkpoint.root, path=path
    ):
        raise RecordBroken("The record is not what was signed: sightline audit verify says where.")
    return growth_text(old_size=since, path=path, note=checkpoint.note, public_key=public_key())
