"""What the generators of documentation share: writing a page, or saying that it is not current."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def section(page: str, name: str, content: str) -> str:
    r"""The page with the text between its two markers of that name replaced.

    >>> section("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb", "x", "new")
    'a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb'
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, found, rest = page.partition(begin)
    _, also, tail = rest.partition(end)
    if not found or not also:
        raise SystemExit(f"the page lacks the markers {begin} and {end}")
    return f"{head}{begin}\n\n{content.strip()}\n\n{end}{tail}"


def cell(text: str) -> str:
    """A text as it can stand in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def main(path: Path, render: Callable[[str], str]) -> None:
    """Writes `path` anew, or with ``--check`` only says whether it is current (exit 1 where it is not).

    Args:
        path: the page.
        render: its former content (empty where there is none) → its content.
    """
    parser = argparse.ArgumentParser(description=f"Writes {path.relative_to(ROOT)}.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the page is not current")
    only_check = parser.parse_args().check
    former = path.read_text(encoding="utf-8") if path.is_file() else ""
    content = render(former).rstrip() + "\n"
    if content == former:
        return
    if only_check:
        command = f".venv/bin/python {Path(sys.argv[0]).resolve().relative_to(ROOT)}"
        sys.exit(f"{path.relative_to(ROOT)} is not current. Run: {command}")
    path.write_text(content, encoding="utf-8")
