"""Tables of the whole graph."""

from __future__ import annotations

import pytest

from queries import Engine
from queries.tables import TABLES, table
from tests.queries import records


@pytest.mark.parametrize("name", list(TABLES))
def test_each_table_has_rows_of_its_columns_and_none_twice(engine: Engine, name: str) -> None:
    columns, rows = table(engine, name)
    assert rows
    assert all(tuple(row) == tuple(columns) for row in rows)
    assert len({tuple(r.items()) for r in rows}) == len(rows)


def test_counts_are_those_of_the_records(engine: Engine) -> None:
    counts = {name: len(table(engine, name)[1]) for name in ("tasks", "targets", "results", "coverage")}
    of_records = {
        name: sum(len(d.get(name, ())) for d in records.dossiers().values())
        for name in ("targets", "results", "coverage")
    }
    assert counts == {"tasks": 57, **of_records}


def test_relations_are_those_of_the_records(engine: Engine) -> None:
    columns, rows = table(engine, "relations")
    assert {"subject_iri", "relation", "object_iri", "certainty", "evidence_iri"} <= set(columns)
    between = {
        (r["relation"], r["subject_iri"], r["object_iri"], r["certainty"])
        for r in rows
        if "/task/" not in str(r["subject_iri"]) and "/group/" not in str(r["subject_iri"])
    }
    stated = {(x.type, x.lower, x.upper, x.certainty) for x in records.relations()}
    types = {t for t, *_ in stated}
    assert len([b for b in between if b[0] in types]) == len(stated)


def test_labels_in_both_languages(engine: Engine) -> None:
    for name in ("instruments", "bodies"):
        _, rows = table(engine, name)
        assert all(r["label_vi"] and r["label_en"] for r in rows)
