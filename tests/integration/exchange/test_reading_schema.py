"""What is printed for programs is as its published schema says."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sightline.exchange.importers.published_review import read_published_review
from tests.corpus.contents import Report
from tests.corpus.files import draw, known_reports

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "generated" / "reading.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("report", known_reports(), ids=lambda report: report.slug)
def test_a_reading_is_as_the_schema_says(report: Report, validator: Draft202012Validator) -> None:
    file = draw(report, "txt")
    reading = read_published_review(file.data, name=file.name)
    printed = json.loads(json.dumps(reading))
    assert [error.message for error in validator.iter_errors(printed)] == []


def test_the_schema_refuses_what_is_not_a_reading(validator: Draft202012Validator) -> None:
    assert not validator.is_valid({"schema_version": "1.0", "action_plan": []})
