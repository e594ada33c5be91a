"""On a machine where something is missing, `tools/bootstrap.py` says what, and how to get it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what the script reads, and no environment yet."""
    folder = tmp_path / "bản sao"
    (folder / "tools").mkdir(parents=True)
    for name in (
        "pyproject.toml",
        "constraints.txt",
        "README.md",
        "LICENSE",
        "LICENSE-DATA",
        "tools/bootstrap.py",
    ):
        shutil.copy(ROOT / name, folder / name)
    return folder


def bootstrap(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the script as the Makefile does, with this Python; PYTHON is set only where the test sets it."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHON"}
    return subprocess.run(
        [sys.executable, clone / "tools" / "bootstrap.py"],
        env=inherited | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def fake_python(folder: Path, name: str, version: tuple[int, int, int], missing: list[str]) -> Path:
    """A program that answers the script's question as that Python would."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    answer = json.dumps([list(version), str(path), missing])
    path.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_python_that_is_too_old_is_named_with_what_is_needed(clone: Path, tmp_path: Path) -> None:
    old = fake_python(tmp_path / "bin", "python3", (3, 8, 18), [])
    done = bootstrap(clone, PYTHON=str(old))
    assert done.returncode == 1
    assert "too old" in done.stderr
    assert "Python 3.11 or newer" in done.stderr
    assert "Python 3.8.18" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()


def test_a_python_without_ensurepip_is_told_the_package_to_install(clone: Path, tmp_path: Path) -> None:
    bare = fake_python(tmp_path / "bin", "python3", (3, 12, 3), ["ensurepip"])
    done = bootstrap(clone, PATH=str(bare.parent))
    assert done.returncode == 1
    assert "no module `ensurepip`" in done.stderr
    assert "apt install python3.12-venv" in done.stderr
    assert not (clone / ".venv").exists()


def test_no_python_behind_the_name_is_said(clone: Path, tmp_path: Path) -> None:
    shim = tmp_path / "python3"
    shim.write_text("#!/bin/sh\necho 'python3: command not found' >&2\nexit 127\n", encoding="utf-8")
    shim.chmod(0o755)
    done = bootstrap(clone, PYTHON=str(shim))
    assert done.returncode == 1
    assert f"PYTHON={shim}: no working Python was found" in done.stderr


def test_a_folder_that_is_no_environment_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / "mine.txt").write_text("", encoding="utf-8")
    done = bootstrap(clone, PYTHON=sys.executable)
    assert done.returncode == 1
    assert "no Python environment" in done.stderr
    assert [path.name for path in (clone / ".venv").iterdir()] == ["mine.txt"]


def test_without_a_network_it_says_so_and_can_be_run_again(clone: Path) -> None:
    done = bootstrap(clone, PYTHON=sys.executable, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 1
    assert "could not be reached" in done.stderr
    assert "Traceback" not in done.stderr
    assert (clone / ".venv" / "pyvenv.cfg").exists()
    assert not (clone / ".venv" / "bootstrap.json").exists(), "an unfinished environment must not count as done"
