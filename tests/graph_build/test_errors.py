"""One broken record set for each error message: `check` and `build` say what, where, why, and how to mend it.

Each folder of `tests/data/errors` is laid over the small record set of `tests/data/records/minimal`, which is
sound. Its `expected.toml` names every problem: file, line, record, and words of the reason and of the remedy.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph_build import BuiltGraph, Problem
from tests.conftest import ROOT
from tests.graph_build.conftest import MINIMAL, Outcome, Run, snapshot

ERRORS = ROOT / "tests" / "data" / "errors"
NAMES = sorted(p.name for p in ERRORS.iterdir())
FURTHER = ("cycle", "not-utf-8", "several-faults")
"""Tried as processes of their own, too."""


@pytest.fixture
def broken(records: Path, request: pytest.FixtureRequest) -> Path:
    name = request.param
    shutil.copytree(ERRORS / name, records, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.toml"))
    return records


def expected(name: str) -> list[dict[str, Any]]:
    problems = tomllib.loads((ERRORS / name / "expected.toml").read_text(encoding="utf-8"))["problem"]
    assert isinstance(problems, list)
    return problems


def fits(problem: dict[str, Any], wanted: dict[str, Any], folder: Path) -> bool:
    return (
        problem["file"] == str(folder / wanted["file"])
        and problem["line"] == wanted.get("line")
        and problem["record"] == wanted["record"]
        and all(words in problem["reason"] for words in wanted["reason"])
        and all(words in problem["remedy"] for words in wanted["remedy"])
    )


def test_the_record_set_that_is_broken_is_sound_by_itself(run: Run) -> None:
    outcome = run("check", MINIMAL, "--sources", MINIMAL / "texts")
    assert (outcome.status, outcome.out) == (0, "")
    assert "no problems" in outcome.err


@pytest.mark.parametrize(("broken", "name"), [(n, n) for n in NAMES], indirect=["broken"], ids=NAMES)
def test_check_names_every_problem_and_no_other(broken: Path, name: str, run: Run) -> None:
    outcome = run("check", broken, "--format", "json")
    problems = outcome.json["problems"]
    left = list(problems)
    for wanted in expected(name):
        found = next((p for p in left if fits(p, wanted, broken)), None)
        assert found is not None, f"{wanted} is not among {problems}"
        left.remove(found)
    assert not left, "these are reported, but not expected"
    assert outcome.status == 1
    assert all(p["severity"] == "error" and p["remedy"] for p in problems)


@pytest.mark.parametrize(("broken", "name"), [(n, n) for n in NAMES], indirect=["broken"], ids=NAMES)
def test_build_says_the_same_and_leaves_the_former_graph(broken: Path, name: str, run: Run, built: BuiltGraph) -> None:
    folder = built.folder.parent
    before = snapshot(folder)
    outcome = run("build", "--records", broken, "--out", folder)
    assert outcome.status == 1
    assert outcome.out == ""
    says_all(outcome, expected(name), broken)
    assert snapshot(folder) == before


def says_all(outcome: Outcome, problems: list[dict[str, Any]], folder: Path) -> None:
    """Every problem stands in what is printed, and no traceback does."""
    printed = outcome.out + outcome.err
    for wanted in problems:
        place = f"{folder / wanted['file']}" + (f":{wanted['line']}: " if "line" in wanted else ": ")
        assert place in printed
        assert all(words in printed for words in (*wanted["reason"], *wanted["remedy"]))
    assert "Traceback" not in printed


@pytest.mark.parametrize(("broken", "name"), [(n, n) for n in FURTHER], indirect=["broken"], ids=FURTHER)
def test_the_program_itself_ends_with_1_and_without_a_traceback(
    broken: Path, name: str, program: Run, tmp_path: Path
) -> None:
    says_all(program("check", broken), expected(name), broken)
    outcome = program("build", "--records", broken, "--out", tmp_path / "graph")
    assert outcome.status == 1
    says_all(outcome, expected(name), broken)
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize("broken", ["dangling-key"], indirect=True)
def test_a_folder_that_does_not_exist_yet_is_not_made_for_a_graph_that_cannot_be_built(
    broken: Path, run: Run, tmp_path: Path
) -> None:
    assert run("build", "--records", broken, "--out", tmp_path / "graph").status == 1
    assert not (tmp_path / "graph").exists()


@pytest.mark.parametrize("broken", ["dangling-key"], indirect=True)
def test_one_file_of_a_set_is_checked_on_top_of_the_packaged_records(broken: Path, run: Run) -> None:
    outcome = run("check", broken / "dossiers" / "fault.yaml")
    assert outcome.status == 1
    assert "there is no source `page`" in outcome.out  # the packaged tables were read, not those beside the file


def test_a_problem_elsewhere_is_told_where_the_given_file_has_none(run: Run, tmp_path: Path) -> None:
    """A new dossier can break a packaged one; `check` must not call sound what `build` refuses."""
    new = tmp_path / "zz-new.yaml"
    new.write_text(
        "dossier: zz-new\nsource: page-bac-ninh-69-kh-ubnd\nplace: vn\n"
        "coverage:\n  - {aspect: relations, extent: partial, note: Một phần.}\n"
        "instruments:\n"
        "  - {key: nq, kind: resolution, number: 76/NQ-CP, issuer: Chính phủ, issued: 2021-07-15, "
        "declared_tasks: 7, mention: cited, at: page}\n"
        "  - {key: kh, kind: plan, number: 69/KH-UBND, issuer: vn-bac-ninh/uy-ban-nhan-dan, issued: 2025-09-20, "
        "mention: cited, at: page}\n",
        encoding="utf-8",
    )
    outcome = run("check", new)
    assert outcome.status == 1
    assert "zz-new.yaml:8: error [instruments[kh]]: dossiers disagree on `issued`" in outcome.out


def test_two_folders_that_are_sound_apart_may_not_be_sound_together(run: Run, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        shutil.copytree(MINIMAL, folder)
    outcome = run("build", "--records", folders[0], "--records", folders[1], "--out", tmp_path / "graph")
    assert outcome.status == 1
    assert "the id `vn` stands twice" in outcome.err


def test_a_folder_without_records_is_no_record_set(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    for arguments in (("check", tmp_path / "nothing"), ("build", "--records", tmp_path / "nothing", "--out", "g")):
        outcome = run(*arguments)
        assert outcome.status == 1
        assert "the folder holds no record file" in outcome.err
    assert not Path("g").exists()


def test_a_path_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    assert run("check", "nowhere.yaml").status == 2
    assert run("build", "--records", "nowhere", "--out", "g").status == 2


def test_a_graph_folder_that_is_not_ours_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    outcome = run("build", "--records", MINIMAL, "--out", tmp_path / "mine")
    assert outcome.status == 1
    assert "is not a graph folder (it holds letter.txt)" in outcome.err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_graph_folder_below_a_file_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = run("build", "--records", MINIMAL, "--out", tmp_path / "file" / "graph")
    assert outcome.status == 1
    assert "cannot be written" in outcome.err


def test_a_record_sends_no_control_sequences_to_the_terminal() -> None:
    problem = Problem("x.yaml", 1, "a\x1b[2J", "reason\u202e \x07 Hà Nội\nmore\there", "remedy\r")
    assert str(problem) == ("x.yaml:1: error [a\ufffd[2J]: reason\ufffd \ufffd Hà Nội\nmore\there\n    → remedy\ufffd")
