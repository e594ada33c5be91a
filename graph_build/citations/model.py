"""What a citation is: the result type of this package, and its error."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from graph_build.citations.kinds import KINDS
from graph_build.errors import ReformkgError
from graph_build.text import slug

__all__ = ["Citation", "CitationError", "to_dict"]


class CitationError(ReformkgError, ValueError):
    """A text that should be one citation is none, or several; the message shows what can be written."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an instrument. Offsets are code points of the text as given, ends exclusive.

    Attributes:
        kind: key of the kind table (``resolution``), or None when neither word nor number says it.
        kind_vi: the kind's Vietnamese name ("Nghị quyết").
        number: canonical ("76/NQ-CP"); None when the text has none, or only a serial that nothing completes.
        number_printed: exactly as in the text, None for an act cited by name.
        year: from the number, the date, or as stated.
        date: the stated date of issue.
        issuer_code: from the number ("CP", "BTC-BNV" for joint acts).
        issuer: the stated issuer as printed.
        place: province named in the stated issuer, as printed.
        title: the name of an act cited by name ("Luật Đất đai").
        start, end: from the kind word to the end of the number (or name, with its year).
        number_start, number_end: the number alone.
        full_start, full_end: with date and issuer.
        repairs: what was repaired or completed to read it; empty when it was printed well.
    """

    kind: str | None
    kind_vi: str | None
    number: str | None
    number_printed: str | None
    year: int | None
    date: datetime.date | None
    issuer_code: str | None
    issuer: str | None
    place: str | None
    title: str | None
    start: int
    end: int
    number_start: int | None
    number_end: int | None
    full_start: int
    full_end: int
    repairs: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[object, ...]:
        """Return the fields that say which instrument is meant (no offsets, no repairs)."""
        serial = self.number_printed if self.number is None else None
        return (
            self.kind,
            self.kind_vi,
            self.number,
            serial,
            self.year,
            self.date,
            self.issuer_code,
            self.title,
        )


def to_dict(citation: Citation) -> dict[str, Any]:
    """Return *citation* as JSON data: the keys of ``cite --jsonl``, then more about it.

    ``kind`` is the English key, ``kind_slug`` the Vietnamese one; ``issuer`` is the stated issuer, else
    the code inside the number.
    """
    kind = KINDS.get(citation.kind) if citation.kind else None
    own_slug = slug(citation.kind_vi).replace("-", "_") if citation.kind_vi else None
    return {
        "kind": citation.kind,
        "number": citation.number,
        "year": citation.year,
        "date": citation.date.isoformat() if citation.date else None,
        "issuer": citation.issuer or citation.issuer_code,
        "start": citation.start,
        "end": citation.end,
        "number_start": citation.number_start,
        "number_end": citation.number_end,
        "kind_vi": citation.kind_vi,
        "kind_slug": own_slug or (kind.slug if kind else None),
        "number_printed": citation.number_printed,
        "issuer_code": citation.issuer_code,
        "place": citation.place,
        "title": citation.title,
        "full_start": citation.full_start,
        "full_end": citation.full_end,
        "repairs": list(citation.repairs),
    }
