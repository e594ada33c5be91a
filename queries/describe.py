"""All about one thing: its facts, its relations out and in, and where the sources say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_build import ids
from graph_build.errors import NotFoundError
from graph_build.text import sort_key
from ontology.namespaces import ID, ONTOLOGY, PREFIXES, expand
from ontology.reasoning import CORE
from ontology.terms import RK
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
_HIDDEN = frozenset({"label", "prefLabel", "type", "relatesTo", "instrumentKind", "inScheme", "isDefinedBy"})
_FOLLOWS = frozenset({RK.derivesFrom, RK.hasDerived})
"""Shown only where a source says just that: elsewhere they follow from what is shown, or from a chain of it."""
_STANDARD = {
    "altLabel": ("tên khác", "also called"),
    "notation": ("ký hiệu", "notation"),
    "definition": ("định nghĩa", "definition"),
    "scopeNote": ("ghi chú phạm vi", "scope note"),
    "comment": ("chú thích", "comment"),
    "subClassOf": ("là một loại", "kind of"),
    "subPropertyOf": ("là một quan hệ", "kind of relation"),
    "domain": ("áp dụng cho", "said of"),
    "range": ("giá trị", "value"),
    "inverseOf": ("nghịch đảo của", "inverse of"),
    "broader": ("thuộc", "broader"),
    "narrower": ("gồm", "narrower"),
    "exactMatch": ("tương đương", "same as"),
    "closeMatch": ("gần với", "close to"),
    "topConceptOf": ("đứng đầu", "top concept of"),
    "hasTopConcept": ("gồm", "has top concept"),
    "Class": ("lớp", "class"),
    "ObjectProperty": ("quan hệ", "relation"),
    "DatatypeProperty": ("thuộc tính", "property"),
    "AnnotationProperty": ("thuộc tính", "property"),
    "Concept": ("khái niệm", "concept"),
    "ConceptScheme": ("hệ khái niệm", "concept scheme"),
}
"""Terms of the standard vocabularies, which our ontology does not label."""
_GRADE_ORDER = ("disputed", "asserted", "inferred")
"""What is shown where dossiers grade one relation differently: a dispute before all, then what a source states."""
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
    left_out: int = 0

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
            "left_out": self.left_out,
        }


def find_anything(engine: Engine, name: str) -> list[Thing]:
    """What an IRI, a name or a citation stands for.

    A name that is exactly that of a body, place, index, area or source comes before instruments whose titles hold it.

    Raises:
        NotFoundError: nothing is called so.
    """
    for kind in ("bodies", "places", "indices", "areas", "sources"):
        try:
            return engine.lookup.find(kind, name)
        except NotFoundError:
            continue
    iri = name.strip().removeprefix("<").removesuffix(">")
    if iri.startswith(tuple(f"{prefix}:" for prefix in PREFIXES)):
        iri = expand(iri)
    if iri.startswith(("http://", "https://")):
        found = engine.lookup.labels([iri])
        if iri in found:
            return [found[iri]]
        raise NotFoundError(f"There is nothing at {terms.shown(iri)} in the graph.")
    return engine.lookup.find_item(name)


def describe(engine: Engine, thing: Thing, lang: str = "vi") -> Description:
    """Describes one thing; relations that only follow from others, such as `relatesTo`, are left out."""
    rows = select(engine.store, _ABOUT % terms.iri(thing.iri)).rows
    grades: dict[tuple[str, str, str], str] = {}
    for row in select(engine.store, _GRADES % terms.iri(thing.iri)).rows:
        s, p, o, c = (t.value if t else "" for t in row)
        known = grades.get((s, p, o))
        grades[s, p, o] = c if known is None else min(known, c, key=_GRADE_ORDER.index)
    iris = {t.value for row in rows for t in row[:2] if t is not None and t.kind == "iri"}
    labels = {i: t.label(lang) for i, t in engine.lookup.labels(iris).items()}
    facts: list[Line] = []
    relations: list[Line] = []
    incoming: list[Line] = []
    types: list[str] = []
    told = {(p.value, v.value, w.value) for p, v, w in rows if p and v and w}
    languages: dict[str, set[str | None]] = {}
    for property_, value, _ in rows:
        if property_ is not None and value is not None and value.kind == "literal":
            languages.setdefault(property_.value, set()).add(value.lang)
    for property_, value, way in rows:
        if property_ is None or value is None or way is None:
            continue
        name = _local(property_.value)
        if name == "type" and way.value == "out":
            types.append(value.value)
        if name in _HIDDEN or value.kind == "bnode":
            continue
        if value.lang is not None and value.lang != lang and lang in languages[property_.value]:
            continue  # said in the language asked for, too
        if value.value.startswith(ID) and value.value not in labels:
            continue  # a node that only joins others, such as a responsibility: they are joined by lines of their own
        shown = labels.get(value.value, value.value) if value.kind == "iri" else value.value
        forward = way.value == "out"
        key = (thing.iri, property_.value, value.value) if forward else (value.value, property_.value, thing.iri)
        if value.kind == "iri" and key not in grades and _follows(property_.value, value.value, way.value, told):
            continue
        iri = value.value if value.kind == "iri" else None
        label = labels.get(property_.value) or _standard(name, lang)
        line = Line(name, label, shown, iri, grades.get(key) or _spoken(property_.value, key, grades))
        if way.value == "in":
            incoming.append(Line(name, f"← {line.property_label}", shown, iri, line.certainty))
        elif iri is None:
            facts.append(line)
        else:
            relations.append(line)
    own = {line.value_iri for line in relations}
    incoming = [line for line in incoming if line.value_iri not in own]
    for group in (facts, relations, incoming):
        group.sort(key=lambda x: (x.property, sort_key(x.value)))
    type_ = most_specific(set(types))
    shown_type = labels.get(f"{ONTOLOGY}{type_}", type_) or next(
        (_standard(_local(t), lang) for t in sorted(types)), ""
    )
    return Description(
        thing.iri, thing.label(lang), shown_type, tuple(facts), tuple(relations), tuple(incoming[:_MOST]),
        evidence_of(engine.store, [{"thing_iri": thing.iri}]), max(0, len(incoming) - _MOST),
    )  # fmt: skip


def _standard(name: str, lang: str) -> str:
    return _STANDARD.get(name, (name, name))[lang == "en"]


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _follows(property_: str, value: str, way: str, told: set[tuple[str, str, str]]) -> bool:
    """Whether a relation says no more than another one shown: an entailed one, or membership in a chain."""
    if property_ in _FOLLOWS:
        return True
    return any(
        p != property_ and v == value and w == way and (property_, False) in CORE.entailed(p)
        and (p, False) not in CORE.entailed(property_)
        for p, v, w in told
    )  # fmt: skip


def _spoken(property_: str, key: tuple[str, str, str], grades: dict[tuple[str, str, str], str]) -> str | None:
    """The certainty of what was said the other way round: `implementedBy` here is `implements` there."""
    subject, _, object_ = key
    return next(
        (
            grades[object_, p, subject]
            for p, swapped in sorted(CORE.entailed(property_))
            if swapped and (object_, p, subject) in grades
        ),
        None,
    )
