"""`sightline audit`: what is printed and written, and how it ends when somebody was at the tables."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.records.audit import verify_record
from sightline.records.audit.services import record_read
from tests.conftest import as_owner, as_who_serves_pages
from tests.factories.partnership import NOW, Partnership

ENTRIES, CHECKPOINTS, SUBJECTS = "audit_auditentry", "audit_auditcheckpoint", "audit_auditsubject"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(people: Partnership, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["audit", *arguments, "--by", people.coordinator.email])


def tamper(table: str, statement: str) -> None:
    """What somebody does who owns the database."""
    as_owner(connection)
    with connection.cursor() as cursor:
        for trigger in triggers_on(table):
            cursor.execute(f"DROP TRIGGER {trigger}")
        cursor.execute(statement)
    as_who_serves_pages(connection)


def triggers_on(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        return [f"{table}_{name} ON {table}" for name in ("no_change", "no_truncate")]
    return [f"{table}_no_{verb}" for verb in ("UPDATE", "DELETE")]


def test_a_checkpoint_is_kept_and_the_record_compared_with_it(people: Partnership) -> None:
    signed = run(people, "checkpoint", "--output", "kept.txt")
    assert signed.exit_code == 0
    assert Path("kept.txt").read_text() in signed.stdout

    verified = run(people, "verify", "--checkpoint", "kept.txt")

    assert verified.exit_code == 0
    assert "The audit trail holds: 12 entries" in verified.stdout
    assert "Checkpoints kept elsewhere cover the first 11." in verified.stdout


def test_nothing_new_is_not_signed_again(people: Partnership) -> None:
    first = run(people, "checkpoint", "--output", "first.txt")
    again = run(people, "checkpoint", "--output", "again.txt")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert Path("again.txt").read_text() == Path("first.txt").read_text()


def test_an_export_is_checked_by_the_verifier_on_its_own(
    people: Partnership, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(people, "export", "audit.jsonl").exit_code == 1  # nothing is signed yet
    run(people, "checkpoint", "--output", "kept.txt")
    run(people, "checkpoint")

    result = run(people, "export", "audit.jsonl")

    assert result.exit_code == 0
    last_entry = json.loads(Path("audit.jsonl").read_text().splitlines()[-2])
    assert (last_entry["verb"], last_entry["object_type"]) == ("exported", "audit.AuditEntry")
    assert verify_record.main(["audit.jsonl", "--checkpoint", "kept.txt"]) == 0
    assert "The record holds: 13 entries" in capsys.readouterr().out
    assert not list(Path().glob("tmp*"))


@pytest.mark.parametrize(
    ("table", "statement", "words"),
    [
        (ENTRIES, "UPDATE audit_auditentry SET verb = 'seen' WHERE sequence = 3", "Entry 3 is wrong"),
        (ENTRIES, "UPDATE audit_auditentry SET actor_id = NULL WHERE sequence = 4", "Entry 4 is wrong"),
        (
            ENTRIES,
            "UPDATE audit_auditentry SET at = '2026-05-01 08:00:00+00:00' WHERE sequence = 5",
            "Entry 5 is wrong",
        ),
        (
            ENTRIES,
            """UPDATE audit_auditentry SET details_text = '{"role":"CHAIR"}' WHERE sequence = 5""",
            "Entry 5 is wrong",
        ),
        (
            ENTRIES,
            """UPDATE audit_auditentry SET details_text = '{"subjects":0}' WHERE sequence = 5""",
            "Entry 5 is wrong: it cannot be read",
        ),
        (ENTRIES, "UPDATE audit_auditentry SET digest = '' WHERE sequence = 6", "Entry 6 is wrong"),
        (ENTRIES, "DELETE FROM audit_auditentry WHERE sequence = 2", "Entry 2 is wrong"),
        (ENTRIES, "DELETE FROM audit_auditentry WHERE sequence > 6", "Entry 7 is missing"),
        (ENTRIES, "UPDATE audit_auditentry SET sequence = 70 WHERE sequence = 7", "Entry 7 is wrong"),
        (ENTRIES, "DELETE FROM audit_auditentry", "Entry 1 is missing"),
        (CHECKPOINTS, "DELETE FROM audit_auditcheckpoint", "Entry 12 is of the signing"),
        (CHECKPOINTS, "UPDATE audit_auditcheckpoint SET size = 3", None),  # the note is what counts
        (
            CHECKPOINTS,
            "UPDATE audit_auditcheckpoint SET note = '' WHERE size = 11",
            "checkpoint number 1 is not",
        ),
    ],
)
def test_verify_names_what_was_done_to_the_tables(
    people: Partnership, table: str, statement: str, words: str | None
) -> None:
    run(people, "checkpoint")
    tamper(table, statement)

    result = run(people, "verify")

    assert result.exit_code == (1 if words else 0)
    assert (words or "") in result.stderr
    assert words is None or run(people, "checkpoint").exit_code == 1  # what does not hold is not signed


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("DELETE FROM audit_auditsubject", 12),
        ("UPDATE audit_auditsubject SET object_id = 'another'", 12),
        ("UPDATE audit_auditsubject SET entry_id = 6", 6),
        (
            "INSERT INTO audit_auditsubject (entry_id, object_type, object_id) VALUES (3, 'a.User', 'x')",
            3,
        ),
    ],
)
def test_verify_names_the_entry_whose_look_was_hidden_or_made_up(
    people: Partnership, statement: str, wrong: int
) -> None:
    record_read(by=people.coordinator, now=NOW, verb="opened", obj=people.police)
    tamper(SUBJECTS, statement)
    assert f"Entry {wrong} is wrong: who looked" in run(people, "verify").stderr


def test_an_older_copy_put_back_is_found_by_the_checkpoint_that_was_kept(people: Partnership) -> None:
    run(people, "checkpoint", "--output", "kept.txt")
    tamper(ENTRIES, "DELETE FROM audit_auditentry WHERE sequence > 6")
    tamper(CHECKPOINTS, "DELETE FROM audit_auditcheckpoint")

    assert run(people, "verify").exit_code == 0
    result = run(people, "verify", "--checkpoint", "kept.txt")

    assert result.exit_code == 1
    assert "Entry 7 is missing" in result.stderr
    assert "kept checkpoint" in result.stderr


def test_a_new_key_is_never_made_in_place_of_a_lost_one(people: Partnership, settings: Any) -> None:
    run(people, "checkpoint")
    assert settings.AUDIT_KEY_FILE.stat().st_mode & 0o077 == 0
    settings.AUDIT_KEY_FILE.unlink()
    for command in (["checkpoint"], ["verify"], ["export", "audit.jsonl"]):
        result = run(people, *command)
        assert result.exit_code == 1
        assert "Put it back from where you keep it" in result.stderr
    assert not settings.AUDIT_KEY_FILE.exists()


def test_what_is_no_checkpoint_is_said_to_be_none(people: Partnership) -> None:
    Path("kept.txt").write_text("sightline-audit\n7\n")
    Path("binary.txt").write_bytes(b"\xff\x00")
    for name, words in (
        ("kept.txt", "is not a checkpoint"),
        ("binary.txt", "is not a checkpoint"),
        ("no.txt", "cannot be"),
    ):
        result = run(people, "verify", "--checkpoint", name)
        assert result.exit_code == 2
        assert words in result.stderr


@pytest.mark.parametrize("command", [["checkpoint"], ["verify"], ["export", "audit.jsonl"]])
def test_an_agency_may_not(people: Partnership, command: list[str]) -> None:
    result = CliRunner().invoke(app, ["audit", *command, "--by", people.police.email])
    assert result.exit_code == 3
    assert not Path("audit.jsonl").exists()
