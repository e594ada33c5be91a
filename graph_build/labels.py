"""How instruments are called, in Vietnamese and English: enough to tell them apart, never a bare number."""

from __future__ import annotations

from graph_build.citations import KINDS
from graph_build.days import day_en, day_vi
from graph_build.link import Instrument
from graph_build.model import PlaceRecord


def instrument_labels(item: Instrument, place: PlaceRecord | None) -> tuple[str, str]:
    """The labels of an instrument: (Vietnamese, English).

    A numbered one is kind, number, province and day; an unnumbered one is its title, province and year.
    """
    kind = KINDS[item.kind]
    where_vi = place.name.vi if place is not None and place.type != "country" else ""
    where_en = (place.name.en or place.name.vi) if place is not None and place.type != "country" else ""
    if item.issued is not None:
        when_vi, when_en = day_vi(item.issued), day_en(item.issued)
    elif item.year is not None:
        when_vi = when_en = str(item.year)
    else:
        when_vi, when_en = "không rõ ngày", "undated"
    if item.number is not None:
        vi, en = f"{kind.vi} {item.number}", f"{kind.en} {item.number}"
    else:
        assert item.title is not None
        vi, en = item.title.vi, item.title.en or item.title.vi
    inner_vi = ", ".join(p for p in (where_vi if where_vi not in vi else "", when_vi) if p)
    inner_en = ", ".join(p for p in (where_en if where_en not in en else "", when_en) if p)
    return f"{vi} ({inner_vi})", f"{en} ({inner_en})"
