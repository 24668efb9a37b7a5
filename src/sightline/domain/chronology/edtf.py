"""Uncertain dates as Extended Date/Time Format, which archives and other programs read.

Source: EDTF-2019
"""

from datetime import date, timedelta

from sightline.domain.chronology.uncertain_date import DatePrecision, DateQualifier, UncertainDate

_MARKS = {DateQualifier.NONE: "", DateQualifier.APPROXIMATE: "~", DateQualifier.UNCERTAIN: "?"}
_SEASONS = {3: "21", 6: "22", 9: "23"}


def to_edtf(when: UncertainDate) -> str | None:
    """Return the string for a date; None for the undated shelf and for a time of day that is in doubt.

    A night is the interval of its two days, and winter of its months, since the standard does not say whether
    winter 2012 begins or ends in 2012. A time beside anything but one sure day is left out.

    Example:
        >>> from sightline.domain.chronology.reading_dates import read_date
        >>> [to_edtf(read_date(words)) for words in ("c. May 2013", "spring 2012", "before 2010")]
        ['2013-05~', '2012-21', '../2009']
        >>> to_edtf(read_date("between January and December 2010"))
        '2010-01/2010-12'
    """
    first, last, mark = when.earliest, when.latest, _MARKS[when.qualifier]
    match when.precision:
        case DatePrecision.UNKNOWN:
            return None
        case DatePrecision.TIME:
            return None if mark or not when.at else f"{first}T{when.at}"
        case DatePrecision.DAY:
            return f"{first}{mark}"
        case DatePrecision.MONTH:
            return f"{first:%Y-%m}{mark}"
        case DatePrecision.YEAR:
            return f"{first:%Y}{mark}"
        case DatePrecision.SEASON if first and first.month in _SEASONS and not mark:
            return f"{first.year}-{_SEASONS[first.month]}"
        case _:
            return _interval(first, last, mark)


def _interval(first: date | None, last: date | None, mark: str) -> str:
    """Return an interval of whole years or months where it is one, else of days.

    Twelve months of one year stay months: a year would be another thing to have written.
    """
    is_months = (first is None or first.day == 1) and (last is None or _ends_its_month(last))
    is_years = is_months and (first is None or first.month == 1) and (last is None or last.month == 12)
    if first and last and first.year == last.year:
        is_years = False
    length = len("2010") if is_years else len("2010-01") if is_months else len("2010-01-01")
    return "/".join(f"{each.isoformat()[:length]}{mark}" if each else ".." for each in (first, last))


def _ends_its_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
