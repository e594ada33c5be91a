"""Curated records in, a validated graph out.

    records (YAML) → load → link → emit → closure → N-Quads + Oxigraph store, swapped in whole

`build` is all that most programs need; `read_records` and `examine` stop before anything is written. The
builder is imported when it is first used: asking a graph must not wait for what only building needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_build.errors import Problem, RecordsError, ReformkgError
from graph_build.location import BuiltGraph

if TYPE_CHECKING:
    from graph_build.builder import build, examine, read_records

__all__ = ["BuiltGraph", "Problem", "RecordsError", "ReformkgError", "build", "examine", "read_records"]


def __getattr__(name: str) -> Any:
    if name in {"build", "examine", "read_records"}:
        from graph_build import builder

        return getattr(builder, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
