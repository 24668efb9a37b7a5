"""`sightline invent review` writes the returns of a review that never was, and the truth about it."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from sightline.cli import app


def invent(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["invent", "review", *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert invent("--seed", "7", "--to", str(tmp_path / name)).exit_code == 0
    invent("--seed", "8", "--to", str(tmp_path / "other"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two") != contents(tmp_path / "other")
    assert len(contents(tmp_path / "one")) == 13


def test_the_truth_says_which_events_tell_of_one_thing_and_where_each_stands(tmp_path: Path) -> None:
    invent("--size", "2", "--to", str(tmp_path))
    truth = json.loads((tmp_path / "truth.json").read_text())
    told = {account["event"]["id"]: account["happening"] for account in truth["accounts"]}
    assert all(len({told[event_id] for event_id in group}) == 1 for group in truth["same_incidents"])
    placed = {line["event_id"] for file in truth["files"] for line in file["written"]} - {""}
    assert placed == {event_id for event_id in told if not event_id.startswith("family")}
    assert {"MISSING_SOURCE", "IMPOSSIBLE_DATE"} <= {
        line["mistake"] for file in truth["files"] for line in file["written"]
    }
    assert {file["name"] for file in truth["files"]} | {"truth.json"} == {
        path.name for path in tmp_path.iterdir()
    }


def test_nothing_is_written_over(tmp_path: Path) -> None:
    kept = tmp_path / "ambulance.csv"
    kept.write_text("kept")
    result = invent("--to", str(tmp_path))
    assert result.exit_code == 2
    assert "exists already" in result.output
    assert contents(tmp_path) == {"ambulance.csv": b"kept"}


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = invent("--to", str(tmp_path / "file" / "folder"))
    assert result.exit_code == 2
    assert "cannot be written to" in result.output
