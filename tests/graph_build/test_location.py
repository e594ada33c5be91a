"""graph_build.location: which graph is in use, and how a new one takes its place in one step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph_build import BuiltGraph
from graph_build.errors import BuildError, GraphNotFoundError
from graph_build.location import build_folder, current, default_folder, home, prepare, put_in_place, remember

NAMES = [f"g-{i:016x}" for i in range(5)]


def made(folder: Path, content: str = "") -> Path:
    """A folder that looks like a graph just built, still under its temporary name."""
    temporary = prepare(folder)
    (temporary / "store").mkdir()
    for name in ("manifest.json", "graph.nq", "store/CURRENT"):
        (temporary / name).write_text(content or "{}", encoding="utf-8")
    return temporary


def placed(folder: Path, name: str) -> BuiltGraph:
    return put_in_place(made(folder), folder, name)


def graphs(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.is_dir())


def test_a_graph_put_in_place_is_the_current_one(tmp_path: Path) -> None:
    assert current(placed(tmp_path, NAMES[0]).folder.parent).folder == tmp_path / NAMES[0]


def test_the_one_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    for name in NAMES[:3]:
        placed(tmp_path, name)
    assert graphs(tmp_path) == NAMES[1:3]
    placed(tmp_path, NAMES[2])
    assert NAMES[2] in graphs(tmp_path)


def test_the_same_graph_is_not_written_again(tmp_path: Path, built: BuiltGraph) -> None:
    shutil.copytree(built.folder, tmp_path / NAMES[0])
    put_in_place(made(tmp_path, "another"), tmp_path, NAMES[0])
    assert BuiltGraph(tmp_path / NAMES[0]).manifest == built.manifest
    assert graphs(tmp_path) == NAMES[:1]


@pytest.mark.parametrize("part", ["store/CURRENT", "graph.nq", "manifest.json"])
def test_a_graph_that_is_there_but_damaged_is_replaced(tmp_path: Path, built: BuiltGraph, part: str) -> None:
    shutil.copytree(built.folder, tmp_path / NAMES[0])
    (tmp_path / NAMES[0] / part).write_text("damaged", encoding="utf-8")
    put_in_place(made(tmp_path, "another"), tmp_path, NAMES[0])
    assert (tmp_path / NAMES[0] / "manifest.json").read_text(encoding="utf-8") == "another"
    assert not list(tmp_path.glob(".damaged-*"))
    assert graphs(tmp_path) == NAMES[:1]


@pytest.mark.parametrize("part", ["store", "graph.nq", "manifest.json"])
def test_a_damaged_graph_is_named_as_such_and_mended_by_building_again(tmp_path: Path, part: str) -> None:
    graph = placed(tmp_path, NAMES[0]).folder
    shutil.rmtree(graph / part) if (graph / part).is_dir() else (graph / part).unlink()
    with pytest.raises(GraphNotFoundError, match=r"is not complete\. Run `reformkg build` again"):
        current(tmp_path)
    placed(tmp_path, NAMES[0])
    assert current(tmp_path).folder == graph


@pytest.mark.parametrize("content", ["", "\n", NAMES[3], "..", "../x", ".", "/", "a\0b", f"{NAMES[0]}/store"])
def test_a_name_that_leads_nowhere(tmp_path: Path, content: str) -> None:
    placed(tmp_path, NAMES[0])
    (tmp_path / "CURRENT").write_text(content, encoding="utf-8")
    with pytest.raises(GraphNotFoundError, match="is not complete"):
        current(tmp_path)
    placed(tmp_path, NAMES[1])  # building again mends it
    assert current(tmp_path).folder.name == NAMES[1]


def test_no_graph_at_all(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(GraphNotFoundError, match=r"There is no graph in .*\. Run `reformkg build` first"):
            current(folder)
    (tmp_path / "CURRENT").write_bytes(b"\xff\xff")
    with pytest.raises(GraphNotFoundError, match="cannot be read"):
        current(tmp_path)


@pytest.mark.parametrize("name", ["letter.txt", "g-photos", ".building-site", "store", "CURRENT.bak", "g-0000"])
def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "dear").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="is not a graph folder"):
        prepare(tmp_path)
    assert [p.name for p in tmp_path.rglob("*")] == [name, "dear"]


def test_what_a_dead_build_left_is_cleared_and_what_a_living_one_does_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as process:
        pass
    dead, living = tmp_path / f".building-{process.pid}", tmp_path / f".building-{os.getppid()}"
    for folder in (dead, living):
        (folder / "store").mkdir(parents=True)
    half = tmp_path / f".CURRENT.{process.pid}"
    half.write_text("half", encoding="utf-8")
    temporary = prepare(tmp_path)
    assert not dead.exists()
    assert not half.exists()
    assert living.exists()
    assert (temporary.name, list(temporary.iterdir())) == (f".building-{os.getpid()}", [])


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be written"):
        prepare(tmp_path / "file" / "graph")


# -- which one is in use ---------------------------------------------------------------------------------------


def test_the_home_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REFORMKG_HOME", str(tmp_path))
    assert home() == tmp_path
    monkeypatch.delenv("REFORMKG_HOME")
    assert home().name == "reformkg"


def test_the_graph_in_use_is_the_named_one_then_the_last_one_then_our_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("REFORMKG_GRAPH", raising=False)
    assert default_folder() == home() / "graph"
    placed(tmp_path / "last", NAMES[0])
    assert default_folder() == tmp_path / "last"
    assert build_folder() == home() / "graph"  # a trial build elsewhere does not draw the next one after it
    monkeypatch.setenv("REFORMKG_GRAPH", str(tmp_path / "named"))
    assert default_folder() == build_folder() == tmp_path / "named"


@pytest.mark.parametrize("content", [b"", b"/nowhere/at/all\n", b"\xff\xfe"])
def test_a_last_graph_that_is_gone_is_forgotten(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.delenv("REFORMKG_GRAPH", raising=False)
    home().mkdir(parents=True, exist_ok=True)
    (home() / "last-graph").write_bytes(content)
    assert default_folder() == home() / "graph"


def test_a_home_that_cannot_be_written_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("REFORMKG_HOME", str(tmp_path / "file" / "home"))
    remember(tmp_path)
    assert placed(tmp_path / "graph", NAMES[0]).folder.is_dir()
