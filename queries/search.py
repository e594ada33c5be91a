"""Search by name or number: diacritics optional, typed ones first."""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.errors import NotFoundError
from graph_build.text import compare_key, fold, sort_key
from queries.engine import Engine
from queries.lookup import SINGULAR, Thing
from queries.store import select

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

    Ranked: things called just so; instruments that the text cites; names with the diacritics as typed, then names
    without regard to them, and of both those that begin with the text first. Within a rank, Vietnamese alphabetical
    order.
    """
    exact, loose = compare_key(text), fold(text)
    if not any(c.isalnum() for c in loose):
        return []
    cited: set[str] = set()
    if type_ in (None, "instrument"):
        try:
            cited = {t.iri for t in engine.lookup.find_instruments(text)}
        except NotFoundError:
            cited = set()
    ranked: list[tuple[tuple[object, ...], Hit]] = []
    for thing in _things(engine, type_):
        rank = _rank(thing, exact, loose, thing.iri in cited)
        if rank is not None:
            label = thing.label(lang)
            ranked.append(((rank, sort_key(label), thing.iri), Hit(thing.type, label, thing.iri)))
    ranked.sort(key=lambda r: r[0])
    return [hit for _, hit in ranked[:limit]]


def _things(engine: Engine, type_: str | None) -> list[Thing]:
    found: list[Thing] = []
    for kind, singular in SINGULAR.items():
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


def _rank(thing: Thing, exact: str, loose: str, cited: bool) -> int | None:
    names = {thing.vi, thing.en, *thing.names}
    keys = [compare_key(n) for n in names]
    folded = [fold(n) for n in names]
    words = loose.split()
    tests = (
        exact in keys,
        loose in folded,
        cited,
        any(k.startswith(exact) for k in keys),
        any(exact in k for k in keys),
        any(f.startswith(loose) for f in folded),
        any(loose in f or _has_words(f, words) for f in folded),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


def _has_words(name: str, words: list[str]) -> bool:
    """Whether each word begins one of the name's: “an giang” is not in “bac giang”."""
    own = name.split()
    return all(any(each.startswith(word) for each in own) for word in words)
