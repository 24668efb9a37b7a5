"""Several actions in one row, each with the owner and target that the document pairs with it."""

import re
from dataclasses import dataclass

from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.published_reviews.reading import ActionPart

_LABEL = re.compile(r"\s*\(?(?P<label>\d{1,2}[a-z]?|[a-z]|\d{1,2}(?:\.\d{1,2})+)[.):]+\s+")
_BULLET = re.compile(r"\s*[·•▪◦●*o–-]\s+")


@dataclass(frozen=True, slots=True)
class _Line:
    label: str | None
    text: str


def paired_parts(action: str | None, lead: str | None, target: str | None) -> tuple[ActionPart, ...]:
    """Return the actions of a row, paired by label (2a, 1., (b)) or because the cells have as many lines.

    Empty where the document pairs nothing: then the cells as a whole say all that is printed.

    Example:
        >>> [part.target_on for part in paired_parts("Write it.\\nSend it.", None, "May 2014\\nJune 2014")]
        [('2014-05',), ('2014-06',)]
    """
    actions, leads, targets = _lines(action), _lines(lead), _lines(target)
    if len(actions) < 2:
        return ()
    owners, dues = _matching(actions, leads), _matching(actions, targets)
    if owners is None and dues is None:
        return ()
    return tuple(
        _part(line, owners[i] if owners else None, dues[i] if dues else None)
        for i, line in enumerate(actions)
    )


def _part(action: _Line, lead: str | None, target: str | None) -> ActionPart:
    return ActionPart(
        label=action.label,
        action=action.text,
        lead=lead,
        target_text=target,
        target_on=iso_dates(target or ""),
    )


def _lines(text: str | None) -> list[_Line]:
    lines: list[_Line] = []
    for line in text.split("\n") if text else []:
        match = _LABEL.match(line)
        if match:
            lines.append(_Line(match["label"], line[match.end() :].strip()))
        else:
            lines.append(_Line(None, line))
    if any(line.label for line in lines) and lines[0].label:
        lines = _gathered(lines)
    return lines


def _gathered(lines: list[_Line]) -> list[_Line]:
    """Put lines without a label to the labelled line above them."""
    gathered: list[_Line] = []
    for line in lines:
        if line.label or not gathered:
            gathered.append(line)
        else:
            last = gathered.pop()
            gathered.append(_Line(last.label, f"{last.text}\n{line.text}"))
    return gathered


def _matching(actions: list[_Line], others: list[_Line]) -> list[str | None] | None:
    """Return the words that go with each action; None where the document does not say."""
    labels = [line.label for line in actions]
    if all(labels) and others and all(line.label for line in others):
        by_label = {line.label: line.text for line in others}
        if len(by_label) == len(others) and set(by_label) <= set(labels) and len(by_label) > 1:
            return [by_label.get(label) for label in labels]
        return None
    if len(others) == len(actions):
        return [line.text for line in others]
    return None
