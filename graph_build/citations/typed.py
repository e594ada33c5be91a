"""What people type into a search box or on a command line, read with more goodwill than running text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from graph_build.citations.dates import date_after, match_date
from graph_build.citations.kinds import KINDS, kind_names
from graph_build.citations.numbers import KIND, match_number
from graph_build.citations.parse import find
from graph_build.text import clean, fold, fold_aligned

__all__ = ["Typed", "read_typed"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: all fields optional; ``place`` as it stands in the list of places.

    ``words``: what is left, folded; ``all_words``: the same with the kind word, which may be part of a title.
    """

    kind: str | None = None
    number: str | None = None
    serial: str | None = None
    year: int | None = None
    date: datetime.date | None = None
    issuer: str | None = None
    place: str | None = None
    words: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()
    completed: bool = False


_FILLER = frozenset(
    {
        "so",
        "no",
        "ngay",
        "nam",
        "thang",
        "cua",
        "tinh",
        "thanh",
        "pho",
        "tp",
        "ve",
        "tai",
        "va",
        "cac",
        "van",
        "ban",
    }
    | {"the", "of", "and", "in", "on", "dated", "for", "issued", "by", "which", "uy", "nhan", "dan", "ubnd"}
)
_WORD = re.compile(r"[a-z0-9]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@lru_cache(maxsize=1)
def _kind_words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names: dict[str, str] = {}
    for name in kind_names():
        names.setdefault(fold(name.text), name.kind.key)
    for kind in KINDS.values():
        names.setdefault(kind.code, kind.key)
    ordered = sorted(names, key=lambda text: (-len(text), text))
    pattern = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in ordered)
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), MappingProxyType(names)


def read_typed(text: str, places: Sequence[str] = ()) -> Typed:
    """Read what was typed; *places* are the folded names that count as places, longest first.

    >>> typed = read_typed("qd 3037 an giang", ["an giang"])
    >>> typed.kind, typed.serial, typed.place
    ('decision', '3037', 'an giang')
    >>> read_typed("76/nq-cp 2021").number, read_typed("76/nq-cp 2021").year
    ('76/NQ-CP', 2021)
    """
    cleaned = clean(text).text.strip()
    folded = fold_aligned(cleaned)
    place, rest = _take_place(folded, places)
    found = find(cleaned)
    if len(found) == 1 and found[0].number is not None:
        one = found[0]
        leftover = folded[: one.full_start] + " " + folded[one.full_end :]
        year = one.year if one.year is not None else _lone_year(leftover)
        completed = any(repair.startswith("completed") for repair in one.repairs)
        words = _words(_take_place(leftover, places)[1])
        return Typed(
            one.kind,
            one.number,
            None,
            year,
            one.date,
            one.issuer,
            place or one.place,
            words,
            words,
            completed,
        )
    if len(found) == 1 and found[0].title is not None:
        one = found[0]
        words = _words(fold(one.title or ""))
        return Typed(one.kind, None, None, one.year, one.date, None, place, words, words)
    return _loosely(cleaned, folded, place, rest)


def _take_place(folded: str, places: Sequence[str]) -> tuple[str | None, str]:
    for name in places:
        match = re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded)
        if match is not None:
            # Blanks keep the offsets of what stays.
            return name, folded[: match.start()] + " " * len(match.group()) + folded[match.end() :]
    return None, folded


def _loosely(text: str, folded: str, place: str | None, rest: str) -> Typed:
    """Read without the caution of running text: a serial counts wherever it stands."""
    pattern, names = _kind_words()
    word = pattern.search(rest)
    kind = names[re.sub(r"\s+", " ", word.group())] if word else None
    tail = rest[: word.start()] + " " * len(word.group()) + rest[word.end() :] if word else rest
    for digits in re.finditer(r"(?<![a-z0-9])\d+", tail):
        dated = match_date(tail, digits.start())
        if dated is not None and dated[1].gives == "day":
            continue
        number = match_number(text, folded, digits.start(), needs=KIND, kind=KINDS.get(kind) if kind else None)
        if number is None:
            continue
        lone = number.system == "serial"
        if lone and _YEAR.fullmatch(number.serial) and kind is None:
            continue
        after = date_after(tail, number.end)
        others = tail[: number.start] + " " + tail[number.end :]
        year = number.year if number.year is not None else after.year if after else _lone_year(others)
        if kind is None and number.symbol_kind is not None:
            kind = number.symbol_kind.key
        serial = None if number.canonical else text[number.start : number.end]
        return Typed(
            kind, number.canonical, serial, year, after.date if after else None, None, place, _words(others),
            _words(others), lone,
        )  # fmt: skip
    dated_at = re.search(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}", tail)
    stated = match_date(tail, dated_at.start()) if dated_at else None
    date = stated[1].date if stated else None
    return Typed(kind, None, None, _lone_year(tail), date, None, place, _words(tail), _words(rest))


def _lone_year(folded: str) -> int | None:
    years = {int(year) for year in _YEAR.findall(folded)}
    return years.pop() if len(years) == 1 else None


def _words(folded: str) -> tuple[str, ...]:
    return tuple(
        word for word in _WORD.findall(folded) if word not in _FILLER and not (word.isdigit() and len(word) > 1)
    )
