"""graph_build.read: YAML as data, without YAML's surprises; and the lines of things."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graph_build.read import Lines, kind_of, read_yaml


def read(tmp_path: Path, content: str | bytes) -> Any:
    file = tmp_path / "x.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    data, problems = read_yaml(file)
    assert problems == []
    return data


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("12:30", "12:30"), ("2021-07-15", "2021-07-15"), ("076", "076"),
        ("true", True), ("5", 5), ("'1.10'", "1.10"), ("~", None), ("30c/NQ-CP", "30c/NQ-CP"),
    ],
)  # fmt: skip
def test_scalars_are_what_they_look_like(tmp_path: Path, written: str, value: object) -> None:
    assert read(tmp_path, f"a: {written}\n") == {"a": value}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffa: 1\r\nb: Hà Nội\r\n") == {"a": 1, "b": "Hà Nội"}
    assert kind_of(tmp_path / "x.yaml") is None
    (tmp_path / "x.yaml").write_bytes("\ufeffdossier: x\r\n".encode())
    assert kind_of(tmp_path / "x.yaml") == "dossiers"


def test_no_tag_runs_anything(tmp_path: Path) -> None:
    assert read(tmp_path, "a: !!python/object/apply:os.getcwd []\n") == {"a": []}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    data, problems = read_yaml(tmp_path / "none.yaml")
    assert data is None
    assert "No such file" in problems[0].reason


@pytest.mark.parametrize("depth", [200, 3000])
def test_deep_nesting_ends_soon_and_with_a_problem(tmp_path: Path, depth: int) -> None:
    (tmp_path / "x.yaml").write_text("a: " + "[" * depth + "]" * depth, encoding="utf-8")
    began = time.monotonic()
    data, problems = read_yaml(tmp_path / "x.yaml")
    assert data is None
    assert "nested more deeply" in problems[0].reason
    assert time.monotonic() - began < 5


def test_all_keys_that_stand_twice_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text('a:\n  - b: 1\n    c: 2\n    b: 3\nd: 4\n"d": 5\nd: 6\n', encoding="utf-8")
    _, problems = read_yaml(tmp_path / "x.yaml")
    assert [(p.line, p.reason) for p in problems] == [
        (4, "the key `b` stands twice in one record"),
        (6, "the key `d` stands twice in one record"),
        (7, "the key `d` stands twice in one record"),
    ]


def test_a_key_twice_in_a_file_that_is_broken_further_down(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\na: 2\nb: [1\n", encoding="utf-8")
    data, problems = read_yaml(tmp_path / "x.yaml")
    assert data is None
    assert len(problems) == 1


SAMPLE = """# a comment
dossier: x
plans:
  - of: kh

    groups:
      - number: I
        tasks:
          - {number: 1, lead: A}
          - number: 2
            title: >-
              Một
              hai
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 2), (("dossier",), 2), (("plans", 0, "of"), 4), (("plans", 0, "groups"), 6),
        (("plans", 0, "groups", 0, "tasks", 0, "lead"), 9), (("plans", 0, "groups", 0, "tasks", 1), 10),
        (("plans", 0, "groups", 0, "tasks", 1, "title", "vi"), 11), (("plans", 0, "nowhere", 3), 4),
        (("plans", 7), 3), (("nothing",), 2),
    ],
)  # fmt: skip
def test_the_line_of_a_place_or_of_the_nearest_thing_above(
    tmp_path: Path, place: tuple[str | int, ...], line: int
) -> None:
    (tmp_path / "x.yaml").write_text(SAMPLE, encoding="utf-8")
    assert Lines(tmp_path / "x.yaml").of(place) == line


@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe", b""])
def test_a_file_that_cannot_be_read_has_no_lines(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(content)
    assert Lines(tmp_path / "x.yaml").of(("a",)) is None
    assert Lines(tmp_path / "none.yaml").of(("a",)) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("dossier: x\n", "dossiers"), ("# x\n\nplaces:\n", "places"), ("bodies: [\n", "bodies"), ("a: 1\n", None),
        ("  dossier: x\n", None), ("", None),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_shows_even_where_it_is_broken(tmp_path: Path, content: str, kind: str | None) -> None:
    (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
    assert kind_of(tmp_path / "x.yaml") == kind
    assert kind_of(tmp_path / "none.yaml") is None


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=20), max_size=5))
def test_text_comes_back_as_it_was_written(data: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.yaml"
        file.write_text(yaml.safe_dump(data, default_style='"'), encoding="utf-8")
        found, problems = read_yaml(file)
    if not problems:  # YAML itself has no way to write a few control characters
        assert found == data


@pytest.mark.parametrize("content", ["z: &a [*a]\n", "z: &a {b: *a}\n", "? [a, b]\n: 1\n? [a, b]\n: 2\n"])
def test_a_key_twice_beside_a_circle_or_a_key_that_is_no_text(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.yaml").write_text(f"dossier: x\ndossier: y\n{content}", encoding="utf-8")
    data, problems = read_yaml(tmp_path / "x.yaml")
    assert data is None
    assert [p.line for p in problems] == [2]
