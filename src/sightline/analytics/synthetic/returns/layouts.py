"""How each invented agency lays out its return: kind of file, heads, habits and mistakes."""

from dataclasses import dataclass
from enum import StrEnum

from sightline.analytics.synthetic.cast import (
    AMBULANCE,
    CHILDRENS,
    DRUGS,
    HOSPITAL,
    HOUSING,
    IDVA,
    MENTAL_HEALTH,
    OUT_OF_AREA,
    POLICE,
    PROBATION,
    SURGERY,
)
from sightline.analytics.synthetic.returns.grid import MistakeKind
from sightline.domain.vocabulary.returned_tables import ColumnMeaning as Means


class FileForm(StrEnum):
    """The kind of file an agency sends."""

    WORD = "WORD"
    WORD_LANDSCAPE = "WORD_LANDSCAPE"
    EXCEL = "EXCEL"
    CSV = "CSV"
    CSV_SEMICOLONS = "CSV_SEMICOLONS"
    BARRED_TEXT = "BARRED_TEXT"


class Parts(StrEnum):
    """Into how many tables an agency parts its return."""

    ONE = "ONE"
    YEARS = "YEARS"
    COMPLAINTS_APART = "COMPLAINTS_APART"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a return looks like. Numbers of lines count from one head to the next; 0 is never."""

    agency: str
    file_name: str
    form: FileForm
    columns: tuple[tuple[str, Means], ...]
    notes: tuple[str, ...] = ()
    mistakes: tuple[MistakeKind, ...] = ()
    parts: Parts = Parts.ONE
    has_year_lines: bool = False
    merges_days: bool = False
    days_as_words_in_hundred: int = 100
    hidden_in_hundred: int = 0
    repeats_head_after: int = 0

    def column_of(self, meaning: Means) -> int | None:
        """Return at which place a column stands, counted from 0."""
        places = [place for place, (_, means) in enumerate(self.columns) if means is meaning]
        return places[0] if places else None


LAYOUTS = (
    Layout(
        POLICE,
        "police.xlsx",
        FileForm.EXCEL,
        (
            ("No.", Means.NUMBER),
            ("Date", Means.DATE),
            ("Time", Means.TIME),
            ("Log / source", Means.SOURCE_RECORD),
            ("Event", Means.EVENT),
            ("Police response", Means.RESPONSE),
            ("Author’s comments", Means.COMMENT),
        ),
        notes=(
            "Eastmere Police: chronology for the review of the death of Tansy Inventa",
            "Period: 1 January 2011 to 18 November 2016. OFFICIAL – SENSITIVE (invented)",
            "Logs are of the command and control system unless said otherwise.",
        ),
        mistakes=(MistakeKind.DUPLICATE_ROW, MistakeKind.DUPLICATE_ROW, MistakeKind.MISSING_SOURCE),
        merges_days=True,
        days_as_words_in_hundred=30,
        hidden_in_hundred=6,
    ),
    Layout(
        OUT_OF_AREA,
        "out-of-area-police.csv",
        FileForm.CSV,
        (
            ("Incident date", Means.DATE),
            ("Incident time", Means.TIME),
            ("Record", Means.SOURCE_RECORD),
            ("Narrative", Means.EVENT),
            ("Outcome", Means.RESPONSE),
        ),
        mistakes=(MistakeKind.OUTSIDE_PERIOD,),
    ),
    Layout(
        AMBULANCE,
        "ambulance.csv",
        FileForm.CSV_SEMICOLONS,
        (
            ("Date of call", Means.DATE),
            ("Time", Means.TIME),
            ("Address", Means.PLACE),
            ("PRF", Means.SOURCE_RECORD),
            ("Details of incident", Means.EVENT),
            ("Outcome", Means.RESPONSE),
        ),
    ),
    Layout(
        HOSPITAL,
        "hospital.docx",
        FileForm.WORD_LANDSCAPE,
        (
            ("Date and time of contact", Means.DATE),
            ("Source of information", Means.SOURCE_RECORD),
            ("What happened", Means.EVENT),
            ("Action taken", Means.RESPONSE),
        ),
        notes=("ED: emergency department. Entries are taken from the hospital record as they stand.",),
        mistakes=(MistakeKind.IMPOSSIBLE_DATE,),
        parts=Parts.YEARS,
        has_year_lines=True,
    ),
    Layout(
        SURGERY,
        "surgery.txt",
        FileForm.BARRED_TEXT,
        (
            ("Date", Means.DATE),
            ("Type of entry", Means.KIND),
            ("Details", Means.EVENT),
            ("Action", Means.RESPONSE),
            ("Where recorded", Means.SOURCE_RECORD),
            ("Comment", Means.COMMENT),
        ),
        mistakes=(MistakeKind.OUTSIDE_PERIOD,),
    ),
    Layout(
        HOUSING,
        "housing.xlsx",
        FileForm.EXCEL,
        (
            ("Date", Means.DATE),
            ("Record", Means.SOURCE_RECORD),
            ("Summary of contact", Means.EVENT),
            ("Persons involved", Means.PEOPLE),
            ("Action by housing", Means.RESPONSE),
        ),
        notes=("Saltby Homes: tenancy of Flat 3, Nowhere Court",),
        mistakes=(MistakeKind.DUPLICATE_ROW,),
        parts=Parts.COMPLAINTS_APART,
        days_as_words_in_hundred=10,
    ),
    Layout(
        DRUGS,
        "drug-and-alcohol.docx",
        FileForm.WORD,
        (
            ("Date of contact", Means.DATE),
            ("Soruce of information", Means.SOURCE_RECORD),
            ("Event / contact", Means.EVENT),
            ("Agency response", Means.RESPONSE),
        ),
        mistakes=(MistakeKind.MISSING_SOURCE, MistakeKind.MISSING_SOURCE, MistakeKind.MISSING_SOURCE),
        repeats_head_after=10,
    ),
    Layout(
        MENTAL_HEALTH,
        "mental-health.docx",
        FileForm.WORD,
        (
            ("Source", Means.SOURCE_RECORD),
            ("Date", Means.DATE),
            ("Contact and presentation", Means.EVENT),
            ("Outcome", Means.RESPONSE),
            ("Comments", Means.COMMENT),
        ),
        notes=(
            "The author had no part in the care of TI and does not manage anyone who had.",
            "CPN: community psychiatric nurse. DNA: did not attend.",
        ),
        mistakes=(MistakeKind.ANOTHER_PERSON,),
    ),
    Layout(
        PROBATION,
        "probation.xlsx",
        FileForm.EXCEL,
        (
            ("Contact date", Means.DATE),
            ("Recorded by", Means.AUTHOR),
            ("Entry ref.", Means.SOURCE_RECORD),
            ("Description", Means.EVENT),
            ("Action", Means.RESPONSE),
        ),
        mistakes=(MistakeKind.IMPOSSIBLE_DATE,),
    ),
    Layout(
        CHILDRENS,
        "childrens-social-care.docx",
        FileForm.WORD_LANDSCAPE,
        (
            ("Date", Means.DATE),
            ("Who was involved", Means.PEOPLE),
            ("Significant event", Means.EVENT),
            ("Response", Means.RESPONSE),
            ("Page of case record", Means.SOURCE_RECORD),
        ),
        mistakes=(MistakeKind.ANOTHER_PERSON,),
        has_year_lines=True,
        merges_days=True,
    ),
    Layout(
        IDVA,
        "domestic-abuse-service.csv",
        FileForm.CSV,
        (
            ("date", Means.DATE),
            ("type", Means.KIND),
            ("note", Means.EVENT),
            ("what we did", Means.RESPONSE),
            ("ref", Means.SOURCE_RECORD),
        ),
    ),
)
