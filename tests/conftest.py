"""What every test may use: the helpers for what a machine may lack, and the source documents.

A test that needs a program, or the source documents, asks through `needs_program` or `needs_sources`. Where
they are not there, it is skipped with their name and how to get them; in CI (REFORMKG_REQUIRE_ALL=1) it fails
instead. This is the only place where a test is skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from graph_build import BuiltGraph

ROOT = Path(__file__).resolve().parent.parent


def missing(name: str, how: str) -> NoReturn:
    """Skips the running test for want of `name`, or fails it where everything is required."""
    reason = f"needs {name}: {how}"
    if os.environ.get("REFORMKG_REQUIRE_ALL", "") not in ("", "0"):
        pytest.fail(f"{reason} (REFORMKG_REQUIRE_ALL is set, so it must be here)", pytrace=False)
    pytest.skip(reason)


def needs_program(name: str, how: str, *also: str) -> str:
    """The path of a program that the test runs.

    Args:
        name: The program, such as `chromium`.
        how: How to get it, such as `apt install chromium`.
        also: Other names under which it may be installed.
    """
    for each in (name, *also):
        path = shutil.which(each)
        if path:
            return path
    missing(name, how)


def needs_sources() -> Path:
    """The folder with the source documents: REFORMKG_SOURCES, or `shared/sources` beside the repository."""
    named = os.environ.get("REFORMKG_SOURCES")
    folder = Path(named) if named else ROOT.parent / "shared" / "sources"
    if any(folder.glob("*.txt")):
        return folder
    missing("sources", f"no .txt files in {folder}; name their folder in REFORMKG_SOURCES")


@pytest.fixture(scope="session")
def sources_dir() -> Path:
    """The folder with the five source documents; skips the test where there is none."""
    return needs_sources()


@pytest.fixture(scope="session")
def built_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltGraph]:
    """The packaged records as a graph, built once; what is remembered of it stays in a folder of its own."""
    import graph_build

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFORMKG_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("REFORMKG_GRAPH", raising=False)
        yield graph_build.build(out=tmp_path_factory.mktemp("built") / "graph")
