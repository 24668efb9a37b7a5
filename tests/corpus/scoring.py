"""Compares what was read from a corpus file with what is printed in it.

Items are paired one to one by how alike their words are; an item is right in a field only if the
whole value is equal, white space folded. Invariants are looked at apart: every source must hold
exactly the words at its offsets, and no value may have words that are not there.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import ratio, token_sort_ratio

Json = dict[str, Any]

KEYS = (
    "document",
    "subjects",
    "panel",
    "contributions",
    "terms_of_reference",
    "events",
    "findings",
    "lessons",
    "recommendations",
    "action_plan",
    "defects",
)
PLAN_FIELDS = (
    "number",
    "section",
    "finding",
    "recommendation",
    "lead",
    "action",
    "milestone",
    "target_text",
    "target_on",
    "status",
    "parts",
)
_FIELDS = {
    "subjects": ("pseudonym", "role", "birth_year", "sex", "ethnicity"),
    "panel": ("name", "role", "agency"),
    "contributions": ("agency", "kind", "author", "author_title"),
    "terms_of_reference": ("number", "text", "group"),
    "events": ("date", "text", "people", "agencies"),
    "findings": ("number", "title", "finding", "lesson"),
    "lessons": ("number", "title", "finding", "lesson"),
    "recommendations": ("number", "text", "addressed_to"),
    "action_plan": PLAN_FIELDS,
}
_IDENTITY: dict[str, tuple[str, ...]] = {
    "subjects": ("pseudonym",),
    "panel": ("name",),
    "contributions": ("agency",),
    "terms_of_reference": ("text",),
    "events": ("text",),
    "findings": ("finding", "lesson", "title"),
    "lessons": ("finding", "lesson", "title"),
    "recommendations": ("text",),
    "action_plan": ("finding", "recommendation", "action", "milestone"),
}
_ALIKE = 80
_NOT_WORDS = {
    "role",
    "kind",
    "precision",
    "on",
    "from",
    "to",
    "start",
    "end",
    "target_on",
    "birth_year",
}


@dataclass(slots=True)
class Tally:
    """How many items are printed, how many were read, how many of each are the same."""

    n_expected: int = 0
    n_found: int = 0
    n_found_right: int = 0
    n_expected_found: int = 0

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.n_expected += other.n_expected
        self.n_found += other.n_found
        self.n_found_right += other.n_found_right
        self.n_expected_found += other.n_expected_found

    @property
    def precision(self) -> float | None:
        """Return the share of what was read that is printed; None where nothing was read."""
        return self.n_found_right / self.n_found if self.n_found else None

    @property
    def recall(self) -> float | None:
        """Return the share of what is printed that was read; None where nothing is printed."""
        return self.n_expected_found / self.n_expected if self.n_expected else None


@dataclass(slots=True)
class Score:
    """The comparison of one file, or the sum of several."""

    keys: dict[str, Tally] = field(default_factory=lambda: {key: Tally() for key in KEYS})
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields_right: Counter[tuple[str, str]] = field(default_factory=Counter)
    defects: dict[str, Tally] = field(default_factory=dict)
    n_sources: int = 0
    wrong_sources: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    unsourced: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add the score of another file."""
        for key, tally in other.keys.items():
            self.keys[key].add(tally)
        for code, tally in other.defects.items():
            self.defects.setdefault(code, Tally()).add(tally)
        self.fields += other.fields
        self.fields_right += other.fields_right
        self.n_sources += other.n_sources
        for name in ("wrong_sources", "invented", "unsourced", "differences"):
            getattr(self, name).extend(getattr(other, name))


def folded(value: Any) -> Any:
    """Return a value with white space folded, so that a line break or a bullet equals a space."""
    if isinstance(value, str):
        return re.sub(r"[\s•·▪]+", " ", unicodedata.normalize("NFC", value)).strip() or None
    if isinstance(value, list):
        return [folded(item) for item in value]
    return value


def score(envelope: Json, expected: Json) -> Score:
    """Compare a reading with what is expected."""
    result = Score()
    _score_document(result, envelope["document"], expected["document"])
    for key in KEYS[1:-1]:
        _score_items(result, key, envelope[key], expected[key])
    _score_defects(result, envelope["defects"], expected["defects"])
    _check_sources(result, envelope)
    _check_words(result, envelope)
    return result


def _score_document(result: Score, found: Json, expected: Json) -> None:
    tally = result.keys["document"]
    for name, right, got, same in _front_values(found, expected):
        tally.n_expected += right is not None
        tally.n_found += got is not None
        is_same = right is not None and got is not None and same(right, got)
        tally.n_expected_found += is_same
        tally.n_found_right += is_same
        if right is not None or got is not None:
            result.fields["document", name] += 1
            result.fields_right["document", name] += is_same
            if not is_same:
                result.differences.append(f"document.{name}: expected {right!r}, read {got!r}")


def _front_values(found: Json, expected: Json) -> Iterator[tuple[str, Any, Any, Callable[[Any, Any], bool]]]:
    yield "title", folded(expected["title"]), folded(found["title"]), _alike_titles
    for name in ("review_kind", "commissioned_by", "chair", "author"):
        yield name, folded(expected[name]), folded(found[name]), _equal
    for name, part in (("report_date", "on"), ("scope", "start"), ("scope", "end")):
        yield f"{name}.{part}", (expected[name] or {}).get(part), (found[name] or {}).get(part), _equal


def _equal(right: Any, got: Any) -> bool:
    return bool(right == got)


def _alike_titles(right: str, got: str) -> bool:
    return token_sort_ratio(right, got, processor=str.lower) >= 60


def _score_items(result: Score, key: str, found: list[Json], expected: list[Json]) -> None:
    pairs = _aligned(key, found, expected)
    tally = result.keys[key]
    tally.n_expected += len(expected)
    tally.n_found += len(found)
    tally.n_expected_found += len(pairs)
    tally.n_found_right += len(pairs)
    for index, right in enumerate(expected):
        got = found[pairs[index]] if index in pairs else None
        for name in _FIELDS[key]:
            result.fields[key, name] += 1
            if got is not None and _is_same(name, right[name], got.get(name)):
                result.fields_right[key, name] += 1
            elif got is not None:
                result.differences.append(
                    f"{key}[{index}].{name}: expected {_comparable(name, right[name])!r}, "
                    f"read {_comparable(name, got.get(name))!r}"
                )
        if got is None:
            result.differences.append(f"{key}[{index}] not read: {_identity(key, right)!r}")
    for index in sorted(set(range(len(found))) - set(pairs.values())):
        result.differences.append(f"{key}: read but not printed so: {_identity(key, found[index])!r}")


def _is_same(name: str, right: Any, got: Any) -> bool:
    if name == "group" and (right or "").casefold().startswith("terms of reference"):
        return True  # a section's own heading groups nothing; the words before its list do as well
    return bool(_comparable(name, right) == _comparable(name, got))


def _comparable(name: str, value: Any) -> Any:
    if name == "date":
        is_season = value["precision"] == "season"
        return folded(value["text"]), value["precision"], *(() if is_season else (value["from"], value["to"]))
    if name == "parts":
        return [
            tuple(folded(part[name]) for name in ("action", "lead", "target_text", "target_on"))
            for part in value or []
        ]
    if name == "number" and value:
        return folded(value).strip("().:")
    return folded(value)


def _identity(key: str, item: Json) -> str:
    return folded(" ".join(item.get(name) or "" for name in _IDENTITY[key])) or ""


def _aligned(key: str, found: list[Json], expected: list[Json]) -> dict[int, int]:
    """Pair expected items with read ones, the most alike first; number and place break ties."""
    candidates = []
    for index, right in enumerate(expected):
        for other, got in enumerate(found):
            alike = ratio(_identity(key, right), _identity(key, got))
            if alike >= _ALIKE:
                bonus = 5 * (folded(right.get("number")) == folded(got.get("number")))
                bonus += 3 * (folded(right.get("section")) == folded(got.get("section")))
                candidates.append((alike + bonus - abs(index - other) / 1000, index, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, other in sorted(candidates, reverse=True):
        if index not in pairs and other not in taken:
            pairs[index] = other
            taken.add(other)
    return pairs


def _score_defects(result: Score, found: list[Json], expected: list[Json]) -> None:
    matched: set[int] = set()
    for defect in found:
        tally = result.defects.setdefault(defect["code"], Tally())
        matches = {index for index, right in enumerate(expected) if _is_same_defect(defect, right)}
        matched |= matches
        tally.n_found += 1
        tally.n_found_right += bool(matches)
        if not matches:
            result.differences.append(
                f"defect not laid in: {defect['code']} at {defect['where']}: {defect['message']}"
            )
    for index, right in enumerate(expected):
        tally = result.defects.setdefault(right["code"], Tally())
        tally.n_expected += 1
        tally.n_expected_found += index in matched
        if index not in matched:
            result.differences.append(f"defect not found: {right['code']} {right['where']} {right['words']}")
    for tally in result.defects.values():
        result.keys["defects"].add(tally)


def _is_same_defect(defect: Json, right: Json) -> bool:
    if defect["code"] != right["code"]:
        return False
    said = " ".join((defect["where"], defect["message"], *(source["text"] for source in defect["sources"])))
    return defect["where"] in right["where"] or any(word in folded(said) for word in right["words"])


def _check_sources(result: Score, envelope: Json) -> None:
    text = envelope["text"]
    for path, source in _sources(envelope, ""):
        result.n_sources += 1
        if text[source["start"] : source["end"]] != source["text"] or not source["text"].strip():
            result.wrong_sources.append(f"{path}: {source['text'][:60]!r}")


def _sources(value: Any, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text", "continued"}:
            yield path, value
        for key, item in value.items():
            yield from _sources(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _sources(item, f"{path}[{index}]")


def _check_words(result: Score, envelope: Json) -> None:
    whole = _letters(envelope["text"])
    for key in KEYS[:-1]:
        items = [envelope[key]] if key == "document" else envelope[key]
        for index, item in enumerate(items):
            _check_item(result, item, f"{key}[{index}]", whole)


def _check_item(result: Score, item: Json, path: str, whole: str) -> None:
    for name, value in item.items():
        if name in {"source", "sources"}:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                _check_item(result, part, f"{path}.{name}", whole)
            elif isinstance(part, str) and (
                name not in _NOT_WORDS or (name == "role" and path.startswith("panel"))
            ):
                _check_value(result, part, item, name, f"{path}.{name}", whole)


def _check_value(result: Score, value: str, item: Json, name: str, path: str, whole: str) -> None:
    source = item["sources"].get(name) or (item["source"] if name == "text" else None)
    if source is None and name not in {"people", "agencies"}:
        result.unsourced.append(f"{path}: {value[:80]!r}")
    pieces = [source, *source["continued"]] if source else []
    at_source = _letters(" ".join(piece["text"] for piece in pieces))
    is_there = (
        _letters(value) in at_source if source else all(_letters(line) in whole for line in value.split("\n"))
    )
    if not is_there:
        result.invented.append(f"{path}: {value[:80]!r} is not the words {at_source[:80]!r}")


def _letters(text: str) -> str:
    """Return letters and digits only: white space, hyphenation and HTML remnants do not count."""
    return "".join(char for char in re.sub(r"</?(?:p|br)\s*/?>", " ", text) if char.isalnum()).lower()
