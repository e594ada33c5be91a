"""Runs catalogue queries: values → terms, query → rows, rows → an answer with evidence and coverage."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_build.errors import ParameterError, QueryError
from graph_build.text import sort_key
from ontology.namespaces import ONTOLOGY
from ontology.terms import CONCEPTS
from queries import terms
from queries.answer import Answer, Entity, Value
from queries.catalogue import CatalogueQuery, Column, Parameter, catalogue
from queries.coverage import coverage_notes, source_coverage
from queries.evidence import evidence_of
from queries.lookup import Lookup, Thing
from queries.store import Store, Table, select

MAX_ROWS = 100_000
TIMEOUT = 60.0
_CHUNK = 400
Given = str | int | dt.date | Thing
"""A parameter's value as callers give it."""

_KINDS = {"body": "bodies", "place": "places", "index": "indices", "area": "areas", "source": "sources"}


class Engine:
    """A store with its names: runs catalogue queries and SPARQL text on it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lookup = Lookup(store)

    def run(
        self, name: str, parameters: Mapping[str, Given | Sequence[Given] | None], *, lang: str = "vi",
        timeout: float | None = None, all_rows: bool = False,
    ) -> Answer:  # fmt: skip
        """Runs a catalogue query.

        Args:
            name: its name.
            parameters: values as people write them (a citation, a name, a year, an IRI); None is "any".
            lang: language of labels, ``vi`` or ``en``.
            timeout: seconds.
            all_rows: gives every row, where otherwise an answer is cut at `MAX_ROWS` and says so.

        Raises:
            QueryError: unknown query, missing or unusable parameter, time-out.
            NotFoundError: a value leads to nothing in the graph.
        """
        query = find_query(name)
        bound: dict[str, list[str]] = {}
        entities: list[Entity] = []
        asked: dict[str, list[str]] = {}
        for key, given in parameters.items():
            if given is None:
                continue
            parameter = query.header.parameters.get(key)
            if parameter is None:
                raise query.no_parameter(key)
            values = [given] if isinstance(given, str | int | dt.date | Thing) else list(given)
            if not values:
                raise ParameterError(f"The parameter `{key}` got an empty list; leave it out to ask for any.")
            for value in values:
                for term, entity in self._terms(parameter, value, lang):
                    bound.setdefault(key, []).append(term)
                    asked.setdefault(key, []).append(entity.label if entity is not None else str(value))
                    if entity is not None and entity not in entities:
                        entities.append(entity)
        sparql = query.bind(bound)
        table = select(self.store, sparql, timeout=timeout, max_rows=None if all_rows else MAX_ROWS)
        answer = self._answer(query, table, sparql, entities, lang)
        return answer.with_(question=_question(query, asked, lang))

    def _answer(self, query: CatalogueQuery, table: Table, sparql: str, entities: list[Entity], lang: str) -> Answer:
        rows = tuple(self._rows(query, table, lang))
        evidence = evidence_of(self.store, rows, entities)
        about = {str(v) for r in rows for k, v in r.items() if k.endswith("_iri") and v}
        about.update(e.iri for e in entities)
        coverage: tuple[str, ...] = ()
        if query.header.coverage:
            coverage = coverage_notes(self.store, about, lang, query.header.coverage)
            if not coverage:  # no instrument: what the rows' sources cover, or all sources where there are no rows
                sources = {e.iri.partition("#")[0] for e in evidence} if rows else None
                coverage = source_coverage(self.store, sources, lang, query.header.coverage)
        # The columns are the header's, in its order: every engine gives the same shape.
        return Answer(
            question=query.header.question.in_(lang),
            language=lang,
            status="answered" if rows else "no_data",
            intent=query.name,
            columns=tuple(query.header.columns),
            rows=rows,
            entities=tuple(entities),
            evidence=evidence,
            coverage=coverage,
            sparql=sparql,
            cut=table.cut,
        )

    def _rows(self, query: CatalogueQuery, table: Table, lang: str) -> Iterator[dict[str, Value]]:
        """The rows in the header's columns, with labels and lists attached."""
        cells = [
            {c: (t.python() if t is not None else None) for c, t in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]
        columns = query.header.columns
        lists = {name: self._objects(c, cells) for name, c in columns.items() if c.property is not None}
        named = {name for name in columns if name not in table.columns and f"{name}_iri" in table.columns}
        iris = {str(cell[f"{n}_iri"]) for n in named for cell in cells if cell.get(f"{n}_iri")}
        iris.update(o for found in lists.values() for objects in found.values() for o in objects)
        labels = {iri: thing.label(lang) for iri, thing in self.lookup.labels(iris).items()}
        for cell in cells:
            row: dict[str, Value] = {}
            for name, column in columns.items():
                if column.property is not None:
                    objects = lists[name].get(str(cell.get(column.of or "")), ())
                    row[name] = "; ".join(sorted((labels.get(o, o) for o in objects), key=sort_key)) or None
                elif name in named:
                    iri = cell.get(f"{name}_iri")
                    row[name] = labels.get(str(iri), str(iri)) if iri is not None else None
                else:
                    row[name] = cell.get(name)
            yield row

    def _objects(self, column: Column, cells: Sequence[Mapping[str, Value]]) -> dict[str, list[str]]:
        """What a property leads to from each thing of a column: the lists that SPARQL would join in no order."""
        subjects = sorted({str(cell[column.of]) for cell in cells if column.of and cell.get(column.of)})
        found: dict[str, list[str]] = {}
        predicate = terms.iri(ONTOLOGY + str(column.property))
        for start in range(0, len(subjects), _CHUNK):
            chunk = " ".join(terms.iri(s) for s in subjects[start : start + _CHUNK])
            pattern = f"SELECT DISTINCT ?s ?o WHERE {{ VALUES ?s {{ {chunk} }} ?s {predicate} ?o }} ORDER BY ?s ?o"
            for row in select(self.store, pattern).rows:
                if row[0] is not None and row[1] is not None:
                    found.setdefault(row[0].value, []).append(row[1].value)
        return found

    def sparql(self, text: str, *, timeout: float | None = TIMEOUT, max_rows: int = MAX_ROWS) -> Answer:
        """Runs a SELECT written by the user, as an answer with plain rows."""
        table = select(self.store, text, timeout=timeout, max_rows=max_rows)
        rows = tuple(
            {c: (t.python() if t else None) for c, t in zip(table.columns, row, strict=True)} for row in table.rows
        )
        return Answer(
            "", "en", "answered" if rows else "no_data", None, columns=table.columns, rows=rows, sparql=text,
            cut=table.cut,
        )  # fmt: skip

    def _terms(self, parameter: Parameter, value: Given, lang: str) -> Iterable[tuple[str, Entity | None]]:
        if isinstance(value, Thing):
            return [(terms.iri(value.iri), Entity(value.label(lang), value.iri, value.label(lang)))]
        text = str(value)
        match parameter.type:
            case "year":
                return [(terms.integer(text), None)]
            case "date":
                return [(terms.date(value if isinstance(value, dt.date) else text), None)]
            case "text":
                return [(terms.string(text), None)]
            case "role":
                if text not in CONCEPTS["role"]:
                    raise ParameterError(f"“{terms.shown(text)}” is not a role; use lead or coordinating.")
                return [(terms.iri(CONCEPTS["role"][text]), None)]
            case "area" if text in CONCEPTS["area"]:
                things = [self.lookup.areas[CONCEPTS["area"][text]]]
            case "instrument" | "plan":
                things = self.lookup.find_instruments(text)
            case "item":
                things = self.lookup.find_item(text)
            case other:
                things = self.lookup.find(_KINDS[other], text)
        return [(terms.iri(t.iri), Entity(text, t.iri, t.label(lang))) for t in things]


def find_query(name: str) -> CatalogueQuery:
    """The catalogue query of that name.

    Raises:
        QueryError: there is none; with near names.
    """
    import difflib

    found = catalogue().get(name)
    if found is None:
        near = difflib.get_close_matches(name, catalogue(), n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise QueryError(f"There is no query called “{name}” in the catalogue.{hint} `reformkg queries` lists them.")
    return found


def _question(query: CatalogueQuery, asked: Mapping[str, Sequence[str]], lang: str) -> str:
    """The header's question with what was asked about in place of the parameters' names."""

    def put(match: re.Match[str]) -> str:
        return " / ".join(dict.fromkeys(asked.get(match[1], ()))) or "…"

    return re.sub(r"\{(\w+)\}", put, query.header.question.in_(lang))
