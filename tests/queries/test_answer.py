"""The one shape that all views read."""

from __future__ import annotations

import json
import sys

import pytest

from graph_build.errors import MissingExtraError
from queries import Answer, Engine, Entity, Evidence


def test_json_has_the_keys_of_the_contract(engine: Engine) -> None:
    data = json.loads(engine.run("task-groups", {"plan": "803/KH-UBND"}).to_json())
    assert list(data)[:12] == [
        "question", "language", "status", "intent", "entities", "summary", "columns", "rows", "evidence", "coverage",
        "sparql", "candidates",
    ]  # fmt: skip
    assert set(data["entities"][0]) == {"text", "iri", "label"}
    assert set(data["evidence"][0]) >= {"source", "file", "start", "end", "iri"}
    assert list(data["rows"][0]) == data["columns"]


def test_evidence_names_passages_in_order(engine: Engine) -> None:
    found = engine.run("task-groups", {"plan": "803/KH-UBND"}).evidence
    assert len(found) >= 8
    assert all(e.file == "000_b3482d422f906fb9.txt" and e.end and e.start is not None for e in found)
    assert [e.start for e in found] == sorted(e.start or 0 for e in found)
    assert len(set(found)) == len(found)


def test_data_frames(engine: Engine) -> None:
    answer = engine.run("task-groups", {"plan": "803/KH-UBND"})
    for frame in (answer.to_pandas(), answer.to_polars()):
        assert list(frame.columns) == list(answer.columns)
        assert list(frame["declared"]) == [20, 4, 5, 9, 8, 8, 23, 3]
    empty = engine.run("tasks-of-plan", {"plan": "803/KH-UBND"})
    assert list(empty.to_pandas().columns) == list(empty.to_polars().columns) == list(empty.columns)


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_package_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    answer = Answer("", "vi", "answered", None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'reformkg\[{name}\]'"):
        getattr(answer, f"to_{name}")()


def test_a_notebook_shows_it_without_markup_of_the_data() -> None:
    answer = Answer(
        "q", "vi", "answered", None, "<b>", ("a", "<i>"), ({"a": "<script>", "<i>": None},), coverage=("<u>",)
    )
    shown = answer._repr_html_()
    for tag in ("<script>", "<b>", "<i>", "<u>"):
        assert tag not in shown
    assert "&lt;script&gt;" in shown


def test_parts_may_be_replaced() -> None:
    answer = Answer("q", "vi", "answered", None, evidence=(Evidence("s", None, None, None, "urn:x"),))
    other = answer.with_(entities=(Entity("t", "urn:x", "l"),))
    assert other.entities
    assert answer.entities == ()
