"""graph_build.build: the same bytes each time, whole or not at all, and the former graph until then."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

import ontology
from graph_build import BuiltGraph, RecordsError, build, ids, read_records
from graph_build.builder import asserted_chains, graph_content
from graph_build.errors import BuildError, GraphNotFoundError
from graph_build.link import Linked
from graph_build.load import packaged_records, record_files
from graph_build.location import current
from tests.conftest import ROOT
from tests.graph_build.conftest import MINIMAL, Run, edit, snapshot


def facts(graph: BuiltGraph) -> int:
    """How many facts the store of a graph answers with: it can be opened and read."""
    store = pyoxigraph.Store.read_only(str(graph.store))
    [row] = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")  # type: ignore[misc]
    return int(row["n"].value)


def content(graph: BuiltGraph) -> bytes:
    return graph.nquads.read_bytes()


def changed(records: Path) -> Path:
    """The small record set with one more fact, so that its graph is another one."""
    edit(records / "dossiers" / "page.yaml", "mention: issued\n", "mention: issued\n    declared_tasks: 7\n")
    return records


# -- the same bytes --------------------------------------------------------------------------------------------


def test_two_builds_give_the_same_bytes(built: BuiltGraph, tmp_path: Path) -> None:
    again = build([MINIMAL], tmp_path / "graph")
    assert content(again) == content(built)
    assert again.manifest == built.manifest
    assert again.folder.name == built.folder.name


def test_another_process_with_another_hash_seed_gives_the_same_bytes(built: BuiltGraph, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        code = f"import graph_build; graph_build.build([{str(MINIMAL)!r}], {str(tmp_path / seed)!r})"
        subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60, cwd=tmp_path)
        assert content(current(tmp_path / seed)) == content(built)


def test_records_in_another_folder_and_order_give_the_same_bytes(
    built: BuiltGraph, records: Path, tmp_path: Path
) -> None:
    parts = [records / "dossiers", *sorted(records.glob("*.yaml"), reverse=True)]
    shutil.copy(records / "places.yaml", records / "dossiers")  # so that the folder stands alone
    parts.remove(records / "places.yaml")
    assert content(build(parts, tmp_path / "graph")) == content(built)


def test_two_processes_give_the_same_content(packaged: Linked) -> None:
    assert graph_content(packaged, jobs=2) == graph_content(packaged)


def test_the_packaged_records_build_alike_with_two_processes(tmp_path: Path) -> None:
    one, two = (build(out=tmp_path / str(jobs), jobs=jobs) for jobs in (1, 2))
    assert content(one) == content(two)
    assert one.manifest == two.manifest
    assert one.manifest["resources"]["Task"] == 57


def test_a_build_again_into_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    graph = build([MINIMAL], tmp_path / "graph")
    before = snapshot(graph.folder)
    assert build([MINIMAL], tmp_path / "graph").folder == graph.folder
    assert snapshot(graph.folder) == before


# -- what is built ---------------------------------------------------------------------------------------------


def test_n_quads_are_sorted_and_the_store_holds_them(built: BuiltGraph) -> None:
    lines = built.nquads.read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == sorted(set(lines))
    store = pyoxigraph.Store.read_only(str(built.store))
    assert len(store) == len(lines) == built.manifest["statements"]
    assert facts(built) == built.manifest["facts"]


def test_the_manifest_says_what_was_built_from_what(built: BuiltGraph) -> None:
    manifest = built.manifest
    assert manifest["dossiers"] == ["page", "plan"]
    assert manifest["ontology"] == ontology.version()
    assert manifest["sha256"] == hashlib.sha256(content(built)).hexdigest()
    assert {"Task": 2, "TaskGroup": 1, "Target": 1, "Observation": 1, "Resolution": 2}.items() <= manifest[
        "resources"
    ].items()
    assert set(manifest["records"]) == {f"{f.parent.name}/{f.name}" for f in record_files([MINIMAL])}
    for name, digest in manifest["records"].items():
        file = MINIMAL.parent / name if name.startswith("minimal/") else MINIMAL / name
        assert digest == hashlib.sha256(file.read_bytes()).hexdigest()
    assert not [v for v in json.dumps(manifest).split('"') if v.startswith(("/", "20"))]  # no path, no clock


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([MINIMAL], tmp_path / "graph", progress=lambda *step: told.append(step))
    steps = list(dict.fromkeys(step for step, _, _ in told))
    assert steps == ["reading records", "records → statements", "inference", "filling the store"]
    assert all(done <= total for _, done, total in told)
    assert told[-1] == ("filling the store", 1, 1)


def test_a_copy_of_the_packaged_records_stands_alone(tmp_path: Path) -> None:
    shutil.copytree(packaged_records(), tmp_path / "copy")
    assert content(build([tmp_path / "copy"], tmp_path / "a")) == content(build(out=tmp_path / "b"))


# -- nothing overwritten ---------------------------------------------------------------------------------------


def test_records_that_do_not_hold_together_leave_everything_as_it_was(tmp_path: Path, records: Path) -> None:
    folder = build([records], tmp_path / "graph").folder.parent
    before = snapshot(folder)
    edit(records / "dossiers" / "plan.yaml", "    to: luat\n", "    to: luta\n")
    with pytest.raises(RecordsError, match="luta"):
        build([records], folder)
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), MemoryError(), KeyboardInterrupt(), ValueError("x")]
)
def test_a_build_that_fails_half_way_leaves_the_former_graph_and_nothing_else(
    tmp_path: Path, records: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    former = build([records], tmp_path / "graph")
    folder = former.folder.parent
    before = snapshot(folder)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pyoxigraph, "Store", fail)
    with pytest.raises(BuildError if isinstance(error, OSError) else type(error)) as caught:
        build([changed(records)], folder)
    monkeypatch.undo()
    if isinstance(error, OSError):
        assert "No space left on device" in str(caught.value)
        assert "The former graph is untouched" in str(caught.value)
    assert snapshot(folder) == before
    assert facts(current(folder)) == former.manifest["facts"]


def test_a_folder_of_somebody_else_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match=r"is not a graph folder \(it holds thesis.docx\)"):
        build([MINIMAL], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_older_graphs_are_cleared_away_but_the_one_before_stays(tmp_path: Path, records: Path) -> None:
    """A program that has the former graph open may go on reading it."""
    folder = tmp_path / "graph"
    first = build([records], folder)
    opened = pyoxigraph.Store.read_only(str(first.store))
    second = build([changed(records)], folder)
    assert len(opened) == first.manifest["statements"]
    edit(records / "dossiers" / "page.yaml", "declared_tasks: 7", "declared_tasks: 8")
    third = build([records], folder)
    assert sorted(p for p in folder.iterdir() if p.name.startswith("g-")) == sorted([second.folder, third.folder])
    assert current(folder) == third


@pytest.mark.parametrize("name", ["", "g-0123456789abcdef", "../graph"])
def test_a_current_that_points_nowhere_is_told_and_mended(tmp_path: Path, name: str) -> None:
    folder = build([MINIMAL], tmp_path / "graph").folder.parent
    (folder / "CURRENT").write_text(name, encoding="utf-8")
    with pytest.raises(GraphNotFoundError, match=r"is not complete\. Run `reformkg build` again"):
        current(folder)
    assert current(build([MINIMAL], folder).folder.parent).nquads.is_file()


def test_a_graph_that_lost_its_store_is_built_anew(tmp_path: Path) -> None:
    graph = build([MINIMAL], tmp_path / "graph")
    shutil.rmtree(graph.store)
    assert facts(build([MINIMAL], tmp_path / "graph")) == graph.manifest["facts"]


# -- killed ----------------------------------------------------------------------------------------------------

MOMENTS = {
    "before anything is written": "graph_build.location.prepare = die",
    "when the folder to build in is there": "steps._finish = die",
    "when the statements are written": "pyoxigraph.Store = die",
    "when the store is filled": "graph_build.location.put_in_place = die",
    "before the new graph has its name": "pathlib.Path.rename = die",
    "before it becomes the current one": "graph_build.location._write_whole = die",
    "in the middle of becoming the current one": "os.fsync = die",
    "one step before": "pathlib.Path.replace = die",
}


def builder(moment: str, records: Path, folder: Path) -> str:
    return (
        "import os, pathlib, signal, pyoxigraph, graph_build, graph_build.location, graph_build.builder as steps\n"
        "def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{moment}\n"
        f"graph_build.build([{str(records)!r}], {str(folder)!r})\n"
    )


def start(code: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=folder)


def stands(former: BuiltGraph, before: bytes) -> None:
    """The former graph is the current one and answers as it did."""
    folder = former.folder.parent
    assert current(folder) == former
    assert content(former) == before
    assert facts(former) == former.manifest["facts"]


def whole_again(records: Path, folder: Path) -> None:
    """The next build succeeds and clears away what the killed one left."""
    graph = build([records], folder)
    assert current(folder) == graph
    assert facts(graph) == graph.manifest["facts"]
    assert not list(folder.glob(".building-*"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_the_former_graph(tmp_path: Path, records: Path, moment: str) -> None:
    former = build([records], tmp_path / "graph")
    before = content(former)
    process = start(builder(MOMENTS[moment], changed(records), tmp_path / "graph"), tmp_path)
    assert process.wait(60) == -signal.SIGKILL
    stands(former, before)
    whole_again(records, tmp_path / "graph")


def test_a_build_killed_after_the_swap_leaves_the_new_graph(tmp_path: Path, records: Path) -> None:
    former = build([records], tmp_path / "graph")
    code = builder("graph_build.location.remember = die", changed(records), tmp_path / "graph")
    assert start(code, tmp_path).wait(60) == -signal.SIGKILL
    assert current(tmp_path / "graph") != former
    assert facts(current(tmp_path / "graph")) > 0
    whole_again(records, tmp_path / "graph")


@pytest.mark.parametrize("share", [0.5, 0.8, 0.9, 1.0])
def test_a_build_killed_at_any_time_leaves_a_usable_graph(
    tmp_path: Path, records: Path, share: float, duration: Callable[[], float]
) -> None:
    former = build([records], tmp_path / "graph")
    process = start(builder("", changed(records), tmp_path / "graph"), tmp_path)
    time.sleep(share * duration())
    process.kill()
    process.wait(60)
    graph = current(tmp_path / "graph")
    assert facts(graph) == graph.manifest["facts"]
    assert graph == former or graph.manifest["records"] != former.manifest["records"]
    whole_again(records, tmp_path / "graph")


@pytest.fixture(scope="module")
def duration(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], float]:
    """How long a build takes as a process of its own, here and now."""
    folder = tmp_path_factory.mktemp("timed")
    began = time.monotonic()
    assert start(builder("graph_build.location.remember = print", MINIMAL, folder / "graph"), folder).wait(60) == 0
    took = time.monotonic() - began
    return lambda: took


def test_builds_into_one_folder_at_once_leave_one_of_their_graphs(tmp_path: Path, records: Path) -> None:
    folder = tmp_path / "graph"
    codes = [builder("", MINIMAL, folder), builder("", changed(records), folder)]
    processes = [start(code, tmp_path) for code in codes * 2]
    assert [p.wait(120) for p in processes] == [0, 0, 0, 0]
    assert facts(current(folder)) == current(folder).manifest["facts"]
    assert not list(folder.glob(".building-*"))


# -- the command -----------------------------------------------------------------------------------------------


def test_the_command_builds_and_says_where(run: Run, tmp_path: Path, built: BuiltGraph) -> None:
    outcome = run("build", "--records", MINIMAL, "--out", tmp_path / "graph", "--jobs", "2")
    assert (outcome.status, outcome.out) == (0, "")
    graph = current(tmp_path / "graph")
    assert f"Built {graph.folder}" in outcome.err
    assert "2 dossiers" in outcome.err
    assert "2 Resolution, 1 Target, 2 Task, 1 TaskGroup" in outcome.err
    assert content(graph) == content(built)


def test_jobs_are_at_least_one_and_engines_are_known(run: Run, tmp_path: Path) -> None:
    for wrong in (["--jobs", "0"], ["--engine", "spark"], ["--jobs", "two"]):
        assert run("build", "--records", MINIMAL, "--out", tmp_path / "graph", *wrong).status == 2
    assert not (tmp_path / "graph").exists()


def test_the_library_is_called_as_the_contract_says(tmp_path: Path) -> None:
    graph = build(records=[str(MINIMAL)], out=str(tmp_path / "graph"))
    assert graph.folder.parent == tmp_path / "graph"


def test_a_link_that_any_dossier_disputes_is_not_asserted(records: Path) -> None:
    ends = tuple(ids.instrument(p) for p in ("vn-lam-ha/ubnd/kh/2024/15", "vn/cp/nq/2021/76"))
    assert ends in asserted_chains(read_records([records]))
    edit(
        records / "dossiers" / "page.yaml",
        "relations:\n",
        "relations:\n  - {from: vn-lam-ha/ubnd/kh/2024/15, type: implements, to: nq76, at: page, certainty: disputed, "
        "note: It denies it.}\n",
    )
    assert ends not in asserted_chains(read_records([records]))
