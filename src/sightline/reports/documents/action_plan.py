"""The action plan as a document: a section for each agency, a table of its actions in each."""

from collections.abc import Iterable, Mapping
from datetime import date

from sightline.records.reviews.queries.plan import PlanPage, PlanRow
from sightline.reports.tree import Block, Column, Document, Heading, Paragraph, Table
from sightline.reports.wording import NO_AGENCY, counted, day

_COLUMNS = (
    Column("No.", 0.6),
    Column("Recommendation", 3.2),
    Column("Action and milestone, as published", 3.2),
    Column("Target", 1.3),
    Column("Owner", 1.4),
    Column("Status", 1.5),
    Column("Last update", 2.4),
)


def action_plan_document(plan: PlanPage, *, today: date) -> Document:
    """This is the plan of one review as it stands."""
    assert plan.review is not None, "the plan of one review"
    n_overdue = sum(row.is_overdue for row in plan.rows)
    blocks: list[Block] = [
        Paragraph(f"As it stood on {day(today)}: {counted(len(plan.rows), 'action')}, {n_overdue} overdue.")
    ]
    for agency, rows in by_agency(plan.rows).items():
        blocks += [
            Heading(agency),
            Table(
                f"Actions of {agency}" if agency != NO_AGENCY else "Actions that no agency has yet",
                _COLUMNS,
                tuple(_cells(row) for row in rows),
            ),
        ]
    return Document(
        title=f"Action plan: {plan.review.title}",
        blocks=tuple(blocks),
        footer=f"As it stood on {day(today)}",
        is_landscape=True,
    )


def by_agency(rows: Iterable[PlanRow]) -> Mapping[str, list[PlanRow]]:
    """This is the rows of each agency, agencies by name; actions without one come last."""
    found: dict[str, list[PlanRow]] = {}
    for row in rows:
        found.setdefault(row.agency_name or NO_AGENCY, []).append(row)
    return {
        name: found[name] for name in sorted(found, key=lambda name: (name == NO_AGENCY, name.casefold()))
    }


def _cells(row: PlanRow) -> tuple[str, ...]:
    return (
        row.number,
        row.recommendation or row.finding,
        _lines(row.text, row.milestone_text),
        _lines(row.target_text, "Overdue" if row.is_overdue else ""),
        row.owner_name or "Nobody yet",
        _lines(row.status.wording, row.status_reason, _answered_with(row)),
        f"{day(row.last_update.made_at.date())}: {row.last_update.text}" if row.last_update else "None",
    )


def _answered_with(row: PlanRow) -> str:
    return f"Answered with {row.duplicate_of.number or 'another action'}" if row.duplicate_of else ""


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
