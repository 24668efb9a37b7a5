"""What a careful coordinator asks about the rows of an action plan before it is published."""

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sightline.domain.published_reviews.action_plan.drafts import DONE, NO_ACTION
from sightline.domain.published_reviews.action_plan.numbers import parts_of_number
from sightline.domain.published_reviews.defects.duplicates import duplicate_pairs
from sightline.domain.published_reviews.reading import ActionPlanRow, Defect, PrintedDate, Source

_REFUSED = re.compile(
    r"\bunworkable\b|\bunfeasible\b|\binfeasible\b"
    r"|\b(?:not|never) (?:be )?(?:\w+ )?(?:workable|feasible|viable|practicable|possible|accepted|agreed|"
    r"adopted|implemented|progressed|pursued|taken forward|proportionate|appropriate to)\b"
    r"|\b(?:was|were|been|is|are) (?:refused|rejected|declined|turned down|withdrawn|abandoned)\b"
    r"|\b(?:refuses?|declined?|declines) to\b|\b(?:decided|decision\b.{0,60}?) (?:not to|against)\b"
    r"|\b(?:will|would|does|do|did) not (?:accept|adopt|implement|agree|support|pursue)\b"
    r"|\bno longer (?:needed|required|pursued)\b",
    re.IGNORECASE,
)
_THERE = r"(?:in place|implemented|incorporated|in use|in existence|established|embedded|operational)"
_IN_PLACE = re.compile(rf"\b{_THERE} already\b|\balready (?:been )?(?:fully )?{_THERE}\b", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:[/,&]|\b(?:and|or))\s*\Z", re.IGNORECASE)


def plan_defects(rows: Sequence[ActionPlanRow], report_date: PrintedDate | None) -> Iterator[Defect]:
    """Yield what is missing, doubtful or contradictory in the rows of a plan."""
    yield from _duplicates(rows)
    yield from _missing(rows)
    published = report_date.on if report_date else None
    for index, row in enumerate(rows):
        yield from _against_the_report(index, row, published)
        yield from _refused(index, row)
    yield from _numbering(rows)


# -- what is missing --------------------------------------------------------------------------------


def _missing(rows: Sequence[ActionPlanRow]) -> Iterator[Defect]:
    """Yield blank owners, actions and dates; once for the plan where it has no such column at all."""
    wanted = (
        ("missing_owner", "lead", "owner"),
        ("missing_action", "action", "action"),
        ("missing_date", "target_text", "target date"),
    )
    open_rows = [row for row in rows if not is_nil(row)]
    for code, name, words in wanted:
        if open_rows and not any(getattr(row, name) for row in rows):
            yield Defect(
                code=code,
                message=f"No row of the plan has an {words}.".replace("an target", "a target"),
                where="action_plan",
            )
            continue
        for index, row in enumerate(rows):
            if getattr(row, name) or is_nil(row) or (name != "action" and is_done(row)):
                continue
            article = "an" if words[0] in "ao" else "a"
            yield _at(
                code, f"This row has no {words}: agree {article} {words} with the agency.", index, row.source
            )
    for index, row in enumerate(rows):
        if row.lead and _CUT_OFF.search(row.lead):
            yield _at(
                "missing_owner",
                "The owner's cell breaks off: a second owner may be missing.",
                index,
                row.sources.get("lead"),
            )


def is_nil(row: ActionPlanRow) -> bool:
    """Say whether a row prints that nothing is to be done."""
    return any(text and NO_ACTION.fullmatch(text) for text in (row.status, row.recommendation, row.action))


def is_done(row: ActionPlanRow) -> bool:
    """Say whether a row prints that it is done: as its status, or before the date in the target cell."""
    return any(text and DONE.match(text) for text in (row.status, row.target_text))


# -- dates against the report ------------------------------------------------------------------------


def _against_the_report(index: int, row: ActionPlanRow, published: str | None) -> Iterator[Defect]:
    source = row.sources.get("target_text")
    first_day, last_day = (_first_day(published), _last_day(published)) if published else (None, None)
    if first_day and not is_done(row) and any(_last_day(on) < first_day for on in row.target_on):
        message = "A target date is earlier than the report, and nothing says whether the action was done."
        yield _at("target_before_report", message, index, source)
    is_later = [on for on in row.target_on if last_day is None or _first_day(on) > last_day]
    if is_done(row) and last_day and is_later:
        message = "The status says that this is done, but its target date is later than the report."
        yield _at("completed_before_due", message, index, row.sources.get("status") or source)
    elif not is_done(row) and is_later and (name := _says_in_place(row)):
        message = (
            "This is said to be in place already, yet it has a date by which to do it: ask for the evidence."
        )
        yield _at("completed_before_due", message, index, row.sources.get(name) or source)


def _says_in_place(row: ActionPlanRow) -> str | None:
    for name in ("action", "milestone"):
        text = getattr(row, name)
        if text and _IN_PLACE.search(text):
            return name
    return None


def _first_day(on: str) -> str:
    return on + "-01-01"[len(on) - 4 :] if len(on) < 10 else on


def _last_day(on: str) -> str:
    if len(on) == 4:
        return f"{on}-12-31"
    if len(on) == 7:
        return f"{on}-{calendar.monthrange(int(on[:4]), int(on[5:]))[1]:02}"
    return on


def _refused(index: int, row: ActionPlanRow) -> Iterator[Defect]:
    if not is_done(row):
        return
    for name in ("action", "milestone", "status"):
        text = getattr(row, name)
        if text and _REFUSED.search(text):
            message = (
                "The status says that this is done, but its words say it was refused or found unworkable."
            )
            yield _at("completed_but_refused", message, index, row.sources.get(name))
            return


# -- repeats -----------------------------------------------------------------------------------------


def _duplicates(rows: Sequence[ActionPlanRow]) -> Iterator[Defect]:
    for first, second in duplicate_pairs(rows):
        earlier, later = rows[first], rows[second]
        number = f" (number {earlier.number})" if earlier.number else ""
        places = [
            row.sources["recommendation"] for row in (later, earlier) if "recommendation" in row.sources
        ]
        yield Defect(
            code="duplicate_recommendation",
            message=f"This recommendation repeats an earlier one{number}: one answer may serve both.",
            where=f"action_plan/{second}",
            sources=tuple(places),
        )


# -- numbers -----------------------------------------------------------------------------------------


def _numbering(rows: Sequence[ActionPlanRow]) -> Iterator[Defect]:
    """Yield numbers that are skipped or used twice; each heading row may begin again at 1."""
    numbered = [(i, row) for i, row in enumerate(rows) if row.number and parts_of_number(row.number)]
    seen_in: dict[str | None, set[tuple[str, int]]] = {}
    if numbered:
        yield from _start(numbered[0][0], numbered[0][1], None)
    for (_, before), (index, row) in pairwise(numbered):
        if _is_same_print(before, row):
            continue
        starts_again = row.section != before.section
        seen = seen_in.setdefault(row.section, set())
        seen.update(_keys(before) if not starts_again else ())
        if starts_again:
            yield from _start(index, row, before)
            continue
        fresh = [key for key in _keys(row) if key not in seen]
        if not fresh and not _begins_again(row, before):
            yield _number_defect("numbering_repeat", f"The number {row.number} is used twice.", index, row)
        elif missing := _missing_between(before, row):
            yield _number_defect(
                "numbering_gap", f"{row.number} follows {before.number}: {missing} missing.", index, row
            )


def _start(index: int, row: ActionPlanRow, before: ActionPlanRow | None) -> Iterator[Defect]:
    """Yield a gap where the first number under a heading neither begins a list nor goes on with the last."""
    first = _keys(row)[0]
    if first[1] == 1 or (before is not None and _goes_on(_keys(before)[-1], first)):
        return
    if before is None or _keys(before)[-1][0] == first[0] or "." not in (row.number or ""):
        yield _number_defect(
            "numbering_gap", f"The numbers under this heading begin at {row.number}.", index, row
        )


def _goes_on(last: tuple[str, int], first: tuple[str, int]) -> bool:
    return last[0] == first[0] and first[1] == last[1] + 1


def _keys(row: ActionPlanRow) -> list[tuple[str, int]]:
    """Return each number of a row (2.1, A3, 1 and 4): what stands before its last figure, and that."""
    keys: list[tuple[str, int]] = []
    for printed in re.split(r"\s*(?:\band\b|&|,)\s*", row.number or ""):
        match = re.fullmatch(r"(?P<before>.*?)(?P<figure>\d+)(?P<letter>[a-z]?)", printed.strip())
        if match is not None:
            before, figure = match["before"], int(match["figure"])
            keys.append(
                (f"{before}{figure}", ord(match["letter"]) - 96) if match["letter"] else (before, figure)
            )
    return keys or [("", 0)]


def _missing_between(before: ActionPlanRow, row: ActionPlanRow) -> str | None:
    """Return the numbers skipped between two rows, in words; None where none is."""
    (prefix, last), (next_prefix, figure) = _keys(before)[-1], _keys(row)[-1]
    if prefix == next_prefix:
        return _in_words(prefix, last + 1, figure - 1)
    parents, next_parents = parts_of_number(prefix), parts_of_number(next_prefix)
    is_sibling = len(parents) == len(next_parents) > 0 and parents[:-1] == next_parents[:-1]
    if is_sibling and next_parents[-1] > parents[-1]:
        above = ".".join(map(str, parents[:-1]))
        return _in_words(f"{above}." if above else "", parents[-1] + 1, next_parents[-1] - 1)
    return None


def _in_words(prefix: str, first: int, last: int) -> str | None:
    if last < first:
        return None
    return f"{prefix}{first} is" if first == last else f"{prefix}{first} to {prefix}{last} are"


def _begins_again(row: ActionPlanRow, before: ActionPlanRow) -> bool:
    """Say whether a list begins again at 1 without a heading: a new table, not a number used twice."""
    return [figure for _, figure in _keys(row)] == [1] and _keys(before)[-1][1] > 1


def _is_same_print(before: ActionPlanRow, row: ActionPlanRow) -> bool:
    """Say whether two rows share one printed number: a merged cell, or a recommendation over actions."""
    places = before.sources.get("number"), row.sources.get("number")
    return bool(places[0] and places[1] and places[0].start == places[1].start)


def _number_defect(code: str, message: str, index: int, row: ActionPlanRow) -> Defect:
    return _at(code, message, index, row.sources.get("number") or row.source)


def _at(code: str, message: str, index: int, source: Source | None) -> Defect:
    return Defect(
        code=code, message=message, where=f"action_plan/{index}", sources=(source,) if source else ()
    )
