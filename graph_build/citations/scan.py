"""Where a citation may begin: kind words, bare numbers, and what may stand between word and number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from graph_build.citations.dates import date_after, looks_like_date
from graph_build.citations.issuers import Issuer, match_issuer
from graph_build.citations.kinds import Kind, KindName, kind_names
from graph_build.citations.numbers import NumberMatch, unit_follows
from graph_build.text import compare_key, fold

__all__ = ["Word", "anchors", "connect", "is_serial_citation", "lead_before", "word_at"]


@dataclass(frozen=True, slots=True)
class Word:
    """A kind word at ``[start, end)``: its kind, the name that it is, and what had to be repaired."""

    start: int
    end: int
    kind: Kind
    name: KindName
    repairs: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _by_form() -> Mapping[str, Mapping[str, KindName]]:
    table: dict[str, dict[str, KindName]] = {"name": {}, "english": {}, "abbreviation": {}}
    for name in kind_names():
        table[name.form].setdefault(re.sub(r"\s", "", fold(name.text)), name)
    return MappingProxyType({form: MappingProxyType(names) for form, names in table.items()})


def _alternatives(form: str) -> str:
    texts = {fold(name.text) for name in kind_names() if name.form == form}
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    # Syllables may be glued ("Nghịquyết"), broken over lines or, in file names, joined by hyphens.
    return "|".join(re.escape(text).replace(r"\ ", r"[\s\-_]{0,3}") for text in ordered)


@lru_cache(maxsize=1)
def anchors() -> re.Pattern[str]:
    """Return the pattern of everything a citation may begin with, on folded text."""
    return re.compile(
        rf"(?P<name>{_alternatives('name')})(?![a-z](?!o\s?\d|o\s?:))"
        rf"|(?<![a-z0-9])(?P<english>{_alternatives('english')})(?![a-z])"
        rf"|(?<![a-z0-9/.\-&])(?P<abbreviation>{_alternatives('abbreviation')})(?![a-z&])"
        r"|(?:(?<![a-z0-9])|(?<=hieu)|(?<=[^a-z]so))(?P<digits>\d+)"
    )


def word_at(text: str, folded: str, match: re.Match[str]) -> Word | None:
    """Return the kind word of an anchor, or ``None`` when it is part of another word."""
    form = match.lastgroup or ""
    start, end = match.span()
    key = re.sub(r"[\s\-_]", "", match.group())
    name = _by_form()[form][key]
    printed = text[start:end]
    glued = start > 0 and text[start - 1].isalnum()
    # Only a capital shows where a kind word begins that is glued to the word before.
    if glued and (form != "name" or not (text[start].isupper() and text[start - 1].islower())):
        return None
    if form == "abbreviation":
        plain = fold(name.text).upper()
        if printed not in (name.text, name.text.upper(), plain) and not printed.islower():
            return None
    return Word(start, end, name.kind, name, _repairs(printed, name) if form == "name" else ())


def _repairs(printed: str, name: KindName) -> tuple[str, ...]:
    plain = re.sub(r"[\s\-_]+", " ", printed)
    if compare_key(plain) == compare_key(name.text):
        return ()
    if compare_key(plain.replace(" ", "")) == compare_key(name.text.replace(" ", "")):
        return ("words glued",)
    return ("kind word without diacritics" if printed.isascii() else "kind word misspelt",)


_CONNECT = re.compile(
    r"(?:[\s\-_]{0,3})(?:[\"“”'‘’«(\[]\s?)?"
    r"(?:(?P<so>so(?:\s{0,2}[/,]?\s{0,2}(?:hieu|ky hieu))?|ky hieu|nos?\b|number)\s{0,2}[:.]{0,2}\s{0,3})?"
    r"[:]?\s{0,2}(?=\d)"
)
_BY = re.compile(r"\s{1,3}(?:(?:lien tich\s{1,3})?(?:cua|giua|of|of the|do)\s{1,3}(?:the\s{1,3})?)?(?=[a-z])")
_AFTER_ISSUER = re.compile(r"\s{0,3},?\s{0,3}(?P<so>so|nos?\b)\s{0,2}[:.]{0,2}\s{0,3}(?=\d)|\s{1,3}(?=\d)")


def connect(text: str, folded: str, position: int, kind: Kind) -> tuple[int, bool, Issuer | None] | None:
    """Return where the number after a kind word begins, whether after "số", and an issuer between."""
    plain = _CONNECT.match(folded, position)
    if plain is not None:
        return plain.end(), plain["so"] is not None, None
    by = _BY.match(folded, position)
    if by is None:
        return None
    issuer = match_issuer(text, folded, by.end(), joint=kind.key == "joint-circular")
    if issuer is None:
        return None
    rest = _AFTER_ISSUER.match(folded, issuer.end)
    return (rest.end(), rest["so"] is not None, issuer) if rest else None


_LEAD = re.compile(
    r"(?<![a-z])(?:so(?:\s{0,2}[/,]?\s{0,2}(?:ky )?hieu)?(?:\s{1,2}van ban)?|nos?|ky hieu)"
    r"\s{0,2}[:.]{0,2}\s{0,3}$"
)


def lead_before(folded: str, position: int) -> bool:
    """Tell whether "Số:" or "No." stands right before *position*."""
    return _LEAD.search(folded[max(0, position - 24) : position]) is not None


_GOES_ON = re.compile(
    r"\s{0,3}(?:$|[.,;:)\]\"”'’»!?…+→]|(?:ve|cua|ngay|nam|thang|va|ra|duoc|da|do|cho|co|quy dinh"
    r"|hoi nghi|tinh|phe duyet|ban hanh"
    r"|thi|la|khong|sua|thay|con|trong|tai|se|nay|kem|dang|huong dan|yeu cau|giao|neu|voi|of|dated|on)\b|\()"
)
_RANGE = re.compile(r"\s?[-/]\s?\d|/|\s?[x×]\s?\d|:\d|\.\d|,\d")
_WEAK_GOES_ON = re.compile(r"\s{0,3}(?:,?\s?ngay\s?\d|cua\b|\(\d|nam\s(?:19|20)\d\d)")
_SHORT_TRAPS = frozenset({"tt", "ct", "cd", "tb", "bc", "bl", "qc", "hd", "vb", "kl", "cv", "kh", "ctr", "ttr", "da"})


def is_serial_citation(
    text: str, folded: str, word: Word, number: NumberMatch, *, so: bool, in_slash_list: bool = False
) -> bool:
    """Decide whether a kind word with a mere serial ("Nghị quyết 154", "CV 3456") is a citation."""
    kind, end = word.kind, number.end
    serial = number.serial
    if kind.key == "constitution" or looks_like_date(folded, number.start):
        return False
    if not in_slash_list and _RANGE.match(folded, end):
        return False
    if end < len(folded) and folded[end].isalpha():
        return False
    date = date_after(folded, end)
    dated = date is not None and date.gives in ("day", "month", "broken")
    if so:
        return kind.bare or len(serial) >= 2 or dated
    if unit_follows(text, folded, end) or word.name.form == "english" or (kind.titled and not kind.bare):
        return False
    if number.year is None and 1900 <= int(serial) <= 2100 and not dated:
        return False
    capital = text[word.start].isupper()
    if word.name.form == "abbreviation":
        long_enough = len(serial) >= 2 or fold(word.name.text) not in _SHORT_TRAPS
        return capital and long_enough and (end >= len(folded) or not folded[end].isalnum())
    if not kind.bare:
        return capital and len(serial) >= 2 and _WEAK_GOES_ON.match(folded, end) is not None
    if number.year is not None:
        return True
    if capital:
        return len(serial) >= 2 or _GOES_ON.match(folded, end) is not None
    return len(serial) >= 2 and _GOES_ON.match(folded, end) is not None
