"""Every command that the documentation shows runs, ends as said, and prints what is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.conftest import Desk, named_queries
from tests.docs.reading import PAGES, Command, blocks, commands, name

WITH_COMMANDS = [page for page in PAGES if any(commands(page))]


def test_the_pages_that_teach_show_commands() -> None:
    assert {"README.md", "README.vi.md", "docs/records.md", "docs/catalogue.md", "docs/model.md"} <= set(
        map(name, WITH_COMMANDS)
    )


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_commands_run_and_print_what_is_shown(page: Path, desk: Desk) -> None:
    for file, text in named_queries(page.read_text(encoding="utf-8")).items():
        (desk.folder / file).write_text(text, encoding="utf-8")
    wrong = [found for command in commands(page) if (found := _finding(desk, command))]
    if wrong:
        pytest.fail("\n\n".join([f"{name(page)} is not true:", *wrong]), pytrace=False)


def _finding(desk: Desk, command: Command) -> str:
    done = desk.run(command.line)
    if "Traceback" in done.stdout or done.returncode != command.status:
        return f"$ {command.line}\nended with {done.returncode}, not {command.status}:\n{done.stdout[-3000:]}"
    if not command.expected().fullmatch(done.stdout):
        return f"$ {command.line}\nprints something else than is shown:\n{done.stdout[:6000]}"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_target_of_make_that_is_shown_exists(page: Path) -> None:
    shown = {
        target
        for block in (*blocks(page, "sh"), *blocks(page, ""))
        for target in re.findall(r"^make (\w+)", block, re.M)
    }
    known = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert shown <= known


@pytest.mark.parametrize(
    ("output", "printed", "fits"),
    [
        (("a", "…", "d"), "a\nb\nc\nd\n", True),
        (("a", "…", "d"), "a\nd\n", True),
        (("a … d",), "a b c d\n", True),
        (("a", "d"), "a\nb\nd\n", False),
        (("a",), "a\nb\n", False),
        ((), "anything\n", True),
    ],
)
def test_what_is_shown_may_be_shortened_but_not_changed(output: tuple[str, ...], printed: str, fits: bool) -> None:
    assert bool(Command("", 0, output).expected().fullmatch(printed)) is fits
