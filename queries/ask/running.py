"""Runs a catalogue query for a question, keeps some of its rows, and says what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from queries.answer import Answer, Value
from queries.ask import say
from queries.ask.asked import Asked
from queries.ask.names import place_id
from queries.coverage import coverage_notes
from queries.engine import Given
from queries.evidence import evidence_of

Row = dict[str, Value]


def run(asked: Asked, query: str, **given: Sequence[Given] | Given | None) -> Answer:
    """Runs a catalogue query; the entities are those of the question."""
    values = {k: v for k, v in given.items() if v not in (None, [], ())}
    found = asked.engine.run(query, values, lang=asked.lang)
    return found.with_(entities=tuple(asked.entities))


def kept(asked: Asked, found: Answer, keep: Callable[[Row], bool]) -> Answer:
    """An answer with some of its rows, and with their evidence."""
    rows = tuple(r for r in found.rows if keep(r))
    if len(rows) == len(found.rows):
        return found
    evidence = evidence_of(asked.engine.store, rows, list(found.entities))
    return found.with_(rows=rows, evidence=evidence, status="answered" if rows else "no_data")


def covered(asked: Asked, more: Sequence[str] = ()) -> tuple[str, ...]:
    """What was read about what is asked: the notes of the dossiers, or the list of all sources."""
    lookup = asked.engine.lookup
    iris = {t.iri for t in asked.cited} | set(more)
    wanted = {place_id(t.iri) for t in asked.places} | {place_id(t.iri) for t in asked.bodies}
    iris |= {i for i in lookup.instruments if place_id(i) in wanted - {"vn"}}
    aspect = "targets" if asked.has("TARGET") else "results" if asked.has("index", "RESULT") else "tasks"
    aspect = "solutions" if asked.has("SOLUTION") else "instruments" if asked.has("ISSUE", "DOC") else aspect
    notes = coverage_notes(asked.engine.store, iris, asked.lang, (aspect,)) if iris else ()
    return notes or say.sources(sorted({t.label(asked.lang) for t in lookup.sources.values()}), asked.lang)
