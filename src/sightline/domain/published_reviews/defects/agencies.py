"""Agencies that wrote and were given nothing to do, or the reverse, or are written several ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.domain.published_reviews.agencies import (
    AgencyNames,
    looks_like_a_role,
    looks_like_an_agency,
    sector_of,
    words_of,
)
from sightline.domain.published_reviews.reading import Defect, Reading, Source
from sightline.domain.vocabulary.reviews import ContributionKind

_NOT_ONE_AGENCY = re.compile(
    r"\b(?:panel|partnership|national|all|agencies|multi|overview|review|government|home office"
    r"|board|recommendations?|regional"
    r"|local|chair|training|policy)\b",
    re.IGNORECASE,
)
_SUCCEEDED = re.compile(
    r"\b(?:national probation service|probation service|community rehabilitation company)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """An agency's name at one place of the reading."""

    name: str
    where: str
    source: Source | None


def agency_defects(reading: Reading, names: AgencyNames) -> Iterator[Defect]:
    """Yield what is doubtful about the agencies of a reading."""
    sent = [
        _Mention(found.agency, f"contributions/{index}", found.sources.get("agency") or found.source)
        for index, found in enumerate(reading.contributions)
    ]
    asked = [*_asked(reading), *_asked_by_lead(reading, sent, names)]
    yield from _without_recommendation(reading, sent, asked, names)
    yield from _without_return(sent, asked, names)
    yield from _variants(sent, asked, names)


def _asked(reading: Reading) -> Iterator[_Mention]:
    """Yield the agencies that have a section of the plan, or a recommendation addressed to them."""
    seen: set[str] = set()
    for index, row in enumerate(reading.action_plan):
        if row.section and row.section not in seen:
            seen.add(row.section)
            yield _Mention(row.section, f"action_plan/{index}", row.sources.get("section"))
    for index, wanted in enumerate(reading.recommendations):
        if wanted.addressed_to and wanted.addressed_to not in seen:
            seen.add(wanted.addressed_to)
            yield _Mention(
                wanted.addressed_to, f"recommendations/{index}", wanted.sources.get("addressed_to")
            )


def _asked_by_lead(reading: Reading, sent: list[_Mention], names: AgencyNames) -> Iterator[_Mention]:
    """Yield the agencies that lead cells name, whole or before a comma, where they sent something."""
    seen: set[str] = set()
    for index, row in enumerate(reading.action_plan):
        for line in (row.lead or "").split("\n"):
            for name in (line.strip(" ."), line.partition(",")[0].strip()):
                if name in seen or looks_like_a_role(name) or len(name) < 3:
                    continue
                seen.add(name)
                if any(_related(name, mention.name, names) for mention in sent):
                    yield _Mention(name, f"action_plan/{index}", row.sources.get("lead"))


def _without_recommendation(
    reading: Reading, sent: list[_Mention], asked: list[_Mention], names: AgencyNames
) -> Iterator[Defect]:
    if not reading.action_plan and not reading.recommendations:
        return
    prose = [row.lead or "" for row in reading.action_plan]
    prose += [
        _opening(row.recommendation) if row.section else row.recommendation or ""
        for row in reading.action_plan
    ]
    prose += [wanted.text for wanted in reading.recommendations]
    authors = [
        mention
        for contribution, mention in zip(reading.contributions, sent, strict=True)
        if contribution.kind is ContributionKind.IMR
    ]
    forgotten = [
        mention
        for mention in authors
        if not any(_related(mention.name, other.name, names) for other in asked)
        and not any(_is_named(mention.name, text, names) for text in prose)
    ]
    if len(forgotten) == len(authors):
        return  # The recommendations to single agencies are printed elsewhere.
    for mention in forgotten:
        yield Defect(
            code="agency_without_recommendation",
            message=f"{mention.name} wrote a review of its own work, but no recommendation is made to it"
            f" and it is "
            "not said that none was needed.",
            where=mention.where,
            sources=(mention.source,) if mention.source else (),
        )


def _opening(text: str | None) -> str:
    """Return the words before “should”, which say to whom a recommendation is made."""
    match = re.match(r".{0,120}?(?=\b(?:should|must|will|shall|to)\b)", text or "", re.DOTALL)
    return match.group() if match else ""


def _without_return(sent: list[_Mention], asked: list[_Mention], names: AgencyNames) -> Iterator[Defect]:
    if not sent:
        return
    for mention in asked:
        if not mention.where.startswith("action_plan") or _NOT_ONE_AGENCY.search(mention.name):
            continue
        if not looks_like_an_agency(names.in_full(mention.name)):
            continue
        if not any(_related(mention.name, other.name, names) for other in sent):
            yield Defect(
                code="recommendation_without_return",
                message=f"The action plan asks something of {mention.name}, which is not among the"
                f" agencies that "
                "sent the review anything.",
                where=mention.where,
                sources=(mention.source,) if mention.source else (),
            )


def _variants(sent: list[_Mention], asked: list[_Mention], names: AgencyNames) -> Iterator[Defect]:
    """Yield one defect for each agency whose name is written in more than one way."""
    groups: list[list[_Mention]] = []
    for mention in (*sent, *asked):
        is_one_agency = _SUCCEEDED.search(mention.name) or not _NOT_ONE_AGENCY.search(mention.name)
        if mention in asked and not is_one_agency:
            continue
        group = next((group for group in groups if _related(group[0].name, mention.name, names)), None)
        if group is None:
            groups.append([mention])
        elif not any(_is_written_alike(other.name, mention.name, names) for other in group):
            group.append(mention)
    for group in groups:
        if len(group) > 1:
            written = "; ".join(f"“{mention.name}”" for mention in group)
            yield Defect(
                code="agency_name_variant",
                message=f"What seems to be one agency is written in different ways: {written}.",
                where=group[1].where,
                sources=tuple(mention.source for mention in group if mention.source),
            )


def _related(one: str, other: str, names: AgencyNames) -> bool:
    """Say whether two names are one agency, or a body under its old and its new name."""
    if names.same(one, other) or names.same(_department(one), _department(other)):
        return True
    has_successor = bool(_SUCCEEDED.search(one)) != bool(_SUCCEEDED.search(other))
    if has_successor and sector_of(one) == sector_of(other) == "probation":
        return True
    short, long = sorted((_weighty(one), _weighty(other)), key=len)
    return bool(short) and len(short) == 1 and long[:1] == short


def _department(name: str) -> str:
    """Return the part of a council that a name is of, where it names both."""
    return re.sub(r"^.*\bcouncil[’']?s?\b[\s,–-]*(?=\w)", "", name, flags=re.IGNORECASE)


def _weighty(name: str) -> list[str]:
    return list(words_of(name))


def _is_written_alike(one: str, other: str, names: AgencyNames) -> bool:
    """Say whether two names differ only in capitals, “the”, “and” or a defined abbreviation."""
    first, second = words_of(one), words_of(other)
    pairs = (one, other), (names.spelt_out(one), names.spelt_out(other))
    if any(set(_plain(a)) ^ set(_plain(b)) <= {"service", "services"} for a, b in pairs):
        return True
    is_abbreviation = min(len(first), len(second)) == 1 and max(len(first), len(second)) > 1
    return is_abbreviation and (
        names.in_full(one) != one or names.in_full(other) != other or _is_initials(one, other)
    )


def _plain(name: str) -> list[str]:
    bare = re.sub(r"[\[(][^\])]*[\])]", " ", name).casefold().replace("&", "and").replace("’", "'")
    return [word for word in re.findall(r"[\w']+", bare) if word not in {"the", "and"}]


def _is_initials(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    letters = "".join(character for character in short if character.isalpha()).casefold()
    return letters == "".join(word[0] for word in words_of(long))


def _is_named(agency: str, text: str, names: AgencyNames) -> bool:
    """Say whether a text names an agency in full, by its department or by its abbreviation."""
    known = {agency, _bare(agency), names.in_full(agency), _department(_bare(agency))}
    known |= {short for short, full in names.abbreviations.items() if names.same(full, agency)}
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in known if len(name) > 2
    )


def _bare(name: str) -> str:
    return re.sub(r"\s*[\[(][^\])]*[\])]", "", name).strip()
