"""Agencies cosign checkpoints on machines of their own, and whoever is handed a proof can check it alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.records.access.services import add_agency
from sightline.records.audit import verify_record
from sightline.records.audit.models import AuditCosignature
from sightline.records.audit.signing_key import read_signing_key
from tests.factories.audit_trail import Record, another_key, make_record
from tests.factories.partnership import NOW, Partnership

AGENCIES = ("marram-police", "saltby-council", "saltby-health")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def audit(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["audit", *arguments])


def of_coordinator(people: Partnership, *arguments: str) -> Result:
    result = audit(*arguments, "--by", people.coordinator.email)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def keys(settings: Any) -> dict[str, str]:
    """Each agency's public key, known to the server; its private one is in a file of that name."""
    printed = {
        name: audit("cosign", "--new-key", f"{name}.key", "--name", name).stdout.split()[-1]
        for name in AGENCIES
    }
    settings.AUDIT_COSIGNERS_FILE.write_text("# who cosigns\n" + "\n".join(printed.values()) + "\n")
    return printed


@pytest.fixture
def log_key(people: Partnership) -> str:
    """The record's public key, as the first checkpoint prints it."""
    signed = of_coordinator(people, "checkpoint", "--output", "first.txt")
    assert "Cosigned by 0 of" in signed.stdout
    return signed.stdout.split("Public key: ")[1].split()[0]


def cosign(name: str, note: str, log_key: str, *more: str) -> Result:
    return audit("cosign", note, "--key", f"{name}.key", "--log", log_key, *more)


def grow(people: Partnership, name: str) -> None:
    add_agency(by=people.coordinator, now=NOW, name=name)


def size_of(note: str) -> str:
    return Path(note).read_text().split("\n")[1]


def test_a_checkpoint_is_vouched_for_by_two_agencies(
    people: Partnership, keys: dict[str, str], log_key: str
) -> None:
    for name in AGENCIES[:2]:
        assert cosign(name, "first.txt", log_key).exit_code == 0
        kept = of_coordinator(people, "add-cosignatures", "first.txt")
        assert f"Kept 1 cosignature: {name}." in kept.stdout
    assert "Kept 0" in of_coordinator(people, "add-cosignatures", "first.txt").stdout

    again = of_coordinator(people, "checkpoint")

    assert f"Cosigned by 2 of 3 agencies: {AGENCIES[0]}, {AGENCIES[1]}." in again.stdout
    assert AuditCosignature.objects.count() == 2
    verified = of_coordinator(people, "verify", "--checkpoint", "first.txt")
    assert f"At least 2 agencies have cosigned the first {size_of('first.txt')}." in verified.stdout


def test_the_second_time_the_growth_has_to_be_proved(
    people: Partnership, keys: dict[str, str], log_key: str
) -> None:
    cosign("marram-police", "first.txt", log_key)
    grow(people, "Saltby Housing")
    of_coordinator(people, "checkpoint", "--output", "second.txt")

    refused = cosign("marram-police", "second.txt", log_key)

    assert refused.exit_code == 1
    assert f"sightline audit prove --since {size_of('first.txt')}" in refused.stderr
    of_coordinator(people, "prove", "growth.json", "--since", size_of("first.txt"))
    done = cosign("marram-police", "second.txt", log_key, "--growth", "growth.json")
    assert done.exit_code == 0
    assert f"from {size_of('first.txt')} to {size_of('second.txt')} entries" in done.stdout
    assert verify_record.main(["--proof", "growth.json", "--checkpoint", "first.txt", "--key", log_key]) == 0


def test_a_record_that_shrank_is_not_cosigned(
    people: Partnership, keys: dict[str, str], log_key: str
) -> None:
    Path("earlier.txt").write_text(Path("first.txt").read_text())
    grow(people, "Saltby Housing")
    of_coordinator(people, "checkpoint", "--output", "second.txt")
    cosign("marram-police", "second.txt", log_key)
    refused = cosign("marram-police", "earlier.txt", log_key)
    assert refused.exit_code == 1
    assert "The record shrank" in refused.stderr
    assert "marram-police" not in Path("earlier.txt").read_text()


def test_a_record_written_anew_by_who_has_the_key_is_not_cosigned(
    people: Partnership, keys: dict[str, str], log_key: str, settings: Any
) -> None:
    cosign("marram-police", "first.txt", log_key)
    record: Record = make_record(people.coordinator, settings.AUDIT_KEY_FILE)
    forged = Record(record.entries[3:], record.notes[-1:], (), read_signing_key(settings.AUDIT_KEY_FILE))
    longest = forged.written_anew()
    note = f"sightline-audit\n{len(longest.entries)}\n"
    shorter = Record(longest.entries, (note + "\n2026-05-01T09:00:00.000000Z",), (), forged.key)
    Path("forged.txt").write_text(shorter.written_anew(key=forged.key).notes[0])

    refused = cosign("marram-police", "forged.txt", log_key)

    assert refused.exit_code == 1
    assert "not shown that this record continues" in refused.stderr


def test_a_checkpoint_under_another_key_is_not_cosigned(
    people: Partnership, keys: dict[str, str], log_key: str
) -> None:
    other = Record((), (), (), another_key()).public_key
    refused = cosign("marram-police", "first.txt", other)
    assert refused.exit_code == 1
    assert "not signed by the key you were told" in refused.stderr
    assert not Path("marram-police.key.last").exists()


def test_lines_of_strangers_are_not_kept(people: Partnership, log_key: str) -> None:
    audit("cosign", "--new-key", "stranger.key", "--name", "stranger")
    cosign("stranger", "first.txt", log_key)
    result = audit("add-cosignatures", "first.txt", "--by", people.coordinator.email)
    assert result.exit_code == 2
    assert "No line of it is by an agency" in result.stderr


def test_a_proof_of_one_entry_needs_nothing_else(
    people: Partnership, keys: dict[str, str], log_key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in AGENCIES[:2]:
        cosign(name, "first.txt", log_key)
        of_coordinator(people, "add-cosignatures", "first.txt")
    of_coordinator(people, "prove", "entry.json", "--entry", "3")
    told = ["--proof", "entry.json", "--key", log_key]
    cosigned = [part for name in AGENCIES[:2] for part in ("--cosigner", keys[name])]

    assert verify_record.main([*told, *cosigned, "--checkpoint", "first.txt"]) == 0
    shown = capsys.readouterr().out
    assert '"sequence":3' in shown
    assert f"Cosigned by {AGENCIES[0]}, {AGENCIES[1]}." in shown
    assert verify_record.main([*told, "--cosigner", keys[AGENCIES[2]]]) == 1
    assert "has not cosigned" in capsys.readouterr().err


def test_a_cosignature_is_of_that_checkpoint_and_that_time(
    people: Partnership, keys: dict[str, str], log_key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cosign("marram-police", "first.txt", log_key)
    of_coordinator(people, "add-cosignatures", "first.txt")
    of_coordinator(people, "prove", "entry.json", "--entry", "3")
    proof = json.loads(Path("entry.json").read_text())
    start = proof["note"].index("marram-police ") + len("marram-police ")
    for place in range(start + 6, start + 100, 5):  # time and signature, not the id of the key
        other = "B" if proof["note"][place] != "B" else "C"
        note = proof["note"][:place] + other + proof["note"][place + 1 :]
        changed = json.dumps({**proof, "note": note}, sort_keys=True, separators=(",", ":"))
        Path("changed.json").write_text(changed + "\n")
        assert verify_record.main(["--proof", "changed.json", "--cosigner", keys["marram-police"]]) == 1
        assert "marram-police did not sign" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["prove", "proof.json", "--entry", "1"],
        ["prove", "proof.json", "--since", "7"],
        ["add-cosignatures", "first.txt"],
    ],
)
def test_an_agency_s_representative_may_not(people: Partnership, log_key: str, command: list[str]) -> None:
    result = audit(*command, "--by", people.police.email)
    assert result.exit_code == 3
    assert not Path("proof.json").exists()


def test_a_proof_of_what_is_not_there_is_refused(people: Partnership, log_key: str) -> None:
    for question in (["--entry", "99"], ["--since", "3"], [], ["--entry", "1", "--since", "7"]):
        result = audit("prove", "proof.json", *question, "--by", people.coordinator.email)
        assert result.exit_code == 2


def test_a_key_is_never_written_over_and_its_name_is_plain(keys: dict[str, str]) -> None:
    assert Path("marram-police.key").stat().st_mode & 0o077 == 0
    for arguments in (
        ["marram-police.key", "--name", "other"],
        ["new.key", "--name", "Two words"],
        ["new.key"],
    ):
        assert audit("cosign", "--new-key", *arguments).exit_code == 2
    assert not Path("new.key").exists()
