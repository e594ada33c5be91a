"""The packaged records read by a few lines of their own, to check answers without the code that builds the graph."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import ryaml

FOLDER = Path(str(files("graph_build") / "records" / "dossiers"))
AN_GIANG_2017 = "an-giang-2017-plan-792"
AN_GIANG_2022 = "an-giang-2022-reform-article"
DERIVING = {"implements", "concretises"}


@cache
def dossiers() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        data = ryaml.loads(path.read_text(encoding="utf-8"))
        assert isinstance(data, dict)
        found[path.stem] = data
    return found


@dataclass(frozen=True)
class Key:
    """What makes an instrument the same in two dossiers, as far as these records need it."""

    kind: str
    name: str
    year: str


def key_of(instrument: dict[str, Any]) -> Key:
    year = str(instrument.get("issued") or instrument.get("year") or "")[:4]
    name = str(instrument.get("number") or instrument.get("slug"))
    return Key(str(instrument["kind"]), name, year)


def keys(dossier: dict[str, Any]) -> dict[str, Key]:
    return {i["key"]: key_of(i) for i in dossier.get("instruments", ())}


@dataclass(frozen=True)
class Link:
    lower: Key
    type: str
    upper: Key
    certainty: str


def relations() -> Iterator[Link]:
    """All relations between instruments, as the records state them."""
    for dossier in dossiers().values():
        known = keys(dossier)
        for r in dossier.get("relations", ()):
            yield Link(known[r["from"]], r["type"], known[r["to"]], r.get("certainty", "asserted"))


def cascade_links() -> set[Link]:
    """What derives from what: implements, concretises, and promulgates the other way round."""
    found = {x for x in relations() if x.type in DERIVING}
    found |= {Link(x.upper, "promulgatedBy", x.lower, x.certainty) for x in relations() if x.type == "promulgates"}
    return found


def below(*roots: Key) -> set[Key]:
    """All instruments that derive from any of the roots."""
    found: set[Key] = set()
    waiting = list(roots)
    while waiting:
        upper = waiting.pop()
        for link in cascade_links():
            if link.upper == upper and link.lower not in found:
                found.add(link.lower)
                waiting.append(link.lower)
    return found


@dataclass(frozen=True)
class Row:
    """A row of an annex: a task as it is recorded."""

    section: str
    number: str | None
    title: str
    deliverable: str | None
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    printed: str | None
    starts: dt.date | None
    due: dt.date | None
    area: str | None


def _day(value: object, last: bool) -> dt.date | None:
    if value is None:
        return None
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", str(value))
    if quarter:
        value = f"{quarter[1]}-{int(quarter[2]) * 3 - (0 if last else 2):02}"
    year, *rest = (int(p) for p in str(value).split("-"))
    month = rest[0] if rest else 12 if last else 1
    end = calendar.monthrange(year, month)[1] if last else 1
    return dt.date(year, month, rest[1] if len(rest) > 1 else end)


def _text(value: object) -> str | None:
    text = value.get("vi") if isinstance(value, dict) else value
    return re.sub(r"\s+", " ", str(text)).strip() if text is not None else None


def annex() -> list[Row]:
    """The rows of plan 792's annex, in its order."""
    found = []
    for plan in dossiers()[AN_GIANG_2017]["plans"]:
        for group in plan["groups"]:
            for task in group["tasks"]:
                time = task.get("time") or {}
                found.append(
                    Row(
                        str(group["number"]), str(task["number"]) if "number" in task else None,
                        _text(task["title"]) or "", _text(task.get("deliverable")),
                        tuple(task.get("lead", ())), tuple(task.get("coordinating", ())), _text(time.get("printed")),
                        _day(time.get("starts"), last=False), _day(time.get("due"), last=True),
                        task.get("area") or group.get("area"),
                    )
                )  # fmt: skip
    return found
