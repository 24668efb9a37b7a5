"""An audit trail that was tampered with is found out, by Sightline and by the verifier that shares no code.

SIGHTLINE_TIMES=10 tampers ten times as often: 5,000 records, 3,000 forged exports.
"""

import ast
import io
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connections

from sightline.domain.audit_trail.entries import canonical
from sightline.domain.audit_trail.verification import Notes, RecordDiffers, verify
from sightline.jobs.audit_trail import verify_audit
from sightline.records.agencies.models import Agency
from sightline.records.audit import verify_record
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.queries import trail
from sightline.records.audit.services import UnauditedChange, change
from tests.factories.audit_trail import Record, another_key, make_record
from tests.factories.partnership import NOW, Partnership

FIELDS = ("id", "at", "actor_id", "verb", "object_type", "object_id", "details", "digest")
TIMES = int(os.environ.get("SIGHTLINE_TIMES", "1"))
N_OF_EACH = 50 * TIMES


@pytest.fixture
def record(people: Partnership, settings: Any) -> Record:
    return make_record(people.coordinator, settings.AUDIT_KEY_FILE)


@pytest.fixture
def short_record(people: Partnership, settings: Any) -> Record:
    """One checkpoint: without a library, to check a signature takes longer than all else."""
    return make_record(people.coordinator, settings.AUDIT_KEY_FILE, n_checkpoints=1)


def refused_by_both(record: Record) -> str:
    """What Sightline says of a record that the other verifier refuses too."""
    with pytest.raises(verify_record.Wrong):
        verify_record.verify(io.BytesIO(record.exported()), list(record.kept), None)
    with pytest.raises(RecordDiffers) as told:
        record.verified()
    return str(told.value)


def test_a_record_that_was_left_alone_holds_for_both(record: Record) -> None:
    verified = record.verified()
    covered = verified.size - 1  # the last entry tells of the last signing
    assert (verified.stored_up_to, verified.kept_up_to) == (covered, covered)
    assert verify_record.verify(io.BytesIO(record.exported()), list(record.kept), None) == (
        verified.size,
        covered,
        covered,
    )


def changed_field(record: Record, chance: random.Random) -> tuple[Record, int]:
    place, name = chance.randrange(len(record.entries)), chance.choice(FIELDS)
    entry = record.entries[place]
    if name == "details":
        value = canonical({**json.loads(entry.details), "more": chance.randrange(9)})
    else:
        value = with_one_bit_changed(getattr(entry, name) or "0", chance)
    return with_entry(record, place, replace(entry, **{name: value})), place + 1


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
    entries = (replace(entry, sequence=number) for number, entry in enumerate(changed.entries, start=1))
    return replace(changed, entries=tuple(entries)), first


def inserted(record: Record, chance: random.Random) -> tuple[Record, int]:
    place = chance.randrange(len(record.entries))
    entry = replace(chance.choice(record.entries), sequence=place + 1, verb="never done")
    return replace(record, entries=(*record.entries[:place], entry, *record.entries[place:])), place + 1


def cut_off(record: Record, chance: random.Random) -> tuple[Record, int]:
    """The end is gone; a checkpoint in the database still tells of it."""
    left = chance.randrange(len(record.entries) - 1)
    return replace(record, entries=record.entries[:left], kept=()), left + 1


def written_anew(record: Record, chance: random.Random) -> tuple[Record, None]:
    """A change with every digest after it made right, by somebody without the key."""
    place = chance.randrange(len(record.entries) - 1)
    changed = with_entry(record, place, replace(record.entries[place], actor_id="", verb="looked away"))
    return replace(changed.written_anew(), kept=()), None


def written_anew_and_signed(record: Record, chance: random.Random) -> tuple[Record, None]:
    """The same by somebody who has the key too: only what was kept elsewhere can tell."""
    place = chance.randrange(len(record.entries) - 1)
    changed = with_entry(record, place, replace(record.entries[place], verb="looked away"))
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


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda tamper: tamper.__name__)
def test_both_find_each_tampering_and_name_the_first_wrong_entry(record: Record, tamper: Any) -> None:
    chance = random.Random(tamper.__name__)
    for _ in range(N_OF_EACH):
        changed, first = tamper(record, chance)
        said = refused_by_both(changed)
        # An older copy may lack a checkpoint that its last entries tell of; then that is what is said.
        assert first is None or said.startswith(f"Entry {first} is ") or "that checkpoint is gone" in said


def test_a_stored_checkpoint_that_is_gone_is_missed(record: Record) -> None:
    for place in range(len(record.notes)):
        notes = record.notes[:place] + record.notes[place + 1 :]
        assert "checkpoint is gone" in refused_by_both(replace(record, notes=notes))


def test_a_cut_after_the_last_checkpoint_is_not_seen(record: Record) -> None:
    """What a chain cannot show; docs/how-to/verify-the-audit.md says so too."""
    shorter = replace(record, entries=record.entries[:-1])
    assert shorter.verified().size == len(record.entries) - 1
    assert verify_record.verify(io.BytesIO(shorter.exported()), list(record.kept), None)


def test_no_bit_of_an_export_can_be_changed(short_record: Record) -> None:
    export = short_record.exported()
    chance = random.Random("bits")
    for _ in range(300):
        place = chance.randrange(len(export))
        changed = bytearray(export)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(verify_record.Wrong):
            verify_record.verify(io.BytesIO(bytes(changed)), [], None)


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


def test_the_verifier_answers_whatever_it_is_given(
    short_record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export, chance = short_record.exported(), random.Random("forged")
    file = tmp_path / "export"
    for _ in range(300 * TIMES):
        changed = mangled(export, chance)
        file.write_bytes(changed)
        assert verify_record.main([str(file)]) == (0 if changed == export else 1)
    capsys.readouterr()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\x00" * 10_000,
        b"{" * 100_000,
        b"[" * 100_000 + b"]" * 100_000 + b"\n",
        b"9" * 1_000_000 + b"\n",
        b'{"kind":["entry"]}\n',
        b'{"kind":"entry"}\n',
        b'{"kind":"sightline-audit-export","public_key":"\\ud800","version":1}\n',
        b'{"kind":"sightline-audit-export","public_key":"","version":true}\n',
        b'{"kind":"sightline-audit-export","public_key":"","version":NaN}\n',
        b'{"kind":"sightline-audit-export","kind":"end","public_key":"","version":1}\n',
        b"x" * 5_000_000,
    ],
    ids=range(13),
)
def test_the_verifier_refuses_what_is_no_export(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export"
    file.write_bytes(data)
    assert verify_record.main([str(file)]) == 1
    assert verify_record.main([str(tmp_path / "nothing")]) == 2
    assert "does NOT hold" in capsys.readouterr().err


def test_details_nested_beyond_measure_are_no_crash(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export"
    for depth in (10, 100, *range(900, 1010, 3), 10_000):
        deep = b'"details":{"a":' + b"[" * depth + b"]" * depth + b"}"
        file.write_bytes(record.exported().replace(b'"details":{}', deep, 1))
        assert verify_record.main([str(file)]) == 1
    capsys.readouterr()


def test_a_key_that_was_told_is_held_against_the_export(record: Record) -> None:
    told = json.loads(record.exported().splitlines()[0])["public_key"]
    other = replace(record, kept=()).written_anew(key=another_key())
    assert verify_record.verify(io.BytesIO(other.exported()), [], None)  # in itself it is right
    with pytest.raises(verify_record.Wrong, match="another public key"):
        verify_record.verify(io.BytesIO(other.exported()), [], told)


def test_the_signature_check_agrees_with_the_library() -> None:
    assert verify_record.self_test()
    chance = random.Random("signatures")
    for _ in range(60):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public, text = key.public_key().public_bytes_raw(), chance.randbytes(chance.randrange(100))
        signature = bytearray(key.sign(text))
        assert verify_record.is_signed(public, text, bytes(signature))
        signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not accepted_by_library(public, text, bytes(signature))
        assert not verify_record.is_signed(public, text, bytes(signature))


def accepted_by_library(public: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def test_a_signature_has_one_form_and_a_key_that_signs_everything_is_none() -> None:
    public, _, signature = (bytes.fromhex(part) for part in verify_record.VECTORS[0])
    s = int.from_bytes(signature[32:], "little") + verify_record.ORDER
    assert not verify_record.is_signed(public, b"", signature[:32] + s.to_bytes(32, "little"))
    neutral = (1).to_bytes(32, "little")
    assert not verify_record.is_signed(neutral, b"anything", neutral + bytes(32))


def test_the_verifier_needs_python_3_8_and_nothing_else(record: Record, tmp_path: Path) -> None:
    source = Path(verify_record.__file__).read_text(encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source, feature_version=(3, 8)))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
    alone, export, kept = tmp_path / "verify_record.py", tmp_path / "export", tmp_path / "kept"
    alone.write_text(source, encoding="utf-8")
    export.write_bytes(record.exported())
    kept.write_text(record.kept[0], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", alone, export, "--checkpoint", kept], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The record holds: {len(record.entries)} entries" in done.stdout


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_make_one_chain() -> None:
    n_threads, n_changes = 20, 10
    together, failures = threading.Barrier(n_threads), []

    def act(number: int) -> None:
        try:
            together.wait()
            for place in range(n_changes):
                with change(by=None, now=NOW) as opened:
                    agency = Agency.objects.create(name=f"Agency {number} {place}")
                    opened.record("added", agency)
                    opened.record("named", agency, place=place)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    entries = list(AuditEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == list(range(1, 2 * n_threads * n_changes + 1))
    assert all(one.object_id == two.object_id for one, two in zip(entries[::2], entries[1::2], strict=True))
    taken = trail()
    assert verify(taken.entries(), Notes(taken.notes), is_signed=lambda each: False).size == len(entries)


def test_a_change_that_fails_leaves_no_gap(people: Partnership) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(UnauditedChange), change(by=people.coordinator, now=NOW):
        Agency.objects.create(name="Nobody heard of it")
    with change(by=people.coordinator, now=NOW) as opened:
        opened.record("done", people.police)
    assert AuditEntry.objects.latest("sequence").sequence == before + 1
    assert verify_audit(by=people.coordinator, kept=()).size == before + 1
