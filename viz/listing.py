"""What the page says in words: the legend, and the list with the same things as the picture.

For those who read by keyboard, by ear, on paper or without JavaScript, and for whoever wants the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.text import sort_key
from queries.trace import Step
from viz import text
from viz.marks import MARKS, Mark, mark_of
from viz.network import GRADES, Band, Card, Link, bands, cards, links

if TYPE_CHECKING:
    from viz.network import Graph


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """Where a link is said: the source's title, and its file and place or its address."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """One link of a chain, in words."""

    upper: str
    lower: str
    relation: str
    grade: str
    certainty: str
    note: str
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list, which has the same things as the picture; the `*_key` are what it is sorted by."""

    name: str
    iri: str
    label: str
    label_key: int
    type: str
    mark: Mark
    tier: int
    declared: int | None
    listed: int | None
    grade: str
    certainty: str
    grade_key: int
    aside: str
    own: tuple[StepLine, ...]
    chain: tuple[StepLine, ...]
    more: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The list of one cascade."""

    title: str
    note: str
    rows: tuple[Row, ...]
    coverage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One line of the legend: a mark and the kinds of thing in the picture that carry it."""

    mark: Mark
    types: str


def one_line(label: str) -> str:
    """A label without line breaks, tabs and the like."""
    return " ".join(label.split())


def capital(words: str) -> str:
    """Words with a capital at the beginning only."""
    return words[:1].upper() + words[1:]


def kind(card: Card, lang: str) -> str:
    """The type as cards and rows name it; groups and tasks with their number."""
    name = capital(text.term(card.node.type, lang)) if card.node.type else ""
    numbered = card.node.type in {"Task", "TaskGroup"} and card.node.number
    return f"{name} {card.node.number}" if numbered else name


def band_note(band: Band, lang: str) -> str:
    """How much a cascade holds; says plainly that nothing recorded is not nothing there."""
    own = text.words(lang)
    up = "_up" if band.direction == "up" else ""
    return own[f"band_note{up}"].format(band.size) if band.size else own[f"band_none{up}"]


def legend(graph: Graph, lang: str) -> tuple[Mention, ...]:
    """The marks that the picture has, each with the kinds of thing that carry it."""
    kinds: dict[str, dict[str, None]] = {}
    for _, card in cards(graph):
        name = text.term(card.node.type, lang) if card.node.type else "?"
        kinds.setdefault(mark_of(card.node.type).name, {})[name] = None
    return tuple(Mention(m, capital(", ".join(kinds[m.name]))) for m in MARKS if m.name in kinds)


def tables(graph: Graph, lang: str) -> tuple[Table, ...]:
    """The list of every cascade of the picture, complete, in reading order."""
    labels = sorted({card.node.label for _, card in cards(graph)}, key=sort_key)
    order = {label: rank for rank, label in enumerate(labels)}
    extra: dict[str, list[tuple[str, str, Link]]] = {}
    for upper, lower, link in links(graph):
        if link.kind == "extra":
            extra.setdefault(lower, []).append((upper, lower, link))
    found = dict(cards(graph))
    beside = {card.parent: (name,) for name, card in found.items() if card.beside}
    tables = []
    for number, band in enumerate(bands(graph)):
        names = {c.node.iri: c.node.label for c in found.values() if c.band == number}
        last = max(c.layer for c in found.values() if c.band == number)
        order_of_rows = [n for n, c in found.items() if c.band == number and not c.beside]
        rows = []
        for name in (m for n in order_of_rows for m in (n, *beside.get(n, ()))):
            card = found[name]
            steps = tuple(_step_line(s, names, lang) for s in card.node.steps)
            own = tuple(_step_line(s, names, lang) for s in card.node.steps[-1:])
            more = tuple(_step_line(k.step, names, lang) for _, _, k in extra.get(name, ()) if k.step)
            aside = _aside(card, found, beside.get(name, ()), lang)
            grade = card.node.certainty if card.node.steps else ""
            unknown = text.words(lang)["unstated"] if card.beside else "–"
            rows.append(
                Row(
                    name=name,
                    iri=card.node.iri,
                    label=one_line(card.node.label),
                    label_key=order[card.node.label],
                    type=kind(card, lang),
                    mark=mark_of(card.node.type),
                    tier=_tier(card, band, last),
                    declared=card.node.declared,
                    listed=card.node.listed,
                    grade=grade,
                    certainty=text.certainty(grade, lang) if grade else unknown,
                    grade_key=GRADES.index(grade) if grade in GRADES else len(GRADES),
                    aside=aside,
                    own=own,
                    chain=steps if len(steps) > 1 else (),
                    more=more,
                )
            )
        tables.append(Table(one_line(band.title), band_note(band, lang), tuple(rows), band.coverage))
    return tuple(tables)


def _tier(card: Card, band: Band, last: int) -> int:
    """How many columns from the root: the longest way there, not the length of the chain that is shown."""
    return card.layer if band.direction == "down" else last - card.layer


def _aside(card: Card, found: Mapping[str, Card], by: Sequence[str], lang: str) -> str:
    own = text.words(lang)
    if card.beside and card.parent is not None:
        return own["promulgates"].format(one_line(found[card.parent].node.label))
    return "; ".join(own["promulgated_by"].format(one_line(found[name].node.label)) for name in by)


def _step_line(step: Step, names: Mapping[str, str], lang: str) -> StepLine:
    own = text.words(lang)
    evidence = []
    for item in step.evidence:
        where = [item.file or item.address or ""]
        if item.start is not None and item.end is not None:
            where.append(own["characters"].format(item.start, item.end))
        evidence.append(EvidenceLine(one_line(item.source), ", ".join(w for w in where if w)))
    return StepLine(
        upper=one_line(names.get(step.to, step.to)),
        lower=one_line(names.get(step.from_, step.from_)),
        relation=text.term(step.relation, lang),
        grade=step.certainty,
        certainty=text.certainty(step.certainty, lang),
        note=own["note"].format(step.note) if step.note else "",
        evidence=tuple(evidence),
    )
