"""Answer → Trace: the cascade that the rows of an answer tell, so that one drawing serves both.

Rows name a chain by their columns: instrument, plan, group, task (each with its ``_iri``). A row tells how
sure the whole chain is; the link into the plan is as sure as the surest row through it, and a later link
carries what is left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from graph_build.citations import KINDS
from ontology.namespaces import ID
from ontology.terms import RK
from queries.answer import Answer, Evidence, Value
from queries.trace import Node, Step, Trace

Row = Mapping[str, Value]
_LEVELS: Final = (  # column, class of the ontology, relation to the level above
    ("instrument", "Instrument", "derivesFrom"),
    ("programme", "Programme", "derivesFrom"),
    ("plan", "Plan", "derivesFrom"),
    ("group", "TaskGroup", "groupOf"),
    ("task", "Task", "taskOf"),
)
_GRADES: Final = ("asserted", "inferred", "disputed")


def type_of(iri: str, otherwise: str = "Instrument") -> str:
    """The class that an IRI of ours tells: instruments carry the code of their kind, see ``model.md``.

    >>> type_of(ID + "instrument/vn/cp/nq/2021/76"), type_of(ID + "instrument/vn-x/ubnd/kh/2017/792/task/I/1")
    ('Resolution', 'Task')
    """
    parts = _instrument_parts(iri)
    if "/task/" in iri:
        return "Task"
    if "/group/" in iri:
        return "TaskGroup"
    key = next((k.key for k in KINDS.values() if parts and k.code == parts[2]), "")
    name = "".join(word.capitalize() for word in key.split("-"))
    return name if name and hasattr(RK, name) else otherwise


def label_of(iri: str, lang: str) -> str:
    """A name for an instrument of which only the IRI is known: kind, number and year, nothing guessed.

    >>> label_of(ID + "instrument/vn-an-giang/ubnd/qd/2021/3037", "vi")
    'Quyết định 3037 (2021)'
    """
    parts = _instrument_parts(iri)
    if not parts:
        return iri
    kind = next((k for k in KINDS.values() if k.code == parts[2]), None)
    name = (kind.vi if lang == "vi" else kind.en) if kind else parts[2]
    number = parts[4].removeprefix("_")
    return f"{name} {number}" + (f" ({parts[3]})" if parts[3] != "_" else "")


def _instrument_parts(iri: str) -> list[str]:
    parts = iri.removeprefix(ID + "instrument/").split("/") if iri.startswith(ID + "instrument/") else []
    return parts if len(parts) >= 5 else []


@dataclass
class _Chain:
    """The nodes found so far below one root."""

    root: Node
    nodes: dict[str, Node] = field(default_factory=dict)


def traces(answer: Answer) -> tuple[Trace, ...]:
    """One cascade per instrument that the rows or, where it has no rows, the question name."""
    chains: dict[str, _Chain] = {}
    for entity in answer.entities:
        if _instrument_parts(entity.iri):
            chains[entity.iri] = _Chain(_node(entity.iri, type_of(entity.iri), entity.label))
    for number, row in enumerate(answer.rows):
        levels = [n for n in (_level(row, *level) for level in _LEVELS) if n is not None]
        if not levels:
            continue
        top = levels[0][0]
        if top.type in {"Plan", "TaskGroup", "Task"} and len(chains) == 1 and top.iri not in chains:
            top = next(iter(chains.values())).root  # the rows leave out what the question asked about
            levels.insert(0, (top, ""))
        chain = chains.setdefault(top.iri, _Chain(top))
        if chain.root.label == chain.root.iri and top.label != top.iri:
            chain.root = top
        if len(levels) == 1:
            chain.root = _counted(chain.root, row)
        _follow(chain, levels, row, number)
    return tuple(_trace(chain) for chain in chains.values())


def _level(row: Row, column: str, type_: str, relation: str) -> tuple[Node, str] | None:
    iri, label = _text(row.get(f"{column}_iri")), _text(row.get(column))
    if not iri and not label:
        return None
    known = type_of(iri, type_) if iri else type_
    return _node(iri or f"{column}:{label}", known, label or iri), relation


def _follow(chain: _Chain, levels: list[tuple[Node, str]], row: Row, number: int) -> None:
    above = chain.root
    grade = _text(row.get("certainty"))
    grade = grade.rpartition("/")[2] if grade else "asserted"
    for place, (found, relation) in enumerate(levels[1:], start=1):
        last = place == len(levels) - 1
        if found.iri == above.iri:
            continue
        iri = found.iri if "://" in found.iri else f"{above.iri}#{found.iri}"
        told = _text(row.get("relation")) if last else ""
        own = grade if place == 1 or last else "asserted"
        step = Step(iri, told or relation, above.iri, own, _evidence(row) if last else ())
        node = replace(found, iri=iri, path=(*(above.path or (above.iri,)), iri), depth=above.depth + 1)
        node = replace(node, steps=(*above.steps, step), group=above.iri if above.type == "TaskGroup" else None)
        if last:
            node = _counted(node, row)
        former = chain.nodes.get(iri)
        if former is not None:
            node = _surer(former, node)
        chain.nodes[iri] = above = node


def _surer(former: Node, node: Node) -> Node:
    """The same thing met in another row: the surer link, and every count that either row has."""
    ranked = min((former, node), key=lambda n: _rank(n.steps[-1].certainty))
    return replace(
        ranked,
        declared=former.declared if former.declared is not None else node.declared,
        listed=former.listed if former.listed is not None else node.listed,
    )


def _rank(grade: str) -> int:
    return _GRADES.index(grade) if grade in _GRADES else len(_GRADES)


def _counted(node: Node, row: Row) -> Node:
    number = _text(row.get("number")) or _text(row.get("task_number")) or None
    if node.type == "Task":
        return replace(node, number=number)
    declared, listed = _count(row.get("declared")), _count(row.get("listed"))
    return replace(
        node,
        declared=node.declared if declared is None else declared,
        listed=node.listed if listed is None else listed,
        issued_on=_text(row.get("issued_on")) or node.issued_on,
    )


def _trace(chain: _Chain) -> Trace:
    """The chain in reading order, a node after what stands above it, with every path as its links now are."""
    placed: dict[str, Node] = {}
    for iri, node in chain.nodes.items():
        above = placed.get(node.path[-2])
        before = above.steps if above is not None else ()
        own = node.steps[-1]
        inherited = max((s.certainty for s in before), key=_rank, default="asserted")
        if before and _rank(own.certainty) <= _rank(inherited):
            own = replace(own, certainty="asserted")  # what is unsure lies above
        placed[iri] = replace(node, steps=(*before, own))
    links = tuple(n.steps[-1] for n in placed.values())
    return Trace(chain.root, "down", tuple(placed.values()), links, ())


def _evidence(row: Row) -> tuple[Evidence, ...]:
    source = _text(row.get("source"))
    if not source:
        return ()
    start, end = _count(row.get("start")), _count(row.get("end"))
    iri = _text(row.get("evidence_iri")) or _text(row.get("source_iri"))
    return (Evidence(source, _text(row.get("file")) or None, start, end, iri, _text(row.get("address")) or None),)


def _node(iri: str, type_: str, label: str) -> Node:
    return Node(iri, type_, label, None, None, None, None, None, None, None)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _count(value: Value) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    return int(value) if isinstance(value, int) or re.fullmatch(r"\d+", str(value)) else None
