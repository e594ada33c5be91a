"""Write a citation out as people write it; :func:`graph_build.citations.parse` reads it back."""

from __future__ import annotations

import datetime

from graph_build.citations.kinds import KINDS
from graph_build.citations.model import Citation

__all__ = ["format"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def format(citation: Citation, lang: str = "vi", *, with_date: bool = True) -> str:
    """Return *citation* in words, in Vietnamese (``vi``) or English (``en``), else ValueError.

    The year is written only where neither number nor date has it, so that reading it back gives the same.
    """
    if lang not in ("vi", "en"):
        raise ValueError(f"citations can be written in 'vi' or 'en', not in {lang!r}")
    english = lang == "en"
    words = [_name(citation, english=english)]
    date = citation.date if with_date else None
    if date is not None:
        words.append(_date(date, english=english))
    elif citation.date is None and citation.year is not None and not _shows_year(citation):
        words.append(f"({citation.year})" if english else f"năm {citation.year}")
    if citation.issuer is not None:
        words.append(f"{'of' if english else 'của'} {' '.join(citation.issuer.split())}")
    return " ".join(words)


def _shows_year(citation: Citation) -> bool:
    """Tell whether number or name already carry the year."""
    if citation.number is not None:
        return f"/{citation.year}/" in citation.number
    return citation.number_printed is None or citation.number_printed.endswith(f"/{citation.year}")


def _name(citation: Citation, *, english: bool) -> str:
    number = citation.number or citation.number_printed
    kind = KINDS.get(citation.kind) if citation.kind else None
    sign = "No." if english else "số"
    if citation.title is not None or number is None:
        # Names of acts are not translated: the Vietnamese name is what identifies the act.
        name = citation.title or (kind.vi if kind else "")
        if number is not None:
            return f"{name} số {number}"
        return name if citation.date is not None or citation.year is None else f"{name} năm {citation.year}"
    if kind is None:
        return f"{'No.' if english else 'Số'} {number}"
    return f"{kind.en if english else citation.kind_vi or kind.vi} {sign} {number}"


def _date(date: datetime.date, *, english: bool) -> str:
    if english:
        return f"dated {_MONTHS[date.month - 1]} {date.day}, {date.year:04d}"
    return f"ngày {date.day:02d}/{date.month}/{date.year:04d}"
