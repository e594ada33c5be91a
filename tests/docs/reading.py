"""Markdown pages as the tests of the documentation read them: blocks of code, commands, headings, links."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)```(?P<language>[\w-]*)\n(?P<text>.*?)^(?P=indent)```[ ]*$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a ``console`` block, the exit status it is said to have, and the output shown below it."""

    line: str
    status: int
    output: tuple[str, ...]

    def expected(self) -> re.Pattern[str]:
        """What the output must be: a line ``…`` stands for any lines, ``…`` within a line for any words."""
        parts = []
        for shown in self.output:
            if shown.strip() == "…":
                parts.append(r"(?:.*\n)*?")
            else:
                parts.append(r"[ ]*".join(map(re.escape, [shown.rstrip(), ""])).replace("…", ".*?") + r"\n")
        return re.compile("".join(parts) if self.output else r"(?s:.*)")


def name(path: Path) -> str:
    """A page's path as a reader knows it."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """The texts of all blocks of code in that language, in order."""
    found = _BLOCK.finditer(path.read_text(encoding="utf-8"))
    return [textwrap.dedent(block["text"]) for block in found if block["language"] == language]


def prose(path: Path) -> str:
    """The page without its blocks of code."""
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


def commands(path: Path) -> Iterator[Command]:
    """The commands of all ``console`` blocks of a page, in order."""
    for block in blocks(path, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *output = part.rstrip("\n").split("\n")
            said = re.search(r"\s+# exit (\d)$", line)
            yield Command(line, int(said[1]) if said else 0, tuple(output))


def anchors(path: Path) -> set[str]:
    """The anchors that Markdown readers give the page's headings."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(path), flags=re.MULTILINE):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower().replace(" ", "-")
        slug = "".join(c for c in plain if c.isalnum() or c in "-_")
        number, own = 0, slug
        while own in found:
            number += 1
            own = f"{slug}-{number}"
        found.add(own)
    return found


def links(path: Path) -> list[str]:
    """The targets of all links of a page that lead into the project."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]
