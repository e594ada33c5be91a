"""Questions in, answers out: the catalogue, the engines, the cascade, and plain-language questions.

>>> import queries
>>> queries.run("tasks-deriving-from", instrument="76/NQ-CP").status        # doctest: +SKIP
'answered'
"""

from __future__ import annotations

from pathlib import Path

from graph_build.location import BuiltGraph, current
from queries.answer import Answer, Entity, Evidence

# Modules called as functions are called, `ask` and `trace`, are loaded here: loaded later, they would take their place.
from queries.ask import answer as _answer
from queries.catalogue import CatalogueQuery, catalogue
from queries.embedded import EmbeddedStore, open_graph
from queries.engine import Engine, Given
from queries.remote import RemoteStore
from queries.store import Store
from queries.trace import Direction, Trace
from queries.trace import trace as _trace

__all__ = [
    "Answer",
    "CatalogueQuery",
    "EmbeddedStore",
    "Engine",
    "Entity",
    "Evidence",
    "RemoteStore",
    "Store",
    "Trace",
    "ask",
    "catalogue",
    "connect",
    "open",
    "run",
    "sparql",
    "trace",
]

_engines: dict[str, Engine] = {}


def open(folder: str | Path | BuiltGraph | None = None) -> Engine:
    """Opens a built graph: a folder, what `graph_build.build` returned, or by default the one in use."""
    return Engine(open_graph(folder))


def connect(endpoint: str, *, default_graph: str | None = None) -> Engine:
    """An engine on a SPARQL 1.1 endpoint."""
    return Engine(RemoteStore(endpoint, default_graph=default_graph))


def _engine(engine: Engine | None) -> Engine:
    """The engine given, or one on the graph in use, which is opened once while it stays the same."""
    if engine is not None:
        return engine
    graph = current()
    key = str(graph.folder)
    if key not in _engines:
        _engines.clear()
        _engines[key] = Engine(open_graph(graph))
    return _engines[key]


def run(
    name: str, /, *, engine: Engine | None = None, lang: str = "vi", **parameters: Given | list[Given] | None
) -> Answer:
    """Runs a catalogue query: ``run("tasks-deriving-from", instrument="76/NQ-CP")``."""
    return _engine(engine).run(name, parameters, lang=lang)


def sparql(text: str, *, engine: Engine | None = None) -> Answer:
    """Runs a SELECT of one's own."""
    return _engine(engine).sparql(text)


def trace(
    citation: str,
    direction: Direction = "down",
    *,
    engine: Engine | None = None,
    depth: int | None = None,
    lang: str = "vi",
) -> list[Trace]:
    """The cascade above or below everything that a citation stands for, each apart."""
    used = _engine(engine)
    return [
        _trace(used.store, thing.iri, direction, depth=depth, lang=lang) for thing in used.lookup.find_item(citation)
    ]


def ask(question: str, *, engine: Engine | None = None, lang: str | None = None) -> Answer:
    """Answers a question in Vietnamese or English; says so where it does not understand or has no data."""
    return _answer(question, _engine(engine), lang=lang)
