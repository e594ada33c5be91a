"""A citation while it is being read: offsets in the cleaned text, and the steps that fill it in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_build.citations.dates import DateMatch, date_after, date_before
from graph_build.citations.issuers import Issuer, completion, find_place, issuer_before, match_issuer
from graph_build.citations.kinds import Kind
from graph_build.citations.numbers import NumberMatch

__all__ = ["Draft", "complete_list", "look_back", "read_tail", "share_backwards"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A citation in the making; ``full_end`` grows with date and issuer; ``own_word``: not a list member."""

    start: int
    end: int
    full_start: int
    full_end: int
    kind: Kind | None
    kind_vi: str | None
    number: NumberMatch | None
    canonical: str | None
    year: int | None
    issuer_code: str | None
    title: str | None = None
    date: datetime.date | None = None
    dated: bool = False
    shares_date: bool = False
    issuer: str | None = None
    issuer_span: tuple[int, int] | None = None
    place: str | None = None
    own_word: bool = True
    repairs: tuple[str, ...] = ()


_OF = re.compile(
    r"\s{0,3},?\s{0,3}(?:(?:cua|do|by|of|issued by)\s{0,3}(?:the\s{1,3})?)(?=[^\W\d_])"
    r"|\s{1,3}(?=(?:chinh phu|ubnd)\b)"
)
_PLACE = re.compile(r"\s{1,3}(?:(?:cua\s{1,3})?(?:tinh|thanh pho|tp\.?)\s{1,3})?(?=[a-z])")
_CONGRESS = re.compile(
    r"\s{1,3}(?:cua\s{1,3})?hoi nghi\s{1,3}"
    r"(?:lan thu\s{1,3}\w{1,5}\s{0,3}(?:\(\w{1,5}\))?)?,?\s{0,3}(?:cua\s{1,3})?"
)


def _with_date(draft: Draft, date: DateMatch) -> Draft:
    in_full = date.gives != "year" or date.bracketed
    return replace(
        draft,
        date=date.date,
        dated=True,
        shares_date=date.shared,
        year=draft.year if draft.year is not None else date.year,
        full_end=max(draft.full_end, date.end) if in_full else draft.full_end,
    )


def _with_issuer(draft: Draft, issuer: Issuer, text: str) -> Draft:
    return replace(
        draft,
        issuer=text[issuer.start : issuer.end],
        issuer_span=(issuer.start, issuer.end),
        place=issuer.place,
        full_end=max(draft.full_end, issuer.end),
    )


def read_tail(text: str, folded: str, draft: Draft, position: int) -> tuple[Draft, int]:
    """Read date and issuer after a citation, in either order; return the draft and where reading stopped."""
    for turn in range(3):
        if not draft.dated:
            date = date_after(folded, position, comma=turn == 0)
            if date is not None:
                draft, position = _with_date(draft, date), date.end
                continue
        if draft.issuer is None:
            of = _OF.match(folded, position)
            joint = draft.kind is not None and draft.kind.key == "joint-circular"
            issuer = match_issuer(text, folded, of.end(), joint=joint) if of else None
            if issuer is None and (congress := _CONGRESS.match(folded, position)):
                issuer = match_issuer(text, folded, congress.end())
            if issuer is not None:
                draft, position = _with_issuer(draft, issuer, text), issuer.end
                continue
        break
    if draft.issuer is None and draft.place is None and (near := _PLACE.match(folded, position)):
        place = find_place(text, folded, near.end(), near.end() + 20)
        if place is not None and place[0] == near.end():
            draft = replace(draft, place=text[place[0] : place[1]])
    return draft, position


def look_back(text: str, folded: str, draft: Draft, floor: int) -> Draft:
    """Fill in date and issuer from the words before ("Ngày 11/5/2016, UBND tỉnh ban hành Kế hoạch số …")."""
    begin = draft.start
    if draft.date is None and not (draft.dated and draft.full_end > draft.end):
        date = date_before(folded, begin, floor)
        if date is not None and (draft.year is None or draft.year == date.year or not draft.dated):
            year = draft.year if draft.year is not None else date.year
            draft = replace(draft, date=date.date, dated=True, year=year, full_start=min(draft.full_start, date.start))
    if draft.issuer is None:
        issuer = issuer_before(text, folded, begin, floor)
        if issuer is not None:
            draft = replace(
                draft,
                issuer=text[issuer.start : issuer.end],
                issuer_span=(issuer.start, issuer.end),
                place=issuer.place,
                full_start=min(draft.full_start, issuer.start),
            )
    return draft


def share_backwards(drafts: Sequence[Draft]) -> list[Draft]:
    """Let list members without a date take the date and issuer of the next, when the years allow it."""
    shared = list(drafts)
    for index in range(len(shared) - 2, -1, -1):
        member, following = shared[index], shared[index + 1]
        if member.dated or (following.own_word and not following.shares_date):
            continue
        if following.date is not None:
            if member.year not in (None, following.date.year):
                continue
            member = replace(member, date=following.date, dated=True, year=following.date.year)
        elif following.dated:
            member = replace(member, year=member.year if member.year is not None else following.year)
        if member.issuer is None and not following.own_word:
            member = replace(member, issuer=following.issuer, issuer_span=following.issuer_span, place=following.place)
        shared[index] = member
    return shared


def complete_list(drafts: Sequence[Draft]) -> list[Draft]:
    """Complete serials without code: from a later member, from the stated issuer, or from the kind alone."""
    done = list(drafts)
    for index in range(len(done) - 1, -1, -1):
        draft = done[index]
        if draft.number is None or draft.canonical is not None:
            continue
        following = done[index + 1] if index + 1 < len(done) else None
        if following is not None and not following.own_word and following.canonical is not None:
            done[index] = _after(draft, following)
        else:
            done[index] = _completed(draft)
    return done


def _serial(draft: Draft) -> str:
    assert draft.number is not None
    return draft.number.serial + draft.number.letter


def _after(draft: Draft, following: Draft) -> Draft:
    assert draft.number is not None
    assert following.number is not None
    assert following.canonical is not None
    with_year = following.number.year is not None
    if with_year != (draft.number.year is not None):
        return _completed(draft)
    tail = re.sub(r"^\d+[a-z]*(?:/\d{4}(?=/))?", "", following.canonical)
    year = f"/{draft.number.year}" if with_year else ""
    return replace(
        draft,
        canonical=f"{_serial(draft)}{year}{tail}",
        issuer_code=following.issuer_code,
        repairs=(*draft.repairs, "completed from the list"),
    )


def _completed(draft: Draft) -> Draft:
    assert draft.number is not None
    if draft.kind is None:
        return draft
    serial, year = _serial(draft), draft.number.year
    if draft.kind.key == "decree" and year is not None and year >= 1997:
        # Since 1997 only the Government issues decrees, and their numbers carry the year.
        return replace(
            draft,
            canonical=f"{serial}/{year}/NĐ-CP",
            issuer_code="CP",
            repairs=(*draft.repairs, "completed from the kind"),
        )
    tail = completion(draft.kind.key, draft.issuer) if draft.issuer and year is None else None
    if tail is None:
        return draft
    separator = "-" if "/" in tail else "/"
    return replace(
        draft,
        canonical=f"{serial}{separator}{tail}",
        issuer_code=re.split(r"[-/]", tail)[-1],
        repairs=(*draft.repairs, "completed from the issuer"),
    )
