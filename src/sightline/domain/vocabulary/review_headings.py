"""What the headings of published reviews say a section holds.

Seen in published reviews, and the headings of the Home Office template of 2016. Matched on the
heading's words without its number; the first topic that matches is the section's.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Topic(StrEnum):
    """What a section of a published review is about."""

    ACTION_PLAN = "action plan"
    RECOMMENDATIONS = "recommendations"
    LESSONS = "lessons"
    FINDINGS = "findings"
    TERMS_OF_REFERENCE = "terms of reference"
    SCOPE = "scope"
    PANEL = "panel"
    CONTRIBUTIONS = "contributions"
    SUBJECTS = "subjects"
    CHAIR = "chair"
    FAMILY = "family"
    PROCESS = "process"
    DEFINITIONS = "definitions"
    ANALYSIS = "analysis"
    NARRATIVE = "narrative"


_PATTERNS: tuple[tuple[Topic, str], ...] = (
    (Topic.ACTION_PLAN, r"\baction plans?\b"),
    (
        Topic.DEFINITIONS,
        r"\b(definitions?|glossary|abbreviations|acronyms|bibliography|references|legislation)\b",
    ),
    (Topic.FINDINGS, r"\bfindings? (in relation to|against|from|on|about|of)\b"),
    (
        Topic.LESSONS,
        r"\b(lessons?|learning points?|key learning|what (have )?we (have )?learn(ed|t)|what can"
        r" be learn(ed|t)|(early )?learning)\b",
    ),
    (Topic.RECOMMENDATIONS, r"\brecommendations?\b"),
    (Topic.FINDINGS, r"\bfindings?\b|\bkey issues( arising)?\b"),
    (Topic.ANALYSIS, r"\banalys(is|es)\b"),
    (
        Topic.TERMS_OF_REFERENCE,
        r"\bterms of reference\b|\bkey lines of (e|i)nquiry\b|\bareas? of focus\b|\bcase specific\b"
        r"|^(specific )?(issues|areas|questions) (to be )?(addressed|considered|for (the )?(review"
        r"|consideration))"
        r"|^specific terms|^(the )?(statutory )?(purpose|aims?)( and (aims?|objectives?|purpose|scope))?"
        r"( of (the|a|this) (review|dhr|domestic homicide review|dardr|domestic abuse related"
        r" death review))?$"
        r"|^kloes?\b",
    ),
    (
        Topic.SCOPE,
        r"^(the )?scope\b|\btime ?(frame|period|scale) (under|of|for|covered)|\bperiod (under|of) review\b"
        r"|^(review|time) period\b|^time ?frame\b|\bscope of (the )?review\b",
    ),
    (
        Topic.CONTRIBUTIONS,
        r"\bindividual management (reviews?|reports?)\b|\bindependent management reviews?\b|\bimrs?\b"
        r"|\bagenc(y|ies) ((who|that|which) (took part|contributed)|involved|taking part|submitting"
        r"|contributing|participating"
        r"|providing)\b"
        r"|\bagenc(y|ies)\b.*\b(participation|participants)\b|\bcontribut(ors|ing agencies)\b"
        r"|^contributions?( (to|from) (the )?(review|agencies))?$"
        r"|\bagenc(y|ies)\W+ (contribution|report)s?$|\binformation received\b|\bsummary report authors\b"
        r"|\bagency reports? (submitted|received)\b|^agency (contributions?|returns|submissions)",
    ),
    (Topic.PANEL, r"\bpanel\b(?!.*\b(concluded|found|view|analysis|meetings?)\b)|^review team\b"),
    (Topic.CHAIR, r"\b(chair|author)\b"),
    (
        Topic.FAMILY,
        r"\b(family|families|friends|relatives|neighbours|colleagues)\b.*"
        r"\b(involvement|contribution|contact|engagement|views?|perspective)\b"
        r"|\b(involvement|contribution|engagement|notification|views|perspectives?|contact)\b.*"
        r"\b(family|families|friends|relatives)\b",
    ),
    (
        Topic.SUBJECTS,
        r"\bsubjects?( of| under|\b$)|\bprincipal people\b|\b(people|persons?|individuals?|parties) "
        r"(referred|involved|named|concerned|covered|subject|in this|who)|\b(family )?(composition"
        r"|genogram)\b"
        r"|^(key )?(people|persons|individuals|pseudonyms)$|\bpseudonyms?\b|\bkey to (people"
        r"|persons|names|individuals)"
        r"|^who (is|was) who|^the family$|^(dramatis personae|those involved)\b",
    ),
    (
        Topic.PROCESS,
        r"\b(methodology|timescales?|timetable|confidentiality|dissemination|parallel (reviews?|processes)"
        r"|equality|diversity|decision making|establishing|review process|conduct of the review"
        r"|how the review"
        r"|chronolog(y|ies) submission|submission of chronologies|quality assurance|training"
        r"|acknowledge?ments?"
        r"|preface|foreword|condolences|copyright|contents|publication|statement of independence"
        r"|home office letter"
        r"|guidance|legal framework|statutory|policy|equalit(y|ies)|research)\b",
    ),
    (
        Topic.NARRATIVE,
        r"\b(background|history|chronology|narrative|facts|overview|summary|events?|circumstances|commentary"
        r"|agency involvement|contact|timeline|the incident|relationship)\b",
    ),
)
_COMPILED = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in _PATTERNS)


@lru_cache(maxsize=4096)
def topic_of(title: str) -> Topic | None:
    """Return what a heading says its section holds, or None where its words do not say.

    Example:
        >>> topic_of("Lessons to be learned")
        <Topic.LESSONS: 'lessons'>
    """
    plain = " ".join(title.replace("’", "'").split()).strip(" .:-–")
    return next((topic for topic, pattern in _COMPILED if pattern.search(plain)), None)
