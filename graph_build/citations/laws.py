"""Acts cited by name: laws, codes, ordinances, the Constitution. Word lists in ``titles.toml``.

A name alone is no citation; a number, a date or a year must follow it. Works on cleaned and folded text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graph_build.citations.dates import DateMatch, date_after
from graph_build.citations.kinds import Kind, read_table
from graph_build.citations.numbers import KIND, NumberMatch, match_number
from graph_build.text import compare_key, fold

__all__ = ["TitleMatch", "follows_other_word", "match_title"]

_WORDS_AT_MOST = 28
_WORDS_OF_AMENDING_AT_MOST = 40
_WORD = re.compile(r"(?P<gap>\s{1,3}|,\s{0,3}|\s{0,2}-\s{0,2}|\s\()(?P<word>[a-z]+)(?P<close>\)?)")
_NUMBER_AHEAD = re.compile(
    r"\s{0,3}[,(]?\s{0,2}(?:(?:bo\s)?luat\s{1,3}|phap lenh\s{1,3})?"
    r"(?P<so>so|nos?\.?)\s{0,2}[:.]?\s{0,3}(?=\d)"
)
_BARE_NUMBER_AHEAD = re.compile(r"\s{0,3}[,(]?\s{0,2}(?=\d{1,4}\s?[/-])")
_YEAR_AHEAD = re.compile(
    r"\s{0,3},?\s{0,2}(?P<open>\()?\s?(?:of\s{1,2})?(?:nam\s{0,3})?\(?(?P<year>(?:19|20)\d{2})(?!\d|\s?[/-]\s?\d|[a-z%])"
)
_DATE_AHEAD = re.compile(r"\s{0,3},?\s{0,2}\(?\s?(?:ngay\s{0,3}[\d.…]|thang\s{0,3}\d|dated\s)")
_PASSED = re.compile(
    r"\s{1,3}\(?(?:da\s{1,3})?(?:duoc\s{1,3})?(?:quoc hoi[^.;\d]{0,60})?"
    r"(?:sua doi,?\s{1,3}bo sung(?:,?\s{1,3}mot so dieu)?|sua doi|bo sung|thong qua|ban hanh)"
    r"\s{1,3}(?:vao\s{1,3})?"
)
_NOT_A_LAW = re.compile(r"(?:pháp|kỷ|quy|qui|đạo|phap|khoa học|toàn bộ)\s{1,3}$", re.IGNORECASE)
_ENDING_AHEAD = re.compile(r"\s{0,3}[,(-]?\s{0,2}[,(]?\s?(?:\d|(?:so|no|nos|ngay|nam|thang|luat|bo|phap|dated|of)\b)")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A named act: ``title_end`` closes the name, ``end`` the citation (through its number or year)."""

    title_end: int | None
    end: int
    number: NumberMatch | None
    year: int | None
    date: DateMatch | None


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    table = read_table("titles.toml")
    return MappingProxyType(
        {
            "starts": re.compile(
                "|".join(re.escape(fold(start)).replace(r"\ ", r"\s{1,3}") for start in table["starts"])
            ),
            "ends": frozenset(compare_key(word) for word in table["ends"]),
            "ascii_ends": frozenset(table["ascii_ends"]),
            "never_last": frozenset(compare_key(word) for word in table["never_last"]),
            "ascii_never_last": frozenset(fold(word) for word in table["ascii_never_last"]),
        }
    )


def follows_other_word(text: str, start: int) -> bool:
    """Tell whether "luật" at *start* is the end of another word ("pháp luật", "kỷ luật")."""
    return _NOT_A_LAW.search(text[max(0, start - 12) : start]) is not None


def match_title(text: str, folded: str, position: int, kind: Kind) -> TitleMatch | None:
    """Read the name that begins at *position*, right after the kind word; bounded work."""
    if kind.key == "constitution":
        direct = _ending(text, folded, position, position, kind)
        if direct is not None:
            return direct
        if re.compile(r"\s{1,3}nuoc\s").match(folded, position) is None:
            return None
    words = _words()
    first = _WORD.match(folded, position)
    if first is None or not first["gap"].isspace():
        return None
    if not text[first.start("word")].isupper() and not words["starts"].match(folded, first.start("word")):
        return None
    amending = folded.startswith("sua", first.start("word"))
    limit = _WORDS_OF_AMENDING_AT_MOST if amending else _WORDS_AT_MOST
    here, last = position, ""
    for _ in range(limit):
        word = _WORD.match(folded, here)
        if word is None:
            return None
        name = word["word"]
        if here != position and _is_end(text, folded, word, last, amending):
            break
        if (
            "," in word["gap"]
            and not amending
            and text[word.start("word")].isupper()
            and name in ("luat", "nghi", "bo")
        ):
            return None
        here, last = word.end(), name
        if _never_last(text[word.start("word") : word.end("word")]):
            continue
        found = _ending(text, folded, here, position, kind)
        if found is not None:
            return found
    passed = _PASSED.match(folded, here)
    if passed is None:
        return None
    date = date_after(folded, passed.end())
    if date is None or date.year is None:
        return None
    return TitleMatch(here, here, None, date.year, date)


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    """Return the comparison key of one word; the same few words come again and again."""
    return compare_key(word)


def _never_last(printed: str) -> bool:
    """Tell whether no name ends with this word; marks count where printed ("nhũng" is no "những")."""
    key = _key(printed)
    return key in _words()["ascii_never_last" if key.isascii() else "never_last"]


def _is_end(text: str, folded: str, word: re.Match[str], last: str, amending: bool) -> bool:
    """Tell whether *word* cannot belong to the name any more."""
    name, start, end = word["word"], word.start("word"), word.end("word")
    if name == "luat":
        # "pháp luật" is part of many names; "Luật A và Luật B" are two.
        return not amending and last not in ("phap", "bo")
    if name == "phap" and folded.startswith("phap lenh", start):
        return not amending
    if name in ("ngay", "nam", "so") and re.compile(r"\s{0,3}[:.]?\s{0,3}\d").match(folded, end):
        return True
    if name == "quy" and re.compile(r"\s{1,3}dinh\b").match(folded, end):
        return not amending
    if name == "ban" and re.compile(r"\s{1,3}hanh\b(?!\s{1,3}van ban)").match(folded, end):
        return bool(last)
    if last == "hang" and name == "khong":
        return False
    printed = _key(text[start:end])
    if printed.isascii():
        return name in _words()["ascii_ends"]
    return printed in _words()["ends"]


def _ending(text: str, folded: str, here: int, position: int, kind: Kind) -> TitleMatch | None:
    """Read what makes a citation of the name that ends at *here*: number, date or year."""
    if _ENDING_AHEAD.match(folded, here) is None:
        return None
    title_end = here if here > position else None
    numbered = _number(text, folded, here, kind)
    if numbered is not None:
        return TitleMatch(title_end, numbered.end, numbered, numbered.year, None)
    year = _YEAR_AHEAD.match(folded, here)
    if year is not None:
        end = year.end("year")
        if year["open"]:
            closing = re.compile(r"\s?\)").match(folded, end)
            end = closing.end() if closing else end
        numbered = _number(text, folded, end, kind)
        if numbered is not None:
            return TitleMatch(title_end, numbered.end, numbered, int(year["year"]), None)
        return TitleMatch(title_end, end, None, int(year["year"]), None)
    if _DATE_AHEAD.match(folded, here):
        date = date_after(folded, here)
        if date is not None and date.gives in ("day", "month", "broken"):
            return TitleMatch(title_end, here, None, date.year, date)
    return None


def _number(text: str, folded: str, here: int, kind: Kind) -> NumberMatch | None:
    ahead = _NUMBER_AHEAD.match(folded, here)
    if ahead is not None:
        return match_number(text, folded, ahead.end(), needs=KIND, kind=kind)
    ahead = _BARE_NUMBER_AHEAD.match(folded, here)
    if ahead is None:
        return None
    number = match_number(text, folded, ahead.end(), needs=KIND, kind=kind)
    return number if number is not None and number.canonical is not None else None
