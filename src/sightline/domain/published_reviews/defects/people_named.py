"""People named in an action plan: what is published names posts, not those who hold them."""

import re
from collections.abc import Iterable, Iterator

from sightline.domain.published_reviews.agencies import AgencyNames, looks_like_a_role, looks_like_an_agency
from sightline.domain.published_reviews.document import ReadDocument, Span
from sightline.domain.published_reviews.reading import ActionPlanRow, Defect, Reading, Source
from sightline.domain.vocabulary.agency_words import PERSONAL_TITLES
from sightline.domain.vocabulary.post_words import POST_WORDS, RANKS

_TITLE = rf"(?:{'|'.join(re.escape(title) for title in (*PERSONAL_TITLES, *RANKS))})\.?"
_FORENAME = r"[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)?"
_SURNAME = r"(?:(?:Mc|Mac|O['’]|De |de |van |Van |St )?[A-Z][a-z]+(?:[-’'][A-Z]?[a-z]+)*)"
_NAME = re.compile(rf"{_FORENAME}(?:\s+(?:[A-Z]\.?|{_FORENAME}))?\s+{_SURNAME}")
_TITLED = re.compile(rf"\b{_TITLE}\s+(?:{_FORENAME}\s+)?{_SURNAME}")
_OWNERS = re.compile(
    r"[/,;()\[\]\n:–—|]|\s+(?:and|&|with|-)\s+|\s-\s*|(?:\A|(?<=\n))\s*\(?(?:\d{1,2}[a-z]?|[a-z])[.)]\s+",
    re.IGNORECASE,
)
_LOWER_WORD = re.compile(r"(?<![\w’'])[a-z]{2,}")
_NEVER_A_NAME = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter "
    "All Each The This That Any Both To By From In On Of England Wales Scotland Britain British "
    "North South East West Northern Southern Eastern Western".split()
)


def people_named(reading: Reading, document: ReadDocument, names: AgencyNames) -> Iterator[Defect]:
    """Yield the rows that name a person: one of the panel or the authors, or a name among the owners."""
    known = {name for name in _known(reading) if _reads_as_a_name(name)}
    common = frozenset(_LOWER_WORD.findall(document.text))
    agencies = _agency_words(reading, names)
    for index, row in enumerate(reading.action_plan):
        source = _named_in(row, document, known, common, agencies)
        if source is not None:
            yield Defect(
                code="person_named_in_plan",
                message="A person is named here: a published plan names the post, not who holds it.",
                where=f"action_plan/{index}",
                sources=(source,),
            )


def _known(reading: Reading) -> Iterator[str]:
    front = reading.document
    yield from (member.name for member in reading.panel)
    yield from filter(None, (contribution.author for contribution in reading.contributions))
    yield from filter(None, (front.chair, front.author))


def _agency_words(reading: Reading, names: AgencyNames) -> frozenset[str]:
    printed = [
        *names.names,
        *(row.section or "" for row in reading.action_plan),
        reading.document.commissioned_by or "",
    ]
    return frozenset(word for name in printed for word in re.findall(r"[^\W\d_]+", name))


def _named_in(
    row: ActionPlanRow,
    document: ReadDocument,
    known: Iterable[str],
    common: frozenset[str],
    agencies: frozenset[str],
) -> Source | None:
    for field in ("lead", "action", "milestone", "recommendation", "status"):
        text, whole = getattr(row, field), row.sources.get(field)
        if text is None or whole is None:
            continue
        name = next((name for name in known if _place_of(name, text)), None) or _titled_name(text, common)
        if name is None and field == "lead":
            name = _name_among_owners(text, common, agencies)
        if name is not None:
            return _narrowed(name, whole, document)
    return None


def _narrowed(name: str, whole: Source, document: ReadDocument) -> Source:
    """Return where the name stands within the cell; the cell's own place where a page break cuts it."""
    for place in (whole, *whole.continued):
        if span := _place_of(name, place.text):
            start, end = place.start + span.start, place.start + span.end
            return Source(document.page_at(start), start, end, document.text[start:end])
    return whole


def _place_of(name: str, text: str) -> Span | None:
    printed = r"\s+".join(map(re.escape, name.split()))
    match = re.search(rf"(?<!\w){printed}(?!\w)", text)
    return Span(*match.span()) if match else None


def _titled_name(text: str, common: frozenset[str]) -> str | None:
    """Return a name with a title or rank before it; "DI Training" is none, training being a common word."""
    names = (match.group() for match in _TITLED.finditer(text))
    return next(
        (name for name in names if name.split()[-1].lower() not in common and not _names_a_post(name)), None
    )


def _names_a_post(name: str) -> bool:
    """Say whether what follows a rank is a department: "Supt. Public Protection" is nobody."""
    words = re.findall(r"[^\W\d_]+", re.sub(rf"\A{_TITLE}\s+", "", name))
    return any(word in POST_WORDS or _is_a_post(word) for word in words)


def _name_among_owners(text: str, common: frozenset[str], agencies: frozenset[str]) -> str | None:
    """Return a piece of an owner's cell that is two or three capitalised words and nothing known."""
    for piece in _OWNERS.split(text):
        name = piece.strip().rstrip(".")
        if not _reads_as_a_name(name):
            continue
        words = re.findall(r"[^\W\d_]+", name)
        is_known = any(word in _NEVER_A_NAME or word in agencies for word in words)
        if not is_known and not all(word.lower() in common for word in words):
            return name
    return None


def _reads_as_a_name(text: str) -> bool:
    """Say whether words are shaped like a name and none of them is one of posts or agencies."""
    name = re.sub(rf"\A{_TITLE}\s+", "", text)
    words = re.findall(r"[^\W\d_]+", name)
    return _NAME.fullmatch(name) is not None and not any(
        word in POST_WORDS or _is_a_post(word) for word in words
    )


def _is_a_post(word: str) -> bool:
    return any(
        looks_like_a_role(form) or looks_like_an_agency(form) for form in (word, word.removesuffix("s"))
    )
