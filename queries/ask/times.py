"""Times in questions: quarters, months, days, half-years, years and spans of years → first and last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from graph_build.text import fold_aligned


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as a question names it. `year` is None where the question leaves it open.

    `kind` is ``year``, ``years``, ``quarter``, ``month``, ``day`` or ``half``.
    """

    start: int
    end: int
    text: str
    kind: str
    year: int | None
    months: tuple[int, int] = (1, 12)
    last_year: int | None = None
    days: tuple[dt.date, dt.date] | None = None

    def dates(self, year: int | None = None) -> tuple[dt.date, dt.date] | None:
        """First and last day; `year` serves where the question names none."""
        if self.days is not None:
            return self.days
        first = self.year if self.year is not None else year
        if first is None:
            return None
        last = self.last_year or first
        return (
            dt.date(first, self.months[0], 1),
            dt.date(last, self.months[1], calendar.monthrange(last, self.months[1])[1]),
        )


_Y = r"(?:19|20)\d\d"
_NUMERAL = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
            "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}  # fmt: skip
_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m[:3]: i for m, i in _MONTHS.items()}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_Q = r"(?:iii|ii|iv|i|[1-4]|mot|hai|ba|bon|tu)"
_OF = r"[\s/,-]*(?:(?:nam|of|in|the|year)\s+)*"
_TO = r"\s*(?:-|(?:den(?:\s+het)?|to|until|through)(?=\s))\s*"
_DAY = rf"(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*({_Y})"


def _quarter(text: str) -> int:
    return _NUMERAL.get(text) or int(text)


def _months_of(first: int, last: int | None = None) -> tuple[int, int]:
    return 3 * first - 2, 3 * (last or first)


def _day(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _opt(year: str | None) -> int | None:
    return int(year) if year else None


Build = Callable[[re.Match[str], str], Period | None]


def _p(kind: str, match: re.Match[str], text: str, year: str | None, months: tuple[int, int]) -> Period | None:
    if not 1 <= months[0] <= months[1] <= 12:
        return None
    return Period(match.start(), match.end(), text, kind, _opt(year), months)


def _days(match: re.Match[str], text: str) -> Period | None:
    first = _day(match[1], match[2], match[3])
    last = _day(match[4], match[5], match[6]) if match.lastindex and match.lastindex > 3 else first
    if first is None or last is None or last < first:
        return None
    return Period(match.start(), match.end(), text, "day", first.year, days=(first, last))


def _span(match: re.Match[str], text: str) -> Period | None:
    first, last = int(match[1]), int(match[2])
    return None if last < first else Period(match.start(), match.end(), text, "years", first, last_year=last)


_BEFORE, _AFTER = r"(?<![a-z0-9/])", r"(?![a-z0-9]|[/-]\d)"
_PATTERNS: tuple[tuple[str, Build], ...] = (
    (rf"(?:tu|from)?\s*(?:ngay\s*)?{_DAY}{_TO}(?:ngay\s*)?{_DAY}", _days),
    (rf"between\s+{_DAY}\s+and\s+{_DAY}", _days),
    (rf"(?:ngay\s*|on\s+)?{_DAY}", _days),
    (rf"(?:tu\s+)?(?:cac\s+)?quy\s+({_Q}){_TO}(?:quy\s+)?({_Q}){_OF}({_Y})?",
     lambda m, t: _p("quarter", m, t, m[3], _months_of(_quarter(m[1]), _quarter(m[2])))),
    (rf"(?:trong\s+)?quy\s+({_Q})(?:{_OF}({_Y}))?", lambda m, t: _p("quarter", m, t, m[2], _months_of(_quarter(m[1])))),
    (rf"q([1-4])(?:{_OF}({_Y}))?", lambda m, t: _p("quarter", m, t, m[2], _months_of(int(m[1])))),
    (rf"(first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter(?:{_OF}({_Y}))?",
     lambda m, t: _p("quarter", m, t, m[2], _months_of(_NUMERAL[m[1]]))),
    (rf"quarter\s+({_Q})(?:{_OF}({_Y}))?", lambda m, t: _p("quarter", m, t, m[2], _months_of(_quarter(m[1])))),
    (rf"(?:6 thang dau|sau thang dau|nua dau)\s*(?:nam)?\s*({_Y})", lambda m, t: _p("half", m, t, m[1], (1, 6))),
    (rf"(?:6 thang cuoi|sau thang cuoi|nua cuoi)\s*(?:nam)?\s*({_Y})", lambda m, t: _p("half", m, t, m[1], (7, 12))),
    (rf"first half{_OF}({_Y})", lambda m, t: _p("half", m, t, m[1], (1, 6))),
    (rf"second half{_OF}({_Y})", lambda m, t: _p("half", m, t, m[1], (7, 12))),
    (rf"(?:tu\s+)?thang\s+(\d{{1,2}}){_TO}(?:thang\s+)?(\d{{1,2}})(?:\s*[/-]\s*|\s+nam\s+)({_Y})",
     lambda m, t: _p("month", m, t, m[3], (int(m[1]), int(m[2])))),
    (rf"(?:trong\s+)?thang\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+nam\s+)({_Y})",
     lambda m, t: _p("month", m, t, m[2], (int(m[1]), int(m[1])))),
    (r"(?:trong\s+)?thang\s+(\d{1,2})(?!\s*[/-]?\d)", lambda m, t: _p("month", m, t, None, (int(m[1]), int(m[1])))),
    (rf"(?:from\s+)?({_M}){_TO}({_M})(?:{_OF}({_Y}))?",
     lambda m, t: _p("month", m, t, m[3], (_MONTHS[m[1]], _MONTHS[m[2]]))),
    (rf"({_M})(?:{_OF}({_Y}))", lambda m, t: _p("month", m, t, m[2], (_MONTHS[m[1]], _MONTHS[m[1]]))),
    (rf"(?:giai doan\s+|period\s+|tu\s+(?:nam\s+)?|from\s+)?({_Y}){_TO}(?:nam\s+)?({_Y})", _span),
    (rf"(?:trong\s+)?(?:nam|year)?\s*({_Y})", lambda m, t: _p("year", m, t, m[1], (1, 12))),
)  # fmt: skip
_COMPILED = tuple((re.compile(_BEFORE + p + _AFTER), build) for p, build in _PATTERNS)


def find_periods(text: str) -> list[Period]:
    """All times of a cleaned text, in order; the more exact reading of a place wins.

    >>> [str(d) for d in find_periods("nhiệm vụ quý III/2018")[0].dates()]
    ['2018-07-01', '2018-09-30']
    """
    folded = fold_aligned(text)
    found: list[Period] = []
    for pattern, build in _COMPILED:
        for match in pattern.finditer(folded):
            if any(match.start() < p.end and p.start < match.end() for p in found):
                continue
            period = build(match, text[match.start() : match.end()].strip())
            if period is not None:
                found.append(period)
    return sorted(found, key=lambda p: p.start)
