"""Automatic numbers and bullets, as Word draws them: they stand nowhere in the file's text."""

import re
from dataclasses import dataclass, field

from lxml import etree

from sightline.exchange.importers.docx.package import W
from sightline.exchange.importers.docx.styles import Styles, integer, levels_by_style

_MAX_LEVELS = 9
_NO_LIST = "0"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "·"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    template: str
    restart_after: int | None
    is_legal: bool


@dataclass(slots=True)
class _List:
    """One abstract list: its levels and, while reading, where its counters stand."""

    levels: dict[int, _Level]
    by_style: dict[str, int]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Instance:
    abstract: _List
    starts: dict[int, int]


class Numbering:
    """The lists of one document. `label` must be called once per paragraph, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._instances: dict[str, _Instance] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def label(self, num_id: str | None, ilvl: int | None, style_id: str | None) -> tuple[str, int] | None:
        """Return the number or bullet drawn before a paragraph and its depth, and count it.

        Nulls: no list, or a list that draws nothing → None
        """
        instance = self._instances.get(num_id or _NO_LIST)
        if num_id in (None, _NO_LIST) or instance is None:
            return None
        abstract = instance.abstract
        depth = abstract.by_style.get(style_id or "", 0) if ilvl is None else ilvl
        level = abstract.levels.get(depth)
        if level is None:
            return None
        self._count(str(num_id), instance, depth)
        if level.number_format == "bullet":
            return BULLET, depth
        return _drawn(abstract, depth), depth

    def _count(self, num_id: str, instance: _Instance, depth: int) -> None:
        abstract = instance.abstract
        counters = abstract.counters
        start = instance.starts.get(depth)
        if start is not None and (num_id, depth) not in self._started:
            counters[depth] = start
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = abstract.levels[depth].start
        self._started.add((num_id, depth))
        for deeper in list(counters):
            level = abstract.levels.get(deeper)
            if deeper > depth and (level is None or _restarts(level, deeper, depth)):
                del counters[deeper]

    def _read(self, root: etree._Element) -> None:
        elements = {e.get(W + "abstractNumId"): e for e in root.iterfind(W + "abstractNum")}
        links = {e.get(W + "numId"): _child_value(e, "abstractNumId") for e in root.iterfind(W + "num")}
        lists: dict[str | None, _List] = {}
        for identity, element in elements.items():
            source = self._linked(element, elements, links)
            levels = _level_elements(source)
            lists[identity] = _List(
                {depth: _level(level) for depth, level in levels.items()}, levels_by_style(levels)
            )
        for element in root.iterfind(W + "num"):
            abstract = lists.get(_child_value(element, "abstractNumId"))
            if abstract is not None:
                self._instances[element.get(W + "numId", "")] = _instance(element, abstract)

    def _linked(
        self,
        element: etree._Element,
        elements: dict[str | None, etree._Element],
        links: dict[str | None, str | None],
    ) -> etree._Element:
        style = _child_value(element, "numStyleLink")
        num_id = None if style is None else self._styles.numbering_of(style)
        return elements.get(links.get(num_id), element)


def _instance(element: etree._Element, abstract: _List) -> _Instance:
    starts = {}
    levels = dict(abstract.levels)
    for override in element.iterfind(W + "lvlOverride"):
        depth = int(override.get(W + "ilvl", "0")) if override.get(W + "ilvl", "0").isdigit() else 0
        start = integer(override.find(W + "startOverride"))
        if start is not None:
            starts[depth] = start
        for level in override.iterfind(W + "lvl"):
            levels[depth] = _level(level)
    if levels != abstract.levels:
        abstract = _List(levels, abstract.by_style)
    return _Instance(abstract, starts)


def _level_elements(abstract: etree._Element) -> dict[int, etree._Element]:
    levels = {}
    for level in abstract.iterfind(W + "lvl"):
        depth = level.get(W + "ilvl", "")
        if depth.isdigit() and int(depth) < _MAX_LEVELS:
            levels[int(depth)] = level
    return levels


def _level(element: etree._Element) -> _Level:
    start = integer(element.find(W + "start"))
    return _Level(
        start=1 if start is None else start,
        number_format=_child_value(element, "numFmt") or "decimal",
        template=_child_value(element, "lvlText") or "",
        restart_after=integer(element.find(W + "lvlRestart")),
        is_legal=element.find(W + "isLgl") is not None,
    )


def _child_value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def _restarts(level: _Level, deeper: int, depth: int) -> bool:
    """Say whether counting at `depth` sets a deeper level back to its start."""
    if level.restart_after is None:
        return True
    return level.restart_after > depth


def _drawn(abstract: _List, depth: int) -> str:
    level = abstract.levels[depth]

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = abstract.levels.get(place)
        if other is None:
            return ""
        count = abstract.counters.get(place, other.start)
        return number_as_text(count, "decimal" if level.is_legal else other.number_format)

    return _PLACE.sub(number, level.template)


def number_as_text(count: int, number_format: str) -> str:
    """Return a count in one of Word's number formats; one not known here is drawn in digits.

    Example:
        >>> [number_as_text(28, f) for f in ("decimal", "lowerLetter", "upperRoman")]
        ['28', 'bb', 'XXVIII']
    """
    if number_format == "none":
        return ""
    if number_format == "decimalZero":
        return f"{count:02d}"
    if number_format in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if number_format == "upperRoman" else roman
    if number_format == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    return str(count)


def _roman(count: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        repeats, count = divmod(count, value)
        letters.append(letter * repeats)
    return "".join(letters)


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
