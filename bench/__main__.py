"""Measures the build and the queries on synthetic records, as ratios against what no build can be faster than."""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph

import graph_build
import queries
from bench.generate import write_records
from graph_build.builder import graph_content
from graph_build.link import link
from graph_build.load import load

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of wall clock, and the result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    """Prints a table: step, seconds, ratio to the limit (bulk load of the finished N-Quads, in the same run)."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--places", type=int, default=20, help="provinces (each 5 plans of 60 tasks); default 20")
    parser.add_argument("--jobs", type=int, default=1, help="processes for the whole build")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks = write_records(folder / "records", places=arguments.places)
        read, records = timed(lambda: load([folder / "records"]))
        linking, linked = timed(lambda: link(records))
        if records.problems or linked.problems:
            raise SystemExit("\n".join(str(p) for p in [*records.problems, *linked.problems][:5]))
        emit, content = timed(lambda: graph_content(linked))
        built, graph = timed(lambda: graph_build.build([folder / "records"], folder / "graph", jobs=arguments.jobs))

        def fill() -> None:
            store = pyoxigraph.Store(str(folder / "limit"))
            store.bulk_load(path=str(graph.nquads), format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()

        limit, _ = timed(fill)
        engine = queries.open(graph)
        print(f"Python {platform.python_version()}, {tasks:,} tasks, {len(content.lines):,} statements")
        rows = [("limit: bulk load", limit), ("read YAML", read), ("link", linking), ("emit, closure, sort", emit)]
        rows.append((f"whole build, {arguments.jobs} job(s)", built))
        for label, seconds in rows:
            print(f"{label:<28}{seconds:8.2f} s{seconds / limit:8.2f} x limit")
        runs = (
            ("tasks-deriving-from", {"instrument": "76/NQ-CP"}),
            ("tasks-of-body", {"body": "Sở Nội vụ tỉnh 3", "role": "lead"}),
            ("chain-above", {"item": "vn-paaad/ubnd/kh/2022/4/task/III/2"}),
        )
        count, _ = timed(lambda: engine.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))
        print(f"{'count all facts':<28}{count:8.3f} s{1:8.2f} x")
        for query, parameters in runs:
            seconds, answer = timed(lambda q=query, p=parameters: engine.run(q, p))  # type: ignore[misc]
            print(f"{query:<28}{seconds:8.3f} s{seconds / count:8.2f} x ({len(answer.rows):,} rows)")


if __name__ == "__main__":
    main()
