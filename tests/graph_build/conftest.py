"""A small record set to build and to break, and the program as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph_build import BuiltGraph, build, read_records
from graph_build.link import Linked
from reformkg.cli import main
from tests.conftest import ROOT

MINIMAL = ROOT / "tests" / "data" / "records" / "minimal"
SETTINGS = ("REFORMKG_GRAPH", "REFORMKG_SOURCES", "REFORMKG_ENDPOINT", "REFORMKG_LANG")


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the graph folder that its user works with."""
    monkeypatch.setenv("REFORMKG_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A copy of the small record set, to be changed at will."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "records"))


@pytest.fixture(scope="session")
def linked() -> Linked:
    """The small record set, read and linked."""
    return read_records([MINIMAL])


@pytest.fixture(scope="session")
def packaged() -> Linked:
    """The packaged records, read and linked."""
    return read_records()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltGraph:
    """A graph of the small record set; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFORMKG_HOME", str(tmp_path_factory.mktemp("home")))
        return build([MINIMAL], tmp_path_factory.mktemp("graphs") / "graph")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `reformkg` in this process, in an empty folder and without settings."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    def command(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["reformkg", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return Outcome(stopped.value.code, captured.out, captured.err)

    return command


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """Runs `reformkg` as a process of its own."""

    def command(*arguments: str | Path) -> Outcome:
        environment = {k: v for k, v in os.environ.items() if k not in SETTINGS} | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", "from reformkg.cli import main; main()", *map(str, arguments)],
            cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        return Outcome(done.returncode, done.stdout, done.stderr)

    return command


def edit(file: Path, old: str, new: str) -> Path:
    """Replaces the one place in a file where `old` stands."""
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
    file.write_text(content.replace(old, new), encoding="utf-8")
    return file


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder with its size and the time of its last change."""
    return {
        str(p.relative_to(folder)): (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()
    }
