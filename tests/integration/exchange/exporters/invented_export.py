"""An export made of invented words, some of them hostile, that every format is tried with."""

from datetime import date

from sightline.exchange.exporters.tables import Column, Export, Table

HOSTILE_TEXTS = (
    "=1+1",
    "+44 20 7946 0000",
    "-5 or fewer",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "＝1+1",
    "－2+3",
    "'=1+1",
    "''-1",
    '=HYPERLINK("http://harrowmere.example/","Press here")',
    "=cmd|' /C calc'!A0",
)
HARMLESS_TEXTS = (
    "Train every member of staff",
    "- train staff\n- write it down"[2:],
    "'Safe lives' week",
    "2.10",
    "31/03/2015",
    "April 2014",
    "_x0041_ stays as it is",
    "Cŵm Hafod – gwasanaethau “iechyd”",
    "",
)

COLUMNS = (
    Column("action_id", "Sightline reference", 12, is_hidden=True),
    Column("number", "No.", 6),
    Column("text", "Action", 50),
    Column("status", "Status", 20, is_editable=True, choices=("Not started", "In progress")),
    Column("due_on", "Due", 12),
)
# As the importer wants them.
TITLES = {column.key: column.title for column in COLUMNS}


def invented_export(texts: tuple[str, ...] = HARMLESS_TEXTS) -> Export:
    rows = tuple(
        (f"action-{number}", str(number), text, "Not started", date(2031, 4, 30) if number % 2 else None)
        for number, text in enumerate(texts, start=1)
    )
    return Export(
        kind="action_plan",
        title="Action plan: Harrowmere",
        about=(("review_id", "review-1"), ("exported_on", "2031-01-31")),
        notes=("Fill in the yellow columns.",),
        tables=(Table("actions", "Action plan", COLUMNS, rows),),
    )
