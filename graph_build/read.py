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


def read_yaml(path: Path) -> tuple[Any, Problem | None]:
    """The file's data, or the problem that keeps it from being read."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return None, Problem(
            str(path),
            None,
            "",
            f"the file is not UTF-8 (byte {error.start})",
            "save it as UTF-8 and try again",
        )
    except OSError as error:
        return None, Problem(str(path), None, "", f"the file cannot be read: {error.strerror}", "check the path")
    if "\x00" in text:
        return None, Problem(str(path), None, "", "the file holds a NUL character", "remove it")
    try:
        return ryaml.loads(text), None
    except (ryaml.InvalidYamlError, ValueError, RecursionError) as error:
        return None, _syntax_problem(path, text, str(error))


def _syntax_problem(path: Path, text: str, reason: str) -> Problem:
    duplicate = re.search(r'duplicate entry with key "?(.*?)"?$', reason)
    if duplicate:
        line = _duplicate_line(text, duplicate[1])
        return Problem(
            str(path), line, "", f"the key `{duplicate[1]}` stands twice in one record", "keep one of the two"
        )
    at = re.search(r"line (\d+)", reason)
    line = int(at[1]) if at else None
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else line
        reason = ", ".join(p for p in (error.problem, error.context) if p)
    except (yaml.YAMLError, RecursionError):
        pass
    remedy = "mind indentation, colons followed by a blank, and quotes around texts that hold `: ` or `#`"
    return Problem(str(path), line, "", f"this is not well-formed YAML: {reason}", remedy)


def _duplicate_line(text: str, key: str) -> int | None:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    stack = [root] if root else []
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for name, value in node.value:
                if name.value == key and key in seen:
                    return int(name.start_mark.line) + 1
                seen.add(str(name.value))
                stack.append(value)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)
    return None


class Lines:
    """Finds the line of a place in a YAML file; reads the file's node tree on first use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root: yaml.Node | None = None
        self._read = False

    def of(self, location: Sequence[str | int]) -> int | None:
        """The 1-based line of the key or item at `location`, or of the nearest thing above it."""
        if not self._read:
            self._read = True
            try:
                self._root = yaml.compose(self._path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            except (OSError, yaml.YAMLError, UnicodeDecodeError):
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
