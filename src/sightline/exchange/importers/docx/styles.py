"""What a paragraph's style says: heading depth, bold, and the list it belongs to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from sightline.exchange.importers.docx.package import W

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it inherits."""

    level: int | None = None
    is_bold: bool = False
    num_id: str | None = None
    ilvl: int | None = None


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Return a toggle such as w:b: True, False, or None where the element is absent."""
    element = None if properties is None else properties.find(W + name)
    if element is None:
        return None
    return element.get(W + "val", "1") not in ("0", "false", "off", "none")


def integer(element: etree._Element | None) -> int | None:
    """Return the number in w:val, or None."""
    value = "" if element is None else element.get(W + "val", "")
    return int(value) if value.isascii() and value.removeprefix("-").isdigit() else None


def outline_level(properties: etree._Element | None) -> int | None:
    """Return a heading's depth from paragraph properties: 1 for the outermost."""
    level = integer(None if properties is None else properties.find(W + "outlineLvl"))
    return level + 1 if level is not None and 0 <= level < _BODY_TEXT_LEVEL else None


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """Return the list (w:numId) and the depth in it (w:ilvl) of paragraph properties."""
    numbering = None if properties is None else properties.find(W + "numPr")
    if numbering is None:
        return None, None
    num_id = numbering.find(W + "numId")
    return None if num_id is None else num_id.get(W + "val"), integer(numbering.find(W + "ilvl"))


class Styles:
    """The styles of one document, with inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default_id: str | None = None
        for element in () if root is None else root.iterfind(W + "style"):
            identity = element.get(W + "styleId", "")
            self._elements[identity] = element
            is_default = element.get(W + "default") in ("1", "true", "on")
            if is_default and element.get(W + "type") == "paragraph":
                self.default_id = identity

    def style(self, identity: str | None) -> Style:
        """Return a style; one that the document does not define says nothing."""
        if identity is None or identity not in self._elements:
            return Style()
        if identity not in self._resolved:
            self._resolved[identity] = self._resolve(identity)
        return self._resolved[identity]

    def numbering_of(self, identity: str) -> str | None:
        """Return the list that a numbering style stands for."""
        element = self._elements.get(identity)
        return None if element is None else list_of(element.find(W + "pPr"))[0]

    def _resolve(self, identity: str) -> Style:
        level: int | None = None
        is_bold: bool | None = None
        num_id: str | None = None
        ilvl: int | None = None
        seen: set[str] = set()
        current: str | None = identity
        while current in self._elements and current not in seen:
            seen.add(current)
            element = self._elements[current]
            properties = element.find(W + "pPr")
            if level is None:
                level = outline_level(properties) or _named_level(element)
            if is_bold is None:
                is_bold = is_on(element.find(W + "rPr"), "b")
            own_num_id, own_ilvl = list_of(properties)
            if num_id is None:
                num_id = own_num_id
                ilvl = own_ilvl if ilvl is None else ilvl
            parent = element.find(W + "basedOn")
            current = None if parent is None else parent.get(W + "val")
        return Style(level, bool(is_bold), num_id, ilvl)


def _named_level(element: etree._Element) -> int | None:
    name = element.find(W + "name")
    match = _HEADING.match("" if name is None else name.get(W + "val", ""))
    return int(match[1]) if match else None


def levels_by_style(levels: Mapping[int, etree._Element]) -> dict[str, int]:
    """Return the list depth that each linked paragraph style stands at."""
    linked = {}
    for depth, element in levels.items():
        style = element.find(W + "pStyle")
        if style is not None:
            linked[style.get(W + "val", "")] = depth
    return linked
