"""Which known instrument a citation means, and how that was settled. Pure; no RDF, no store.

A number is not an identity: candidates are narrowed by what the citation or its surroundings state, each
step is named, and what contradicts a stated year, date or place is never an answer.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from graph_build.citations.canonical import number_key
from graph_build.citations.issuers import completion, province_names
from graph_build.citations.kinds import KINDS
from graph_build.citations.model import Citation
from graph_build.citations.typed import Typed, read_typed
from graph_build.text import compare_key, fold

__all__ = ["Index", "Known", "Resolution"]


@dataclass(frozen=True)
class Known:
    """An instrument as far as citations can name it; ``place`` and ``issuer`` are ids."""

    id: str
    kind: str
    number: str | None
    year: int | None
    date: datetime.date | None
    issuer: str
    issuer_names: tuple[str, ...] = ()
    issuer_code: str | None = None
    place: str = "vn"
    place_names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """The candidates left (none, one, or several that nothing tells apart) and how they were settled.

    ``settled_by``: ``unique number``, ``year``, ``date``, ``place``, ``issuer``, ``kind``, ``title``,
    ``nothing`` (several left), ``contradicted`` (all candidates contradict what is stated), ``unknown``.
    """

    matches: tuple[Known, ...]
    settled_by: str
    reason_vi: str = ""
    reason_en: str = ""

    @property
    def reason(self) -> str:
        """Return the reason in English."""
        return self.reason_en


_REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unique number": ("chỉ một văn bản mang số này", "only one known instrument bears this number"),
        "kind": ("xác định theo loại văn bản", "settled by the kind of instrument"),
        "year": ("xác định theo năm", "settled by the year"),
        "date": ("xác định theo ngày ban hành", "settled by the date of issue"),
        "place": ("xác định theo địa phương", "settled by the province"),
        "issuer": ("xác định theo cơ quan ban hành", "settled by the issuer"),
        "title": ("xác định theo tên gọi", "settled by the title"),
        "nothing": (
            "chưa phân biệt được các văn bản cùng số",
            "several instruments fit and nothing that is stated tells them apart",
        ),
        "contradicted": (
            "có văn bản mang số này nhưng năm, ngày hoặc địa phương nêu ra không khớp",
            "instruments with this number are known, but the stated year, date or province fits none of them",
        ),
        "unknown": ("chưa có văn bản nào như vậy trong dữ liệu", "no such instrument is known"),
    }
)  # fmt: skip


def _resolution(matches: Iterable[Known], settled_by: str) -> Resolution:
    vi, en = _REASONS[settled_by]
    return Resolution(tuple(sorted(matches, key=_order)), settled_by, vi, en)


def _order(known: Known) -> tuple[int, str]:
    return (-(known.year or (known.date.year if known.date else 0)), known.id)


def _year(known: Known) -> int | None:
    return known.year if known.year is not None else known.date.year if known.date else None


def _serial(number: str) -> str:
    key = number_key(number)
    return key[0] if key else ""


class Index:
    """Known instruments by number, serial and title; immutable once built."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = tuple(known)
        by_number: dict[tuple[str, ...], list[Known]] = {}
        by_serial: dict[str, list[Known]] = {}
        for one in self._known:
            if one.number is not None:
                by_number.setdefault(number_key(one.number), []).append(one)
                by_serial.setdefault(_serial(one.number), []).append(one)
        self._by_number = {key: tuple(found) for key, found in by_number.items()}
        self._by_serial = {key: tuple(found) for key, found in by_serial.items()}

    @cached_property
    def _titles(self) -> tuple[tuple[str, Known], ...]:
        return tuple((fold(title), one) for one in self._known for title in one.titles)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """Folded names of all places that can be meant, longest first; known instruments or not."""
        names = province_names() | {fold(name) for one in self._known if one.place != "vn" for name in one.place_names}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def resolve(self, citation: Citation, *, place: str | None = None, year: int | None = None) -> Resolution:
        """Resolve a citation read from a text; *place* (an id) and *year* say what document it stands in.

        The document's place only prefers: another province's instrument is never picked because its
        number happens to fit, and a document's year never overrules a stated one.
        """
        if citation.number is None and citation.number_printed is None:
            return self._by_title(citation)
        candidates = self._numbered(citation.number, citation.number_printed)
        wanted = _Wanted(
            citation.kind, citation.year, citation.date, citation.issuer, citation.issuer_code,
            citation.place, completed=any(repair.startswith("completed") for repair in citation.repairs),
        )  # fmt: skip
        return self._narrow(candidates, wanted, place, context_year=year)

    def lookup(self, text: str, place: str | None = None) -> Resolution:
        """Resolve what a person types: ``nq 76``, ``KH 792/KH-UBND An Giang``, ``30c``, title words."""
        typed = read_typed(text, self._places)
        if typed.number is None and typed.serial is None:
            return self._by_words(typed, place)
        candidates = self._numbered(typed.number, typed.serial)
        wanted = _Wanted(typed.kind, typed.year, typed.date, typed.issuer, None, typed.place, typed.completed)
        found = self._narrow(candidates, wanted, place)
        if len(found.matches) > 1 and typed.words:
            named = [one for one in found.matches if _has_words(one, typed.words)]
            if named and len(named) < len(found.matches):
                return _resolution(named, "title" if len(named) == 1 else "nothing")
        return found

    def suggest(self, text: str) -> tuple[Known, ...]:
        """Return at most five instruments that *text* may have meant; never to be used as an answer."""
        labels: dict[str, Known] = {}
        for one in self._known:
            for label in _labels(one):
                labels.setdefault(label, one)
        close = difflib.get_close_matches(fold(text)[:200], labels, n=15, cutoff=0.6)
        return tuple(dict.fromkeys(labels[label] for label in close))[:5]

    def _numbered(self, number: str | None, printed: str | None) -> tuple[Known, ...]:
        if number is not None and (found := self._by_number.get(number_key(number))):
            return found
        if number is None and printed is not None:
            key = number_key(printed)
            same_serial = self._by_serial.get(key[0], ()) if key else ()
            if len(key) > 1:
                # "30/2020": serial and year, codes unknown.
                return tuple(one for one in same_serial if one.number and number_key(one.number)[: len(key)] == key)
            return same_serial
        return ()

    def _narrow(
        self,
        candidates: tuple[Known, ...],
        wanted: _Wanted,
        place: str | None,
        context_year: int | None = None,
    ) -> Resolution:
        if not candidates:
            return _resolution((), "unknown")
        left, settled = candidates, "unique number" if wanted.number_given else "kind"
        for name, test in wanted.tests():
            kept = tuple(one for one in left if test(one))
            if not kept:
                return _resolution((), "contradicted")
            if len(kept) < len(left):
                settled = name
            left = kept
        if place is not None and len(left) > 1:
            # Where the document stands prefers, but does not exclude: national acts stay possible.
            near = tuple(one for one in left if one.place == place)
            if near and len(near) < len(left):
                left, settled = near, "place"
        if place is not None and wanted.place is None and all(one.place not in ("vn", place) for one in left):
            # Only other provinces' documents bear this number: offer them, pick none.
            return _resolution(left, "nothing") if len(left) > 1 else _resolution((), "contradicted")
        if context_year is not None and wanted.year is None and len(left) > 1:
            near = tuple(one for one in left if _year(one) == context_year)
            if len(near) == 1:
                left, settled = near, "year"
        if len(left) > 1:
            return _resolution(left, "nothing")
        return _resolution(left, settled if len(candidates) > 1 else "unique number")

    def _by_title(self, citation: Citation) -> Resolution:
        title = compare_key(citation.title or "")
        found = [
            one
            for one in self._known
            if (citation.kind is None or one.kind == citation.kind)
            and (not title or any(_same_title(title, compare_key(known)) for known in one.titles))
        ]
        if not found:
            return _resolution((), "unknown")
        wanted = _Wanted(citation.kind, citation.year, citation.date, None, None, None, True)
        narrowed = self._narrow(tuple(found), wanted, None)
        return _resolution(narrowed.matches, "title") if len(narrowed.matches) == 1 else narrowed

    def _by_words(self, typed: Typed, place: str | None) -> Resolution:
        kind, words = typed.kind, typed.words
        found = tuple(one for one in self._known if words and _has_words(one, words))
        if typed.kind is not None and not any(_kinds_agree(typed.kind, one.kind) for one in found):
            # "chương trình tổng thể" may be the title of a resolution.
            kind, words = None, typed.all_words
            found = tuple(one for one in self._known if typed.words and _has_words(one, words))
        if not found:
            return _resolution((), "unknown")
        wanted = _Wanted(kind, typed.year, typed.date, typed.issuer, None, typed.place, True)
        narrowed = self._narrow(found, wanted, place)
        return _resolution(narrowed.matches, "title") if len(narrowed.matches) == 1 else narrowed


@dataclass(frozen=True)
class _Wanted:
    """What a citation states; every test removes the candidates that contradict it."""

    kind: str | None
    year: int | None
    date: datetime.date | None
    issuer: str | None
    issuer_code: str | None
    place: str | None
    completed: bool = False

    @property
    def number_given(self) -> bool:
        return not self.completed

    def tests(self) -> list[tuple[str, Callable[[Known], bool]]]:
        """Return the tests in the order in which they are applied."""
        found: list[tuple[str, Callable[[Known], bool]]] = []
        if self.kind is not None and self.kind != "document":
            found.append(("kind", lambda one: _kinds_agree(self.kind, one.kind)))
        if self.place is not None:
            wanted = fold(self.place)
            found.append(("place", lambda one: wanted in {fold(name) for name in one.place_names}))
        if self.year is not None:
            found.append(("year", lambda one: _year(one) in (None, self.year)))
        if self.date is not None:
            found.append(("date", lambda one: one.date in (None, self.date)))
        if self.issuer is not None:
            found.append(("issuer", lambda one: _issuers_agree(self.issuer or "", one)))
        return found


_ALIKE = (
    frozenset({"programme", "action-programme"}),
    frozenset({"decision", "rules"}),
    frozenset({"law", "code"}),
)


def _kinds_agree(stated: str | None, known: str) -> bool:
    return stated == known or any({stated, known} <= alike for alike in _ALIKE)


_GENERIC = ("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "tinh uy", "thanh uy", "ban thuong vu")


def _issuers_agree(stated: str, known: Known) -> bool:
    """Tell whether a stated issuer can be the known one; "UBND tỉnh" excludes no province."""
    wanted = fold(stated)
    names = {fold(name) for name in known.issuer_names}
    if not names or wanted in names:
        return True
    if any(wanted in name or name in wanted for name in names):
        return True
    if any(wanted.startswith(word) or f" {word}" in wanted for word in _GENERIC):
        return known.place != "vn"
    national = completion("resolution", stated) is not None or wanted.startswith(("chinh phu", "thu tuong", "quoc hoi"))
    return not (national and known.place != "vn")


def _same_title(cited: str, known: str) -> bool:
    return cited == known or cited.removeprefix("bộ ").removeprefix("luật ") == known.removeprefix("bộ ").removeprefix(
        "luật "
    )


def _labels(one: Known) -> list[str]:
    """Return what may have been meant: number alone, with kind or province, and the titles."""
    place = one.place_names[0] if one.place_names and one.place != "vn" else ""
    code = KINDS[one.kind].code if one.kind in KINDS else ""
    number = one.number or ""
    written = [number, f"{code} {number}", f"{number} {place}", f"{code} {number} {place}", *one.titles]
    return [fold(label) for label in written if label.strip() and (number or label in one.titles)]


def _has_words(one: Known, words: tuple[str, ...]) -> bool:
    """Tell whether all of *words* (folded) stand in one title, with the place and issuer."""
    extra = [fold(name) for name in (*one.place_names, *one.issuer_names)]
    for title in one.titles:
        have = set(" ".join([fold(title), *extra]).replace(",", " ").split())
        if all(word in have for word in words):
            return True
    return False
