"""The panel: who sat on it, in which role, for which agency."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.domain.published_reviews.agencies import (
    AgencyNames,
    looks_like_a_role,
    looks_like_an_agency,
)
from sightline.domain.published_reviews.attributed import item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import Line, Passage, lines_of
from sightline.domain.published_reviews.people.jobs import is_known_agency, is_more_a_role, role_and_agency
from sightline.domain.published_reviews.reading import PanelMember
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.agency_words import PERSONAL_TITLES, RANKS
from sightline.domain.vocabulary.review_headings import Topic

_TITLE = rf"(?:(?:{'|'.join(map(re.escape, (*PERSONAL_TITLES, *RANKS)))})\.?\s+)"
_NAME_WORD = r"(?:(?![A-Z]{2,}\b)[A-Z][\w’'.-]*|de|van|der|O’[A-Z]\w+)"
PERSON = re.compile(rf"{_TITLE}?{_NAME_WORD}(?:[ \t]+{_NAME_WORD}){{1,3}}")
_RANK = re.compile(_TITLE)
_TWO_NAMES = re.compile(rf"{_TITLE}?[A-Z][\w’'-]*[ \t]+[A-Z][\w’'-]*")
_SEPARATOR = re.compile(r"\s*(?:,|;|:|\s[-–—]|[–—]\s|\()\s*")
_AFTER_AGENCY = re.compile(r"\s*(?::|\s[-–—]|[–—]|\t)\s*")
_NAME_HEAD = re.compile(
    r"^(?:panel )?(?:member'?s?'? ?)?(?:full )?(?:names?|member|representative|panel member)s?\b", re.I
)
_ROLE_HEAD = re.compile(r"\b(?:role|job|title|designation|position|post|rank)\b", re.I)
_AGENCY_HEAD = re.compile(
    r"\b(?:agency|organi[sz]ation|representing|service|body|employer|department)\b", re.I
)
_HEADS = (("name", _NAME_HEAD), ("agency", _AGENCY_HEAD), ("role", _ROLE_HEAD))
_LEAD_IN = re.compile(
    r"\bpanel\b.*\b(?:members were|compris|consist|member|made up|composed|includ|attend"
    r"|following)\w*|\bmembership\b|\bmembers of the (?:\w+ )?panel\b",
    re.I,
)
_LISTS_SOMETHING_ELSE = re.compile(r"\bIMRs?\b|\bthe following agencies\b", re.I)
_MADE_UP_OF = re.compile(
    r"\b(?:made\s+up\s+of|compris\w+|consist\w+|composed\s+of|members\s+(?:were|are)|membership|panel\s+members\s*:)",
    re.I,
)
_IN_BRACKETS = re.compile(
    rf"(?P<name>{_TITLE}?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}})\s*\((?P<inside>[^()]{{3,120}})\)"
)
_BETWEEN_SEMICOLONS = re.compile(
    rf"(?P<name>{_TITLE}?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}}),\s+(?P<inside>[^;.]{{3,160}})(?:;(?:\s+and)?|\.|\Z)"
)
_CHAIRED_BY = re.compile(
    rf"\bchaired\s+by\s+(?P<name>{_TITLE}?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}}),\s+(?P<inside>[^;.]{{3,120}})[.;]"
)
_LABELLED = re.compile(
    r"(?P<label>(?:full )?name|(?:job )?(?:role|title|position|post)|agency|organi[sz]ation|representing)"
    r"\s*:\s*(?=\S)",
    re.I,
)
_NOT_THE_PANEL = frozenset(
    {
        Topic.ACTION_PLAN,
        Topic.DEFINITIONS,
        Topic.LESSONS,
        Topic.FINDINGS,
        Topic.RECOMMENDATIONS,
        Topic.SUBJECTS,
    }
)
_COLUMNS_SHARE = 0.6


@dataclass(slots=True)
class _Entry:
    """What is printed of one member: the spans of the line and of the lines it runs on to."""

    line: Line
    spans: list[Span]


def read_panel(passages: Iterable[Passage], words: Words, names: AgencyNames) -> tuple[PanelMember, ...]:
    """Return the members of the panel as listed; none where the review prints no list."""
    for passage in passages:
        if not passage.section or passage.topic in _NOT_THE_PANEL:
            continue
        lines = list(lines_of(words.document, passage.blocks))
        is_titled = passage.own_topic is Topic.PANEL
        members = _members(lines, words, names, is_listing=is_titled)
        if len(members) > 1:
            return members
    return ()


def _members(
    lines: Sequence[Line], words: Words, names: AgencyNames, *, is_listing: bool
) -> tuple[PanelMember, ...]:
    rows = [line for line in lines if line.is_row]
    introduced = any(_introduces(words.of(line.span)) for line in lines if not line.is_row)
    if rows and (is_listing or introduced) and (columns := _columns(rows, words)):
        found = [
            _member_of_row(line, columns, words, names)
            if line.is_row
            else _member(_Entry(line, [line.span]), words, names)
            for line in lines
            if line.is_row or len(line.cells) > 1
        ]
        return tuple(member for member in found if member)
    entries = list(_entries(lines, words, is_listing=is_listing))
    if not entries:
        return (
            tuple(_labelled_members(lines, words))
            or tuple(_members_in_prose(lines, words, names))
            or tuple(_stacked_members(lines, words))
            or (tuple(_members_line_by_line(lines, words, names)) if is_listing else ())
        )
    in_columns = sum(len(entry.line.cells) == 3 for entry in entries) >= _COLUMNS_SHARE * max(1, len(entries))
    if in_columns:
        return _members_in_columns(entries, words, names)
    return tuple(member for entry in entries if (member := _member(entry, words, names)))


def _columns(rows: Sequence[Line], words: Words) -> dict[str, int] | None:
    """Return which column of a table holds what, by its heads or, failing those, by its words."""
    for head in rows[:2]:
        found: dict[str, int] = {}
        for index, cell in enumerate(head.cells):
            text = words.of(cell)
            if "name" not in found and _NAME_HEAD.search(text):
                found["name"] = index
            elif "agency" not in found and _AGENCY_HEAD.search(text):
                found["agency"] = index
            elif "role" not in found and _ROLE_HEAD.search(text):
                found["role"] = index
        if "name" in found and len(found) > 1:
            return found
    return _columns_by_words(rows, words)


def _columns_by_words(rows: Sequence[Line], words: Words) -> dict[str, int] | None:
    width = max(len(row.cells) for row in rows)
    columns = [
        [words.of(row.cells[index]) for row in rows if index < len(row.cells)] for index in range(width)
    ]
    named = [
        index for index, texts in enumerate(columns) if all(PERSON.match(text) for text in texts if text)
    ]
    if not named or width < 2:
        return None
    others = [index for index in range(width) if index != named[0]]
    by_role = sorted(others, key=lambda index: sum(map(is_more_a_role, columns[index])), reverse=True)
    return dict(zip(("name", "role", "agency"), (named[0], *by_role[:2]), strict=False))


def _member_of_row(
    line: Line, columns: dict[str, int], words: Words, names: AgencyNames
) -> PanelMember | None:
    cells = {
        kind: line.cells[index]
        for kind, index in columns.items()
        if index < len(line.cells) and line.cells[index].start < line.cells[index].end
    }
    name = cells.get("name")
    if name is None or not PERSON.match(words.of(name)) or _NAME_HEAD.search(words.of(name)):
        return None
    agency = cells.get("agency")
    if "role" not in columns:
        cells |= _name_and_role(name, words, names)
        said = words.of(agency) if agency else ""
        if "role" not in cells and agency and looks_like_a_role(said) and not looks_like_an_agency(said):
            cells["role"] = cells.pop("agency")
    spans: dict[str, tuple[Span, ...]] = {field: (cell,) for field, cell in cells.items()}
    if "role" in cells and "agency" not in columns:
        spans["role"], spans["agency"] = role_and_agency([cells["role"]], words, names)
    read = {field: printed(words, *cell) for field, cell in spans.items()}
    return item(PanelMember, words.source(line.span), **read)


def _name_and_role(cell: Span, words: Words, names: AgencyNames) -> dict[str, Span]:
    """Part “Ada Rush, Head of Safeguarding” where one column holds both."""
    text = words.document.text
    name = _name_span(Line(cell, cell), words, names)
    if name is None:
        return {}
    rest = _inside(text, Span(_after_separator(text, name.end, cell.end), cell.end))
    return {"name": name} | ({"role": rest} if rest.start < rest.end else {})


def _entries(lines: Sequence[Line], words: Words, *, is_listing: bool) -> Iterator[_Entry]:
    current: _Entry | None = None
    has_entries = False
    for line in lines:
        text = words.of(line.span)
        if current and _runs_on(line, words):
            current.spans.append(line.span)
        elif is_listing and _is_entry(line, text):
            if current:
                yield current
            current, has_entries = _Entry(line, [line.span]), True
        else:
            if current:
                yield current
            current = None
            if text.endswith(":") or _LEAD_IN.search(text):
                is_still_to_come = is_listing and not has_entries and not _LISTS_SOMETHING_ELSE.search(text)
                is_listing = _introduces(text) or is_still_to_come
    if current:
        yield current


def _introduces(text: str) -> bool:
    """Say whether a line announces the members of the panel."""
    return bool(_LEAD_IN.search(text)) and not _LISTS_SOMETHING_ELSE.search(text)


def _is_entry(line: Line, text: str) -> bool:
    name = PERSON.match(text)
    if not name or (len(text.split()) > 6 and text.rstrip().endswith(".") and not line.is_marked):
        return False
    if looks_like_a_role(_without_rank(name.group())) and len(line.cells) < 2:
        return (
            bool(_AFTER_AGENCY.search(text)) and PERSON.fullmatch(_AFTER_AGENCY.split(text)[-1]) is not None
        )
    if line.is_bullet or len(line.cells) > 1:
        return True
    return bool(_SEPARATOR.match(text[name.end() :]))


def _runs_on(line: Line, words: Words) -> bool:
    """Say whether a line goes on from the one before: set in by tabs, without a mark of its own."""
    text = words.document.text
    before = text[text.rfind("\n", 0, line.span.start) + 1 : line.span.start]
    return not line.is_marked and not line.is_row and before.count("\t") > 1 and not before.strip()


def _members_in_columns(
    entries: Sequence[_Entry], words: Words, names: AgencyNames
) -> tuple[PanelMember, ...]:
    """Return members whose names, roles and agencies stand in three columns, in either order."""
    full = [entry for entry in entries if len(entry.line.cells) == 3]
    second, third = (
        sum(is_more_a_role(words.of(entry.line.cells[index])) for entry in full) for index in (1, 2)
    )
    role, agency = (1, 2) if second >= third else (2, 1)
    found = []
    for entry in entries:
        if len(entry.line.cells) != 3:
            if member := _member(entry, words, names):
                found.append(member)
            continue
        cells = entry.line.cells
        found.append(
            item(
                PanelMember,
                words.source(*entry.spans),
                name=printed(words, cells[0]),
                role=printed(words, cells[role]),
                agency=printed(words, cells[agency]),
            )
        )
    return tuple(found)


def _member(entry: _Entry, words: Words, names: AgencyNames) -> PanelMember | None:
    text = words.document.text
    first, *further = entry.spans
    if len(entry.spans) == 1:
        turned = _member_after_agency(entry.line, words, names) or _member_at_end(entry.line, words, names)
        if turned:
            return turned
    name = _name_span(entry.line, words, names)
    if name is None:
        return None
    rest = _inside(text, Span(_after_separator(text, name.end, first.end), first.end))
    role, agency = role_and_agency([rest, *further], words, names)
    if (
        not role
        and (rank := _RANK.match(text, name.start, name.end))
        and rank.group().split()[0] not in PERSONAL_TITLES
    ):
        role, name = (trimmed(text, Span(name.start, rank.end())),), Span(rank.end(), name.end)
    return item(
        PanelMember,
        words.source(*entry.spans),
        name=printed(words, name),
        role=printed(words, *role),
        agency=printed(words, *agency),
    )


def _labelled_members(lines: Sequence[Line], words: Words) -> Iterator[PanelMember]:
    """Yield the members of lines such as “Name: …”, “Role: …”, “Organisation: …”."""
    member: dict[str, Span] = {}
    for at in (at for line in lines for at in _printed_lines(line, words)):
        label = _LABELLED.match(words.document.text, at.start, at.end)
        if label is None:
            continue
        kind = next(kind for kind, pattern in _HEADS if pattern.search(label["label"]))
        if kind == "name" and member:
            yield _labelled_member(member, words)
            member = {}
        if member or kind == "name":
            member[kind] = Span(label.end(), at.end)
    if member:
        yield _labelled_member(member, words)


def _labelled_member(member: dict[str, Span], words: Words) -> PanelMember:
    whole = Span(min(at.start for at in member.values()), max(at.end for at in member.values()))
    return item(
        PanelMember, words.source(whole), **{kind: printed(words, span) for kind, span in member.items()}
    )


def _stacked_members(lines: Sequence[Line], words: Words) -> Iterator[PanelMember]:
    """Yield the members of a table that has lost its rows, from the order of its column heads."""
    heads: list[str] = []
    for line in lines:
        kind = next((kind for kind, head in _HEADS if head.search(words.of(line.span))), None)
        if kind is None or kind in heads or line.is_row:
            break
        heads.append(kind)
    if "name" not in heads or len(heads) < 2:
        return
    cells = [line.span for line in lines[len(heads) :]]
    at = [
        i
        for i, cell in enumerate(cells)
        if PERSON.fullmatch(words.of(cell)) and not _is_no_name(words.of(cell))
    ]
    if "role" in heads:
        with_role = [i for i in at if i + 1 < len(cells) and looks_like_a_role(words.of(cells[i + 1]))]
        at = with_role or at
    is_agency_first = heads.index("agency") < heads.index("name") if "agency" in heads else False
    for position, index in enumerate(at):
        after = cells[index + 1 : at[position + 1] if position + 1 < len(at) else None]
        before = cells[at[position - 1] + 1 if position else 0 : index] if is_agency_first else []
        role = next((cell for cell in after if looks_like_a_role(words.of(cell))), None)
        others = before[-1:] if is_agency_first else after
        agency = next((cell for cell in others if not looks_like_a_role(words.of(cell))), None)
        whole = [span for span in (agency, cells[index], role) if span]
        yield item(
            PanelMember,
            words.source(*sorted(whole)),
            name=printed(words, cells[index]),
            role=printed(words, role),
            agency=printed(words, agency),
        )


def _members_line_by_line(lines: Sequence[Line], words: Words, names: AgencyNames) -> Iterator[PanelMember]:
    """Yield the members of a list that prints a name, and their role and agency on the next line or two."""
    printed_lines = [at for line in lines for at in _printed_lines(line, words)]
    for number, (first, second) in enumerate(pairwise(printed_lines)):
        if not _is_a_member(words.of(first)) or not looks_like_a_role(words.of(second)):
            continue
        member = _member_said(first, second, words, names)
        third = words.of(printed_lines[number + 2]) if number + 2 < len(printed_lines) else ""
        if member.agency is None and looks_like_an_agency(third) and not _is_a_member(third):
            at = printed_lines[number + 2]
            member = item(
                PanelMember,
                words.source(Span(first.start, at.end)),
                name=printed(words, first),
                role=printed(words, second),
                agency=printed(words, at),
            )
        yield member


def _printed_lines(line: Line, words: Words) -> Iterator[Span]:
    start = line.span.start
    for piece in words.document.words(line.span).split("\n"):
        at = trimmed(words.document.text, Span(start, start + len(piece)))
        start += len(piece) + 1
        if at.start < at.end:
            yield at


def _is_a_member(text: str) -> bool:
    return PERSON.fullmatch(text) is not None and not _is_no_name(text)


def _is_no_name(text: str) -> bool:
    return looks_like_a_role(text) or looks_like_an_agency(text)


def _member_after_agency(line: Line, words: Words, names: AgencyNames) -> PanelMember | None:
    """Return the member of “Fern Police – Ada Rush (Superintendent)”, whose agency stands first."""
    text = words.document.text
    separator = _AFTER_AGENCY.search(text, line.span.start, line.span.end)
    if separator is None:
        return None
    first = trimmed(text, Span(line.span.start, separator.start()))
    said = words.of(first)
    if looks_like_a_role(said) or not (looks_like_an_agency(said) or is_known_agency(said, names)):
        return None
    name = PERSON.match(text, separator.end(), line.span.end)
    if name is None or looks_like_an_agency(name.group()):
        return None
    rest = _inside(text, Span(_after_separator(text, name.end(), line.span.end), line.span.end))
    return item(
        PanelMember,
        words.source(line.span),
        name=printed(words, Span(*name.span())),
        role=printed(words, rest) if rest.start < rest.end else None,
        agency=printed(words, first),
    )


def _member_at_end(line: Line, words: Words, names: AgencyNames) -> PanelMember | None:
    """Return the member of “Named Nurse, Fern NHS Trust – Ada Rush”, whose name stands last."""
    text = words.document.text
    separators = list(_AFTER_AGENCY.finditer(text, line.span.start, line.span.end))
    if not separators or PERSON.match(text, line.span.start, separators[0].start()) is None:
        return None
    before = trimmed(text, Span(line.span.start, separators[-1].start()))
    name = trimmed(text, Span(separators[-1].end(), line.span.end))
    is_name = PERSON.fullmatch(words.of(name)) is not None and not _is_no_name(_without_rank(words.of(name)))
    if not is_name or not _is_no_name(_without_rank(words.of(before))):
        return None
    return _member_said(name, before, words, names)


def _without_rank(name: str) -> str:
    rank = _RANK.match(name)
    return name[rank.end() :] if rank else name


def _inside(text: str, rest: Span) -> Span:
    """Return what a bracket holds whose opening has been passed, or what follows “(Chair)”."""
    rest = trimmed(text, rest)
    closing = text.find(")", rest.start, rest.end)
    if closing < 0 or "(" in text[rest.start : closing]:
        return rest
    after = trimmed(text, Span(closing + 1, rest.end))
    after = trimmed(text, Span(_after_separator(text, after.start, after.end), after.end))
    return after if after.start < after.end else Span(rest.start, closing)


def _members_in_prose(lines: Sequence[Line], words: Words, names: AgencyNames) -> Iterator[PanelMember]:
    """Yield members from “It was made up of A (role, agency); B, role, agency; and C (role).”"""
    text = words.document.text
    for line in lines:
        cue = _MADE_UP_OF.search(text, line.span.start, line.span.end)
        if line.is_row or cue is None:
            continue
        if chair := _CHAIRED_BY.search(text, line.span.start, cue.start()):
            yield _member_said(Span(*chair.span("name")), Span(*chair.span("inside")), words, names)
        in_brackets = list(_IN_BRACKETS.finditer(text, cue.start(), line.span.end))
        for match in in_brackets or _BETWEEN_SEMICOLONS.finditer(text, cue.end(), line.span.end):
            yield _member_said(Span(*match.span("name")), Span(*match.span("inside")), words, names)


def _member_said(name: Span, inside: Span, words: Words, names: AgencyNames) -> PanelMember:
    role, agency = role_and_agency([trimmed(words.document.text, inside)], words, names)
    return item(
        PanelMember,
        words.source(Span(min(name.start, inside.start), max(name.end, inside.end))),
        name=printed(words, name),
        role=printed(words, *role),
        agency=printed(words, *agency),
    )


def _after_separator(text: str, start: int, end: int) -> int:
    match = _SEPARATOR.match(text, start, end)
    return match.end() if match else start


def _name_span(line: Line, words: Words, names: AgencyNames) -> Span | None:
    """Return the member's name: up to the tab or separator, or two words before what is no name."""
    text = words.document.text
    if len(line.cells) > 1:
        cell = line.cells[0]
        match = PERSON.match(text, cell.start, cell.end)
        if match is None:
            return None
        separator = _SEPARATOR.search(text, match.start(), cell.end)
        return trimmed(text, Span(cell.start, separator.start() if separator else cell.end))
    separator = _SEPARATOR.search(text, line.span.start, line.span.end)
    match = PERSON.match(text, line.span.start, line.span.end)
    if match is None:
        return None
    if separator and separator.start() <= match.end() + 1:
        return trimmed(text, Span(line.span.start, separator.start()))
    if (
        match.end() == line.span.end
        and not looks_like_a_role(match.group())
        and not is_known_agency(match.group(), names)
    ):
        return Span(match.start(), match.end())
    two = _TWO_NAMES.match(text, line.span.start, line.span.end)
    return Span(two.start(), two.end()) if two else None
