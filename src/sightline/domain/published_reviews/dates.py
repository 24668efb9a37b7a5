"""Dates as reviews print them, read no more exactly than they are printed.

The day comes before the month. What is not a date on the calendar (a duration, a financial year,
31 February) is not read at all.
"""

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

from sightline.domain.calendar_words import FIXED_FEASTS, MONTH, month_number, whole_year
from sightline.domain.published_reviews.reading import Precision


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date found in a text: the offsets of its words, and its ISO form.

    `from_` and `to` are alike for a single date. A season keeps only its year, since nothing printed
    says on which day it begins.
    """

    start: int
    end: int
    from_: str
    to: str
    precision: Precision


_MONTH = rf"{MONTH}\b\.?"
_DAY = r"\d{1,2}"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_SHORT_YEAR = r"(?:'|’|‘)?\d\d(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
_PART = r"(?:(?:early|mid|late|(?:the\s+)?(?:end|beginning|start|middle)\s+of|end)[\s‐‑-]+)"
_FEAST = "|".join(FIXED_FEASTS)

# The order matters: what an earlier branch takes, a later one cannot read in part, so that
# "31 February 2014" does not become "February 2014" and "2014/15" not the year 2014.
_DATE = re.compile(
    rf"""
      (?P<years>(?<![\d/.\-])(?P<first_y>{_YEAR})\s?[–-]\s?(?P<last_y>{_YEAR})(?![\d/.\-]))
    | (?P<not_a_date>
          (?<![\d/.\-])(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/.\-])(?!\s?[/.-]\s?\d)
        | \b(?:para(?:graph)?s?|sections?)\.?\s+\d+(?:\.\d+)+
        | \b(?:q|quarter\s?)[1-4]\b[\s,/-]*(?:of\s+)?(?:19|20)?\d\d(?:\s?/\s?\d\d(?:\d\d)?)?
        | \bcircular\s+\d+/\d+
      )
    | (?P<iso>(?<![\d/.\-])(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-]))
    | (?P<numeric>(?<![\d/.\-])(?P<num_d>{_DAY})(?P<sep>\s?[./-]\s?)(?P<num_m>\d{{1,2}})(?P=sep)
        (?P<num_y>{_YEAR}|\d\d(?![\d.]?\d))(?!\s?[/-]\s?\d))
    | (?P<month_of>(?<![\d/.\-])(?P<of_m>\d{{1,2}})\s?[/]\s?(?P<of_y>{_YEAR}))
    | (?P<feast>\b(?P<feast_name>{_FEAST}),?\s+(?P<feast_y>{_YEAR}))
    | (?P<words>{_WEEKDAY}(?<![\d/.])(?P<dmy_d>{_DAY}){_ORDINAL}(?:[./-]|,?\s*)(?:of\s+)?(?P<dmy_m>{_MONTH})
        [\s,/-]*(?P<dmy_y>{_YEAR}|{_SHORT_YEAR}(?!\s*(?:{_MONTH}|:))))
    | (?P<american>{_WEEKDAY}\b(?P<mdy_m>{_MONTH})\s?(?P<mdy_d>{_DAY})(?!\d){_ORDINAL}[\s,]+
        (?P<mdy_y>{_YEAR}))
    | (?P<month>\b{_PART}?(?P<my_m>{_MONTH})
        (?:[\s,/-]*(?:of\s+)?(?P<my_y>{_YEAR})|(?:[-/]|\s?['’‘])(?P<my_yy>\d\d)(?!\d)))
    | (?P<alone>(?<![^\n])[ \t]*(?:by\s+|end\s+(?:of\s+)?)?(?P<alone_m>{_MONTH})[ ]
        (?P<alone_y>\d\d)[ \t.]*(?![^\n]))
    | (?P<season>\b(?:(?:early|mid|late)[\s-]+)?(?:spring|summer|autumn|winter)\s*(?:of\s+)?
        (?P<season_y>{_YEAR}))
    | (?P<year>(?:\b{_PART}|(?<=\bin\s)|(?<=\bby\s)|(?<=\bof\s)|(?<=\bto\s)|(?<=\bfrom\s)|(?<=\bsince\s)
        |(?<=\bduring\s)|(?<=\buntil\s)|(?<=\band\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bbetween\s)|(?<=\bborn\s)
        |(?<=\bpre\s)|(?<=\bpre-)|\A\s*)(?P<only_y>{_YEAR})(?![\w/–-]*\d))
    """,
    re.IGNORECASE | re.VERBOSE,
)

_LINK = r"(?:to|until|till|up\s+to|through|and|&|/|,|-|–|—)"
_SHARED = re.compile(
    rf"(?<![\d/.\w])(?P<printed>(?P<day>{_DAY}){_ORDINAL}(?:\s*(?P<day_month>{_MONTH}))?|(?P<month>\b{_MONTH}))"
    rf"\s*{_LINK}\s*(?:the\s+)?\Z",
    re.IGNORECASE,
)
_RANGE_LINK = re.compile(r"\s*(?:to|until|till|up\s+to|through|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN_LINK = re.compile(r"\s*and\s*(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*(?:the\s+)?\Z", re.IGNORECASE)
_LOOK_BACK = 40
_DIGIT = re.compile(r"\d")  # no date is printed without one, and most lines have none


@lru_cache(maxsize=8192)
def printed_dates(text: str) -> tuple[FoundDate, ...]:
    """Return every date a text prints, in order; parts sharing a month or year are dates too.

    Example:
        >>> [date.from_ for date in printed_dates("By 31 st December 2013 and in April and May 2014")]
        ['2013-12-31', '2014-04', '2014-05']
        >>> printed_dates("in 4 weeks")
        ()
    """
    found: list[FoundDate] = []
    for match in _DATE.finditer(text) if _DIGIT.search(text) else ():
        if match["years"]:
            found.extend(_years(match))
            continue
        date = _date_from_match(match, text)
        if date is None:
            continue
        begins = found[-1].end if found else 0
        found.extend(_sharing(text, date, begins))
        found.append(date)
    return tuple(found)


def printed_periods(text: str) -> tuple[FoundDate, ...]:
    """Return every date or period a text prints: "July 2011 to May 2012" is one period.

    Example:
        >>> [(p.from_, p.to) for p in printed_periods("between January and December 2010")]
        [('2010-01', '2010-12')]
    """
    periods: list[FoundDate] = []
    for date in printed_dates(text):
        if periods and _is_range(text, periods[-1], date):
            first = periods.pop()
            periods.append(FoundDate(first.start, date.end, first.from_, date.to, Precision.RANGE))
        else:
            periods.append(date)
    return tuple(periods)


def iso_dates(text: str) -> tuple[str, ...]:
    """Return the ISO dates a text prints, in order; a season, which has no plain ISO form, as its year."""
    return tuple(date.from_ for date in printed_dates(text))


def is_all_dates(text: str) -> bool:
    """Say whether a text holds at least one date and, beyond dates, hardly any words."""
    dates = printed_dates(text)
    if not dates:
        return False
    bounds = [0, *(offset for date in dates for offset in (date.start, date.end)), len(text)]
    rest = "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 2 * len(dates)


def _date_from_match(match: re.Match[str], text: str) -> FoundDate | None:
    group = match.group
    found: tuple[str | None, Precision]
    if group("iso"):
        found = _day(group("iso_y"), int(group("iso_m")), group("iso_d")), Precision.DAY
    elif group("numeric"):
        if _is_section_number(match, text):
            return None
        found = _day(group("num_y"), int(group("num_m")), group("num_d")), Precision.DAY
    elif group("month_of"):
        found = _month(group("of_y"), int(group("of_m"))), Precision.MONTH
    elif group("feast"):
        month, day = next(
            on for name, on in FIXED_FEASTS.items() if re.fullmatch(name, group("feast_name"), re.IGNORECASE)
        )
        found = _day(group("feast_y"), month, str(day)), Precision.DAY
    elif group("words"):
        found = (
            _day(group("dmy_y"), month_number(group("dmy_m")), group("dmy_d")),
            Precision.DAY,
        )
    elif group("american"):
        found = (
            _day(group("mdy_y"), month_number(group("mdy_m")), group("mdy_d")),
            Precision.DAY,
        )
    elif group("month"):
        found = (
            _month(group("my_y") or group("my_yy"), month_number(group("my_m"))),
            Precision.MONTH,
        )
    elif group("alone"):
        # "Dec 16" on a line of its own: a day would stand before its month.
        found = _month(group("alone_y"), month_number(group("alone_m"))), Precision.MONTH
    elif group("season"):
        found = group("season_y"), Precision.SEASON
    elif group("year"):
        found = group("only_y"), Precision.YEAR
    else:
        return None
    iso, precision = found
    if iso is None:
        return None
    lead = len(match.group()) - len(match.group().lstrip())
    return FoundDate(match.start() + lead, match.end(), iso, iso, precision)


def _years(match: re.Match[str]) -> list[FoundDate]:
    """Return both years of "2010-2013"; "2013-2014" may be one financial year, so it is left alone."""
    if int(match["last_y"]) <= int(match["first_y"]) + 1:
        return []
    return [
        FoundDate(match.start(name), match.end(name), match[name], match[name], Precision.YEAR)
        for name in ("first_y", "last_y")
    ]


def _is_section_number(match: re.Match[str], text: str) -> bool:
    """Say whether "1.2.13" opens a line of prose, as a paragraph's number does."""
    parts = (match["num_d"], match["num_m"], match["num_y"])
    if match["sep"] != "." or len(match["num_y"]) == 4 or any(part.startswith("0") for part in parts):
        return False
    opens_line = not text[: match.start()].rpartition("\n")[2].strip()
    return opens_line and re.match(r"[ \t]+[^\W\d]", text[match.end() :]) is not None


def _sharing(text: str, date: FoundDate, begins: int) -> list[FoundDate]:
    """Return the dates before this one that share its month or year ("1st and 15 May 2014")."""
    shared: list[FoundDate] = []
    while match := _SHARED.search(text, max(begins, date.start - _LOOK_BACK), date.start):
        earlier = _date_sharing(match, date)
        if earlier is None:
            break
        shared.insert(0, earlier)
        date = earlier
    return shared


def _date_sharing(match: re.Match[str], date: FoundDate) -> FoundDate | None:
    year, month = date.from_[:4], date.from_[5:7]
    month_word = match["day_month"] or match["month"]
    if match["day"] and (month_word or date.precision is Precision.DAY):
        iso = _day(year, month_number(month_word) if month_word else int(month), match["day"])
        precision = Precision.DAY
    elif match["month"] and date.precision in (Precision.MONTH, Precision.DAY):
        iso = _month(year, month_number(match["month"]))
        precision = Precision.MONTH
    else:
        return None
    if iso is None or iso >= date.from_:
        return None
    return FoundDate(match.start(), match.end("printed"), iso, iso, precision)


def _is_range(text: str, first: FoundDate, second: FoundDate) -> bool:
    between = text[first.end : second.start]
    if _RANGE_LINK.fullmatch(between):
        return first.from_ < second.to or first.precision is Precision.SEASON
    return bool(_BETWEEN_LINK.fullmatch(between) and _BETWEEN.search(text[: first.start]))


def _month(year: str, month: int) -> str | None:
    return f"{whole_year(year):04}-{month:02}" if 1 <= month <= 12 else None


def _day(year: str, month: int, day: str) -> str | None:
    if not 1 <= month <= 12 or not 1 <= int(day) <= calendar.monthrange(whole_year(year), month)[1]:
        return None
    return f"{whole_year(year):04}-{month:02}-{int(day):02}"
