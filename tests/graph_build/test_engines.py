"""However a build is spread over processes, the bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.generate import write_records
from graph_build.builder import graph_content
from graph_build.link import link
from graph_build.load import load


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "records"
    assert write_records(folder, places=3, years=4, tasks=12) == 144
    return folder


@pytest.mark.parametrize(("engine", "jobs"), [("local", 2), ("dask", 2)])
def test_the_same_lines_come_from_every_engine(records: Path, engine: str, jobs: int) -> None:
    serial = link(load([records]))
    assert not serial.problems
    spread = link(load([records], jobs=jobs))
    assert graph_content(spread, jobs=jobs, engine=engine).lines == graph_content(serial).lines
