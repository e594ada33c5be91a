"""Instruments that a question cites: where the citation stands, and what it means in the graph.

Citations as printed are found by `graph_build.citations`; beside them the short forms of questions ("plan 803",
"chỉ thị 23", "30c"). A year or province right behind a citation belongs to it. What contradicts the stated year,
day or province is never taken; it is told apart from what the graph does not have at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph_build.citations import CitationError, Index, find
from graph_build.citations.kinds import kind_names
from graph_build.text import fold, fold_aligned

_YEAR_AFTER = re.compile(r"[\s,(]*(?:cua\s+nam|nam|of|from|year)?[\s(]*((?:19|20)\d\d)\)?(?![\d/-])")
_PLACE_AFTER = re.compile(
    r"[\s,(]*(?:cua|tinh|thanh pho|of|in|from|by|issued by|uy ban nhan dan|ubnd|people s committee|province|the|\s)*$"
)
_NO_ISSUER = re.compile(r"\s+(?:do\s|(?:cua|of)\s+(?:the\s+)?(?:so|phong|cuc|department|van phong)\s)")
_LETTERED = re.compile(r"(?<![\w/.-])\d{1,4}[a-z](?![\w/-])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation in a question. `text` is what is looked up: the citation with the year and place behind it.

    `number_text` leaves year, day and place out; `year` and `place` are those stated beside it.
    """

    start: int
    end: int
    text: str
    number_text: str
    year: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation means: the IRIs, or why none: ``contradicted`` (`others` bear the number) or ``unknown``."""

    mention: Mention
    iris: tuple[str, ...]
    settled_by: str
    others: tuple[str, ...] = ()
    place_apart: bool = False
    """Whether the province beside the citation is not the issuer's, but narrows what is asked."""


@lru_cache(maxsize=1)
def _short_form() -> re.Pattern[str]:
    """A kind word and a serial: "plan 803", "chỉ thị số 23", "KH792"."""
    names = {fold(n.text) for n in kind_names()} | {"plan", "program"}
    words = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(
        rf"(?<![a-z0-9])(?:{words})\s*(?:so|no\.?|number)?\s*(?!(?:19|20)\d\d(?![a-z/]))(\d{{1,4}}[a-z]?)(?![\w/]|-\w)"
    )


def find_mentions(text: str, places: Sequence[tuple[int, int, str]]) -> list[Mention]:
    """The citations of a cleaned text; `places` are the places it names: start, end, name."""
    folded = fold_aligned(text)
    spans: list[tuple[int, int, int | None]] = []
    for citation in find(text):
        if citation.number is not None or citation.number_printed is not None:
            dated = citation.year if citation.full_end > citation.end and citation.date else None
            end = citation.full_end
            if (by := _NO_ISSUER.search(folded, citation.end, end)) is not None:
                end = by.start()  # "NQ 30c/NQ-CP do Sở Nội vụ chủ trì": who does it, not who issued it
            spans.append((citation.full_start, end, dated))
    for pattern in (_short_form(), _LETTERED):
        for match in pattern.finditer(folded):
            if not any(match.start() < e and s < match.end() for s, e, _ in spans):
                spans.append((match.start(), match.end(), None))
    found = []
    for start, end, dated in sorted(spans):
        year = dated
        last = end
        behind = _YEAR_AFTER.match(folded, end)
        if behind and year is None and not any(behind.start(1) < e and s < behind.end() for s, e, _ in spans):
            year, last = int(behind[1]), behind.end()
        place = None
        for place_start, place_end, name in places:
            if place_start >= last and _PLACE_AFTER.match(folded[last:place_start]):
                place, last = name, place_end
                break
            if start <= place_start and place_end <= last:
                place = name
        if year is None and (behind := _YEAR_AFTER.match(folded, last)) and last > end:
            year, last = int(behind[1]), behind.end()
        number_text = text[start:end]
        extra = [str(year)] if year is not None and dated is None else []
        extra += [place] if place is not None and place not in number_text else []
        found.append(Mention(start, last, " ".join([number_text, *extra]), number_text, year, place))
    return found


def resolve(mention: Mention, index: Index, near: str | None, titles: dict[str, list[str]]) -> Cited:
    """What a mention means, with the province that the question is about as a preference.

    Args:
        mention: the citation.
        index: all instruments.
        near: id of the only province that the question names, if any.
        titles: titles by IRI: a plan "of 2018" may be of 2017 and for 2018.
    """
    tries = [mention.text]
    if mention.place is not None:
        # "NQ 76/NQ-CP của An Giang": the province is not the issuer's, it narrows what is asked.
        tries.append(" ".join([mention.number_text, *([str(mention.year)] if mention.year else [])]))
    for attempt, text in enumerate(tries):
        matches, settled = _lookup(index, text, near)
        if attempt == 1:
            matches = tuple(m for m in matches if "/instrument/vn/" in m)
        if matches:
            return Cited(mention, matches, settled, place_apart=attempt == 1)
    others, _ = _lookup(index, _bare(mention.number_text), None)
    if mention.year is not None:
        named = tuple(i for i in others if any(_for_year(t, mention.year) for t in titles.get(i, ())))
        if mention.place is not None:
            wanted, _ = _lookup(index, f"{mention.number_text} {mention.place}", None)
            named = tuple(i for i in named if i in wanted)
        if named:
            return Cited(mention, named, "title")
    return Cited(mention, (), "contradicted" if others else "unknown", others)


def _lookup(index: Index, text: str, place: str | None) -> tuple[tuple[str, ...], str]:
    try:
        found = index.lookup(text, place=place)
    except CitationError:
        return (), "unknown"
    return tuple(sorted(k.id for k in found.matches)), found.settled_by


def _bare(text: str) -> str:
    """A citation without its date and issuer."""
    citations = find(text)
    if len(citations) == 1 and citations[0].number is not None:
        return citations[0].number
    return text


def _for_year(title: str, year: int) -> bool:
    return re.search(rf"(?<!\d){year}(?!\d)", title) is not None and not re.search(
        rf"{year}\s*[-–]|[-–]\s*{year}", title
    )
