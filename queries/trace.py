"""The cascade above or below a thing: every node with its path, every step with its certainty and evidence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from graph_build import ids
from graph_build.errors import NotFoundError
from ontology.namespaces import ONTOLOGY
from ontology.reasoning import CORE
from ontology.terms import RK
from queries import terms
from queries.answer import Evidence
from queries.coverage import coverage_notes
from queries.store import Store, select

Direction = Literal["up", "down"]
_CHUNK = 400
_PREFIXES = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: `from_` derives from `to` by `relation`."""

    from_: str
    relation: str
    to: str
    certainty: str
    evidence: tuple[Evidence, ...]
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The step as JSON has it."""
        return {
            "from": self.from_,
            "relation": self.relation,
            "to": self.to,
            "certainty": self.certainty,
            "evidence": [e.to_dict() for e in self.evidence],
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the cascade. `path` leads from the root to it; `steps` are the links of that path.

    A programme's `promulgation` is the step to the decision that promulgated it, which need not be in the cascade.
    `declared` and `listed` count the tasks that a plan or group declares and that are recorded, one by one.
    """

    iri: str
    type: str
    label: str
    number: str | None
    issued_on: str | None
    place: str | None
    declared: int | None
    listed: int | None
    group: str | None
    promulgated_by: str | None
    depth: int = 0
    path: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    promulgated_by_label: str | None = None
    promulgation: Step | None = None
    year: str | None = None
    position: int | None = None

    @property
    def certainty(self) -> str:
        """How sure the whole path is: as its weakest step."""
        grades = [s.certainty for s in self.steps]
        return "disputed" if "disputed" in grades else "inferred" if "inferred" in grades else "asserted"

    def to_dict(self) -> dict[str, Any]:
        """The node as JSON has it."""
        return {
            "iri": self.iri, "type": self.type, "label": self.label, "depth": self.depth, "number": self.number,
            "issuedOn": self.issued_on, "place": self.place, "declaredTaskCount": self.declared,
            "listedTaskCount": self.listed, "group": self.group, "promulgatedBy": self.promulgated_by,
            "promulgatedByLabel": self.promulgated_by_label,
            "promulgation": self.promulgation.to_dict() if self.promulgation else None,
            "certainty": self.certainty, "path": list(self.path), "steps": [s.to_dict() for s in self.steps],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trace:
    """A cascade: the root, the nodes below (or above) it in reading order, all links, and the coverage."""

    root: Node
    direction: Direction
    nodes: tuple[Node, ...]
    links: tuple[Step, ...]
    coverage: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The cascade as `trace --format json` prints it (see ``contracts.md``)."""
        root = self.root
        return {
            "root": {"iri": root.iri, "label": root.label, "type": root.type, "number": root.number,
                     "issuedOn": root.issued_on, "declaredTaskCount": root.declared, "listedTaskCount": root.listed},
            "direction": self.direction,
            "nodes": [n.to_dict() for n in self.nodes],
            "links": [s.to_dict() for s in self.links],
            "coverage": list(self.coverage),
        }  # fmt: skip


def cascade_relations() -> list[str]:
    """The asserted properties that make a cascade: those that entail derivesFrom, from the axioms."""
    return sorted(name for name in CORE.superproperties if (RK.derivesFrom, False) in CORE.entailed(name))


def trace(
    store: Store, root: str, direction: Direction = "down", *, depth: int | None = None, lang: str = "vi"
) -> Trace:
    """Traces the cascade from one thing.

    Args:
        store: any engine.
        root: IRI of an instrument, group or task.
        direction: ``down`` to what derives from it, ``up`` to what it derives from.
        depth: steps to go at most.
        lang: language of labels and coverage.

    A node that several paths lead to is given the surest of them and, among equally sure ones, the longest:
    it shows the most of how the cascade went. All links stand in `links`.
    """
    edges = _edges(store, root, direction)
    steps = {(s.from_, s.to): s for s in _evidenced(store, edges)}
    best = _best_paths(root, direction, steps.values(), depth)
    nodes = {n.iri: n for n in _nodes(store, [root, *best], lang)}
    if root not in nodes:
        raise NotFoundError(f"There is nothing at {terms.shown(root)} in the graph.")
    placed = []
    for iri, path in best.items():
        if iri not in nodes:
            continue
        links = [steps[(b, a) if direction == "down" else (a, b)] for a, b in itertools.pairwise(path)]
        placed.append(replace(nodes[iri], depth=len(path) - 1, path=path, steps=tuple(links)))
    placed.sort(key=lambda n: [_order(nodes[i], nodes) for i in n.path if i in nodes])
    kept = {root, *(n.iri for n in placed)}
    kept_links = tuple(s for _, s in sorted(steps.items()) if s.from_ in kept and s.to in kept)
    coverage = coverage_notes(store, [root, *(n.iri for n in placed)], lang)
    first, *others = _with_promulgation(store, [nodes[root], *placed], lang)
    return Trace(first, direction, tuple(others), kept_links, coverage)


def _with_promulgation(store: Store, nodes: list[Node], lang: str) -> list[Node]:
    """The nodes, each programme with the decision that promulgated it and where that is said."""
    pairs = [(n.iri, RK.promulgatedBy, n.promulgated_by) for n in nodes if n.promulgated_by is not None]
    said = {s.from_: s for s in _evidenced(store, pairs)}
    labels = {n.iri: n.label for n in _nodes(store, sorted({p[2] for p in pairs}), lang)} if pairs else {}
    return [
        replace(n, promulgation=said.get(n.iri), promulgated_by_label=labels.get(n.promulgated_by or "")) for n in nodes
    ]


def _order(node: Node, nodes: Mapping[str, Node]) -> tuple[object, ...]:
    """Reading order among siblings: instruments by day (or year), then each group followed by its tasks, as printed."""
    if node.type == "TaskGroup":
        return (1, node.position or 0, -1, node.iri)
    if node.type == "Task":
        group = nodes.get(node.group or "")
        return (1, group.position or 0 if group else 1 << 30, node.position or 0, node.iri)
    return (0, node.issued_on or f"{node.year or '9999'}-99", node.number or "", node.iri)


def _rows(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    table = select(store, _PREFIXES + sparql)
    for row in table.rows:
        yield {c: t.value for c, t in zip(table.columns, row, strict=True) if t}


def _edges(store: Store, root: str, direction: Direction) -> list[tuple[str, str, str]]:
    relations = " ".join(terms.iri(p) for p in cascade_relations())
    ends = (
        ("?from rk:derivesFrom ?root .", "?to rk:derivesFrom ?root", "?to")
        if direction == "down"
        else ("?root rk:derivesFrom ?to .", "?root rk:derivesFrom ?from", "?from")
    )
    sparql = f"""SELECT DISTINCT ?from ?relation ?to WHERE {{
  VALUES ?root {{ {terms.iri(root)} }}
  {ends[0]}
  ?from ?relation ?to .
  VALUES ?relation {{ {relations} }}
  FILTER({ends[2]} = ?root || EXISTS {{ {ends[1]} }})
}} ORDER BY ?from ?relation ?to"""
    found: dict[tuple[str, str], str] = {}
    for row in _rows(store, sparql):
        pair = (row["from"], row["to"])
        if pair not in found or (found[pair], False) in CORE.entailed(row["relation"]):
            found[pair] = row["relation"]  # the most specific: concretises, not the implements it entails
    return [(a, relation, b) for (a, b), relation in found.items()]


def _evidenced(store: Store, edges: list[tuple[str, str, str]]) -> Iterator[Step]:
    """Each link with the certainty and evidence of what was said of it, in either direction of the words."""
    said: dict[tuple[str, str], list[tuple[str, str | None, Evidence]]] = {}
    inverse = {RK.promulgatedBy: RK.promulgates}
    for start in range(0, len(edges), _CHUNK):
        triples = []
        for a, relation, b in edges[start : start + _CHUNK]:
            spoken = (b, inverse[relation], a) if relation in inverse else (a, relation, b)
            triples.append("(" + " ".join(terms.iri(t) for t in (*spoken, a, b)) + ")")
        for row in _rows(store, _EVIDENCE_OF % " ".join(triples)):
            evidence = Evidence(
                row.get("title", ""), row.get("file"), _int(row.get("start")), _int(row.get("end")),
                row["evidence"], row.get("address"),
            )  # fmt: skip
            grade = row["certainty"].rpartition("/")[2]
            said.setdefault((row["a"], row["b"]), []).append((grade, row.get("note"), evidence))
    for a, relation, b in edges:
        found = said.get((a, b), [])
        grades = {g for g, _, _ in found}
        certainty = next((g for g in ("disputed", "asserted", "inferred") if g in grades), "inferred")
        own = [f for f in found if f[0] == certainty]
        note = next((n for _, n, _ in own if n), None)
        yield Step(a, relation.removeprefix(ONTOLOGY), b, certainty, tuple(dict.fromkeys(e for _, _, e in own)), note)


_EVIDENCE_OF = f"""SELECT DISTINCT ?a ?b ?certainty ?note ?evidence ?title ?file ?address ?start ?end WHERE {{
  VALUES (?subject ?predicate ?object ?a ?b) {{ %s }}
  GRAPH <{ids.graph("evidence")}> {{
    ?assertion rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
               rk:certainty ?certainty ; rk:evidence ?evidence .
    OPTIONAL {{ ?assertion rk:note ?note }}
    OPTIONAL {{ ?evidence oa:hasSource ?held ; rk:spanStart ?start ; rk:spanEnd ?end }}
  }}
  BIND(COALESCE(?held, ?evidence) AS ?source)
  OPTIONAL {{ ?source rdfs:label ?t BIND(STR(?t) AS ?title) }}
  OPTIONAL {{ ?source rk:file ?file }}
  OPTIONAL {{ ?source rk:address ?address }}
}} ORDER BY ?a ?b ?certainty ?evidence ?note"""


def _int(value: str | None) -> int | None:
    return int(value) if value is not None else None


_DOUBT = {"asserted": 0, "inferred": 1, "disputed": 1 << 20}
"""What a step adds to the doubt about a path: one disputed step outweighs any number of inferred ones."""


def _best_paths(
    root: str, direction: Direction, steps: Iterable[Step], depth: int | None = None
) -> dict[str, tuple[str, ...]]:
    """For each node the surest path from the root of at most `depth` steps and, of equally sure ones, the longest.

    Works on the acyclic cascade in topological order, so each link is looked at once; a node keeps the best path of
    each length, for the best of all may be too long.
    """
    next_of: dict[str, list[tuple[str, int]]] = {}
    waiting: dict[str, int] = {}
    for step in sorted(steps, key=lambda s: (s.from_, s.to)):
        a, b = (step.to, step.from_) if direction == "down" else (step.from_, step.to)
        next_of.setdefault(a, []).append((b, _DOUBT[step.certainty]))
        waiting[b] = waiting.get(b, 0) + 1
    best: dict[str, dict[int, tuple[int, tuple[str, ...]]]] = {root: {0: (0, (root,))}}
    ready = [root]
    while ready:
        node = ready.pop()
        for after, doubt in next_of.get(node, ()):
            offers = best.setdefault(after, {})
            for length, (before, path) in best.get(node, {}).items():
                offer = (before + doubt, (*path, after))
                if (depth is None or length < depth) and offer < offers.get(length + 1, (_NEVER, ())):
                    offers[length + 1] = offer
            waiting[after] -= 1
            if waiting[after] == 0:
                ready.append(after)
    del best[root]
    surest = {
        iri: min((doubt, -length, path) for length, (doubt, path) in found.items())
        for iri, found in sorted(best.items())
        if found
    }
    return {iri: path for iri, (_, _, path) in surest.items()}


_NEVER = 1 << 60


def _nodes(store: Store, iris: list[str], lang: str) -> Iterator[Node]:
    facts: dict[str, dict[str, set[str]]] = {i: {} for i in iris}
    for start in range(0, len(iris), _CHUNK):
        chunk = " ".join(terms.iri(i) for i in iris[start : start + _CHUNK])
        for row in _rows(store, _NODE_FACTS % chunk):
            value = f"{row['lang']}\0{row['value']}" if row.get("lang") else row["value"]
            facts[row["iri"]].setdefault(row["fact"].removeprefix(ONTOLOGY), set()).add(value)
    for iri, known in facts.items():
        label = _in_language(known.get("http://www.w3.org/2000/01/rdf-schema#label", set()), lang)
        if label is None:
            continue

        def one(name: str, known: dict[str, set[str]] = known) -> str | None:
            return min(known[name]) if name in known else None

        yield Node(
            iri=iri,
            type=most_specific(known.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", set())),
            label=label,
            number=one("number"),
            issued_on=one("issuedOn"),
            place=one("jurisdiction"),
            declared=_int(one("declaredTaskCount")),
            listed=_int(one("listedTaskCount")),
            group=one("inGroup"),
            promulgated_by=one("promulgatedBy"),
            year=one("year"),
            position=_int(one("position")),
        )


_NODE_FACTS = """SELECT ?iri ?fact ?value ?lang WHERE {
  VALUES ?iri { %s }
  VALUES ?fact { rdf:type rdfs:label rk:number rk:issuedOn rk:year rk:position rk:jurisdiction rk:declaredTaskCount
                 rk:listedTaskCount rk:inGroup rk:promulgatedBy }
  ?iri ?fact ?v BIND(STR(?v) AS ?value) BIND(IF(isLiteral(?v), LANG(?v), "") AS ?lang)
} ORDER BY ?iri ?fact ?value"""


def _in_language(values: set[str], lang: str) -> str | None:
    """The text in a language, else in Vietnamese, else any; `values` are language, NUL, text."""
    by_lang: dict[str, str] = {}
    for value in sorted(values):
        own, separator, text = value.partition("\0")
        by_lang.setdefault(own if separator else "", text if separator else own)
    return next((by_lang[w] for w in (lang, "vi", "") if w in by_lang), next(iter(by_lang.values()), None))


def most_specific(types: set[str]) -> str:
    """The local name of the narrowest of our classes among `types`; empty if there is none."""
    own = sorted(t for t in types if t.startswith(ONTOLOGY))
    above = {s for t in own for s in CORE.classes_above(t) if s != t}
    return next((t.removeprefix(ONTOLOGY) for t in own if t not in above), "")
