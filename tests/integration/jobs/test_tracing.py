"""Whose copy it was: fifty exports, each found again from what a leak would be made of."""

import io
import random
import string
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from docx import Document
from openpyxl import load_workbook

from sightline.domain.vocabulary.exports import ExportKind
from sightline.domain.watermark import hidden_references, without_hidden
from sightline.exchange.importers.leaked_copy import LeakedCopy, read_leaked_copy
from sightline.exchange.importers.sandbox import read_leaked_copy_in_sandbox
from sightline.jobs import exports as jobs
from sightline.jobs.exports import FoundBy
from sightline.records.access.policies import NotAllowed
from sightline.records.audit.models import AuditEntry
from tests.factories.partnership import NOW, Partnership

N_EXPORTS = 50
FORMATS = ("docx", "xlsx", "csv")
Exports = dict[UUID, tuple[str, bytes]]


@pytest.fixture
def make_exports(
    people: Partnership, review_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Exports]:
    """Files of one plan, by three people in turn, a minute after each other, the same on every run.

    With references made by chance, two files now and then have columns too much alike to be told apart.
    """
    monkeypatch.setattr("sightline.records.exports.models.secrets", random.Random("references"))

    def make(n_exports: int) -> Exports:
        made: Exports = {}
        for number in range(n_exports):
            now = NOW + timedelta(minutes=number)
            monkeypatch.setattr(jobs.timezone, "now", lambda moment=now: moment)
            by = (people.coordinator, people.second_coordinator, people.council)[number % 3]
            extension = FORMATS[number // 3 % 3]
            export_id = jobs.request_export(
                by=by, now=now, kind=ExportKind.ACTION_PLAN, object_id=review_id, extension=extension
            )
            made[export_id] = (extension, jobs.fetch_export(by=by, now=now, export_id=export_id).data)
        return made

    return make


@pytest.fixture
def exports(make_exports: Callable[[int], Exports]) -> Exports:
    """A Word file and an Excel file of one person, and a Word file of each of two others."""
    return make_exports(4)


def leads_to(people: Partnership, copy: LeakedCopy) -> dict[UUID, tuple[FoundBy, ...]]:
    traces = jobs.trace_copy(by=people.coordinator, now=NOW, copy=copy)
    return {trace.export.id: trace.found_by for trace in traces}


def n_found(people: Partnership, exports: Exports, leak: Callable[[str, bytes], LeakedCopy]) -> int:
    """How many copies lead to their own export and to no other."""
    return sum(
        leads_to(people, leak(extension, data)).keys() == {export_id}
        for export_id, (extension, data) in exports.items()
    )


def one_sentence(extension: str, data: bytes) -> LeakedCopy:
    """A sentence of the plan, copied and pasted."""
    lines = read_leaked_copy(data).text.replace('","', "\n").splitlines()
    return LeakedCopy(next(line for line in lines if "Check the locks." in line).strip('"'))


def typed_again(extension: str, data: bytes, *, wrong: float = 0.02) -> LeakedCopy:
    """A page typed off from paper: nothing hidden, and one letter in fifty is wrong."""
    words = without_hidden(printed_page(extension, data))
    dice = random.Random(words)
    return LeakedCopy(
        "".join(
            dice.choice(string.ascii_letters) if letter.isalnum() and dice.random() < wrong else letter
            for letter in words
        )
    )


def printed_page(extension: str, data: bytes) -> str:
    match extension:
        case "docx":
            document = Document(io.BytesIO(data))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            return "\n".join((*cells, document.sections[0].footer.paragraphs[0].text))
        case "xlsx":
            sheet = load_workbook(io.BytesIO(data))["Action plan"]
            return " ".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)
        case _:
            return data.decode()


def cleaned(extension: str, data: bytes) -> LeakedCopy:
    """The file with every word in it gone."""
    return LeakedCopy("", read_leaked_copy(data).tables)


def test_fifty_exports_are_each_found_again(
    people: Partnership, make_exports: Callable[[int], Exports]
) -> None:
    exports = make_exports(N_EXPORTS)
    with_widths = {key: value for key, value in exports.items() if value[0] != "csv"}

    assert n_found(people, exports, one_sentence) == N_EXPORTS
    assert n_found(people, exports, typed_again) == N_EXPORTS
    assert n_found(people, with_widths, cleaned) == len(with_widths)


def test_a_page_typed_again_without_its_mark_leads_nowhere(people: Partnership, exports: Exports) -> None:
    (_extension, data), *_ = exports.values()
    assert leads_to(people, LeakedCopy(without_hidden(one_sentence("docx", data).text))) == {}


def test_a_workbook_saved_again_by_another_program_keeps_every_mark(
    people: Partnership, exports: Exports
) -> None:
    export_id, data = next((key, data) for key, (extension, data) in exports.items() if extension == "xlsx")
    written = io.BytesIO()
    load_workbook(io.BytesIO(data)).save(written)

    copy = read_leaked_copy_in_sandbox(written.getvalue())

    assert leads_to(people, copy) == {export_id: (FoundBy.HIDDEN, FoundBy.PRINTED, FoundBy.LAID_OUT)}


def test_a_text_of_two_exports_leads_to_both(people: Partnership, exports: Exports) -> None:
    first, second, *_ = exports
    texts = [one_sentence(*exports[each]).text for each in (first, second)]

    assert leads_to(people, LeakedCopy(" ".join(texts))).keys() == {first, second}


def test_a_text_of_nobody_leads_nowhere(people: Partnership, exports: Exports) -> None:
    assert leads_to(people, LeakedCopy("Check the locks. A well-known long-term plan.")) == {}


def test_only_who_may_prove_the_audit_traces_and_that_is_kept(people: Partnership, exports: Exports) -> None:
    export_id, (extension, data) = next(iter(exports.items()))
    with pytest.raises(NotAllowed):
        jobs.trace_copy(by=people.council, now=NOW, copy=one_sentence(extension, data))

    leads_to(people, one_sentence(extension, data))

    entry = AuditEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_id) == ("traced export", str(export_id))
    assert entry.details["found_by"] == "HIDDEN"


def test_json_says_whose_it_is_and_leaves_its_values_alone(people: Partnership, review_id: UUID) -> None:
    now = NOW
    export_id = jobs.request_export(
        by=people.coordinator, now=now, kind=ExportKind.ACTION_PLAN, object_id=review_id, extension="json"
    )
    text = jobs.fetch_export(by=people.coordinator, now=now, export_id=export_id).data.decode()

    assert hidden_references(text) == frozenset()
    assert leads_to(people, LeakedCopy(text)) == {export_id: (FoundBy.PRINTED,)}
