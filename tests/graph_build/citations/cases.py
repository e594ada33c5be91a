"""Reads the two bodies of cases: the development sample, and our own in ``data/cases.toml``."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph_build.citations import Citation

HERE = Path(__file__).parent
DEV = HERE.parent.parent / "data" / "citations-dev.jsonl"


@dataclass(frozen=True)
class Case:
    """A text and what must be found in it: (kind, number, printed, year, date), "-" for none."""

    family: str
    text: str
    expected: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def own_cases() -> tuple[Case, ...]:
    """All cases of ``data/cases.toml``."""
    table = tomllib.loads((HERE / "data" / "cases.toml").read_text(encoding="utf-8"))
    return tuple(
        Case(family, text, tuple(_fields(line) for line in lines))
        for family, group in table.items()
        for text, *lines in group["cases"]
    )


def _fields(line: str) -> tuple[str, ...]:
    fields = line.split(";")
    return tuple(fields + ["-"] * (5 - len(fields)))


def as_fields(text: str, citation: Citation) -> tuple[str, ...]:
    """What a case states about a citation."""
    return (
        citation.kind or "-",
        citation.number or "-",
        text[citation.start : citation.end],
        str(citation.year or "-"),
        str(citation.date or "-"),
    )


@lru_cache(maxsize=1)
def dev_lines() -> tuple[dict[str, Any], ...]:
    """The lines of the development sample."""
    return tuple(json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines() if line.strip())
