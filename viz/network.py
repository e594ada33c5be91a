"""Trace or Answer → a networkx graph with everything a picture needs, except where things stand.

Pure. A node of the graph has a short safe name (``n0``); what it stands for is in its attribute `card`. An
edge leads from the upper thing to the lower one, as a cascade flows, and has its attribute `link`. The bands,
one per root, are in ``graph.graph["bands"]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import networkx as nx

from queries.answer import Answer
from queries.trace import Direction, Node, Step, Trace
from viz import rows

if TYPE_CHECKING:
    Graph = nx.DiGraph[str]

Source = Trace | Sequence[Trace] | Answer
LinkKind = Literal["tree", "extra", "beside"]
GRADES: Final = ("asserted", "inferred", "disputed")
"""From sure to unsure."""


@dataclass(frozen=True, slots=True)
class Card:
    """One node of the picture.

    Attributes:
        band: number of the cascade that it belongs to.
        node: the thing itself.
        parent: name of the card that it hangs from; None for a root and for a thing whose place is unknown.
        layer: column, counted from the left; every link leads to the right.
        beside: it is an instrument that promulgates `parent`, and is not part of the cascade itself.
    """

    band: int
    node: Node
    parent: str | None
    layer: int
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the picture. `step` is None for a promulgation known by its IRI only.

    `kind`: ``tree`` the line by which the lower card hangs; ``extra`` a further link; ``beside`` to a
    promulgating instrument that stands by.
    """

    kind: LinkKind
    relation: str
    certainty: str | None
    step: Step | None


@dataclass(frozen=True, slots=True)
class Band:
    """One cascade of the picture, with its root and what was read for it."""

    root: str
    title: str
    direction: Direction
    size: int
    coverage: tuple[str, ...]


def network(source: Source, *, lang: str = "vi", labels: Mapping[str, str] | None = None) -> Graph:
    """The picture's graph.

    Args:
        source: one trace, several, or an answer whose rows tell a cascade.
        lang: language of names made up from IRIs.
        labels: names of things that a trace has by IRI only (instruments that promulgate).
    """
    graph: Graph = nx.DiGraph()
    bands: list[Band] = []
    given = as_traces(source)
    known = {n.iri: n.label for t in given for n in (t.root, *t.nodes)} | dict(labels or {})
    for number, trace in enumerate(given):
        _Cascade(graph, trace, number, known, lang).add()
        size = sum(1 for _, c in cards(graph) if c.band == number and not c.beside) - 1
        root = next(name for name, c in cards(graph) if c.band == number)
        bands.append(Band(root, trace.root.label, trace.direction, size, trace.coverage))
    graph.graph["bands"] = tuple(bands)
    return graph


def as_traces(source: Source) -> tuple[Trace, ...]:
    """The cascades of any source."""
    if isinstance(source, Trace):
        return (source,)
    if isinstance(source, Answer):
        return rows.traces(source)
    return tuple(source)


def cards(graph: Graph) -> Iterator[tuple[str, Card]]:
    """Names and cards, in reading order."""
    yield from ((name, data["card"]) for name, data in graph.nodes(data=True))


def links(graph: Graph) -> Iterator[tuple[str, str, Link]]:
    """Upper name, lower name and link, in a fixed order."""
    yield from ((upper, lower, data["link"]) for upper, lower, data in graph.edges(data=True))


def bands(graph: Graph) -> tuple[Band, ...]:
    """The cascades of the picture, from top to bottom."""
    found: tuple[Band, ...] = graph.graph["bands"]
    return found


class _Cascade:
    """One trace on its way into the graph."""

    def __init__(self, graph: Graph, trace: Trace, band: int, labels: Mapping[str, str], lang: str) -> None:
        self.graph, self.trace, self.band, self.labels, self.lang = graph, trace, band, labels, lang
        self.nodes = {trace.root.iri: trace.root}
        for node in trace.nodes:
            self.nodes.setdefault(node.iri, node)
        first = graph.number_of_nodes()
        self.names = {iri: f"n{first + place}" for place, iri in enumerate(self.nodes)}
        self.parents = _parents(trace, self.nodes)

    def add(self) -> None:
        steps = self._steps()
        layers = self._layers(steps)
        for iri, node in self.nodes.items():
            parent = self.parents.get(iri)
            card = Card(self.band, node, self.names[parent] if parent else None, layers[iri])
            self.graph.add_node(self.names[iri], card=card)
        for (upper, lower), (kind, relation, step) in steps.items():
            link = Link(kind, relation, step.certainty if step else None, step)
            self.graph.add_edge(self.names[upper], self.names[lower], link=link)
        for node in list(self.nodes.values()):
            if node.promulgated_by and node.promulgated_by not in self.nodes:
                self._stand_by(node, layers[node.iri])

    def _steps(self) -> dict[tuple[str, str], tuple[LinkKind, str, Step | None]]:
        """Every link to draw, by its ends (upper, lower)."""
        down = self.trace.direction == "down"
        found: dict[tuple[str, str], Step] = {}
        for step in (*self.trace.links, *(s for n in self.nodes.values() for s in n.steps)):
            if step.from_ in self.nodes and step.to in self.nodes and step.from_ != step.to:
                found.setdefault((step.to, step.from_), step)
        drawn: dict[tuple[str, str], tuple[LinkKind, str, Step | None]] = {}
        for lower, parent in self.parents.items():
            ends = (parent, lower) if down else (lower, parent)
            own = found.pop(ends, None)
            if own is not None:
                drawn[ends] = ("tree", own.relation, own)
                continue
            # A task hangs from its group; what the graph says of it is that it is a task of the plan.
            of_plan = next((s for s in reversed(self.nodes[lower].steps) if s.from_ == lower), None)
            if of_plan is not None:
                found.pop((of_plan.to, of_plan.from_), None)
            drawn[ends] = ("tree", "inGroup", of_plan)
        drawn |= {ends: ("extra", step.relation, step) for ends, step in found.items()}
        return drawn

    def _layers(self, ends: Iterable[tuple[str, str]]) -> dict[str, int]:
        """Columns: the longest way from the root, so that every link leads on; mirrored when going up."""
        down = self.trace.direction == "down"
        flow: Graph = nx.DiGraph()
        flow.add_nodes_from(self.nodes)
        flow.add_edges_from(ends if down else ((b, a) for a, b in ends))
        layers = {iri: max(node.depth, 1) for iri, node in self.nodes.items()}
        layers[self.trace.root.iri] = 0
        if nx.is_directed_acyclic_graph(flow):
            for iri in nx.topological_sort(flow):
                layers[iri] = max((layers[p] + 1 for p in flow.predecessors(iri)), default=layers[iri])
        last = max(layers.values())
        return layers if down else {iri: last - layer for iri, layer in layers.items()}

    def _stand_by(self, node: Node, layer: int) -> None:
        iri = node.promulgated_by or ""
        label = self.labels.get(iri) or node.promulgated_by_label or rows.label_of(iri, self.lang)
        said = node.promulgation
        by = Node(iri, rows.type_of(iri), label, None, None, None, None, None, None, None)
        name = f"n{self.graph.number_of_nodes()}"
        self.graph.add_node(name, card=Card(self.band, by, self.names[node.iri], layer, beside=True))
        self.graph.add_edge(
            name, self.names[node.iri], link=Link("beside", "promulgatedBy", said.certainty if said else None, said)
        )


def _parents(trace: Trace, nodes: Mapping[str, Node]) -> dict[str, str]:
    """What each thing hangs from: its group if it has one, else the thing before it on its path."""
    parents: dict[str, str] = {}
    for iri, node in nodes.items():
        if iri == trace.root.iri:
            continue
        above = [node.group] if trace.direction == "down" else []
        above += [p for p in node.path[-2:-1] if p]
        parent = next((p for p in above if p in nodes and p != iri), None)
        if parent is not None and not _leads_to(iri, parent, parents):
            parents[iri] = parent
    return parents


def _leads_to(iri: str, start: str, parents: Mapping[str, str]) -> bool:
    """Whether going up from `start` one comes to `iri`: then hanging `iri` there would close a circle."""
    at: str | None = start
    while at is not None:
        if at == iri:
            return True
        at = parents.get(at)
    return False
