"""The people the review is about, by the name it prints for them.

Taken from the table or list that introduces them; where a review has none, from the sentences that
say who each name stands for. Nothing is worked out: an age is not a year of birth.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.domain.published_reviews.attributed import Printed, item, printed
from sightline.domain.published_reviews.document import Span
from sightline.domain.published_reviews.passages import Line, Passage, lines_of
from sightline.domain.published_reviews.reading import Subject
from sightline.domain.published_reviews.words import Words, trimmed
from sightline.domain.vocabulary.person_words import (
    CHILD_WORDS,
    ETHNICITIES,
    OTHER_WORDS,
    PERPETRATOR_WORDS,
    SEX_WORDS,
    VICTIM_WORDS,
)
from sightline.domain.vocabulary.review_headings import Topic
from sightline.domain.vocabulary.reviews import SubjectRole


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ROLES: tuple[tuple[SubjectRole, re.Pattern[str]], ...] = (
    (
        SubjectRole.PERPETRATOR,
        re.compile(rf"\b(?:alleged\s+)?(?:{_any_of(PERPETRATOR_WORDS)})s?\b(?!['’]s)", re.I),
    ),
    (SubjectRole.PERPETRATOR, re.compile(r"\b(?:convicted|(?:found|pleaded)\s+guilty)\b", re.I)),
    (
        SubjectRole.VICTIM,
        re.compile(rf"\b(?:{_any_of(VICTIM_WORDS)})s?\b(?!['’]s)|\bsubject of (?:the|this) review\b", re.I),
    ),
    (SubjectRole.CHILD, re.compile(rf"\b(?:{_any_of(CHILD_WORDS)})\b", re.I)),
    (SubjectRole.OTHER, re.compile(rf"\b(?:{_any_of(OTHER_WORDS)})s?\b", re.I)),
)
_N_DIRECT = 3
_MOST_CELLS = 5  # a row of more, under no heads that tell of people, is of another table
_RELATED = re.compile(rf"\b(?:{_any_of((*CHILD_WORDS, *OTHER_WORDS))})s?\s+(?:of|to)\b|['’]s?\s", re.I)
_SEX = re.compile(rf"\b(?:{_any_of(SEX_WORDS)})\b", re.I)
_ETHNICITY = re.compile(rf"\b(?:{_any_of(ETHNICITIES)})(?:\s*[/(-]\s*(?:{_any_of(ETHNICITIES)})\)?)?\b")
_BIRTH = re.compile(
    r"\b(?:born|d\.?o\.?b\.?|date of birth|year of birth)\b[^\d\n]{0,20}(?:\d{1,2}[./ ]\d{1,2}[./"
    r" ])?(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CODE = (
    r"(?:Adult|Child|Subject|Person|Mr|Mrs|Ms|Miss|Mother|Father|Sister|Brother|Son|Daughter"
    r"|Friend|Partner|Victim"
    r"|Perpetrator|Sibling|Grandmother|Male|Female)\s?(?:[A-Z]{1,3}\d{0,2}|\d{1,2})\b|[A-Z]{1,4}\s?\d{1,2}\b"
)
_NAME = (
    rf"(?:{_CODE}|(?:Mr|Mrs|Ms|Miss|Dr)\s[A-Z][a-z]+|[A-Z][a-zà-ÿ]+(?:-[A-Z][a-z]+)?"
    rf"|[A-Z]{{1,3}}(?=[\s,.)’”]))"
)
_PSEUDONYM_CELL = re.compile(rf"[“\"‘']?(?P<name>{_NAME}(?:\s[A-Z][a-z]+)?)[”\"’']?")
_NOT_A_NAME = re.compile(
    r"^(?:The|This|These|Names?|Pseudonyms?|Age|Aged|Role|Relationship|Gender|Sex|Ethnicity"
    r"|Subjects?|Victim|Child|"
    r"Children|Perpetrator|Family|None|Not|No|All|In|A|An|Both|Other|Deceased|Male|Female|White"
    r"|Black|Asian|Unknown|"
    r"Mother|Father|Sister|Brother|Son|Daughter|Friend|Partner|Husband|Wife|Report|Review|His|Her"
    r"|Identifier|Known|"
    r"They|Their|When|Where|Following|Domestic|Home|Police|To|For|It|He|She|At|On|As|However|There"
    r"|Independent)$"
)
_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "pseudonym",
        re.compile(
            r"\b(?:pseudonym|name|person|individual|identifier|known as|referred to|code|subject"
            r"|designation)",
            re.I,
        ),
    ),
    ("role", re.compile(r"\b(?:relationship|role|relation|status|who|description)\b", re.I)),
    ("sex", re.compile(r"\b(?:sex|gender)\b", re.I)),
    ("ethnicity", re.compile(r"\b(?:ethnicity|ethnic|heritage|nationality)\b", re.I)),
    ("birth_year", re.compile(r"\b(?:born|birth|d\.?o\.?b)\b", re.I)),
    ("age", re.compile(r"\bage\b", re.I)),
)
_LEAD_IN = re.compile(
    r"\b(?:principal people|people|persons?|individuals|subjects|pseudonyms?|parties|family"
    r" members?|following names)\b",
    re.I,
)
_GIVEN = rf"[“\"‘']?(?P<name>{_NAME})[”\"’']?"
_BRACKETED = re.compile(rf"{_GIVEN}\s*\((?P<inside>[^()]{{3,120}})\)")
_VICTIM, _PERPETRATOR = (
    r"(?:victim|deceased)\b(?!['’]s)",
    r"(?:alleged\s+)?(?:perpetrator|offender)\b(?!['’]s)",
)
_CALLED = (
    r"(?:(?:will be|is|was|has been|are)\s+)?(?:known|referred to|called|named|identified)(?:\s+(?:in"
    r" this report|throughout|as|of))*"
)
SaysWho = tuple[tuple[SubjectRole, re.Pattern[str]], ...]
_SAYS_WHO: SaysWho = (
    (
        SubjectRole.OTHER,
        re.compile(rf"{_GIVEN}\s+(?:is|was)\s+(?P<role>(?:the\s+|an?\s+)?(?:{_any_of(OTHER_WORDS)})\s+of\b)"),
    ),
    (
        SubjectRole.VICTIM,
        re.compile(rf"\b(?P<role>(?:death|murder|killing|homicide|suicide)\s+of)\s+{_GIVEN}"),
    ),
    (
        SubjectRole.VICTIM,
        re.compile(
            rf"{_GIVEN}(?:\s+\(pseudonym\))?\s*(?:,|\(|[-–—:]|\bis\b|\bwas\b"
            rf"|\bfor\b)\s*(?:the\s+)?(?P<role>{_VICTIM})"
        ),
    ),
    (
        SubjectRole.VICTIM,
        re.compile(
            rf"\b(?P<role>{_VICTIM})\s*(?:,|\(|[-–—:]|(?:in this (?:case|review)\s+)?{_CALLED})\s*{_GIVEN}"
        ),
    ),
    (
        SubjectRole.PERPETRATOR,
        re.compile(
            rf"{_GIVEN}(?:\s+\(pseudonym\))?\s*(?:,|\(|[-–—:]|\bis\b|\bwas\b|\bfor\b)\s*(?:(?:his"
            rf"|her|their|the|a"
            rf"|an)\s+[\w-]+(?:\s+[\w-]+)?\s+and\s+)?(?:the\s+)?(?P<role>{_PERPETRATOR})"
        ),
    ),
    (
        SubjectRole.PERPETRATOR,
        re.compile(
            rf"\b(?P<role>{_PERPETRATOR})\s*(?:,|\(|[-–—:]|(?:in this (?:case"
            rf"|review)\s+)?{_CALLED})\s*{_GIVEN}"
        ),
    ),
    (
        SubjectRole.PERPETRATOR,
        re.compile(
            rf"\b(?P<role>(?:killed|murdered|(?:stabbed|beaten|strangled"
            rf"|shot)(?:\s+to\s+death)?)\s+by)\s+(?:(?:his|her"
            rf"|their)\s+[\w-]+(?:\s+[\w-]+)?,?\s+)?{_GIVEN}"
        ),
    ),
    (
        SubjectRole.PERPETRATOR,
        re.compile(
            rf"(?<![\w’'-]){_GIVEN}\s*(?:,[^.;]{{0,80}},|\([^()]{{0,40}}\))?\s+(?:has\s+|had\s+)?(?:was|been"
            rf"|pleaded|later|subsequently|\s)*(?P<role>(?:convicted|found guilty|guilty)\s+(?:of"
            rf"|to)\s+(?:[\w’']+\s+){{0,2}}(?:murder|manslaughter))"
        ),
    ),
    (
        SubjectRole.CHILD,
        re.compile(
            rf"\b(?P<role>(?:children|child|sons?|daughters?))\s*,?\s+(?:named\s+"
            rf"|called\s+)?{_GIVEN}(?:\s+and\s+(?P<second>{_NAME}))?"
        ),
    ),
)
_AND_AS = re.compile(rf"\b(?P<role>{_PERPETRATOR})\s+as\s+{_GIVEN}")
_AGED = re.compile(
    rf"{_GIVEN},\s+(?:who\s+was\s+)?(?:aged\s+)?\d{{1,3}},?\s+(?:is"
    rf"|was)\s+(?:the\s+)?(?P<role>{_VICTIM})"
)
_FRIEND = re.compile(
    rf"{_GIVEN}\s+(?:is|was)\s+(?P<role>(?:the|an?)\s+(?:{_any_of(OTHER_WORDS)}))\s+(?:who|and|from)\b"
)
_DIED = re.compile(
    rf"(?<![\w’'-]){_GIVEN}\s+was\s+(?:aged\s+)?(?:only\s+)?[\w-]+(?:\s+years\s+(?:old|of\s+age))?\s+"
    rf"(?:when|at\s+the\s+time)\s+(?:she|he|they)\s+(?P<role>died|was\s+(?:killed|murdered)|took\s+(?:her|his|their)"
    rf"\s+own\s+life)"
)
_THEIR = re.compile(
    rf"(?<![\w’'-]){_GIVEN}\s+(?:is|was)\s+(?P<role>(?:his|her|their)\s+(?:[\w-]+\s+)?(?:{_any_of(OTHER_WORDS)}))\b"
)
_SAYS_WHO += (
    (SubjectRole.VICTIM, _DIED),
    (SubjectRole.OTHER, _THEIR),
    (SubjectRole.PERPETRATOR, _AND_AS),
    (SubjectRole.VICTIM, _AGED),
    (SubjectRole.OTHER, _FRIEND),
)
_TITLE_SAYS_WHO: SaysWho = (
    (
        SubjectRole.VICTIM,
        re.compile(rf"\b(?P<role>(?:death|murder|killing|homicide|suicide)\s+of)\s+{_GIVEN}"),
    ),
    (SubjectRole.VICTIM, re.compile(rf"\b(?P<role>Victim|Subject)\s*:\s*{_GIVEN}\s*$", re.MULTILINE)),
)
_NOT_ABOUT_PEOPLE = frozenset(
    {Topic.PANEL, Topic.CONTRIBUTIONS, Topic.ACTION_PLAN, Topic.RECOMMENDATIONS, Topic.DEFINITIONS}
)
_DIRECT = (SubjectRole.VICTIM, SubjectRole.PERPETRATOR)
_CLAUSE = re.compile(r"[^.;]*")


@dataclass(frozen=True, slots=True)
class _Found:
    name: Span
    role: SubjectRole
    role_at: Span
    whole: Span
    details: tuple[Span, ...] = ()


def read_subjects(passages: Sequence[Passage], words: Words) -> tuple[Subject, ...]:
    """Return the people under review in printed order, each once."""
    for gather in (_listed, _said):
        subjects: dict[str, Subject] = {}
        for subject in gather(passages, words):
            subjects.setdefault(subject.pseudonym, subject)
        if any(subject.role is SubjectRole.VICTIM for subject in subjects.values()) or len(subjects) > 1:
            return tuple(subjects.values())
    return ()


def _listed(passages: Sequence[Passage], words: Words) -> Iterator[Subject]:
    """Yield the people of the first section, list or table that introduces them."""
    for passage in passages:
        if passage.topic in _NOT_ABOUT_PEOPLE:
            continue
        lines = list(lines_of(words.document, passage.blocks))
        is_listing = passage.own_topic is Topic.SUBJECTS
        found = (
            list(_people_of(lines, words, is_listing=is_listing))
            or list(_stacked(lines, words))
            or list(_in_brackets(lines, words))
        )
        if len(found) > 1 or (found and passage.own_topic is Topic.SUBJECTS):
            yield from found
            return


def _people_of(lines: Sequence[Line], words: Words, *, is_listing: bool) -> Iterator[Subject]:
    columns: dict[str, int] | None = None
    for line in (row for whole in lines for row in _rows_in(whole, words)):
        text = words.of(line.span)
        if line.is_row or len(line.cells) > 1:
            if heads := _heads(line, words):
                columns = heads
            elif subject := _subject_in_row(line, columns, words):
                yield subject
            continue
        if is_listing and (subject := _subject_in_line(line, text, words)):
            yield subject
        elif not line.is_marked or text.endswith(":"):
            is_listing = is_listing or (text.endswith(":") and bool(_LEAD_IN.search(text)))


def _in_brackets(lines: Sequence[Line], words: Words) -> Iterator[Subject]:
    """Yield the people of “The subjects are: Adult A (victim), Adult B (her husband) and Child C (son)”."""
    text = words.document.text
    for line in lines:
        announced = _LEAD_IN.search(text, line.span.start, line.span.end)
        colon = text.find(":", announced.end(), line.span.end) if announced and not line.is_row else -1
        for match in _BRACKETED.finditer(text, colon, line.span.end) if colon >= 0 else ():
            inside = Span(*match.span("inside"))
            role = _role_of(words.of(inside))
            if role and not _NOT_A_NAME.match(match["name"]):
                name = Span(*match.span("name"))
                yield _subject(_Found(name, role, inside, Span(*match.span()), (inside,)), words, line, None)


def _rows_in(line: Line, words: Words) -> list[Line]:
    """Return the rows within a row whose cells run together people printed one above the other."""
    text = words.document.text
    cells = [_lines_in(cell, text) for cell in line.cells if cell.start < cell.end]
    n_lines = len(cells[0]) if line.is_row and cells else 0
    if (
        n_lines < 2
        or any(len(lines) != n_lines for lines in cells)
        or not all(_is_a_name(words.of(at)) for at in cells[0])
    ):
        return [line]
    rows = (tuple(lines[index] for lines in cells) for index in range(n_lines))
    return [Line(row[0], row[0], cells=row, is_row=True) for row in rows]


def _lines_in(cell: Span, text: str) -> list[Span]:
    found: list[Span] = []
    start = cell.start
    for piece in text[cell.start : cell.end].split("\n"):
        at = trimmed(text, Span(start, start + len(piece)))
        start += len(piece) + 1
        if at.start < at.end:
            found.append(at)
    return found


def _stacked(lines: Sequence[Line], words: Words) -> Iterator[Subject]:
    """Yield the people of a table that has lost its rows: a name, then its cells, a line each."""
    is_listing = prints_births = False
    cells: list[Span] = []
    for line in (*lines, None):
        text = words.of(line.span) if line else ""
        is_cell = line is not None and is_listing and not line.is_marked and 0 < len(text.split()) <= 8
        if line is None or not is_cell or _is_a_name(text):
            if len(cells) > 1:
                at = Span(cells[0].start, cells[-1].end)
                row = Line(at, at, cells=tuple(cells))
                years = [
                    i for i, cell in enumerate(cells) if prints_births and _YEAR.fullmatch(words.of(cell))
                ]
                columns = {"birth_year": years[0]} if len(years) == 1 else None
                if subject := _subject_in_row(row, columns, words):
                    yield subject
            cells = []
        if line and is_cell:
            cells.append(line.span)
            prints_births = prints_births or bool(_HEADS[4][1].search(text))
        elif line:
            announces = text.endswith(":") or "follow" in text
            is_listing = announces and bool(_LEAD_IN.search(text))


def _is_a_name(text: str) -> bool:
    match = _PSEUDONYM_CELL.fullmatch(text)
    return (
        match is not None and not _NOT_A_NAME.match(match["name"]) and not _ETHNICITY.fullmatch(match["name"])
    )


def _heads(line: Line, words: Words) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for index, cell in enumerate(line.cells):
        text = words.of(cell)
        kind = next((kind for kind, pattern in _HEADS if kind not in found and pattern.search(text)), None)
        if kind and len(text.split()) <= 6 and not _YEAR.search(text):
            found[kind] = index
    if found and "pseudonym" not in found and line.is_row and not words.of(line.cells[0]):
        # The people stand in the first column, and no head stands over them.
        found["pseudonym"] = 0
    return found if "pseudonym" in found and len(found) > 1 else None


def _subject_in_row(line: Line, columns: dict[str, int] | None, words: Words) -> Subject | None:
    cells = [cell for cell in line.cells if cell.start < cell.end]
    is_too_wide = columns is None and len(line.cells) > _MOST_CELLS
    if len(cells) < 2 or is_too_wide or any(len(words.of(cell).split()) > 25 for cell in cells):
        return None
    role_cell = _at(line, columns, "role")
    if role_cell is None:
        role_cell = next(
            (cell for cell in cells if _role_of(words.of(cell)) and not _is_bare_code(words.of(cell))), None
        )
    if role_cell is None:
        return None
    role = _role_of(words.of(role_cell)) or (SubjectRole.OTHER if columns and "role" in columns else None)
    name = _pseudonym(_at(line, columns, "pseudonym"), [cell for cell in cells if cell != role_cell], words)
    if role is None or name is None:
        return None
    return _subject(
        _Found(name, role, role_cell, line.span, tuple(c for c in cells if c != name)), words, line, columns
    )


def _at(line: Line, columns: dict[str, int] | None, kind: str) -> Span | None:
    index = columns.get(kind) if columns else None
    if index is None or index >= len(line.cells) or line.cells[index].start == line.cells[index].end:
        return None
    return line.cells[index]


def _is_bare_code(text: str) -> bool:
    return bool(re.fullmatch(_CODE, text.strip()))


def _pseudonym(cell: Span | None, others: Sequence[Span], words: Words) -> Span | None:
    text = words.document.text
    for candidate in [cell] if cell else others:
        start, end = candidate.start, candidate.end
        match = _PSEUDONYM_CELL.match(text, start, end)
        if match and not _NOT_A_NAME.match(match["name"]) and not _ETHNICITY.fullmatch(match["name"]):
            return Span(match.start("name"), match.end("name"))
    return None


def _role_of(text: str) -> SubjectRole | None:
    """Return the part the words give a person; one who is “of the victim” is not the victim."""
    parts = [part for part in re.split(r"[,;()/]", text) if part.strip()]
    for part in parts:
        if not _RELATED.search(part):
            direct = next((role for role, pattern in _ROLES[:_N_DIRECT] if pattern.search(part)), None)
            if direct:
                return direct
    related = next((part for part in parts if _RELATED.search(part)), None)
    if related is None:
        return next((role for role, pattern in _ROLES if pattern.search(text)), None)
    kin = re.sub(r"^.*['’]s?\s", "", re.sub(r"\b(?:of|to)\b.*", "", related))
    return next((role for role, pattern in _ROLES[_N_DIRECT:] if pattern.search(kin)), SubjectRole.OTHER)


def _subject_in_line(line: Line, text: str, words: Words) -> Subject | None:
    """Read “Mary – the victim, born 1980”, “Victim: Mary” or “Mary (victim)”."""
    if len(text.split()) > 40:
        return None
    raw = words.document.words(line.span)
    parts = re.split(r"\s*(?:[:=(]|\s[-–—]\s|[–—]|,|\bis\b|\bwas\b)\s*", raw, maxsplit=1)
    if len(parts) < 2:
        return None
    first, rest = parts
    first_role, rest_role = _role_of(first), _role_of(rest)
    start = line.span.start
    rest_at = Span(start + len(raw) - len(rest), line.span.end)
    said = next((role for role in (first_role, rest_role) if role in _DIRECT), first_role or rest_role)
    name = (
        _pseudonym(Span(start, start + len(first)), (), words)
        if not first_role or _is_bare_code(first)
        else None
    )
    role_at = rest_at
    if name is None:
        name = _pseudonym(rest_at, (), words)
        role_at = line.span if said is rest_role else Span(start, start + len(first))
    if said is None:
        return None
    role = said
    if name is None:
        return None
    return _subject(_Found(name, role, role_at, line.span, (rest_at,)), words, line, None)


def _said(passages: Sequence[Passage], words: Words) -> Iterator[Subject]:
    """Yield the people of whom a sentence says which part they have, in order of mention.

    Where no sentence says who the victim is, the title page names whose death is reviewed.
    """
    found: dict[str, tuple[int, Subject]] = {}
    for passage in passages:
        if passage.section and passage.topic not in _NOT_ABOUT_PEOPLE:
            _gather(passage, _SAYS_WHO, found, words)
        if len(found) > 1 and _has_victim(found):
            break
    for passage in passages:
        if not passage.section and not _has_victim(found):
            _gather(passage, _TITLE_SAYS_WHO, found, words)
    yield from (subject for _, subject in sorted(found.values(), key=lambda pair: pair[0]))


def _has_victim(found: Mapping[str, tuple[int, Subject]]) -> bool:
    return any(subject.role is SubjectRole.VICTIM for _, subject in found.values())


def _gather(passage: Passage, says_who: SaysWho, found: dict[str, tuple[int, Subject]], words: Words) -> None:
    text = words.document.text
    for line in lines_of(words.document, passage.blocks):
        for role, pattern in says_who:
            for match in pattern.finditer(text, line.span.start, line.span.end):
                for name in _names_said(match, role):
                    clause = _clause_about(name, line, found, text)
                    said = _Found(name, role, Span(*match.span("role")), Span(*match.span()), (clause,))
                    key = words.of(name)
                    if key not in found:
                        found[key] = name.start, _subject(said, words, line, None)


def _names_said(match: re.Match[str], role: SubjectRole) -> Iterator[Span]:
    for group in ("name", "second"):
        name = match.groupdict().get(group)
        if name and not _NOT_A_NAME.match(name) and not _ETHNICITY.fullmatch(name):
            yield Span(*match.span(group))


def _clause_about(name: Span, line: Line, others: Iterable[str], text: str) -> Span:
    """Return the words after a name, to the end of its sentence or the next person's name."""
    clause = _CLAUSE.match(text, name.end, line.span.end)
    end = clause.end() if clause else name.end
    for other in others:
        at = text.find(other, name.end, end)
        end = at if at >= 0 else end
    return Span(name.end, end)


def _subject(found: _Found, words: Words, line: Line, columns: dict[str, int] | None) -> Subject:
    return item(
        Subject,
        words.source(found.whole),
        pseudonym=printed(words, found.name),
        role=_settled(found.role, found.role_at, words),
        birth_year=_birth_year(found, line, columns, words),
        sex=_detail(_SEX, "sex", found, line, columns, words),
        ethnicity=_detail(_ETHNICITY, "ethnicity", found, line, columns, words),
    )


def _settled(value: object, at: Span, words: Words) -> Printed | None:
    source = words.source(at)
    return Printed(value, source) if source else None


def _birth_year(found: _Found, line: Line, columns: dict[str, int] | None, words: Words) -> Printed | None:
    text = words.document.text
    for span in (*found.details, found.whole):
        if match := _BIRTH.search(text, span.start, span.end):
            return _settled(int(match["year"]), Span(*match.span("year")), words)
    cell = _at(line, columns, "birth_year")
    if cell and (match := _YEAR.search(text, cell.start, cell.end)):
        return _settled(int(match.group()), Span(*match.span()), words)
    return None


def _detail(
    pattern: re.Pattern[str],
    kind: str,
    found: _Found,
    line: Line,
    columns: dict[str, int] | None,
    words: Words,
) -> Printed | None:
    if cell := _at(line, columns, kind):
        return printed(words, cell)
    text = words.document.text
    for span in found.details:
        for match in pattern.finditer(text, span.start, span.end):
            is_in_role = found.role_at.start <= match.start() < found.role_at.end and span != found.role_at
            if not is_in_role and not (found.name.start <= match.start() < found.name.end):
                return printed(words, trimmed(text, Span(*match.span())))
    return None
