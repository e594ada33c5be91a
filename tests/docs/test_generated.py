"""Generated pages are current, and their generators notice when they are not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.reading import anchors

GENERATED = {
    "cli_reference.py": ["docs/cli.md"],
    "catalogue_reference.py": ["docs/catalogue.md"],
    "records_reference.py": ["docs/records.md"],
    "readme_figures.py": ["README.md", "README.vi.md"],
}


def generator(tools: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, tools / script, "--check"], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("script", GENERATED)
def test_a_generated_page_is_current(script: str) -> None:
    done = generator(ROOT / "tools", script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("script", "page"), [(script, page) for script, pages in GENERATED.items() for page in pages])
def test_a_generator_says_that_a_page_is_not_current(script: str, page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for each in GENERATED[script]:
        (tmp_path / each).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / each, tmp_path / each)
    text = (tmp_path / page).read_text(encoding="utf-8")
    row = next(line for line in reversed(text.split("\n")) if line.startswith("| "))
    (tmp_path / page).write_text(text.replace(f"{row}\n", "", 1), encoding="utf-8")
    done = generator(tmp_path / "tools", script)
    assert done.returncode == 1
    assert f"{page} is not current" in done.stderr


def test_every_command_has_its_part_in_the_reference() -> None:
    import click

    from reformkg.cli import cli

    context = click.Context(cli)
    names = cli.list_commands(context)
    assert len(names) > 10
    known = anchors(ROOT / "docs" / "cli.md")
    missing = [each for each in names if not any(a == each or a.startswith(f"{each}-") for a in known)]
    assert missing == []
