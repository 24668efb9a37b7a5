"""What somebody does to an audit trail, or to a proof of it, who would rather it said something else."""

import base64
import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sightline.domain.audit_trail.checkpoints import parse_note
from sightline.domain.audit_trail.entries import canonical
from sightline.domain.audit_trail.proof_files import parse_growth
from sightline.domain.audit_trail.proofs import is_consistent, is_included
from sightline.domain.audit_trail.verification import RecordDiffers
from sightline.records.audit import verify_record
from tests.factories.audit_trail import Record, another_key

FIELDS = ("id", "at", "actor_id", "verb", "object_type", "object_id", "details", "digest")


def refused_by_both(record: Record) -> str:
    """What Sightline says of a record that the other verifier refuses too; empty where one lets it pass."""
    try:
        verify_record.verify(io.BytesIO(record.exported()), list(record.kept), None, [])
    except verify_record.Wrong:
        pass
    else:
        return ""
    try:
        record.verified()
    except RecordDiffers as error:
        return str(error)
    return ""


def changed_field(record: Record, chance: random.Random) -> tuple[Record, int]:
    place, name = chance.randrange(len(record.entries)), chance.choice(FIELDS)
    entry = record.entries[place]
    if name == "details":
        value = canonical({**json.loads(entry.details), "more": chance.randrange(9)})
    else:
        value = with_one_bit_changed(getattr(entry, name) or "0", chance)
    return with_entry(record, place, entry._replace(**{name: value})), place + 1


def with_one_bit_changed(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chr(ord(text[place]) ^ (1 << chance.randrange(7))) + text[place + 1 :]


def with_entry(record: Record, place: int, entry: Any) -> Record:
    return replace(record, entries=(*record.entries[:place], entry, *record.entries[place + 1 :]))


def deleted(record: Record, chance: random.Random) -> tuple[Record, int]:
    place = chance.randrange(len(record.entries) - 1)
    return replace(record, entries=record.entries[:place] + record.entries[place + 1 :]), place + 1


def swapped(record: Record, chance: random.Random) -> tuple[Record, int]:
    one, other = sorted(chance.sample(range(len(record.entries)), 2))
    entries = list(record.entries)
    entries[one], entries[other] = entries[other], entries[one]
    return replace(record, entries=tuple(entries)), one + 1


def swapped_and_numbered_anew(record: Record, chance: random.Random) -> tuple[Record, int]:
    changed, first = swapped(record, chance)
    entries = (entry._replace(sequence=number) for number, entry in enumerate(changed.entries, start=1))
    return replace(changed, entries=tuple(entries)), first


def inserted(record: Record, chance: random.Random) -> tuple[Record, int]:
    place = chance.randrange(len(record.entries))
    entry = chance.choice(record.entries)._replace(sequence=place + 1, verb="never done")
    return replace(record, entries=(*record.entries[:place], entry, *record.entries[place:])), place + 1


def cut_off(record: Record, chance: random.Random) -> tuple[Record, int]:
    """The end is gone; a checkpoint in the database still tells of it."""
    left = chance.randrange(len(record.entries) - 1)
    return replace(record, entries=record.entries[:left], kept=()), left + 1


def written_anew(record: Record, chance: random.Random) -> tuple[Record, None]:
    """A change with every digest after it made right, by somebody without the key."""
    place = chance.randrange(len(record.entries) - 1)
    changed = with_entry(record, place, record.entries[place]._replace(actor_id="", verb="looked away"))
    return replace(changed.written_anew(), kept=()), None


def written_anew_and_signed(record: Record, chance: random.Random) -> tuple[Record, None]:
    """The same by somebody who has the key too: only what was kept elsewhere can tell."""
    place = chance.randrange(len(record.entries) - 1)
    changed = with_entry(record, place, record.entries[place]._replace(verb="looked away"))
    return changed.written_anew(key=record.key), None


def signed_with_another_key(record: Record, chance: random.Random) -> tuple[Record, None]:
    changed = replace(record, entries=record.entries[: chance.randrange(1, len(record.entries))])
    covered = tuple(note for note in changed.notes if int(note.split("\n")[1]) <= len(changed.entries))
    return replace(changed, notes=covered).written_anew(key=another_key()), None


def put_back(record: Record, chance: random.Random) -> tuple[Record, int]:
    """An older copy of the whole database: in itself it is right."""
    left = chance.randrange(len(record.entries) - 1)
    covered = tuple(note for note in record.notes if int(note.split("\n")[1]) < left)
    return replace(record, entries=record.entries[:left], notes=covered), left + 1


TAMPERING: tuple[Callable[[Record, random.Random], tuple[Record, int | None]], ...] = (
    changed_field,
    deleted,
    swapped,
    swapped_and_numbered_anew,
    inserted,
    cut_off,
    written_anew,
    written_anew_and_signed,
    signed_with_another_key,
    put_back,
)


def mangled(export: bytes, chance: random.Random) -> bytes:
    """An export with lines lost, doubled and moved, and bytes replaced by some that JSON knows."""
    lines = export.splitlines(keepends=True)
    for _ in range(chance.randrange(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines[one] = lines[other]
            case 1:
                lines[one] = b""
            case 2:
                lines[one], lines[other] = lines[other][: chance.randrange(200)], lines[one]
            case _:
                line = bytearray(lines[one] or b"{}")
                for _ in range(chance.randrange(1, 5)):
                    line[chance.randrange(len(line))] = chance.choice(b'{}[]",:0-9ef\\u\n\x00\xff')
                lines[one] = bytes(line)
    return b"".join(lines)


def altered_entry(record: Record, chance: random.Random) -> bytes:
    """Other words, under the digest that is theirs."""
    proof = read(record.inclusion(any_sequence(record, chance)))
    proof["entry"]["verb"] = f"looked away {chance.randrange(99)}"
    return digested_anew(proof)


def moved_entry(record: Record, chance: random.Random) -> bytes:
    """The path of one entry for another place."""
    proof = read(record.inclusion(any_sequence(record, chance)))
    places = set(range(1, record.checkpoint.size + 1)) - {proof["entry"]["sequence"]}
    proof["entry"]["sequence"] = chance.choice(sorted(places))
    return digested_anew(proof)


def numbered_beyond_the_record(record: Record, chance: random.Random) -> bytes:
    proof = read(record.inclusion(any_sequence(record, chance)))
    beyond = chance.choice([0, -1, record.checkpoint.size + 1 + chance.randrange(9), 2**62])
    proof["entry"]["sequence"] = beyond
    return digested_anew(proof)


def after_another_entry(record: Record, chance: random.Random) -> bytes:
    proof = read(record.inclusion(any_sequence(record, chance)))
    proof["previous"] = chance.randbytes(32).hex()
    return digested_anew(proof)


def changed_path(record: Record, chance: random.Random) -> bytes:
    proof = any_proof(record, chance)
    place = chance.randrange(len(proof["path"]))
    proof["path"][place] = base64.b64encode(chance.randbytes(32)).decode()
    return written(proof)


def shorter_path(record: Record, chance: random.Random) -> bytes:
    proof = any_proof(record, chance)
    del proof["path"][chance.randrange(len(proof["path"]))]
    return written(proof)


def longer_path(record: Record, chance: random.Random) -> bytes:
    proof = any_proof(record, chance)
    more = chance.choice([*proof["path"], base64.b64encode(chance.randbytes(32)).decode()])
    proof["path"].insert(chance.randrange(len(proof["path"]) + 1), more)
    return written(proof)


def path_out_of_order(record: Record, chance: random.Random) -> bytes:
    proof = any_proof(record, chance)
    while len(proof["path"]) < 2:  # the last of an odd number stands high in the tree
        proof = any_proof(record, chance)
    one, other = chance.sample(range(len(proof["path"])), 2)
    proof["path"][one], proof["path"][other] = proof["path"][other], proof["path"][one]
    return written(proof)


def growth_of_another_history(record: Record, chance: random.Random) -> bytes:
    """By somebody who has the key, of a record that was written anew from before the older checkpoint."""
    old = parse_note(chance.choice(record.notes[:-1]))
    place = chance.randrange(old.size)
    forged = with_entry(record, place, record.entries[place]._replace(verb="looked away"))
    return forged.written_anew(key=record.key).growth(old)


def growth_backwards(record: Record, chance: random.Random) -> bytes:
    """The record shrank, and the proof is of the way it once grew."""
    old = chance.choice(record.notes[:-1])
    proof = read(record.growth(parse_note(old)))
    proof["old_size"], proof["note"] = record.checkpoint.size, old
    return written(proof)


def signed_by_another(record: Record, chance: random.Random) -> bytes:
    """All of it right, but under another key."""
    other = record.written_anew(key=another_key())
    return other.inclusion(any_sequence(record, chance))


def mangled_proof(record: Record, chance: random.Random) -> bytes:
    proof = written(any_proof(record, chance))
    while (changed := mangled(proof, chance)) == proof:
        pass
    return changed


FORGING: tuple[Callable[[Record, random.Random], bytes], ...] = (
    altered_entry,
    moved_entry,
    numbered_beyond_the_record,
    after_another_entry,
    changed_path,
    shorter_path,
    longer_path,
    path_out_of_order,
    growth_of_another_history,
    growth_backwards,
    signed_by_another,
    mangled_proof,
)


def any_sequence(record: Record, chance: random.Random) -> int:
    return chance.randrange(1, record.checkpoint.size + 1)


def any_proof(record: Record, chance: random.Random) -> dict[str, Any]:
    if chance.randrange(2):
        return read(record.inclusion(any_sequence(record, chance)))
    return read(record.growth(parse_note(chance.choice(record.notes[:-1]))))


def read(proof: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(proof)
    return found


def written(proof: dict[str, Any]) -> bytes:
    return canonical(proof).encode() + b"\n"


def digested_anew(proof: dict[str, Any]) -> bytes:
    entry = proof["entry"]
    entry["digest"] = _digest_of(proof).hex()
    return written(proof)


def _digest_of(proof: dict[str, Any]) -> bytes:
    return verify_record.digest_of(verify_record.entry_of(proof["entry"]), bytes.fromhex(proof["previous"]))


def proof_is_refused_by_both(record: Record, proof: bytes) -> bool:
    """Whether neither verifier lets a proof pass, with the record's key and checkpoints kept from before."""
    return not accepted_by_the_verifier(record, proof) and not accepted_here(record, proof)


def accepted_by_the_verifier(record: Record, proof: bytes) -> bool:
    kept = record.notes if b'"kind":"sightline-audit-growth"' in proof else record.notes[-1:]
    try:
        verify_record.verify_proof(io.BytesIO(proof), list(kept), record.public_key, [])
    except verify_record.Wrong:
        return False
    return True


def accepted_here(record: Record, proof: bytes) -> bool:
    """What Sightline makes of it: it reads proofs of growth itself, and of inclusion knows the arithmetic."""
    try:
        if b'"kind":"sightline-audit-growth"' in proof:
            growth = parse_growth(proof.decode())
            old = next(each for each in map(parse_note, record.notes) if each.size == growth.old_size)
            new = parse_note(growth.note)
            return record.key.signed(new) and is_consistent(
                old_size=old.size, old_root=old.root, new_size=new.size, new_root=new.root, path=growth.path
            )
        found = read(proof)
        digest = _digest_of(found)
        path = [base64.b64decode(each, validate=True) for each in found["path"]]
        new, place = record.checkpoint, found["entry"]["sequence"] - 1
        is_ours = written(found) == proof and found["note"] == new.note
        is_included_here = is_included(digest, place, size=new.size, root=new.root, path=path)
        return is_ours and is_included_here and found["public_key"] == record.public_key
    except (ValueError, TypeError, KeyError, AttributeError, StopIteration, RecursionError):
        return False
