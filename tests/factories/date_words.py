"""Ways in which people write a day, each with the days that its words allow."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from sightline.domain.calendar_words import ordinal_ending

A_DAY = timedelta(days=1)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SEASONS = {3: "spring", 6: "summer", 9: "autumn"}


@dataclass(frozen=True, slots=True)
class Written:
    """Words for a day, and the first and last day that an honest reader finds in them; None is open."""

    words: str
    first: date | None
    last: date | None
    at: time | None = None


def _day(words: Callable[[date], str]) -> Callable[[date], Written]:
    return lambda day: Written(words(day), day, day)


def _timed(words: Callable[[date], str], at: time) -> Callable[[date], Written]:
    return lambda day: Written(words(day), day, day, at)


def _month(words: Callable[[date], str]) -> Callable[[date], Written]:
    return lambda day: Written(words(day), day.replace(day=1), _last_of_month(day))


def _year(words: Callable[[date], str]) -> Callable[[date], Written]:
    return lambda day: Written(words(day), day.replace(month=1, day=1), day.replace(month=12, day=31))


def _night(day: date) -> Written:
    morning = day + A_DAY
    if day.month == morning.month:
        return Written(f"the night of {day.day}/{morning:%-d %B %Y}", day, morning)
    return Written(f"night of {day:%-d %B}/{morning:%-d %B %Y}", day, morning)


def _part_of_month(day: date) -> Written:
    number = min((day.day - 1) // 10, 2)
    word = ("early ", "mid-", "late ")[number]
    last = _last_of_month(day) if number == 2 else day.replace(day=10 * number + 10)
    return Written(f"{word}{day:%B %Y}", day.replace(day=10 * number + 1), last)


def _part_of_year(day: date) -> Written:
    number = (day.month - 1) // 4
    word = ("early ", "mid-", "late ")[number]
    last = _last_of_month(date(day.year, 4 * number + 4, 1))
    return Written(f"{word}{day.year}", date(day.year, 4 * number + 1, 1), last)


def _season(day: date) -> Written:
    first = day.month // 3 * 3
    if first in SEASONS:
        last = _last_of_month(date(day.year, first + 2, 1))
        return Written(f"{SEASONS[first]} {day.year}", date(day.year, first, 1), last)
    year = day.year if day.month == 12 else day.year - 1
    last = _last_of_month(date(year + 1, 2, 1))
    return Written(f"winter {year}/{(year + 1) % 100:02}", date(year, 12, 1), last)


def _quarter(day: date) -> Written:
    number = (day.month - 1) // 3
    last = _last_of_month(date(day.year, 3 * number + 3, 1))
    return Written(f"Q{number + 1} {day.year}", date(day.year, 3 * number + 1, 1), last)


def _financial_year(day: date) -> Written:
    year = day.year if day.month > 3 else day.year - 1
    return Written(f"{year}/{(year + 1) % 100:02}", date(year, 4, 1), date(year + 1, 3, 31))


def _decade(day: date) -> Written:
    year = day.year // 10 * 10
    return Written(f"the {year}s", date(year, 1, 1), date(year + 9, 12, 31))


def _week(lead: str) -> Callable[[date], Written]:
    def written(day: date) -> Written:
        monday = day - day.weekday() * A_DAY
        return Written(f"{lead} {monday:%-d %B %Y}", monday, monday + 6 * A_DAY)

    return written


def _days_in_figures(day: date) -> Written:
    return Written(f"{day:%d/%m/%Y} - {day + 9 * A_DAY:%d/%m/%Y}", day, day + 9 * A_DAY)


def _days_in_one_month(day: date) -> Written:
    first, last = sorted((day, day.replace(day=day.day // 2 + 1)))
    if first == last:
        return Written(f"{day:%-d %B %Y}", day, day)
    return Written(f"{first.day}-{last:%-d %B %Y}", first, last)


def _several_days(day: date) -> Written:
    second, third = day + A_DAY, day + 40 * A_DAY
    return Written(f"{day:%-d %b %Y}, {second:%-d %b %Y} and {third:%-d %b %Y}", day, third)


def _months(day: date) -> Written:
    following = _last_of_month(day) + A_DAY
    first = day.replace(day=1)
    return Written(f"{day:%b %Y} to {following:%b %Y}", first, _last_of_month(following))


def _before(day: date) -> Written:
    first_not = _last_of_month(day) + A_DAY
    return Written(f"before {first_not:%B %Y}", None, _last_of_month(day))


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


WAYS: dict[str, Callable[[date], Written]] = {
    "03/05/2013": _day(lambda day: f"{day:%d/%m/%Y}"),
    "3/5/13": _day(lambda day: f"{day:%-d/%-m/%y}"),
    "3.5.13": _day(lambda day: f"{day:%-d.%-m.%y}"),
    "03.05.2013": _day(lambda day: f"{day:%d.%m.%Y}"),
    "03-05-2013": _day(lambda day: f"{day:%d-%m-%Y}"),
    "03 / 05 / 2013": _day(lambda day: f"{day:%d / %m / %Y}"),
    "2013-05-03": _day(lambda day: f"{day:%Y-%m-%d}"),
    "2013-05-03 00:00:00": _day(lambda day: f"{day:%Y-%m-%d} 00:00:00"),
    "3 May 2013": _day(lambda day: f"{day:%-d %B %Y}"),
    "3 May 13": _day(lambda day: f"{day:%-d %b %y}"),
    "03-May-13": _day(lambda day: f"{day:%d-%b-%y}"),
    "3rd May 2013": _day(lambda day: f"{day.day}{ordinal_ending(day.day)} {day:%B %Y}"),
    "3rd of May, 2013": _day(lambda day: f"{day.day}{ordinal_ending(day.day)} of {day:%B, %Y}"),
    "3rdMay 2013": _day(lambda day: f"{day.day}{ordinal_ending(day.day)}{day:%B %Y}"),
    "Friday 3 May 2013": _day(lambda day: f"{day:%A %-d %B %Y}"),
    "Fri 03/05/13": _day(lambda day: f"{day:%a %d/%m/%y}"),
    "3 May 2013 (Friday)": _day(lambda day: f"{day:%-d %B %Y (%A)}"),
    "May 3, 2013": _day(lambda day: f"{day:%B %-d, %Y}"),
    "３/５/２０１３": _day(
        lambda day: f"{day:%-d/%-m/%Y}".translate(
            {ord("0") + figure: 0xFF10 + figure for figure in range(10)}
        )
    ),
    "3 May 2013 (per GP record)": _day(lambda day: f"{day:%-d %B %Y} (per GP record)"),
    "on or around 3 May 2013": _day(lambda day: f"on or around {day:%-d %B %Y}"),
    "3 May 2013 02:05": _timed(lambda day: f"{day:%-d %B %Y} 02:05", time(2, 5)),
    "0205hrs 03/05/2013": _timed(lambda day: f"0205hrs {day:%d/%m/%Y}", time(2, 5)),
    "3.5.13 at 2.05am": _timed(lambda day: f"{day:%-d.%-m.%y} at 2.05am", time(2, 5)),
    "03/05/13 14.30": _timed(lambda day: f"{day:%d/%m/%y} 14.30", time(14, 30)),
    "3 May 2013, approx 3pm": _timed(lambda day: f"{day:%-d %B %Y}, approx 3pm", time(15)),
    "3 May 2013 between 2 and 3am": _timed(lambda day: f"{day:%-d %B %Y} between 2 and 3am", time(2)),
    "early hours of 3 May 2013": _day(lambda day: f"early hours of {day:%-d %B %Y}"),
    "the night of 3/4 May 2013": _night,
    "May 2013": _month(lambda day: f"{day:%B %Y}"),
    "May-13": _month(lambda day: f"{day:%b-%y}"),
    "05/2013": _month(lambda day: f"{day:%m/%Y}"),
    "c. May 2013": _month(lambda day: f"c. {day:%B %Y}"),
    "2–3 times a week in May 2013": _month(lambda day: f"2–3 times a week in {day:%B %Y}"),
    "early May 2013": _part_of_month,
    "mid-2013": _part_of_year,
    "spring 2013": _season,
    "Q2 2013": _quarter,
    "2012/13": _financial_year,
    "2013": _year(lambda day: f"{day:%Y}"),
    "?2013": _year(lambda day: f"?{day:%Y}"),
    "the 2010s": _decade,
    "week commencing 29 April 2013": _week("week commencing"),
    "w/c 29 April 2013": _week("w/c"),
    "03/05/2013 - 12/05/2013": _days_in_figures,
    "2-3 May 2013": _days_in_one_month,
    "3 May 2013, 4 May 2013 and 12 Jun 2013": _several_days,
    "May 2013 to Jun 2013": _months,
    "before June 2013": _before,
}
