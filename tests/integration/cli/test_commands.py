"""The commands as a person types them: what they print, what they store, how they end."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from django.test import Client
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from sightline.cli import acting, app, demo_story
from sightline.cli.demo_cases import absent_cases
from sightline.cli.demo_story import Person
from sightline.cli.demonstration import demo_password
from sightline.domain.states.published_document import DocumentState
from sightline.domain.vocabulary.roles import Role
from sightline.records.access.queries import coordinators, user_with_email
from sightline.records.cases.queries import cases
from sightline.records.exports.models import ExportRequest
from sightline.records.reviews.queries.documents import documents
from sightline.records.reviews.queries.plan import whole_plan
from sightline.records.reviews.queries.reviews import reviews
from tests.factories.partnership import NOW, PASSWORD, Partnership, review_with_owners

REPORT = """Domestic Homicide Review
Overview Report
Report into the death of Wren in March 2030

1. Introduction
This review is invented from beginning to end.

2. Recommendations
Recommendation 1: Marram Police should ask about safety at every visit.
Recommendation 2: Saltby Council should check the locks within a week.
"""


def run(*arguments: str | Path, input: str | None = None) -> Result:  # noqa: A002  the runner's own word
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "wren.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_read_prints_every_section_for_people(report: Path) -> None:
    result = run("read", report)

    assert result.exit_code == 0
    assert "wren.txt (txt" in result.stdout
    assert "Recommendations: 2" in result.stdout
    assert "Marram Police should ask about safety" in result.stdout
    assert "Defects:" in result.stdout


def test_defects_alike_are_told_once_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "wren.txt"
    file.write_text(f"{REPORT}Recommendation 4: Saltby Council should write it down.\n", encoding="utf-8")

    result = run("read", file)

    codes = [line.split()[0] for line in result.stdout.split("Defects:")[1].splitlines() if line[:3] == "  n"]
    assert codes.count("numbering_gap") == 1
    assert "/0]" not in result.stdout


def test_read_prints_pure_json_for_programs(report: Path) -> None:
    result = run("read", report, "--format", "json")

    reading = json.loads(result.stdout)
    assert result.stderr == ""
    assert reading["schema_version"] == "1.0"
    assert len(reading["recommendations"]) == 2


def test_read_writes_to_a_file(report: Path, tmp_path: Path) -> None:
    result = run("read", report, "--format", "json", "--output", tmp_path / "out.json")

    assert result.stdout == ""
    assert json.loads((tmp_path / "out.json").read_text())["file"]["name"] == "wren.txt"


@pytest.mark.parametrize(("content", "message"), [(b"", "empty"), (b"%PDF-1.7 nothing", "PDF")])
def test_an_unreadable_file_ends_with_2_and_a_plain_message(
    tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(content)

    result = run("read", file)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_debug_shows_where_an_error_came_from(tmp_path: Path) -> None:
    result = run("--debug", "read", tmp_path / "missing.docx")

    assert result.exit_code == 2
    assert "Traceback" in result.stderr


def test_import_stores_a_document_that_waits_to_be_checked(people: Partnership, report: Path) -> None:
    result = run("import", report, "--by", people.coordinator.email)

    (document,) = documents(people.coordinator)
    assert result.exit_code == 0
    assert document.state is DocumentState.CHECKING
    assert f"/published-documents/{document.id}/" in result.stdout


def test_importing_the_same_file_twice_stores_it_once_and_says_so(people: Partnership, report: Path) -> None:
    run("import", report, "--by", people.coordinator.email)

    result = run("import", report, "--by", people.coordinator.email)

    assert result.exit_code == 0
    assert "received before" in result.stdout
    assert len(documents(people.coordinator)) == 1


def test_import_with_accept_makes_the_review_once(people: Partnership, report: Path) -> None:
    first = run("import", report, "--by", people.coordinator.email, "--accept")
    second = run("import", report, "--by", people.coordinator.email, "--accept")

    (review,) = reviews(people.coordinator, NOW.date())
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert f"/reviews/{review.id}/" in first.stdout
    assert review.n_recommendations == 2


def test_an_unreadable_file_stores_nothing(people: Partnership, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(b"PK\x03\x04 cut short")

    result = run("import", file, "--by", people.coordinator.email)

    assert result.exit_code == 2
    assert documents(people.coordinator) == ()


def test_who_may_not_import_is_told_and_ends_with_3(people: Partnership, report: Path) -> None:
    result = run("import", report, "--by", people.police.email)

    assert result.exit_code == 3
    assert "may not" in result.stderr
    assert documents(people.coordinator) == ()


def test_two_coordinators_need_by(people: Partnership, report: Path) -> None:
    result = run("import", report)

    assert result.exit_code == 2
    assert f"--by {people.coordinator.email}\n" in result.stderr
    assert f"--by {people.second_coordinator.email}\n" in result.stderr
    assert people.police.email not in result.stderr


def test_a_plan_goes_out_and_comes_back(people: Partnership, review_id: UUID, tmp_path: Path) -> None:
    by = ("--by", people.coordinator.email)
    plan = tmp_path / "plan.xlsx"

    out = run("plan", "export", review_id, "--output", plan, *by)
    unchanged = run("plan", "import", plan, *by)
    workbook = load_workbook(plan)
    heads = {cell.value: cell.column for cell in workbook["Action plan"][1]}
    workbook["Action plan"].cell(2, heads["Owner (e-mail)"]).value = people.police.email
    workbook.save(plan)
    shown = run("plan", "import", plan, *by)
    still = whole_plan(people.coordinator, today=NOW.date(), review_id=review_id).rows[0].owner_email
    applied = run("plan", "import", plan, "--apply", *by)
    after = whole_plan(people.coordinator, today=NOW.date(), review_id=review_id).rows[0].owner_email

    assert [result.exit_code for result in (out, unchanged, shown, applied)] == [0, 0, 0, 0]
    assert "No differences" in unchanged.stdout
    assert f"(empty) → {people.police.email}" in shown.stdout
    assert still == ""
    assert "Changed 1 action." in applied.stdout
    assert after == people.police.email


@pytest.mark.parametrize("extension", ["xlsx", "docx", "csv", "json"])
def test_a_file_is_named_after_what_it_is(people: Partnership, review_id: UUID, extension: str) -> None:
    result = run(
        "plan", "export", review_id, "--format", extension, "--board", "--by", people.coordinator.email
    )

    name = result.stdout.removeprefix("Wrote ").strip()
    assert name.startswith("board-report-")
    assert Path(name).stat().st_size > 0


def test_a_review_is_named_by_the_address_of_its_page(
    people: Partnership, review_id: UUID, tmp_path: Path
) -> None:
    address = f"https://sightline.saltby.example/reviews/{review_id}/action-plan/?page=2"

    result = run(
        "plan", "export", address, "--output", tmp_path / "plan.xlsx", "--by", people.coordinator.email
    )

    assert result.exit_code == 0
    assert (tmp_path / "plan.xlsx").stat().st_size > 0


def test_a_copy_is_traced_to_who_took_it_out(people: Partnership, review_id: UUID, tmp_path: Path) -> None:
    plan, by = tmp_path / "plan.xlsx", ("--by", people.coordinator.email)
    run("plan", "export", review_id, "--output", plan, *by)

    of_file = run("exports", "trace", plan, *by)
    of_text = run("exports", "trace", "-", *by, input=str(load_workbook(plan)["Read me"]["A2"].value))
    of_nothing = run("exports", "trace", "-", *by, input="A well-known plan.")

    assert of_file.exit_code == 0
    assert f"Action plan {review_id}, exported by {people.coordinator.name} on " in of_file.stdout
    assert "hidden characters in the text, the printed reference, the widths of its columns" in of_file.stdout
    assert "Found by: the printed reference." in of_text.stdout
    assert of_nothing.exit_code == 1
    assert "No mark of an export was found" in of_nothing.stderr


def test_the_sweep_says_how_many_files_it_deleted(people: Partnership, review_id: UUID) -> None:
    run("plan", "export", review_id, "--by", people.coordinator.email)

    assert run("exports", "sweep").stdout == "0 files deleted.\n"
    ExportRequest.objects.update(ready_from=NOW, kept_until=NOW + timedelta(hours=24))
    assert run("exports", "sweep").stdout == "1 file deleted.\n"


def test_a_file_that_waits_for_a_second_person_ends_with_1_and_says_where(
    people: Partnership,
) -> None:
    review_id = review_with_owners(people.coordinator, agency_id=people.police.agency_id, n_owners=26)
    command = ("plan", "export", review_id, "--by", people.coordinator.email)

    without_reason, with_reason = run(*command), run(*command, "--reason", "For the board")

    assert without_reason.exit_code == 2
    assert "Say what it is for" in without_reason.stderr
    assert with_reason.exit_code == 1
    export = ExportRequest.objects.get()
    assert f"/exports/{export.pk}/" in with_reason.stderr


@pytest.mark.parametrize("review", ["not-an-id", "01900000-0000-7000-8000-000000000000"])
def test_an_unknown_review_ends_with_2(people: Partnership, review: str) -> None:
    result = run("plan", "export", review, "--by", people.coordinator.email)

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")


def test_remind_says_what_it_did(people: Partnership, review_id: UUID) -> None:
    result = run("remind", "--today", "2026-04-30")

    assert result.exit_code == 0
    assert result.stdout == "2026-04-30: 0 e-mails sent, 0 not sent.\n"
    assert mail.outbox == []


def test_the_first_user_is_the_coordinator_of_a_new_partnership(db: None) -> None:
    result = run(
        "user", "add", "cora@saltby.example", "--name", "Cora Example", "--agency", "Saltby Partnership",
        "--coordinator", input=f"{PASSWORD}\n",
    )  # fmt: skip
    second = run(
        "user", "add", "polly@saltby.example", "--name", "Polly Sample", "--agency", "Marram Police",
        input=f"{PASSWORD}\n",
    )  # fmt: skip

    assert (result.exit_code, second.exit_code) == (0, 0)
    assert [user.email for user in coordinators()] == ["cora@saltby.example"]
    assert user_with_email("polly@saltby.example").agency.name == "Marram Police"


def test_the_review_of_staff_says_what_ended(people: Partnership) -> None:
    with time_machine.travel(datetime(2026, 8, 1, 9, tzinfo=UTC), tick=False):
        result = run("user", "review")

    assert result.exit_code == 0
    assert (
        "police@saltby.example: “Agency single point of contact” ended, nobody confirmed it." in result.stdout
    )
    assert "police@saltby.example: suspended, holds no role." in result.stdout
    assert "nobody else could manage users. Kept." in result.stdout


def test_a_weak_password_ends_with_2(db: None) -> None:
    result = run(
        "user", "add", "cora@saltby.example", "--name", "Cora", "--agency", "Saltby", "--coordinator",
        input="short\n",
    )  # fmt: skip

    assert result.exit_code == 2
    assert coordinators() == ()


def test_the_demo_is_loaded_once_and_lets_people_sign_in(transactional_db: None) -> None:
    first, second = run("demo", "--no-serve"), run("demo", "--no-serve")

    (coordinator,) = coordinators()
    (review,) = reviews(coordinator, NOW.date())
    states = {row.file_name: row.state for row in documents(coordinator)}
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert all(role.wording in first.stdout for role in Role)
    assert f"Password of each: {demo_password()}" in first.stdout
    assert Client().login(username="police@saltby.example", password=demo_password())
    assert review.n_actions == 45
    assert states == {
        "saltby.docx": DocumentState.ACCEPTED,
        "pennygate.pdf": DocumentState.CHECKING,
    }


def test_the_demo_shows_a_barred_and_a_sealed_case_that_are_absent_for_somebody(
    transactional_db: None,
) -> None:
    shown = run("demo", "--no-serve").stdout

    def sees(person: Person) -> set[str]:
        return {row.reference for row in cases(user_with_email(person.email), now=acting.clock())}

    barred, sealed = absent_cases()
    assert (barred.absent_for, sealed.absent_for) == (demo_story.BARRED, demo_story.IDVA)
    for absent in (barred, sealed):
        assert absent.reference in sees(absent.seen_by)
        assert absent.reference not in sees(absent.absent_for)
        assert absent.reference in shown


def test_the_demo_keeps_out_of_a_database_that_is_in_use(people: Partnership) -> None:
    result = run("demo", "--no-serve")

    assert result.exit_code == 2
    assert "a database of its own" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("--help",), ("plan", "--help")])
def test_help_needs_no_database(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert "Usage: " in result.output


def test_the_command_reads_without_a_database(tmp_path: Path) -> None:
    """The installed command, in a process of its own, where no setting names a database."""
    example = files("sightline") / "examples" / "saltby.docx"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SIGHTLINE", "DJANGO"))
    }

    done = subprocess.run(
        [Path(sys.executable).parent / "sightline", "read", str(example), "--format", "json"],
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )

    assert done.returncode == 0
    assert done.stderr == b""
    assert len(json.loads(done.stdout)["action_plan"]) == 45
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_behind_is_said_so(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
        "SIGHTLINE_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3",
    }

    done = subprocess.run(
        [Path(sys.executable).parent / "sightline", "remind"],
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        check=False,
    )

    assert done.returncode == 1
    assert b"Run `sightline migrate`" in done.stderr
    assert b"Traceback" not in done.stderr
