"""Dates beside a citation, in all the forms that occur. Data in ``dates.toml``.

Works on folded text. A malformed date gives no date, and a year only if one was legible.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graph_build.citations.kinds import read_table

__all__ = ["DateMatch", "Form", "date_after", "date_before", "forms", "looks_like_date", "match_date"]

_CLOSING = re.compile(r"\s{0,2}\)")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of date of the table, compiled."""

    name: str
    gives: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    decoys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at ``[start, end)`` of the folded text; ``gives`` as in the table; ``shared``: "cùng ngày"."""

    start: int
    end: int
    gives: str
    year: int | None
    date: datetime.date | None
    bracketed: bool = False
    shared: bool = False


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return MappingProxyType(read_table("dates.toml"))


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Return the forms in the order in which they are tried."""
    months = "|".join(_table()["months"]["names"])
    return tuple(
        Form(
            row["name"],
            row["gives"],
            re.compile(row["pattern"].replace("{months}", months)),
            tuple(row["examples"]),
            tuple(row["decoys"]),
        )
        for row in _table()["form"]
    )


@lru_cache(maxsize=1)
def _lead() -> re.Pattern[str]:
    return re.compile(_table()["lead"]["after"])


def match_date(folded: str, position: int) -> tuple[Form, DateMatch] | None:
    """Read a date that begins at *position*; the first form of the table that fits."""
    for form in forms():
        match = form.pattern.match(folded, position)
        if match is None:
            continue
        year, date = _value(match)
        gives = form.gives
        if gives == "day" and date is None:
            gives = "broken"
        return form, DateMatch(position, match.end(), gives, year, date)
    return None


def _value(match: re.Match[str]) -> tuple[int | None, datetime.date | None]:
    groups = match.groupdict()
    if groups.get("year") is None:
        return None, None
    year = int(groups["year"])
    if year < 100:
        # Years 45-99 are those of the Republic since 1945; the rest lies in this century.
        year += 1900 if year >= 45 else 2000
    if not 1900 <= year <= 2199:
        return None, None
    if groups.get("day") is None:
        return year, None
    name = groups.get("monthname")
    month = _table()["months"]["names"].index(name) + 1 if name else int(groups["month"])
    try:
        return year, datetime.date(year, month, int(groups["day"]))
    except ValueError:
        return year, None


def date_after(folded: str, position: int, *, comma: bool = True) -> DateMatch | None:
    """Read the date that follows a number: with or without "ngày", in brackets, after "ra", "ký", a comma."""
    lead = _lead().match(folded, position)
    if lead is None:  # pragma: no cover - every part of the lead is optional
        return None
    words = lead.group()
    if not comma and re.match(r"\s*[,;]", words):
        return None
    found = match_date(folded, lead.end())
    if found is None or (";" in words and "(" not in words):
        return None
    form, date = found
    bracketed = "(" in words
    if date.gives == "year" and not bracketed and ((form.name == "bare year" and words.strip()) or "," in words):
        return None  # "76/NQ-CP, 2021 …" may begin anything
    if date.start == position and not bracketed and form.name == "bare year":
        return None
    end = date.end
    if bracketed:
        closing = _CLOSING.match(folded, end)
        if closing is None and date.gives == "year":
            return None
        end = closing.end() if closing else end
    shared = "cung" in words or "deu" in words
    return DateMatch(lead.start(), end, date.gives, date.year, date.date, bracketed, shared)


_BEFORE = re.compile(r"(?:(?:ra|ban\s{1,2}hanh|ky)\s{1,2}(?:vao\s{1,2})?)?ngay\s{0,3}\d")
_LINK = re.compile(
    r"\s{0,2}(?:,\s{0,3}[^\d;:()]{2,90}?\s{1,3}(?:da\s|vua\s|tiep tuc\s){0,2}(?:ky\s{1,3})?"
    r"(?:ban hanh|ra|ky|phe duyet|thong qua|cong bo|co)(?:\s{1,3}(?:cac|mot))?"
    r"|\s{1,3}tai|,\s{0,3}tai)\s{1,3}(?:[\"“'])?$"
)
_BEFORE_WINDOW = 150


def date_before(folded: str, position: int, floor: int) -> DateMatch | None:
    """Read a date before a citation that begins at *position* ("Ngày 11/5/2016, UBND tỉnh ban hành …")."""
    first = max(floor, position - _BEFORE_WINDOW)
    window = folded[first:position]
    for lead in reversed(list(_BEFORE.finditer(window))):
        found = match_date(folded, first + lead.start() + lead.group().index("ngay"))
        if found is None or found[1].gives != "day":
            continue
        date = found[1]
        if _LINK.fullmatch(folded[date.end : position]) and not re.search(r"[.!?]\s", folded[date.end : position]):
            return DateMatch(first + lead.start(), date.end, "day", date.year, date.date)
        return None
    return None


def looks_like_date(folded: str, position: int) -> bool:
    """Tell whether the figures at *position* are a full or broken date, so no number of an instrument.

    >>> looks_like_date("15/7/2021", 0), looks_like_date("30/2020", 0)
    (True, False)
    """
    found = match_date(folded, position)
    return found is not None and found[1].gives in ("day", "broken")
