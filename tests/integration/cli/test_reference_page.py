"""The page on exported files says what the code does."""

from pathlib import Path

from sightline.cli.errors import EXIT_CODES
from sightline.exchange.exporters.action_plan import action_plan_columns

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "exported-files.md"


def test_every_exit_code_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert all(f"| {code} | {meaning} |" in page for code, meaning in EXIT_CODES.items())


def test_every_key_of_an_exported_action_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [column.key for column in action_plan_columns() if f"`{column.key}`" not in page] == []
