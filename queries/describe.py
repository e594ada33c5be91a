"""All about one thing: its facts, its relations out and in, and where the sources say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_build import ids
from graph_build.errors import NotFoundError
from graph_build.text import sort_key
from ontology.namespaces import ONTOLOGY
from queries import terms
from queries.answer import Evidence
from queries.engine import Engine
from queries.evidence import evidence_of
from queries.lookup import Thing
from queries.store import select
from queries.trace import most_specific

_PREFIXES = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_ABOUT = (
    _PREFIXES
    + """SELECT DISTINCT ?property ?value ?way WHERE {
  VALUES ?thing { %s }
  { ?thing ?property ?value BIND("out" AS ?way) } UNION { ?value ?property ?thing BIND("in" AS ?way) }
} ORDER BY ?way ?property ?value"""
)
_GRADES = (
    _PREFIXES
    + f"""SELECT DISTINCT ?subject ?property ?object ?certainty WHERE {{
  VALUES ?thing {{ %s }}
  GRAPH <{ids.graph("evidence")}> {{
    {{ ?said rdf:subject ?thing }} UNION {{ ?said rdf:object ?thing }}
    ?said rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ; rk:certainty ?grade .
  }}
  BIND(STRAFTER(STR(?grade), "certainty/") AS ?certainty)
}} ORDER BY ?subject ?property ?object DESC(?certainty)"""
)
_HIDDEN = frozenset({"label", "type", "relatesTo", "hasDerived", "instrumentKind", "inScheme", "isDefinedBy"})
_MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One fact or relation, with labels. `certainty` is None for facts that are not graded."""

    property: str
    property_label: str
    value: str
    value_iri: str | None
    certainty: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The line as JSON has it."""
        return {
            "property": self.property, "property_label": self.property_label, "value": self.value,
            "value_iri": self.value_iri, "certainty": self.certainty,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """All about one thing."""

    iri: str
    label: str
    type: str
    facts: tuple[Line, ...]
    relations: tuple[Line, ...]
    incoming: tuple[Line, ...]
    evidence: tuple[Evidence, ...]

    def to_dict(self) -> dict[str, Any]:
        """The description as JSON has it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "type": self.type,
            "facts": [x.to_dict() for x in self.facts],
            "relations": [x.to_dict() for x in self.relations],
            "incoming": [x.to_dict() for x in self.incoming],
            "evidence": [e.to_dict() for e in self.evidence],
        }


def find_anything(engine: Engine, name: str) -> list[Thing]:
    """What a citation, an IRI or a name stands for: instruments first, then bodies, places, indices, areas, sources.

    Raises:
        NotFoundError: nothing is called so.
    """
    try:
        return engine.lookup.find_item(name)
    except NotFoundError as error:
        failure = error
    for kind in ("bodies", "places", "indices", "areas", "sources"):
        try:
            return engine.lookup.find(kind, name)
        except NotFoundError:
            continue
    if name.startswith(("http://", "https://")):
        found = engine.lookup.labels([name])
        if name in found:
            return [found[name]]
        raise NotFoundError(f"There is nothing at {name} in the graph.")
    raise failure


def describe(engine: Engine, thing: Thing, lang: str = "vi") -> Description:
    """Describes one thing; relations that only follow from others, such as `relatesTo`, are left out."""
    rows = select(engine.store, _ABOUT % terms.iri(thing.iri)).rows
    grades: dict[tuple[str, str, str], str] = {}
    for row in select(engine.store, _GRADES % terms.iri(thing.iri)).rows:
        s, p, o, c = (t.value if t else "" for t in row)
        if grades.get((s, p, o)) != "asserted":
            grades[s, p, o] = c
    iris = {t.value for row in rows for t in row[:2] if t is not None and t.kind == "iri"}
    labels = {i: t.label(lang) for i, t in engine.lookup.labels(iris).items()}
    facts: list[Line] = []
    relations: list[Line] = []
    incoming: list[Line] = []
    types: list[str] = []
    for property_, value, way in rows:
        if property_ is None or value is None or way is None:
            continue
        name = property_.value.rpartition("#")[2].rpartition("/")[2]
        if name == "type" and way.value == "out":
            types.append(value.value)
        if name in _HIDDEN or (value.lang not in (None, lang) and value.lang is not None):
            continue
        shown = labels.get(value.value, value.value) if value.kind == "iri" else value.value
        key = (
            (thing.iri, property_.value, value.value)
            if way.value == "out"
            else (value.value, property_.value, thing.iri)
        )
        iri = value.value if value.kind == "iri" else None
        line = Line(name, labels.get(property_.value, name), shown, iri, grades.get(key))
        if way.value == "in":
            incoming.append(Line(name, f"← {line.property_label}", shown, iri, line.certainty))
        elif iri is None:
            facts.append(line)
        else:
            relations.append(line)
    own = {line.value_iri for line in relations}
    incoming = [line for line in incoming if line.value_iri not in own][:_MOST]
    for group in (facts, relations, incoming):
        group.sort(key=lambda x: (x.property, sort_key(x.value)))
    type_ = most_specific(set(types))
    shown_type = labels.get(f"{ONTOLOGY}{type_}", type_)
    return Description(
        thing.iri, thing.label(lang), shown_type, tuple(facts), tuple(relations), tuple(incoming),
        evidence_of(engine.store, [{"thing_iri": thing.iri}]),
    )  # fmt: skip
