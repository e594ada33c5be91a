"""Every test of the program runs in an empty folder, with no settings but those of the test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph_build import BuiltGraph


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: empty, with a home of its own and no `REFORMKG_*` but that."""
    for name in list(os.environ):
        if name.startswith("REFORMKG_") and name not in {"REFORMKG_REQUIRE_ALL", "REFORMKG_SOURCES"}:
            monkeypatch.delenv(name)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setenv("REFORMKG_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def graph(built_graph: BuiltGraph, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the built graph, which is the one in use."""
    folder = built_graph.folder.parent
    monkeypatch.setenv("REFORMKG_GRAPH", str(folder))
    return folder
