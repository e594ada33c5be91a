"""Search by name or number: diacritics optional, typed ones first."""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.errors import NotFoundError
from graph_build.text import compare_key, fold, sort_key
from queries.engine import Engine
from queries.lookup import Thing
from queries.store import select

_KINDS = ("instruments", "bodies", "places", "indices", "areas", "sources")
_TEXTS = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iri ?label ?lang WHERE { ?iri a rk:%s ; rdfs:label ?l BIND(STR(?l) AS ?label) BIND(LANG(?l) AS ?lang) }
ORDER BY ?iri ?lang"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, what it is called, its IRI."""

    type: str
    label: str
    iri: str


def find(engine: Engine, text: str, *, type_: str | None = None, limit: int = 20, lang: str = "vi") -> list[Hit]:
    """Things whose name or number holds all words of `text`.

    Ranked: the very thing cited; names with the diacritics as typed; names without regard to them. Within a
    rank, names that begin with the text first, then Vietnamese alphabetical order.
    """
    exact, loose = compare_key(text), fold(text)
    if not loose.strip():
        return []
    cited: set[str] = set()
    if type_ in (None, "instrument"):
        try:
            cited = {t.iri for t in engine.lookup.find_instruments(text)}
        except NotFoundError:
            cited = set()
    ranked: list[tuple[tuple[object, ...], Hit]] = []
    for thing in _things(engine, type_):
        rank = 0 if thing.iri in cited else _rank(thing, exact, loose)
        if rank is not None:
            label = thing.label(lang)
            ranked.append(((rank, sort_key(label), thing.iri), Hit(thing.type, label, thing.iri)))
    ranked.sort(key=lambda r: r[0])
    return [hit for _, hit in ranked[:limit]]


def _things(engine: Engine, type_: str | None) -> list[Thing]:
    found: list[Thing] = []
    for kind in _KINDS:
        singular = {"bodies": "body", "indices": "index"}.get(kind, kind.rstrip("s"))
        if type_ in (None, singular):
            found.extend(getattr(engine.lookup, kind).values())
    for name, class_ in (("task", "Task"), ("target", "Target")):
        if type_ in (None, name):
            by_iri: dict[str, dict[str, str]] = {}
            for row in select(engine.store, _TEXTS % class_).rows:
                iri, label, lang = (t.value if t else "" for t in row)
                by_iri.setdefault(iri, {})[lang] = label
            for iri, labels in by_iri.items():
                vi = labels.get("vi") or next(iter(labels.values()))
                found.append(Thing(iri, vi, labels.get("en", vi), (vi,), "", class_))
    return found


def _rank(thing: Thing, exact: str, loose: str) -> int | None:
    names = {thing.vi, thing.en, *thing.names}
    keys = [compare_key(n) for n in names]
    folded = [fold(n) for n in names]
    if exact in keys:
        return 1
    if any(k.startswith(exact) for k in keys):
        return 2
    if any(exact in k for k in keys):
        return 3
    if any(f.startswith(loose) for f in folded):
        return 4
    words = loose.split()
    if any(loose in f or all(w in f for w in words) for f in folded):
        return 5
    return None
