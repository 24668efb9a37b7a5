"""An audit trail that was tampered with is found out, by Sightline and by the verifier that shares no code.

`python -m benchmarks.audit_tampers` tampers ten times as often.
"""

import ast
import io
import json
import random
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connections

from sightline.domain.audit_trail.checkpoints import parse_note
from sightline.domain.audit_trail.verification import Notes, verify
from sightline.jobs.audit_trail import verify_audit
from sightline.records.agencies.models import Agency
from sightline.records.audit import verify_record
from sightline.records.audit.models import AuditEntry
from sightline.records.audit.queries import trail
from sightline.records.audit.services import UnauditedChange, change
from tests.factories.audit_tampering import (
    FORGING,
    TAMPERING,
    accepted_by_the_verifier,
    accepted_here,
    mangled,
    proof_is_refused_by_both,
    refused_by_both,
)
from tests.factories.audit_trail import Record, another_key, make_record
from tests.factories.partnership import NOW, Partnership

N_OF_EACH = 50
N_FORGED = 200


@pytest.fixture
def record(people: Partnership, settings: Any) -> Record:
    return make_record(people.coordinator, settings.AUDIT_KEY_FILE)


@pytest.fixture
def short_record(people: Partnership, settings: Any) -> Record:
    """One checkpoint: without a library, to check a signature takes longer than all else."""
    return make_record(people.coordinator, settings.AUDIT_KEY_FILE, n_checkpoints=1)


def test_a_record_that_was_left_alone_holds_for_both(record: Record) -> None:
    verified = record.verified()
    covered = verified.size - 1  # the last entry tells of the last signing
    assert (verified.stored_up_to, verified.kept_up_to) == (covered, covered)
    export = io.BytesIO(record.exported())
    assert verify_record.verify(export, list(record.kept), None, []) == (verified.size, covered, covered, {})


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda tamper: tamper.__name__)
def test_both_find_each_tampering_and_name_the_first_wrong_entry(record: Record, tamper: Any) -> None:
    chance = random.Random(tamper.__name__)
    for _ in range(N_OF_EACH):
        changed, first = tamper(record, chance)
        said = refused_by_both(changed)
        # An older copy may lack a checkpoint that its last entries tell of; then that is what is said.
        assert first is None or said.startswith(f"Entry {first} is ") or "that checkpoint is gone" in said


def test_each_entry_and_each_growth_is_proved_to_both(record: Record) -> None:
    size = record.checkpoint.size
    for sequence in range(1, size + 1):
        assert accepted_by_the_verifier(record, record.inclusion(sequence))
        assert accepted_here(record, record.inclusion(sequence))
    for note in record.notes:
        growth = record.growth(parse_note(note))
        assert accepted_by_the_verifier(record, growth)
        assert accepted_here(record, growth)


@pytest.mark.parametrize("forge", FORGING, ids=lambda forge: forge.__name__)
def test_both_refuse_each_forged_proof(record: Record, forge: Any) -> None:
    chance = random.Random(forge.__name__)
    for _ in range(N_FORGED // len(FORGING) + 1):
        assert proof_is_refused_by_both(record, forge(record, chance))


def test_a_stored_checkpoint_that_is_gone_is_missed(record: Record) -> None:
    for place in range(len(record.notes)):
        notes = record.notes[:place] + record.notes[place + 1 :]
        assert "checkpoint is gone" in refused_by_both(replace(record, notes=notes))


def test_a_cut_after_the_last_checkpoint_is_not_seen(record: Record) -> None:
    """What a chain cannot show; docs/how-to/verify-the-audit.md says so too."""
    shorter = replace(record, entries=record.entries[:-1])
    assert shorter.verified().size == len(record.entries) - 1
    assert verify_record.verify(io.BytesIO(shorter.exported()), list(record.kept), None, [])


def test_no_bit_of_an_export_can_be_changed(short_record: Record) -> None:
    export = short_record.exported()
    chance = random.Random("bits")
    for _ in range(300):
        place = chance.randrange(len(export))
        changed = bytearray(export)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises(verify_record.Wrong):
            verify_record.verify(io.BytesIO(bytes(changed)), [], None, [])


def test_the_verifier_answers_whatever_it_is_given(
    short_record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export, chance = short_record.exported(), random.Random("forged")
    file = tmp_path / "export"
    for _ in range(300):
        changed = mangled(export, chance)
        file.write_bytes(changed)
        assert verify_record.main([str(file)]) == (0 if changed == export else 1)
    capsys.readouterr()


def test_a_plain_line_says_what_it_says_as_json(short_record: Record) -> None:
    """The verifier reads most entries by their form; whoever opens the file otherwise reads the same."""
    lines = short_record.exported().splitlines(keepends=True)
    entries = [line for line in lines if b'"kind":"entry"' in line]
    assert all(verify_record.plain_entry(line) for line in entries)
    chance = random.Random("plain")
    for _ in range(3_000):
        line = mangled(chance.choice(entries), chance)
        try:
            entry = verify_record.plain_entry(line)
        except ValueError:
            continue
        if entry is not None:
            told = json.loads(line)
            assert json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n" == line.decode("ascii")
            assert verify_record.is_ours(told)
            assert verify_record.entry_of(told) == entry


@pytest.mark.parametrize(
    "details",
    [
        '{"page":1},"verb":"looked away","more":{}',
        '{"page":1}},{"page":2}',
        '{"page":1,"page":2}',
        '{"size":2,"page":1}',
        '{"page": 1}',
        '{"page":1.5}',
        '{"page":01}',
        '{"page":"\\u0031"}',
        '{"page":1} ',
        "{}}",
    ],
)
def test_details_are_one_object_in_the_one_form(short_record: Record, details: str) -> None:
    """Each is under the digest of its own bytes, so that nothing but their form is wrong."""
    *first, last = short_record.entries
    forged = last._replace(details=details)
    digest = forged.digest_after(bytes.fromhex(first[-1].digest)).hex()
    export = replace(short_record, entries=(*first, last._replace(digest=digest))).exported()
    export = export.replace(b'"details":' + last.details.encode() + b',"digest":"' + digest.encode(),
                            b'"details":' + details.encode() + b',"digest":"' + digest.encode())  # fmt: skip
    assert details.encode() in export
    with pytest.raises(verify_record.Wrong, match="is not one that Sightline writes"):
        verify_record.verify(io.BytesIO(export), [], None, [])


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
    assert verify_record.verify(io.BytesIO(other.exported()), [], None, [])  # in itself it is right
    with pytest.raises(verify_record.Wrong, match="another public key"):
        verify_record.verify(io.BytesIO(other.exported()), [], told, [])


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
