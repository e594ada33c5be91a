"""Every query of the catalogue: its header, its text, its example, and its answer on the packaged records."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache

import pyoxigraph
import pytest
import rdflib.plugins.sparql

from graph_build.errors import ParameterError, QueryError
from ontology.terms import CONCEPTS
from queries import CatalogueQuery, Engine, catalogue
from queries.catalogue import _PARAMETER, parse
from tests.queries import golden, records

NAMES = list(catalogue())
each_query = pytest.mark.parametrize("name", NAMES)


def query_of(name: str) -> CatalogueQuery:
    return catalogue()[name]


def required_only(name: str) -> dict[str, str | int]:
    header = query_of(name).header
    return {k: v for k, v in header.example.items() if header.parameters[k].required}


# -- headers and texts -----------------------------------------------------------------------------------------


def test_there_are_at_least_fifteen_queries_around_the_cascade() -> None:
    assert len(NAMES) >= 15
    assert {q.topic for q in catalogue().values()} >= {"cascade", "instruments", "outcomes", "tasks", "evidence"}


@each_query
def test_header_is_complete_in_both_languages(name: str) -> None:
    header = query_of(name).header
    texts = [header.question.vi, header.question.en]
    texts += [t for p in header.parameters.values() for t in (p.label.vi, p.label.en)]
    texts += [t for c in header.columns.values() for t in (c.vi, c.en)]
    assert all(t.strip() for t in texts)
    for text in (header.question.vi, header.question.en):
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(header.parameters)
    assert set(header.coverage) <= set(CONCEPTS["aspect"])
    assert set(header.example) == set(header.parameters), "the example shows every parameter"


@each_query
def test_columns_are_what_the_text_selects(name: str, engine: Engine) -> None:
    query = query_of(name)
    selected = [v.value for v in pyoxigraph.Store().query(query.text).variables]  # type: ignore[union-attr]
    for column, meant in query.header.columns.items():
        if meant.property is not None:
            assert meant.of in query.header.columns, f"{column} is of a column that is not there"
        else:
            assert column in selected or f"{column}_iri" in selected, f"nothing fills {column}"
    ordering = {"order", "position", "group_position"}  # selected only because SELECT DISTINCT orders by them
    assert set(selected) - ordering <= set(query.header.columns)
    for column in selected:
        if column.endswith("_iri"):
            assert column.removesuffix("_iri") in query.header.columns, f"{column} has no readable column beside it"


@each_query
def test_the_text_as_it_stands_is_sparql_for_both_libraries(name: str) -> None:
    text = query_of(name).text
    pyoxigraph.Store().query(text)
    rdflib.plugins.sparql.prepareQuery(text)


@each_query
def test_the_text_as_it_stands_is_the_example(name: str, engine: Engine) -> None:
    query = query_of(name)
    bound = {
        key: [term for term, _ in engine._terms(query.header.parameters[key], value, "vi")]
        for key, value in query.header.example.items()
    }
    for match in _PARAMETER.finditer(query.text):
        values = match[0].partition("{")[2].rpartition("}")[0].strip()
        assert values == " ".join(bound[match[3]]), f"the values of {match[3]} are not those of the example"


@each_query
def test_the_order_of_rows_is_determined(name: str) -> None:
    assert re.search(r"\nORDER BY [^\n]+\n\Z", query_of(name).text)


# -- answers -----------------------------------------------------------------------------------------------------


@each_query
def test_the_example_gives_the_expected_answer(name: str, engine: Engine) -> None:
    expected = (golden.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    found = golden.answer_of(engine, name)
    assert found["rows"], "an example must give rows"
    assert found == json.loads(expected), "read the difference, then: python -m tests.queries.golden"


def test_there_is_no_expected_answer_without_a_query() -> None:
    assert {p.stem for p in golden.FOLDER.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("lang", ["vi", "en"])
@each_query
def test_answers_hold_labels_never_bare_iris_and_no_row_twice(name: str, lang: str, engine: Engine) -> None:
    query = query_of(name)
    for given in (query.header.example, required_only(name)):
        answer = engine.run(name, given, lang=lang)
        assert answer.columns == tuple(query.header.columns)
        assert answer.status == "answered"
        assert answer.rows
        assert all(tuple(row) == answer.columns for row in answer.rows)
        assert len({tuple(row.items()) for row in answer.rows}) == len(answer.rows)
        for row in answer.rows:
            for column, value in row.items():
                iri = isinstance(value, str) and value.startswith(("http://", "https://", "_:"))
                if column.endswith("_iri"):
                    assert value is None or iri
                    label = row[column.removesuffix("_iri")]
                    assert (label is None) == (value is None)
                    assert label is None or str(label).strip()
                else:
                    assert not iri or column == "address", f"{column} shows an IRI"
        assert "{" not in answer.question
        assert answer == engine.run(name, given, lang=lang), "the same question, the same answer"


@each_query
def test_unknown_and_missing_parameters_are_refused_by_name(name: str, engine: Engine) -> None:
    query = query_of(name)
    with pytest.raises(ParameterError, match="no parameter `nothing_like_it`"):
        engine.run(name, {**query.header.example, "nothing_like_it": "x"})
    for key, parameter in query.header.parameters.items():
        if parameter.required:
            without = {k: v for k, v in query.header.example.items() if k != key}
            with pytest.raises(ParameterError, match=f"needs the parameter `{key}`"):
                engine.run(name, without)


def test_a_slip_in_a_parameter_is_answered_with_the_right_name(engine: Engine) -> None:
    with pytest.raises(ParameterError, match="Did you mean `instrument`"):
        engine.run("tasks-deriving-from", {"instrumnt": "76/NQ-CP"})


def test_a_file_whose_header_and_text_disagree_is_refused() -> None:
    head = "#: name: x\n#: question: {vi: a, en: b}\n#: columns: {}\n"
    with pytest.raises(QueryError, match="disagree"):
        parse(head + "SELECT * WHERE {\n  VALUES ?year { 2021 } # parameter\n}", "t")


# -- answers against the records, read independently --------------------------------------------------------------


@cache
def expected(name: str) -> list[dict[str, str | int | None]]:
    rows: list[dict[str, str | int | None]] = json.loads((golden.FOLDER / f"{name}.json").read_text("utf-8"))["rows"]
    return rows


def test_tasks_of_plan_are_the_rows_of_the_annex() -> None:
    annex = records.annex()
    assert len(annex) == 57
    assert Counter(r.section for r in annex) == {
        "I": 16, "II": 6, "III": 5, "IV": 4, "V": 6, "VI": 6, "VII": 9, "VIII": 5,
    }  # fmt: skip
    found = expected("tasks-of-plan")
    assert [(r["number"], r["task"], r["deliverable"], r["timing"]) for r in found] == [
        (t.number, t.title, t.deliverable, t.printed) for t in annex
    ]
    assert [(r["starts_on"], r["due_on"]) for r in found] == [
        (t.starts and t.starts.isoformat(), t.due and t.due.isoformat()) for t in annex
    ]
    assert [str(r["group_iri"]).rpartition("/")[2] for r in found] == [t.section for t in annex]
    for row, task in zip(found, annex, strict=True):
        assert len(str(row["lead"]).split("; ")) == len(task.lead)
        assert len([c for c in str(row["coordinating"] or "").split("; ") if c]) == len(task.coordinating)


def test_tasks_of_a_body_are_those_whose_row_names_it() -> None:
    led = [t.title for t in records.annex() if "Sở Tư pháp" in t.lead]
    assert [r["task"] for r in expected("tasks-of-body")] == led
    assert len(led) == 5


def test_tasks_in_a_period_are_those_whose_dates_meet_it() -> None:
    import datetime as dt

    first, last = dt.date(2018, 7, 1), dt.date(2018, 9, 30)
    within = [
        t.title
        for t in records.annex()
        if "Sở Nội vụ" in t.lead and t.due is not None and t.due >= first and (t.starts or t.due) <= last
    ]
    assert [r["task"] for r in expected("tasks-in-period")] == within


def test_tasks_by_area_are_those_of_its_section() -> None:
    own = [t.title for t in records.annex() if t.section == "II"]
    assert [r["task"] for r in expected("tasks-by-area")] == own


def test_plan_803_has_its_eight_groups_with_their_declared_counts() -> None:
    rows = expected("task-groups")
    assert [r["declared"] for r in rows] == [20, 4, 5, 9, 8, 8, 23, 3]
    assert sum(int(r["declared"] or 0) for r in rows) == 80
    assert {r["listed"] for r in rows} == {0}


def test_both_resolutions_76_are_kept_apart() -> None:
    rows = expected("tasks-deriving-from")
    by_year = {year: [r for r in rows if f"/{year}/76" in str(r["instrument_iri"])] for year in (2013, 2021)}
    assert [r["row"] for r in by_year[2013]] == ["none"]
    groups = [r for r in by_year[2021] if r["row"] == "group"]
    assert sum(int(r["declared"] or 0) for r in groups) == 80
    assert not [r for r in by_year[2021] if r["row"] == "task"], "they are counted in our source, not listed"
    unread = {r["plan"] for r in by_year[2021] if r["row"] == "instrument"}
    below = records.below(records.Key("resolution", "76/NQ-CP", "2021"))
    assert len(unread) == len(below) - 1  # all but plan 803, whose groups are shown


def test_instruments_below_are_those_of_the_records() -> None:
    below = records.below(records.Key("resolution", "76/NQ-CP", "2021"))
    rows = expected("plans-implementing")
    assert len(rows) == len(below) == 13
    for key in below:
        assert any(key.name in str(r["plan"]) or key.name in str(r["plan_iri"]) for r in rows), key
    asserted = {str(r["plan_iri"]).rpartition("/")[2] for r in rows if r["certainty"] == "asserted"}
    assert asserted == {"803", "_cchc-2021-2030", "69", "167"}


@pytest.mark.parametrize(
    ("name", "number", "types", "side"),
    [
        ("legal-bases", "792/KH-UBND", {"hasLegalBasis"}, "lower"),
        ("based-on", "30c/NQ-CP", {"hasLegalBasis"}, "upper"),
        ("amendments", "30c/NQ-CP", {"amends", "replaces", "repeals", "corrects", "consolidates", "suspends"}, "upper"),
    ],
)
def test_relations_are_those_of_the_records(name: str, number: str, types: set[str], side: str) -> None:
    other = "upper" if side == "lower" else "lower"
    of_records = {
        (getattr(x, other).name, x.certainty)
        for x in records.relations()
        if x.type in types and getattr(x, side).name == number
    }
    rows = expected(name)
    assert len(rows) == len(of_records)
    for label, certainty in of_records:
        assert any(label in str(r["other"]) and r["certainty"] == certainty for r in rows), label


def test_relations_of_the_directive_are_those_of_the_records() -> None:
    def own(key: records.Key) -> bool:
        return (key.name, key.year) == ("23/CT-TTg", "2021")

    of_records = {(x.type, x.upper, x.certainty) for x in records.relations() if own(x.lower)}
    of_records |= {(f"← {x.type}", x.lower, x.certainty) for x in records.relations() if own(x.upper)}
    rows = Counter((r["relation"], r["certainty"]) for r in expected("relations-of"))
    assert rows == Counter((type_, certainty) for type_, _, certainty in of_records)


def test_targets_results_and_coverage_are_all_there(engine: Engine) -> None:
    all_of = {
        name: sum(len(d.get(name, ())) for d in records.dossiers().values())
        for name in ("targets", "results", "coverage")
    }
    for name, count in all_of.items():
        assert len(engine.run(name, {}).rows) == count


def test_results_are_the_figures_of_the_article(engine: Engine) -> None:
    rows = engine.run("results", {"place": "Long An"}).rows
    found = {(r["index_iri"], r["year"]): (r["score"], r["rank"], r["out_of"], r["rank_change"]) for r in rows}
    par, sipas = ("https://w3id.org/reformkg/id/index/par-index", "https://w3id.org/reformkg/id/index/sipas")
    assert found == {
        (par, 2020): (None, 7, 63, None),
        (par, 2021): (87.2, 22, 63, -15),
        (sipas, 2020): (None, 27, 63, None),
        (sipas, 2021): (86.59, 41, 63, -14),
    }


def test_results_say_what_was_read(engine: Engine) -> None:
    article = engine.run("results", {"place": "Long An"}).coverage
    assert article
    assert all(note.startswith("Long An: ") for note in article)
    nothing = engine.run("results", {"place": "An Giang", "year": 1990})
    assert nothing.status == "no_data"
    assert len(nothing.coverage) > 1, "nothing found: the answer says what was read"


def test_solutions_and_evidence(engine: Engine) -> None:
    plans = records.dossiers()[records.AN_GIANG_2022]["solutions"]
    assert [str(r["number"]) for r in expected("solutions")] == [str(p["number"]) for p in plans]
    [place] = expected("evidence-of")
    assert (place["start"], place["end"], place["as_printed"]) == (2977, 3036, "3037 /QĐ-UBND")


def test_the_chain_above_plan_803_goes_through_the_programme() -> None:
    links = {
        (str(r["lower"])[:20], r["relation"], str(r["upper"])[:20], r["certainty"]) for r in expected("chain-above")
    }
    programme, national = "Chương trình cải các", "Chương trình tổng th"
    assert links == {
        ("Kế hoạch 803/KH-UBND", "concretises", programme, "asserted"),
        (programme, "promulgatedBy", "Quyết định 3037/QĐ-U", "asserted"),
        (programme, "implements", "Chỉ thị 23/CT-TTg (2", "asserted"),
        (programme, "implements", "Nghị quyết 76/NQ-CP ", "asserted"),
        ("Chỉ thị 23/CT-TTg (2", "implements", "Nghị quyết 76/NQ-CP ", "inferred"),
        ("Chỉ thị 23/CT-TTg (2", "implements", national, "asserted"),
    }
