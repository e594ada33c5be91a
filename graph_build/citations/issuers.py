"""Issuers: the codes inside numbers and the names that texts state. Data in ``issuers.toml``.

Works on the cleaned text (see :func:`graph_build.text.clean`) and its aligned folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graph_build.citations.kinds import read_table
from graph_build.text import compare_key, fold

__all__ = [
    "Issuer",
    "code_style",
    "codes_pattern",
    "completion",
    "find_place",
    "issuer_before",
    "match_issuer",
    "province_names",
]

_WORD = re.compile(r"[^\W\d_]+(?:[.&][^\W\d_]+)*")
_GAP = re.compile(r"[ ]{1,3}(?:-[ ]{1,2})?")
_AND = re.compile(r"\s{0,2}[,-]\s{1,3}|\s{1,3}(?:va|and)\s{1,3}")
_LINE_GAP = re.compile(r"[ ]{0,2}\n[ ]{0,2}|[ ]{1,3}")
# What ends a name made of capitalised words, in texts that capitalise everything.
_STOP = frozenset(
    {
        "ve",
        "ngay",
        "ban",
        "hanh",
        "quy",
        "dinh",
        "so",
        "phe",
        "duyet",
        "nam",
        "thang",
        "trien",
        "khai",
        "thuc",
        "hien",
    }
    | {"cua", "tai", "theo", "cong", "bo", "huong", "dan", "sua", "doi", "sung", "giai", "doan", "giao", "va"}
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A stated issuer: offsets in the cleaned text and the province named in it, as printed."""

    start: int
    end: int
    place: str | None
    vague: bool = False


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return MappingProxyType(read_table("issuers.toml"))


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, tuple[str, str]]:
    """Return folded code → (canonical code, style)."""
    codes = _table()["codes"]
    found: dict[str, tuple[str, str]] = {}
    for style in ("state", "party", "old"):
        for code in codes[style]:
            found.setdefault(fold(code), (code, style))
    return MappingProxyType(found)


_ROMAN = MappingProxyType({"ix": 9, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16})
_NUMBERED = re.compile(r"(qhk?|ubtvqhk?|hdnnk?)\s?(\d{1,2}|[ivx]{1,5})?")


def code_style(code: str) -> tuple[str, str] | None:
    """Return the canonical form of an issuer code and its style, or ``None`` when it is not in the table.

    Styles: ``state`` (76/NQ-CP), ``party`` (18-NQ/TW), ``old`` (as printed).

    >>> code_style("ttg"), code_style("ubtvqh 14"), code_style("XYZ")
    (('TTg', 'state'), ('UBTVQH14', 'state'), None)
    """
    alias = _table()["aliases"].get(code)
    folded = fold(alias or code)
    found = _codes().get(folded)
    if found is not None:
        # BLĐTB&XH and BLĐTBXH are both in use: the table lists both, and each stays itself.
        return found
    match = _NUMBERED.fullmatch(folded)
    if match is None:
        return None
    head, term = match.groups()
    if term and not term.isdigit():
        term = str(_ROMAN.get(term, term.upper()))
    style = "old" if head.startswith("hd") else "state"
    return head.upper().replace("HD", "HĐ") + (term or ""), style


@lru_cache(maxsize=1)
def codes_pattern() -> str:
    """Return a pattern of the known codes on folded text, longest first."""
    plain = sorted(_codes(), key=lambda code: (-len(code), code))
    numbered = r"ubtvqhk?\s?(?:\d{1,2}|[ivx]{1,5})?|qhk?\s?(?:\d{1,2}|[ivx]{2,5})|hdnnk?\s?\d{0,2}"
    return numbered + "|" + "|".join(map(re.escape, plain))


def standing_codes() -> frozenset[str]:
    """Return the folded codes that may follow a serial without a kind word before it."""
    return frozenset(fold(code) for code in _table()["codes"]["standing"])


def _phrase(names: Iterable[str]) -> str:
    ordered = sorted({fold(name) for name in names}, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s{0,3}") for name in ordered)


@lru_cache(maxsize=1)
def _issuer_pattern() -> re.Pattern[str]:
    names = _table()["names"]
    ministries = _phrase(names["ministries"])
    departments = _phrase([*names["ministries"], *names["departments"]])
    levels = _phrase(names["levels"])
    return re.compile(
        rf"(?:(?:{_phrase(names['roles'])})\s{{1,3}}(?:cac\s{{1,3}})?)?(?:"
        rf"(?P<fixed>{_phrase([*names['fixed'], *names['english']])})"
        rf"|(?P<local>{_phrase(names['local'])})(?:\s{{1,3}}(?P<level>{levels})\b)?"
        rf"|(?P<ministry>(?:lien\s)?bo\s{{1,3}}(?:{ministries}))"
        rf"|(?P<department>so\s{{1,3}}(?:{departments}))(?:\s{{1,3}}(?P<dlevel>{levels})\b)?"
        r"|(?P<other>(?:ban|cuc|tong\scuc|vu|vien|van\sphong|hoi|truong|uy\sban|hoi\sdong|to|tong\scong\sty"
        r"|trung\stam|chi\scuc|bo|so|thanh\stra|doan|lien\sdoan|lien\sminh|mat\stran|cong\san|bao\shiem|tap\sdoan"
        r"|toa\san|vien\skiem\ssat|dai\shoc|hoc\svien|nganh|to\scong\stac|ngan\shang|cong\sty|phong)\b)"
        r")(?![a-z0-9])"
    )


@lru_cache(maxsize=1)
def _province_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{_phrase(_table()['provinces']['names'])})(?![a-z])")


def province_names() -> frozenset[str]:
    """Return the folded names of all provinces, before and after 2025."""
    return frozenset(fold(name) for name in _table()["provinces"]["names"])


def find_place(text: str, folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of the last province name in ``text[start:end]``; it must be capitalised."""
    found = None
    for match in _province_pattern().finditer(folded, start, end):
        if text[match.start()].isupper() and text[match.start()].casefold() != "":
            found = match.span()
    return found


def _capitalised(text: str, folded: str, position: int, limit: int, *, lists: bool = False) -> int:
    """Return the end of a run of up to *limit* capitalised words that begins after *position*."""
    end = position
    for _ in range(limit):
        gap = _GAP.match(text, end)
        if lists and gap is None:
            gap = re.compile(r",\s{1,2}").match(text, end)
        if gap is None:
            break
        word = _WORD.match(text, gap.end())
        if lists and word and word.group() == "và":
            after = re.compile(r"và\s{1,3}").match(text, gap.end())
            word = _WORD.match(text, after.end()) if after else None
        if word is None or not word.group()[0].isupper():
            break
        if folded[word.start() : word.end()] in _STOP and (word.group().isupper() or len(word.group()) == 2):
            break
        end = word.end()
    return end


def match_issuer(text: str, folded: str, position: int, *, joint: bool = False) -> Issuer | None:
    """Match an issuer's name that begins at *position* of the cleaned text; bounded work.

    With *joint*, further bodies joined by a comma or "và" belong to it ("Bộ Nội vụ và Bộ Tài chính").
    """
    first = _one_issuer(text, folded, position)
    if first is None or not joint:
        return first
    end = first.end
    for _ in range(5):
        link = _AND.match(folded, end)
        another = _one_issuer(text, folded, link.end()) if link else None
        if another is None:
            break
        end = another.end
    return Issuer(position, end, first.place, first.vague)


def _one_issuer(text: str, folded: str, position: int) -> Issuer | None:
    match = _issuer_pattern().match(folded, position)
    if match is None:
        return None
    end = match.end()
    kind = match.lastgroup
    if (match["ministry"] or match["department"]) is not None and not _has_capital(text, position, end):
        return None
    if match["other"] is not None:
        if not text[match.start("other")].isupper():
            return None
        grown = _capitalised(text, folded, end, 8, lists=True)
        if grown == end:
            return None
        end = _level_and_name(text, folded, grown)
    elif kind in ("level", "dlevel") or match["local"] is not None or match["department"] is not None:
        end = _name_of_unit(text, folded, end)
    place = find_place(text, folded, position, end)
    fixed = match["fixed"]
    # A role alone ("Chủ tịch …") is part of the name; a vague name settles nothing before a verb.
    vague = fixed is not None and match.start("fixed") == position and fixed in _vague()
    return Issuer(position, end, text[slice(*place)] if place else None, vague)


def _has_capital(text: str, start: int, end: int) -> bool:
    return any(character.isupper() for character in text[start:end])


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return frozenset(fold(name) for name in _table()["names"]["vague"])


def _level_and_name(text: str, folded: str, position: int) -> int:
    level = re.compile(r"\s{1,3}(?:tinh|thanh pho|tp\.?|huyen|quan)\b").match(folded, position)
    return _name_of_unit(text, folded, level.end()) if level else position


def _name_of_unit(text: str, folded: str, position: int) -> int:
    """Return the end of a unit's name after its level: a province of the table, else capitalised words."""
    gap = _LINE_GAP.match(folded, position)
    if gap is None:
        return position
    province = _province_pattern().match(folded, gap.end())
    if province is not None and text[province.start()].isupper():
        return province.end()
    if "\n" in gap.group():
        return position  # a new line may begin anything; only a name of the table is trusted there
    if text[position - 1].isupper() and text[max(0, position - 4) : position].isupper():
        # All capitals: where the name ends cannot be seen, unless the table knows the name.
        following = _WORD.match(text, gap.end())
        if following is None or following.group().isupper():
            return position
    return _capitalised(text, folded, position, 4)


_VERB = re.compile(
    r",?\s{1,3}(?:(?:da|vua|moi|se|cung|tiep tuc)\s{1,3}){0,2}(?:ky\s{1,3})?"
    r"(?:ban hanh|ra|ky|phe duyet|thong qua|cong bo|xay dung|co|issued)\s{1,3}(?:cac\s{1,3}|mot\s{1,3})?$"
)
_BEFORE_WINDOW = 110


def issuer_before(text: str, folded: str, position: int, floor: int) -> Issuer | None:
    """Find an issuer that issues what begins at *position* ("Chính phủ đã ra Nghị quyết …").

    Looks back at most 110 characters and not before *floor*.
    """
    first = max(floor, position - _BEFORE_WINDOW)
    verb = _VERB.search(folded[first:position])
    if verb is None:
        return None
    stop = first + verb.start()
    for start in re.compile(r"(?<![^\W_])[^\W\d_]").finditer(folded, first, stop):
        issuer = match_issuer(text, folded, start.start())
        if issuer is not None and issuer.end == stop:
            return None if issuer.vague else issuer
    return None


def completion(kind: str, issuer: str) -> str | None:
    """Return what completes a bare serial of *kind* by the stated *issuer* ("NQ-CP"), if only one can.

    >>> completion("resolution", "Chính phủ"), completion("decision", "Thủ tướng Chính phủ")
    ('NQ-CP', None)
    """
    names: Mapping[str, str] = _table()["completion"].get(kind, {})
    wanted = compare_key(issuer)
    return next((tail for name, tail in names.items() if compare_key(name) == wanted), None)
