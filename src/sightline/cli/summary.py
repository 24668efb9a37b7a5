"""A reading in words for a person at a terminal: every section, how much is in it, its first lines."""

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.text import Text

from sightline.domain.vocabulary.reviews import ReadingSection

_SHOWN = 3
_PLACES = 8
# Parts of the JSON whose items are counted from 0; a section has the number that is printed.
_COUNTED_FROM_0 = frozenset(section.value for section in ReadingSection)
_FRONT_MATTER = {
    "title": "Title",
    "review_kind": "Kind",
    "commissioned_by": "Commissioned by",
    "chair": "Chair",
    "author": "Author",
    "report_date": "Date of the report",
    "scope": "Period under review",
}
_CONTRIBUTIONS = {
    "imr": "individual management review",
    "summary_report": "summary report",
    "information": "information",
}


def print_summary(envelope: Mapping[str, Any], console: Console) -> None:
    """Print what was found in a file, section by section, and the defects last."""
    file = envelope["file"]
    pages = f", {_counted(file['pages'], 'page')}" if file.get("pages") else ""
    console.print(
        Text(f"{file['name']} ({file['format']}{pages}, {_counted(file['characters'], 'character')})")
    )
    for section in ReadingSection:
        lines = list(_lines(section, envelope[section.value], console.width))
        items = envelope[section.value]
        n_items = f": {len(items)}" if isinstance(items, list) else ""
        console.print(Text(f"\n{section.wording}{n_items}", style="bold"))
        for line in lines:
            console.print(Text(f"  {line}"), soft_wrap=True)
    _print_defects(envelope["defects"], console)


def _lines(section: ReadingSection, items: Any, width: int) -> Iterator[str]:
    if section is ReadingSection.DOCUMENT:
        for field, label in _FRONT_MATTER.items():
            yield f"{label}: {_first_line(_words(items.get(field)), width - len(label) - 4) or 'not printed'}"
        return
    if not items:
        yield "none found"
    for item in items[:_SHOWN]:
        yield _first_line(_LINE_OF[section](item), width - 4)
    if len(items) > _SHOWN:
        yield f"… and {len(items) - _SHOWN} more"


def _print_defects(defects: list[Mapping[str, Any]], console: Console) -> None:
    """Print each message once, with the places it is said of."""
    console.print(Text(f"\nDefects: {len(defects)}", style="bold"))
    places: dict[str, dict[str, list[str]]] = {}
    for defect in sorted(defects, key=lambda defect: str(defect["code"])):
        places.setdefault(defect["code"], {}).setdefault(defect["message"], []).append(_place(defect))
    for code, messages in places.items():
        console.print(Text(f"  {code} ({sum(map(len, messages.values()))})", style="yellow"))
        for message, found in messages.items():
            more = f" and {len(found) - _PLACES} more" if len(found) > _PLACES else ""
            console.print(Text(f"    {message} [{'; '.join(found[:_PLACES])}{more}]"), soft_wrap=True)


def _place(defect: Mapping[str, Any]) -> str:
    """Return where a defect is, as a person counts: "action plan 99, page 12" for `action_plan/98`.

    Example:
        >>> _place({"where": "action_plan/98", "sources": [{"page": 12}]})
        'action plan 99, page 12'
    """
    kind, _, which = str(defect["where"]).partition("/")
    number = str(int(which) + 1) if kind in _COUNTED_FROM_0 and which.isdecimal() else which
    place = f"{kind.replace('_', ' ')} {number}".strip()
    page = next((source["page"] for source in defect["sources"] if source["page"]), None)
    return f"{place}, page {page}" if page else place


def _words(value: Any) -> str:
    return str(value.get("text") or "") if isinstance(value, Mapping) else str(value or "")


def _joined(*parts: Any, by: str = ", ") -> str:
    return by.join(str(part) for part in parts if part)


def _first_line(text: str, width: int) -> str:
    return shorten(text, width=max(width, 20), placeholder=" …")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_LINE_OF = {
    ReadingSection.SUBJECTS: lambda item: _joined(
        item["pseudonym"],
        item["role"],
        f"born {item['birth_year']}" if item["birth_year"] else None,
        item["sex"],
        item["ethnicity"],
    ),
    ReadingSection.PANEL: lambda item: _joined(item["name"], item["role"], item["agency"]),
    ReadingSection.CONTRIBUTIONS: lambda item: _joined(
        item["agency"], _CONTRIBUTIONS.get(item["kind"], item["kind"]), item["author"], item["author_title"]
    ),
    ReadingSection.TERMS_OF_REFERENCE: lambda item: _joined(item["number"], item["text"], by=" "),
    ReadingSection.EVENTS: lambda item: _joined(item["date"]["text"], item["text"], by=": "),
    ReadingSection.FINDINGS: lambda item: _joined(
        item["number"], item["title"] or item["finding"] or item["lesson"], by=" "
    ),
    ReadingSection.LESSONS: lambda item: _joined(
        item["number"], item["title"] or item["lesson"] or item["finding"], by=" "
    ),
    ReadingSection.RECOMMENDATIONS: lambda item: _joined(item["number"], item["text"], by=" "),
    ReadingSection.ACTION_PLAN: lambda item: _joined(
        _joined(item["number"], item["recommendation"] or item["finding"] or item["action"], by=" "),
        item["lead"],
        item["target_text"],
        by=" | ",
    ),
}
