"""The wheel holds what the repository holds, and works when it is installed elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, needs_program

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION: str = PROJECT["project"]["version"]
PACKAGES: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def run(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a command that must succeed; what it printed is in the failure otherwise."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        told = f"{' '.join(map(str, command))}\nexit status {done.returncode}\n{done.stdout}\n{done.stderr}"
        pytest.fail(told, pytrace=False)
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the work tree with what is installed: no network."""
    out = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT], cwd=out)
    (built,) = out.glob("*.whl")
    return built


@dataclass(frozen=True)
class Elsewhere:
    """An environment of its own with the wheel in it, and an empty folder to run it from."""

    bin: Path
    folder: Path
    environment: Mapping[str, str]

    def reformkg(self, *arguments: str | Path, **settings: str) -> str:
        """What the installed command prints on standard output."""
        return run([self.bin / "reformkg", *arguments], self.folder, {**self.environment, **settings}).stdout

    def python(self, code: str) -> str:
        """What the code prints in the installed environment."""
        return run([self.bin / "python", "-c", code], self.folder, self.environment).stdout


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """The wheel installed into a new environment, which borrows this one's libraries and not this project."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False, symlinks=True)
    python = home / "venv" / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], cwd=home)
    # A plain line in a .pth file adds this environment's libraries without carrying out the .pth files among
    # them, so the editable install of this work tree does not come along.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    own = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], home).stdout.strip())
    (own / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    folder = home / "thư mục khác"
    folder.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "REFORMKG_"))}
    # A home of its own: settings and a graph that the person at this machine made must not help.
    environment |= {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }
    environment |= {"XDG_CONFIG_HOME": str(home / "config"), "XDG_STATE_HOME": str(home / "state")}
    return Elsewhere(bin=python.parent, folder=folder, environment=environment)


def test_the_wheel_holds_the_tracked_files_of_the_packages_and_nothing_else(wheel: Path) -> None:
    git = needs_program("git", "apt install git")
    listed = run([git, "ls-files", "-z", "--", *PACKAGES], cwd=ROOT).stdout
    tracked = {name for name in listed.split("\0") if name}
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if not name.startswith(f"reformkg-{VERSION}.dist-info/")}
    assert tracked, "git tracks no file of the packages"
    assert not tracked - shipped, "in the repository, not in the wheel"
    assert not shipped - tracked, "in the wheel, not in the repository (git add it, or remove it)"


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = f"reformkg-{VERSION}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode("utf-8")
        names = archive.namelist()
    assert "License-Expression: MIT AND CC-BY-4.0" in metadata
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/LICENSE-DATA"} <= set(names)


def test_each_package_is_loaded_from_the_installation(elsewhere: Elsewhere) -> None:
    files = elsewhere.python(f"import {', '.join(PACKAGES)}\nfor m in ({', '.join(PACKAGES)}): print(m.__file__)")
    assert len(files.splitlines()) == len(PACKAGES)
    assert [name for name in files.splitlines() if not Path(name).is_relative_to(elsewhere.bin.parent)] == []


def test_the_installed_command_tells_its_version(elsewhere: Elsewhere) -> None:
    assert VERSION in elsewhere.reformkg("--version")


def test_the_installed_command_builds_and_answers(elsewhere: Elsewhere) -> None:
    graph = elsewhere.folder / "đồ thị"
    elsewhere.reformkg("build", "--out", graph)
    asked = ["ask", "Nhiệm vụ nào bắt nguồn từ NQ 30c/NQ-CP?", "--format", "json"]
    answer = json.loads(elsewhere.reformkg(*asked, REFORMKG_GRAPH=str(graph)))
    assert answer["status"] == "answered"
    assert answer["language"] == "vi"
    assert answer["rows"]
    assert all(row.keys() == set(answer["columns"]) for row in answer["rows"])
