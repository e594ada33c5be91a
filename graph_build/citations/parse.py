"""Find the citations in a text, or read one. Pure; linear in the length of the text.

The text is cleaned and folded once; one pass stops at kind words and at bare runs of digits; everything
read from there looks at a bounded stretch, and reading goes on where the last citation ended.
"""

from __future__ import annotations

import re
from dataclasses import replace

from graph_build.citations.draft import Draft, complete_list, look_back, read_tail, share_backwards
from graph_build.citations.issuers import code_style
from graph_build.citations.kinds import KINDS, Kind
from graph_build.citations.laws import follows_other_word, match_title
from graph_build.citations.model import Citation, CitationError
from graph_build.citations.numbers import (
    KIND,
    LEAD,
    NOTHING,
    NumberMatch,
    match_number,
    refused_before,
    unit_follows,
)
from graph_build.citations.scan import Word, anchors, connect, is_serial_citation, lead_before, word_at
from graph_build.text import Normalised, clean, fold_aligned, nfc

__all__ = ["find", "parse"]

_LONGEST_SERIAL = 6
# A decision promulgates these: where the number says QĐ and the issuer is no Party body, the number is right.
_PROMULGATED = frozenset(
    {"programme", "action-programme", "plan", "scheme", "project", "regulation", "rules", "charter"}
)
_LIST = re.compile(
    r"(?:\s{0,3}[,;]\s{0,3}(?:(?:va|and)\s{1,3})?"
    r"|\s{1,3}(?:va|and|hoac|cung|cung voi|voi)\s{1,3}|\s{0,2}[&+]\s{0,2})"
    r"(?P<so>(?:so|nos?)\s{0,2}[:.]?\s{0,3})?(?=\d)"
)
_SLASH = re.compile(r"\s?/\s?(?=\d{2,6}(?!\d))")


def find(text: str) -> list[Citation]:
    """Return all citations in *text*, in order, without overlaps; offsets are code points of *text*.

    >>> [c.number for c in find("các Nghị định số 63/2010/NĐ-CP và 92/2017/NĐ-CP; hạng 22/63")]
    ['63/2010/NĐ-CP', '92/2017/NĐ-CP']
    """
    view = clean(text)
    cleaned = view.text
    folded = fold_aligned(cleaned)
    found: list[Citation] = []
    position, floor = 0, 0
    pattern = anchors()
    while (anchor := pattern.search(folded, position)) is not None:
        drafts, stop = _read(cleaned, folded, anchor, floor)
        if not drafts:
            position = _past(anchor)
            continue
        drafts[0] = look_back(cleaned, folded, drafts[0], floor)
        drafts = _share_forwards(drafts)
        drafts = complete_list(share_backwards(drafts))
        found.extend(_finish(view, draft) for draft in drafts)
        position = floor = max(stop, drafts[-1].end)
    return found


def parse(text: str) -> Citation:
    """Return the one citation in *text*; raise :class:`CitationError` when there is none or more than one.

    >>> parse("Nghị quyết số 76/NQ-CP ngày 15/7/2021").year
    2021
    """
    found = find(text)
    if len(found) == 1:
        return found[0]
    shown = text.strip() if len(text) <= 120 else text.strip()[:117] + "…"
    if not found:
        raise CitationError(
            f"no citation of an instrument in “{shown}”. Write the kind and the number, for example "
            "“Nghị quyết số 76/NQ-CP ngày 15/7/2021”, “NQ 76/NQ-CP” or “Luật Đất đai năm 2024”."
        )
    names = ", ".join(c.number or c.title or c.number_printed or "?" for c in found[:5])
    raise CitationError(
        f"“{shown}” names {len(found)} instruments ({names}{', …' if len(found) > 5 else ''}), where one is "
        "expected. Give one citation at a time, or use find() to read all of them."
    )


def _past(anchor: re.Match[str]) -> int:
    """Return where to go on after an anchor that led to nothing: kind words may hold others inside."""
    if anchor.lastgroup == "digits":
        return anchor.end()
    first = re.compile(r"[a-z]+").match(anchor.string, anchor.start())
    return min(first.end(), anchor.end()) if first else anchor.end()


def _read(text: str, folded: str, anchor: re.Match[str], floor: int) -> tuple[list[Draft], int]:
    if anchor.lastgroup == "digits":
        first = _bare(text, folded, anchor)
        word = None
    else:
        word = word_at(text, folded, anchor)
        first = _worded(text, folded, word) if word is not None else None
    if first is None:
        return [], 0
    return _list(text, folded, first, word)


def _bare(text: str, folded: str, anchor: re.Match[str]) -> Draft | None:
    start = anchor.start()
    if anchor.end() - start > _LONGEST_SERIAL:
        return None
    if start and folded[start - 1] in "/.,-&:%" and not _opens(folded, start):
        return None
    lead = lead_before(folded, start)
    number = match_number(text, folded, start, needs=LEAD if lead else NOTHING)
    if number is None or number.canonical is None or refused_before(folded, start):
        return None
    return _numbered(number, start, None, None)


def _opens(folded: str, start: int) -> bool:
    """Tell whether punctuation right before a number separates it ("- 76/NQ-CP", "Số:76/NQ-CP")."""
    mark, before = folded[start - 1], folded[start - 2] if start > 1 else " "
    return (mark == ":" and not before.isdigit()) or (
        mark in "-,." and (before.isspace() or (mark == "." and before == "o"))
    )


def _worded(text: str, folded: str, word: Word) -> Draft | None:
    if word.kind.key == "law" and follows_other_word(text, word.start):
        return None
    if word.kind.titled:
        titled = _titled(text, folded, word)
        if titled is not None:
            return titled
    connected = connect(text, folded, word.end, word.kind)
    if connected is None:
        return None
    position, so, issuer = connected
    number = match_number(text, folded, position, needs=KIND, kind=word.kind)
    if number is None or (word.name.form == "abbreviation" and text[word.start].islower() and number.canonical is None):
        return None
    if number.canonical is None:
        if issuer is not None and not so:
            return None  # "Nghị quyết Trung ương 4" counts sessions
        slashes = number.year is None and _SLASH.match(folded, number.end) is not None
        listed = slashes and not re.compile(r"\d+\s?/\s?\d+\s?/\s?(?:19|20)\d\d").match(folded, number.start)
        if not is_serial_citation(text, folded, word, number, so=so, in_slash_list=listed):
            return None
    draft = _numbered(number, word.start, word.kind, word)
    draft = replace(draft, repairs=(*word.repairs, *draft.repairs))
    if issuer is not None:
        draft = replace(
            draft,
            issuer=text[issuer.start : issuer.end],
            issuer_span=(issuer.start, issuer.end),
            place=issuer.place,
        )
    return draft


def _titled(text: str, folded: str, word: Word) -> Draft | None:
    title = match_title(text, folded, word.end, word.kind)
    if title is None:
        return None
    name = re.sub(r"\s+", " ", text[word.start : title.title_end]) if title.title_end else None
    if name is None and title.number is None and word.kind.key != "constitution":
        return None
    base = _numbered(title.number, word.start, word.kind, word) if title.number else None
    if base is not None:
        return replace(base, title=name, year=title.year if title.year is not None else base.year)
    draft = Draft(
        word.start,
        title.end,
        word.start,
        title.end,
        word.kind,
        word.kind.vi,
        None,
        None,
        title.year,
        None,
        name,
    )
    if title.date is not None:
        draft = replace(draft, date=title.date.date, dated=True, full_end=max(draft.full_end, title.date.end))
    return draft


def _numbered(number: NumberMatch, start: int, kind: Kind | None, word: Word | None) -> Draft:
    settled = _settle_kind(number, kind)
    name = settled.vi if settled else None
    if settled is not None and word is not None and word.kind is settled and word.name.text in settled.variants:
        name = word.name.text
    elif settled is not None and settled.key == "joint-circular" and number.issuer_code == "LB":
        name = "Thông tư liên bộ"
    return Draft(
        start, number.end, start, number.end, settled, name, number, number.canonical, number.year,
        number.issuer_code, repairs=number.repairs,
    )  # fmt: skip


def _settle_kind(number: NumberMatch, kind: Kind | None) -> Kind | None:
    """Return the kind: the printed word's, unless the code inside the number knows better."""
    by_symbol = number.symbol_kind
    if by_symbol is not None and by_symbol.key == "circular" and number.issuer_code == "LB":
        by_symbol = KINDS["joint-circular"]
    if kind is None:
        if by_symbol is not None or number.issuer_code is None:
            return by_symbol
        if number.system == "assembly":
            return KINDS["resolution" if number.issuer_code.startswith("UBTVQH") else "law"]
        return KINDS["official-letter"] if number.system == "department" else None
    if by_symbol is None or by_symbol is kind:
        return kind
    if kind.generic or (kind.key == "circular" and by_symbol.key == "joint-circular"):
        return by_symbol
    if kind.key == "programme" and by_symbol.key == "action-programme":
        return by_symbol
    style = code_style(number.issuer_code or "")
    party = style is not None and style[1] == "party"
    return by_symbol if kind.key in _PROMULGATED and by_symbol.key == "decision" and not party else kind


def _list(text: str, folded: str, first: Draft, word: Word | None) -> tuple[list[Draft], int]:
    """Read what follows the first citation: its date and issuer, then list members without a kind word."""
    draft, stop = read_tail(text, folded, first, first.end)
    drafts = [draft]
    while drafts[-1].number is not None:
        member = _member(text, folded, drafts[-1], first, stop)
        if member is None:
            break
        member, stop = read_tail(text, folded, member, member.end)
        drafts.append(member)
    return drafts, stop


def _member(text: str, folded: str, previous: Draft, first: Draft, position: int) -> Draft | None:
    number = previous.number
    assert number is not None
    serial_only = number.canonical is None and position == previous.end
    slash = _SLASH.match(folded, position) if serial_only and number.year is None else None
    separator = slash or _LIST.match(folded, position)
    if separator is None:
        return None
    start = separator.end()
    following = match_number(text, folded, start, needs=KIND if first.kind else NOTHING, kind=first.kind)
    if following is None:
        return None
    if following.canonical is None:
        if not serial_only or (number.year is None) != (following.year is None) or ";" in separator.group():
            return None
        tail = folded[following.end : following.end + 2]
        if unit_follows(text, folded, following.end) or re.match(
            r"\s?[-:%]|[a-z/]" if slash is None else r"[a-z%]", tail
        ):
            return None
        if following.year is None and len(following.serial) > len(number.serial) + 2:
            return None
    elif following.system in ("body", "department", "year-and-body") and number.canonical is None:
        return None
    symbol = following.symbol_kind
    same = symbol is None or number.symbol_kind is None or symbol is number.symbol_kind
    inherited = first.kind if same else None
    member = _numbered(following, start, inherited, None)
    name = previous.kind_vi if member.kind is previous.kind else member.kind_vi
    return replace(member, own_word=False, kind_vi=name)


def _share_forwards(drafts: list[Draft]) -> list[Draft]:
    """Give a date or issuer that stands before a list to all its members ("Ngày 5/3/2020, UBND tỉnh …")."""
    first = drafts[0]
    if first.full_start == first.start:
        return drafts
    shared = [first]
    for draft in drafts[1:]:
        if not draft.dated and first.date is not None and draft.year in (None, first.date.year):
            draft = replace(draft, date=first.date, dated=True, year=first.date.year)
        if draft.issuer is None:
            draft = replace(draft, issuer=first.issuer, issuer_span=first.issuer_span, place=first.place)
        shared.append(draft)
    return shared


def _finish(view: Normalised, draft: Draft) -> Citation:
    """Turn a draft into a citation with the offsets of the original text."""
    start, end = view.span(draft.start, draft.end)
    full_start, full_end = view.span(min(draft.full_start, draft.start), max(draft.full_end, draft.end))
    number = view.span(draft.number.start, draft.number.end) if draft.number else (None, None)
    repairs = list(draft.repairs)
    if draft.number is not None:
        cleaned = view.text[draft.number.start : draft.number.end]
        if nfc(view.printed(draft.number.start, draft.number.end)) != cleaned:
            repairs.append("look-alike characters")
    kind = draft.kind
    return Citation(
        kind=kind.key if kind else None,
        kind_vi=draft.kind_vi,
        number=draft.canonical,
        number_printed=view.original[number[0] : number[1]] if draft.number else None,
        year=draft.year,
        date=draft.date,
        issuer_code=draft.issuer_code,
        issuer=view.printed(*draft.issuer_span) if draft.issuer_span else None,
        place=draft.place,
        title=draft.title,
        start=start,
        end=end,
        number_start=number[0],
        number_end=number[1],
        full_start=full_start,
        full_end=full_end,
        repairs=tuple(dict.fromkeys(repairs)),
    )
