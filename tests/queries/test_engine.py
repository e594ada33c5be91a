"""Values → terms → rows: what the engine does beyond the catalogue."""

from __future__ import annotations

import datetime as dt
import importlib

import pytest

import queries
from graph_build import BuiltGraph
from graph_build.errors import AmbiguousError, NotFoundError, ParameterError, QueryError
from queries import Engine
from queries.engine import find_query

KH792 = "https://w3id.org/reformkg/id/instrument/vn-an-giang/ubnd/kh/2017/792"


def test_an_unknown_query_is_answered_with_near_names(engine: Engine) -> None:
    with pytest.raises(QueryError, match="Did you mean tasks-deriving-from"):
        engine.run("tasks-deriving", {})
    with pytest.raises(QueryError, match="`reformkg queries` lists them"):
        find_query("zzzzzz")


def test_the_question_names_each_thing_in_its_place(engine: Engine) -> None:
    given = {"start": "2018-07-01", "end": "2018-09-30", "plan": "KH 792/KH-UBND An Giang"}
    assert (
        engine.run("tasks-in-period", given, lang="en").question == "Which tasks run between 2018-07-01 and 2018-09-30?"
    )
    both = engine.run("tasks-deriving-from", {"instrument": "76/NQ-CP"}).question
    assert both.count("Nghị quyết 76/NQ-CP") == 2


def test_several_values_things_and_none(engine: Engine) -> None:
    one = engine.run("solutions", {"plan": "803/KH-UBND"}).rows
    other = engine.run("solutions", {"plan": KH792}).rows
    assert len(engine.run("solutions", {"plan": ["803/KH-UBND", KH792]}).rows) == len(one) + len(other)
    [thing] = engine.lookup.find_instruments("803/KH-UBND")
    assert engine.run("solutions", {"plan": thing}).rows == one
    assert engine.run("results", {"place": None}).rows == engine.run("results", {}).rows


def test_entities_say_what_was_understood(engine: Engine) -> None:
    answer = engine.run("tasks-deriving-from", {"instrument": "76/NQ-CP"})
    assert [(e.text, e.iri[-7:]) for e in answer.entities] == [("76/NQ-CP", "2013/76"), ("76/NQ-CP", "2021/76")]


@pytest.mark.parametrize(
    ("name", "given", "error", "message"),
    [
        (
            "tasks-of-body",
            {"body": "Sở Tư pháp tỉnh An Giang", "role": "boss"},
            ParameterError,
            "use lead or coordinating",
        ),
        ("results", {"year": "MMXXI"}, ParameterError, "not a whole number"),
        ("tasks-in-period", {"start": "1/7/2018", "end": "2018-09-30"}, ParameterError, "write it as 2021-07-15"),
        ("results", {"place": "Atlantis"}, NotFoundError, "No place in the graph is called “Atlantis”"),
        ("tasks-of-body", {"body": "Sở Phép thuật"}, NotFoundError, "No body"),
        ("tasks-of-plan", {"plan": "kế hoạch cải cách hành chính"}, AmbiguousError, "stands for"),
    ],
)
def test_values_that_cannot_be_used(
    engine: Engine, name: str, given: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        engine.run(name, given)


def test_nothing_recorded_is_said_with_what_was_read(engine: Engine) -> None:
    answer = engine.run("tasks-of-plan", {"plan": "803/KH-UBND"}, lang="en")
    assert answer.status == "no_data"
    assert answer.rows == ()
    assert any("80 tasks in 8 groups" in note for note in answer.coverage)


def test_text_of_ones_own(engine: Engine) -> None:
    answer = engine.sparql("SELECT (1 AS ?one) (1.5 AS ?half) (true AS ?yes) ('x' AS ?text) ?none {}")
    assert answer.rows == ({"one": 1, "half": 1.5, "yes": True, "text": "x", "none": None},)
    with pytest.raises(QueryError, match="SELECT query is needed"):
        engine.sparql("ASK {}")


def test_the_packages_own_functions_use_the_graph_in_use(
    built_graph: BuiltGraph, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    monkeypatch.setenv("REFORMKG_GRAPH", str(built_graph.folder.parent))
    assert (
        queries.run("task-groups", plan="803/KH-UBND").rows == engine.run("task-groups", {"plan": "803/KH-UBND"}).rows
    )
    assert queries.sparql("SELECT (1 AS ?x) {}").rows == ({"x": 1},)
    assert queries._engine(None) is queries._engine(None)
    assert queries.run("task-groups", plan="803/KH-UBND", lang="en").language == "en"


def test_functions_that_are_called_as_modules_are_stay_functions(engine: Engine) -> None:
    for _ in range(2):
        assert queries.ask("Which tasks derive from NQ 76/NQ-CP?", engine=engine).status == "answered"
        assert queries.trace("803/KH-UBND", engine=engine)
    importlib.import_module("queries.ask.respond")
    assert callable(queries.ask)
    assert callable(queries.trace)


def test_an_empty_list_is_not_any(engine: Engine) -> None:
    with pytest.raises(ParameterError, match="empty list"):
        engine.run("results", {"place": []})


def test_a_datetime_counts_as_its_day(engine: Engine) -> None:
    days = {"start": dt.date(2018, 7, 1), "end": dt.date(2018, 9, 30)}
    moments = {name: dt.datetime.combine(day, dt.time(8)) for name, day in days.items()}
    assert engine.run("tasks-in-period", moments).rows == engine.run("tasks-in-period", days).rows != ()
