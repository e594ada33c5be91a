"""Numbers of instruments: read tolerantly, written canonically, every repair named.

The numbering systems are data (``numbers.toml``); this module compiles them, decides whether a reading
is acceptable where it stands, and gives the canonical form. Works on cleaned text and its folded form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graph_build.citations.canonical import full_year, issuer_code, name_repairs, write_number
from graph_build.citations.issuers import code_style, codes_pattern, standing_codes
from graph_build.citations.kinds import KINDS, Kind, kind_of_symbol, read_table
from graph_build.text import compare_key, fold

__all__ = ["NumberMatch", "System", "match_number", "refused_before", "systems", "unit_follows"]

NOTHING, LEAD, KIND = "nothing", "lead", "kind"
_GLUED_WORD = re.compile(r"(?:ngay|cua|ve|nam|va|thang|do|ban|quy|phe|thi|tai|khi|la)[a-z]*$")


@dataclass(frozen=True, slots=True)
class System:
    """One numbering system of the table, compiled."""

    name: str
    needs: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    decoys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number read at ``[start, end)`` of the cleaned text.

    ``canonical`` is ``None`` for a serial without code; ``symbol_kind`` is what the code inside says.
    """

    start: int
    end: int
    system: str
    serial: str
    letter: str
    year: int | None
    canonical: str | None
    symbol: str | None
    symbol_kind: Kind | None
    issuer_code: str | None
    repairs: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return MappingProxyType(read_table("numbers.toml"))


@lru_cache(maxsize=1)
def _kinds_pattern() -> str:
    symbols = {fold(symbol) for kind in KINDS.values() for symbol in kind.symbols}
    # The slip "N/Đ-CP": a two-letter symbol cut in two.
    split = [rf"{symbol[0]}[\s/]{{1,2}}{symbol[1]}" for symbol in sorted(symbols) if len(symbol) == 2]
    return "|".join([*sorted(symbols, key=lambda symbol: (-len(symbol), symbol)), *split])


@lru_cache(maxsize=1)
def systems() -> tuple[System, ...]:
    """Return the numbering systems in the order in which they are tried."""
    parts: dict[str, str] = {**_table()["parts"], "kinds": _kinds_pattern(), "known": codes_pattern()}

    def fill(match: re.Match[str]) -> str:
        return parts[match.group(1)]

    return tuple(
        System(
            row["name"],
            row["needs"],
            re.compile(re.sub(r"\{([a-z]+)\}", fill, row["pattern"])),
            tuple(row["examples"]),
            tuple(row["decoys"]),
        )
        for row in _table()["system"]
    )


def _phrase(words: list[str]) -> str:
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in ordered)


@lru_cache(maxsize=1)
def _refused() -> tuple[re.Pattern[str], re.Pattern[str]]:
    refused = _table()["refused"]
    before = re.compile(rf"(?<![a-z])(?:{_phrase(refused['before'])})\s{{0,3}}(?:so)?\s{{0,2}}[:.]?\s{{0,3}}$")
    units = re.compile(rf"\s{{0,3}}(?:{_phrase(refused['units'])})(?![a-z0-9])")
    return before, units


def refused_before(folded: str, position: int) -> bool:
    """Tell whether the words before *position* say that a number there is no instrument (a form, …)."""
    return _refused()[0].search(folded[max(0, position - 28) : position]) is not None


_STATED_TIME = re.compile(r"\s{0,3}(?:nam\s{0,2}(?:19|20)\d\d|ngay\s{0,2}\d|thang\s{0,2}\d)")


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(compare_key(unit) for unit in _table()["refused"]["units"])


def unit_follows(text: str, folded: str, position: int) -> bool:
    """Tell whether a unit or a counted noun follows, so that the number before counts something."""
    if _STATED_TIME.match(folded, position):
        return False
    found = _refused()[1].match(folded, position)
    if found is None:
        return False
    printed = compare_key(text[found.start() : found.end()])
    # "còn" is no "con": where marks are printed, they count.
    return printed.isascii() or printed in _units()


def match_number(text: str, folded: str, position: int, *, needs: str, kind: Kind | None = None) -> NumberMatch | None:
    """Read a number that begins at *position*, given what is before it (``nothing``, ``lead``, ``kind``)."""
    allowed = {NOTHING: (NOTHING, LEAD), LEAD: (NOTHING, LEAD), KIND: (NOTHING, LEAD, KIND)}[needs]
    for system in systems():
        if system.needs not in allowed:
            continue
        match = system.pattern.match(folded, position)
        if match is None:
            continue
        found = _accept(text, folded, match, system, needs, kind)
        if found is not None:
            return found
    return None


def _accept(
    text: str, folded: str, match: re.Match[str], system: System, needs: str, kind: Kind | None
) -> NumberMatch | None:
    groups = match.groupdict()
    symbol, symbol_kind = None, None
    if groups.get("kind") is not None:
        found = _symbol(text[match.start("kind") : match.end("kind")], kind)
        if found is None:
            return None
        symbol, symbol_kind = found
    end = match.end()
    tokens: list[tuple[str, str]] = []
    if groups.get("tail") is not None:
        tokens, end = _tokens(text, folded, match.start("tail"), match.end("tail"))
        if not tokens or (system.name == "department" and len(tokens) < 2):
            return None
    if end < len(folded) and folded[end].isalnum() and not _glued(text, end):
        return None
    if not _believable(text, match, system, tokens, symbol, needs):
        return None
    if symbol is None and len(tokens) > 1 and (reversed_kind := kind_of_symbol(tokens[-1][1])):
        symbol_kind = reversed_kind[1]
    canonical = write_number(text, match, system.name, tokens, symbol)
    year = full_year(groups["year"]) if groups.get("year") else None
    issuer = issuer_code(tokens, symbol)
    if system.name == "body" and kind is not None and (alone := kind_of_symbol(tokens[0][1])) and alone[1] is kind:
        symbol_kind, issuer = kind, None  # "12/QĐ": the code of the kind, not of an issuer
    repairs = name_repairs(text[match.start() : end], canonical, match) if canonical else ()
    return NumberMatch(
        match.start(), end, system.name, groups["serial"], groups.get("letter") or "", year, canonical,
        symbol, symbol_kind, issuer, repairs,
    )  # fmt: skip


def _symbol(printed: str, kind: Kind | None) -> tuple[str, Kind] | None:
    """Return the canonical symbol; a kind word settles what a lost đ leaves open (DA, CD)."""
    bare = re.sub(r"[\s/]", "", printed)
    if kind is not None and "đ" not in bare.casefold():
        own = next((symbol for symbol in kind.symbols if fold(symbol) == fold(bare)), None)
        if own is not None:
            return own, kind
    return kind_of_symbol(bare)


def _tokens(text: str, folded: str, start: int, end: int) -> tuple[list[tuple[str, str]], int]:
    """Split a tail into (separator before, printed code), cutting where running text has been glued on."""
    tokens: list[tuple[str, str]] = []
    stop = start
    for found in re.finditer(r"([^a-z0-9&]*)([a-z0-9&]+(?:\s\d{1,2}(?![a-z0-9]))?)", folded[start:end]):
        token_start, token_end = start + found.start(2), start + found.end(2)
        printed = text[token_start:token_end]
        glued = _GLUED_WORD.search(folded[token_start:token_end])
        cut = None
        if code_style(printed) is None and glued is not None:
            cut = next(
                (
                    token_start + offset
                    for offset in range(1, token_end - token_start)
                    if code_style(text[token_start : token_start + offset])
                    and _GLUED_WORD.fullmatch(folded[token_start + offset : token_end])
                    and text[token_start + offset].islower()
                ),
                None,
            )
            if cut is not None:
                printed = text[token_start:cut]
        if tokens and code_style(printed) is None and not _looks_like_code(printed):
            # "76/NQ-CP/quyết định": a word follows; "1602/qđ-ubnd-hc": a short suffix, all in lower case.
            slug = "/" not in text[max(0, start - 12) : start]
            if slug or len(printed) > 4 or not all(p.islower() for _, p in tokens) or _GLUED_WORD.match(fold(printed)):
                break
        tokens.append((found.group(1), printed))
        stop = cut if cut is not None else token_end
        if cut is not None:
            break
    return tokens, stop


def _looks_like_code(printed: str) -> bool:
    letters = [c for c in printed if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return bool(letters) and upper >= max(1, len(letters) - 2) and letters[0].isupper()


def _glued(text: str, end: int) -> bool:
    """Tell whether a lower-case word is glued to a number that ends in a capital or after a cut."""
    return text[end].islower()


def _believable(
    text: str,
    match: re.Match[str],
    system: System,
    tokens: list[tuple[str, str]],
    symbol: str | None,
    needs: str,
) -> bool:
    known = bool(tokens) and code_style(tokens[0][1]) is not None
    coded = bool(tokens) and _looks_like_code(tokens[0][1])
    if system.name in ("serial", "serial-and-year", "assembly"):
        return True
    if symbol is not None:
        if system.name == "kind-alone":
            return True
        printed = text[match.start("kind") : match.end("kind")]
        if symbol == "L" and fold(tokens[0][1]) != "ctn":
            return False
        spaced = not re.search(r"[/\-._~]", text[match.end("serial") : match.start("kind")])
        if spaced and not (known and printed[0].isupper()):
            return False
        if len(tokens[0][1]) == 1 and needs != KIND:
            return False
        if printed[0].isupper():
            return known or coded or (needs == KIND and tokens[0][1].isalpha() and len(tokens[0][1]) > 1)
        return known or (needs == KIND and len(tokens[0][1]) <= 8)
    if system.name == "body":
        if needs == KIND:
            return coded or known
        standing = fold(tokens[0][1]) in standing_codes() and tokens[0][1][0].isupper()
        return standing or (needs == LEAD and known and tokens[0][1].isupper() and len(tokens[0][1]) > 2)
    if system.name == "year-and-body":
        return coded or known
    if re.search(r"\s", text[match.start("tail") : match.end("tail")]) and not _spaced_unit(text, match, tokens):
        return False
    capital = coded and all(_looks_like_code(token) for _, token in tokens)
    if needs == KIND:
        return capital or known
    if needs == LEAD:
        return known or (capital and _is_body_like(tokens[0][1]))
    return known and capital and len(tokens[0][1]) > 1


def _spaced_unit(text: str, match: re.Match[str], tokens: list[tuple[str, str]]) -> bool:
    """Tell whether "1234/UBND - NC" is one number, and not a number and the next item of a list."""
    unit = tokens[-1][1]
    plain = code_style(tokens[0][1]) is not None and unit.isupper() and 2 <= len(unit) <= 8
    return plain and re.compile(r"\s{0,2}(?:\d|số|so|/)").match(text, match.end()) is None


def _is_body_like(code: str) -> bool:
    return len(code) >= 3 and fold(code)[0] in "sbuvthcdp" and not any(c.isdigit() for c in code)
