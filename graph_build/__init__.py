"""Curated records in, a validated graph out.

    records (YAML) → load → link → emit → closure → N-Quads + Oxigraph store, swapped in whole

`build` is all that most programs need; `read_records` and `examine` stop before anything is written.
"""

from graph_build.build import build, examine, read_records
from graph_build.errors import Problem, RecordsError, ReformkgError
from graph_build.location import BuiltGraph

__all__ = ["BuiltGraph", "Problem", "RecordsError", "ReformkgError", "build", "examine", "read_records"]
