"""Several actions in one row, each with the owner and target that the document pairs with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sightline.domain.published_reviews.action_plan.columns import Key
from sightline.domain.published_reviews.action_plan.drafts import Draft, Line
from sightline.domain.published_reviews.dates import iso_dates
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.reading import ActionPart, Source
from sightline.domain.published_reviews.words import Words

_LABEL = re.compile(r"\s*\(?(?P<label>\d{1,2}[a-z]?|[a-z]|\d{1,2}(?:\.\d{1,2})+)[.):]+\s+")
_INLINE_LABEL = re.compile(
    r"(?:(?<=\s)|\A)(?:\((?P<bracketed>[a-z]|\d{1,2})\)|(?P<closed>\d{1,2}[a-z]|[a-z])\))\s+"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a cell says for one action; `label` is the mark before it, `text` what follows."""

    text: str
    spans: tuple[Span, ...]
    label: str | None = None
    label_span: Span | None = None


def paired_parts(draft: Draft, words: Words) -> tuple[ActionPart, ...]:
    """Return the actions of a row, paired by label (2a, 1., (b)) or because the cells have as many lines.

    Empty where the document pairs nothing: then the cells as a whole say all that is printed.
    """
    actions, leads, targets = (_pieces(draft, key, words) for key in (Key.ACTION, Key.LEAD, Key.TARGET))
    if len(actions) < 2:
        return ()
    owners, dues = _matching(actions, leads), _matching(actions, targets)
    if owners is None and dues is None:
        return ()
    nothing: list[_Piece | None] = [None] * len(actions)
    return tuple(
        _part(action, owner, due, words)
        for action, owner, due in zip(actions, owners or nothing, dues or nothing, strict=True)
    )


def _part(action: _Piece, owner: _Piece | None, due: _Piece | None, words: Words) -> ActionPart:
    target_on = iso_dates(due.text) if due else ()
    spans: dict[str, tuple[Span, ...]] = {"action": action.spans}
    if action.label_span:
        spans["label"] = (action.label_span,)
    if owner:
        spans["lead"] = owner.spans
    if due:
        spans["target_text"] = due.spans
    if due and target_on:
        spans["target_on"] = due.spans
    sources: dict[str, Source] = {}
    for name, places in spans.items():
        if source := words.source(*places):
            sources[name] = source
    return ActionPart(
        label=action.label,
        action=action.text,
        lead=owner.text if owner else None,
        target_text=due.text if due else None,
        target_on=target_on,
        source=words.source(*sorted({span for places in spans.values() for span in places})),
        sources=sources,
    )


def _pieces(draft: Draft, key: Key, words: Words) -> list[_Piece]:
    pieces = [piece for line in draft.lines(words, key) for piece in _split(line, words)]
    return _gathered(pieces) if pieces and pieces[0].label else pieces


def _split(line: Line, words: Words) -> Iterator[_Piece]:
    """Yield a line's labelled pieces; a line without labels is one piece."""
    if len(line.spans) > 1:
        yield _Piece(line.text, line.spans)
        return
    (span,) = line.spans
    text = words.document.words(span)
    inline = list(_INLINE_LABEL.finditer(text))
    if (
        len(inline) > 1
        and inline[0].start() == 0
        and _is_sequence([m["bracketed"] or m["closed"] for m in inline])
    ):
        ends = [match.start() for match in inline[1:]] + [len(text)]
        for match, end in zip(inline, ends, strict=True):
            name = "bracketed" if match["bracketed"] else "closed"
            yield _labelled(span.start, match.start(name), match.end(name), match.end(), end, words)
        return
    label = _LABEL.match(text)
    if label is None or not text[label.end() :].strip():
        yield _Piece(line.text, line.spans)
    else:
        yield _labelled(span.start, label.start("label"), label.end("label"), label.end(), len(text), words)


def _labelled(offset: int, label: int, label_end: int, start: int, end: int, words: Words) -> _Piece:
    label_span = Span(offset + label, offset + label_end)
    span = Span(offset + start, offset + end)
    return _Piece(words.of(span), (span,), words.document.words(label_span), label_span)


def _is_sequence(labels: list[str]) -> bool:
    """Say whether labels count up by one: a, b, c or 2a, 2b."""
    last = [ord(label[-1]) for label in labels]
    return len({label[:-1] for label in labels}) == 1 and last == list(range(last[0], last[0] + len(last)))


def _gathered(pieces: list[_Piece]) -> list[_Piece]:
    """Put pieces without a label to the labelled piece above them."""
    gathered: list[_Piece] = []
    for piece in pieces:
        if piece.label or not gathered:
            gathered.append(piece)
        else:
            last = gathered.pop()
            gathered.append(replace(last, text=f"{last.text}\n{piece.text}", spans=last.spans + piece.spans))
    return gathered


def _matching(actions: list[_Piece], others: list[_Piece]) -> list[_Piece | None] | None:
    """Return what goes with each action; None where the document does not say."""
    labels = [piece.label for piece in actions]
    if all(labels) and others and all(piece.label for piece in others):
        by_label = {piece.label: piece for piece in others}
        if len(by_label) == len(others) > 1 and set(by_label) <= set(labels):
            return [by_label.get(label) for label in labels]
        return None
    if len(others) == len(actions):
        return list(others)
    return None
