"""YAML files → plain data, and from a place in that data back to the line in the file.

`ryaml` reads (fast, refuses duplicate keys, leaves dates and ``076`` as text). Only when something is wrong is
a file read again with PyYAML, whose node tree knows the lines: a sound file pays nothing for good messages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ryaml
import yaml

from graph_build.errors import Problem


def read_yaml(path: Path) -> tuple[Any, list[Problem]]:
    """The file's data, or the problems that keep it from being read."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors put a byte order mark before it
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"the file is not UTF-8 (byte {error.start})"
        return None, [Problem(str(path), line, "", reason, "save it as UTF-8 and try again")]
    except OSError as error:
        return None, [Problem(str(path), None, "", f"the file cannot be read: {error.strerror}", "check the path")]
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        return None, [Problem(str(path), line, "", "the file holds a NUL character", "remove it")]
    try:
        return ryaml.loads(text), []
    except (ryaml.InvalidYamlError, ValueError, TypeError, RecursionError) as error:
        return None, _syntax_problems(path, text, str(error))


_LIMITS = {
    "recursion limit": ("records are nested more deeply than any record is", "check the brackets and the indentation"),
    "repetition limit": ("anchors and aliases (`&`, `*`) multiply without end", "write the records out"),
    "more than one document": ("the file holds several documents, parted by `---`", "put each in a file of its own"),
}
"""What ryaml says where a file is well-formed but no record file: (reason, remedy)."""


def _syntax_problems(path: Path, text: str, reason: str) -> list[Problem]:
    at = re.search(r"line (\d+)", reason)
    line = int(at[1]) if at else None
    for sign, (meaning, remedy) in _LIMITS.items():
        if sign in reason:
            return [Problem(str(path), line, "", meaning, remedy)]
    if "duplicate entry" in reason and (twice := _duplicates(text)):
        return [
            Problem(str(path), place, "", f"the key `{key}` stands twice in one record", "keep one of the two")
            for place, key in twice
        ]
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        unclosed = error.problem == "found unexpected end of stream"  # the fault lies where the text began
        mark = error.context_mark if unclosed else error.problem_mark
        line = mark.line + 1 if mark else line
        reason = ", ".join(p for p in (error.problem, error.context) if p)
    except (yaml.YAMLError, RecursionError):
        pass
    remedy = "mind indentation, colons followed by a blank, and quotes around texts that hold `: ` or `#`"
    return [Problem(str(path), line, "", f"this is not well-formed YAML: {reason}", remedy)]


def _duplicates(text: str) -> list[tuple[int, str]]:
    """Every key that stands twice in one mapping, with its line."""
    found: set[tuple[int, str]] = set()
    try:
        stack = [yaml.compose(text, Loader=yaml.CSafeLoader)]
    except (yaml.YAMLError, RecursionError):  # the file has a fault of another kind, too, which is told first
        return []
    visited: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in visited:  # an alias, maybe of something that it stands in
            continue
        visited.add(id(node))
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for name, value in node.value:
                if isinstance(name, yaml.ScalarNode):
                    if name.value in seen:
                        found.add((name.start_mark.line + 1, str(name.value)))
                    seen.add(name.value)
                stack.append(value)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)
    return sorted(found)


_KIND = re.compile(r"^(dossier|places|bodies|indices|sources)[ \t]*:", re.MULTILINE)


def kind_of(path: Path) -> str | None:
    """What a record file holds, by its first telling key, even where it cannot be read as YAML."""
    try:
        found = _KIND.search(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return None
    return {"dossier": "dossiers"}.get(found[1], found[1]) if found else None


class Lines:
    """Finds the line of a place in a YAML file; reads the file's node tree on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root: yaml.Node | None = None
        self._read = False

    def of(self, location: Sequence[str | int]) -> int | None:
        """The 1-based line of the key or item at `location`, or of the nearest thing above it."""
        if not self._read:
            self._read = True
            try:
                self._root = yaml.compose(self.path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
            except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError):
                self._root = None
        node = self._root
        if node is None:
            return None
        line = node.start_mark.line
        for step in location:
            found: tuple[int, yaml.Node] | None = None
            if isinstance(node, yaml.MappingNode):
                for name, value in node.value:
                    if name.value == str(step):
                        found = (name.start_mark.line, value)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = (node.value[step].start_mark.line, node.value[step])
            if found is None:
                break
            line, node = found
        return int(line) + 1
