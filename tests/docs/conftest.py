"""A reader's desk: a folder that is not the project's, a home of its own, and the program on the path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Desk:
    """Where commands of the documentation are run."""

    folder: Path
    environment: dict[str, str]

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Runs one command line; what it prints and what it says go into one text, in order."""
        return subprocess.run(
            line, shell=True, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip


def environment(home: Path) -> dict[str, str]:
    """The environment without settings of ours, with the program on the path and a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("REFORMKG_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return kept | {"PATH": path, "REFORMKG_HOME": str(home), "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the packaged records are built."""
    home = tmp_path_factory.mktemp("built")
    done = Desk(home, environment(home)).run("reformkg build")
    assert done.returncode == 0, done.stdout
    (home / "last-graph").unlink()  # it names this folder; copies of it must find their own
    return home


@pytest.fixture
def desk(built_home: Path, tmp_path: Path) -> Desk:
    """A folder of its own, with the example of the documentation and a graph in its home."""
    home, folder = tmp_path / "home", tmp_path / "bàn làm việc"
    shutil.copytree(built_home, home)
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    return Desk(folder, environment(home))


def named_queries(page: str) -> dict[str, str]:
    """SPARQL blocks of a page that the text below them names as a file: ``With this text in a file `count.rq```."""
    found = re.findall(r"```sparql\n((?:(?!```).*\n)*)```\n\n[^`]*file `([\w-]+\.rq)`", page)
    return {file: text for text, file in found}
