"""Names and citations → things of the graph, the same way for every engine: a few SELECTs, then our own rules."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph_build import ids
from graph_build.citations import CitationError, Index, Known, Resolution
from graph_build.errors import AmbiguousError, NotFoundError
from graph_build.text import compare_key, fold
from ontology.namespaces import ID, expand
from ontology.terms import CONCEPTS
from queries.store import Store, Table, select
from queries.terms import shown

MOST = 5
"""How many readings of one citation are answered one by one."""

SINGULAR = {
    "instruments": "instrument", "bodies": "body", "places": "place", "indices": "index", "areas": "area",
    "sources": "source",
}  # fmt: skip
"""Each kind of thing that has names, and what one of them is called."""

_PART = re.compile(r"/(task|group|target|solution)/")
_CHUNK = 400
_FORBIDDEN = re.compile(r'[<>"{}|^`\\\s]')
_PREFIXES = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing of the graph: its labels, its other names, and where it belongs."""

    iri: str
    vi: str
    en: str
    names: tuple[str, ...] = ()
    place: str = ""
    type: str = ""

    def label(self, lang: str) -> str:
        """The label in one language."""
        return self.en if lang == "en" else self.vi


class Lookup:
    """The names of one graph, read on first use."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _rows(self, sparql: str) -> list[dict[str, str]]:
        table: Table = select(self._store, _PREFIXES + sparql)
        return [{c: t.value for c, t in zip(table.columns, row, strict=True) if t} for row in table.rows]

    @cached_property
    def instruments(self) -> dict[str, Thing]:
        """All instruments by IRI."""
        return {k.id: self._instrument_things[k.id] for k in self._known}

    @cached_property
    def _instrument_things(self) -> dict[str, Thing]:
        rows = self._rows(
            "SELECT ?iri ?label ?lang WHERE { ?iri rk:status ?s ; rdfs:label ?l "
            "BIND(STR(?l) AS ?label) BIND(LANG(?l) AS ?lang) } ORDER BY ?iri ?lang"
        )
        return _things(rows, "Instrument")

    @cached_property
    def _known(self) -> list[Known]:
        rows = self._rows("""
SELECT ?iri ?kind ?number ?year ?date ?issuer ?place WHERE {
  ?iri rk:status ?status ; rk:instrumentKind ?kind ; rk:issuedBy ?issuer ; rk:jurisdiction ?place .
  OPTIONAL { ?iri rk:number ?number } OPTIONAL { ?iri rk:year ?year } OPTIONAL { ?iri rk:issuedOn ?date }
} ORDER BY ?iri ?issuer""")
        titles: dict[str, list[str]] = {}
        for row in self._rows("""
SELECT ?iri ?title WHERE {
  ?iri rk:status ?s { ?iri rk:title ?t } UNION { ?iri skos:altLabel ?t } BIND(STR(?t) AS ?title)
}
ORDER BY ?iri ?title"""):
            titles.setdefault(row["iri"], []).append(row["title"])
        known: dict[str, Known] = {}
        for row in rows:
            if row["iri"] in known:
                continue
            issuer, place = self.bodies[row["issuer"]], self.places[row["place"]]
            place_id = place.iri.removeprefix(f"{ID}place/")
            known[row["iri"]] = Known(
                id=row["iri"],
                kind=row["kind"].rpartition("/")[2],
                number=row.get("number"),
                year=int(row["year"]) if "year" in row else None,
                date=dt.date.fromisoformat(row["date"]) if "date" in row else None,
                issuer=issuer.iri,
                issuer_names=issuer.names,
                issuer_code=_issuer_code(row["iri"]),
                place=place_id,
                place_names=place.names if place_id != "vn" else (),
                titles=tuple(titles.get(row["iri"], ())),
            )
        return list(known.values())

    @cached_property
    def index(self) -> Index:
        """The citation resolver over all instruments."""
        return Index(self._known)

    @cached_property
    def bodies(self) -> dict[str, Thing]:
        """All bodies by IRI."""
        return self._named("{ ?iri a rk:Body } UNION { ?iri a rk:CollectiveBody } ?iri rk:place ?place .", "Body")

    @cached_property
    def places(self) -> dict[str, Thing]:
        """All places by IRI."""
        return self._named("?iri a rk:Place .", "Place")

    @cached_property
    def indices(self) -> dict[str, Thing]:
        """All indices by IRI."""
        return self._named("?iri a rk:Index .", "Index")

    @cached_property
    def areas(self) -> dict[str, Thing]:
        """All reform areas by IRI."""
        scheme = " ".join(f"<{i}>" for i in CONCEPTS["area"].values())
        return self._named(f"VALUES ?iri {{ {scheme} }}", "Area", label="skos:prefLabel")

    @cached_property
    def sources(self) -> dict[str, Thing]:
        """All sources by IRI."""
        return self._named("?iri a rk:Source .", "Source")

    def _named(self, pattern: str, type_: str, label: str = "rdfs:label") -> dict[str, Thing]:
        place = " ?place" if "?place" in pattern else ""
        rows = self._rows(
            f"SELECT DISTINCT ?iri ?label ?lang{place} WHERE {{ {pattern} ?iri {label} ?l "
            "BIND(STR(?l) AS ?label) BIND(LANG(?l) AS ?lang) } ORDER BY ?iri ?lang ?label"
        )
        others = self._rows(
            f"SELECT DISTINCT ?iri ?name WHERE {{ {pattern} "
            "{ ?iri skos:altLabel ?n } UNION { ?iri skos:notation ?n } BIND(STR(?n) AS ?name) } ORDER BY ?iri ?name"
        )
        names: dict[str, list[str]] = {}
        for row in others:
            names.setdefault(row["iri"], []).append(row["name"])
        return _things(rows, type_, names)

    # -- finding ----------------------------------------------------------------------------------------------

    def find_instruments(self, text: str, *, place: str | None = None) -> list[Thing]:
        """The instruments that a citation, an IRI, a compact IRI or a path stands for.

        Raises:
            NotFoundError: none; with near ones as suggestions.
            AmbiguousError: more than `MOST`.
        """
        direct = _direct(text)
        if direct is not None and direct in self.instruments:
            return [self.instruments[direct]]
        try:
            resolution: Resolution | None = self.index.lookup(text, place=place)
        except CitationError:
            resolution = None
        matches = [self.instruments[k.id] for k in resolution.matches] if resolution else []
        if not matches:
            near = [self.instruments[k.id].vi for k in self.index.suggest(text)][:MOST]
            raise NotFoundError(_nothing("instrument", text, near), near)
        if len(matches) > MOST:
            labels = [t.vi for t in matches]
            raise AmbiguousError(
                f"“{shown(text)}” stands for {len(matches)} instruments: add the year, the day or the province.\n  "
                + "\n  ".join(labels),
                labels,
            )
        return sorted(matches, key=lambda t: t.iri)

    def find_item(self, text: str, *, place: str | None = None) -> list[Thing]:
        """An instrument, or a task or group by its IRI or path (``vn-…/kh/2017/792/task/I/3``)."""
        direct = _direct(text)
        if direct is not None and _PART.search(direct):
            found = self.labels([direct])
            if direct in found:
                return [found[direct]]
            raise NotFoundError(f"There is no task, group, target or solution “{shown(text)}” in the graph.")
        return self.find_instruments(text, place=place)

    def find(self, kind: str, text: str, *, place: str | None = None) -> list[Thing]:
        """A body, place, index, area or source by name, alias or IRI; exactly by name, never by likeness."""
        things: dict[str, Thing] = getattr(self, kind)
        singular = SINGULAR[kind]
        direct = _direct(text, singular)
        if direct is not None and direct in things:
            return [things[direct]]
        for key in (compare_key, fold):
            wanted = key(text)
            found = [t for t in things.values() if wanted in {key(n) for n in (t.vi, t.en, *t.names)}]
            own = [t for t in found if place is not None and t.place == ids.place(place)]
            if own or found:
                return sorted(own or found, key=lambda t: t.iri)
        names = {n: t.vi for t in things.values() for n in (t.vi, t.en, *t.names)}
        near = [names[n] for n in difflib.get_close_matches(text, names, n=3)]
        raise NotFoundError(_nothing(singular, text, near), near)

    def labels(self, iris: Iterable[str]) -> dict[str, Thing]:
        """Labels of any things by IRI; those without one are left out."""
        wanted = sorted({i for i in iris if i.startswith(("http://", "https://")) and not _FORBIDDEN.search(i)})
        found: dict[str, Thing] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = " ".join(f"<{i}>" for i in wanted[start : start + _CHUNK])
            # Sorted here and not there: Oxigraph takes 30 times as long with BIND and ORDER BY (measured).
            table = select(
                self._store,
                f"{_PREFIXES}SELECT ?iri ?l WHERE {{ {{ VALUES ?iri {{ {chunk} }} ?iri rdfs:label ?l }} UNION "
                f"{{ VALUES ?iri {{ {chunk} }} ?iri skos:prefLabel ?l }} }}",
            )
            rows = [
                {"iri": iri.value, "label": label.value, "lang": label.lang or ""}
                for iri, label in table.rows
                if iri is not None and label is not None
            ]
            rows.sort(key=lambda r: (r["iri"], r["lang"], r["label"]))
            found.update(_things(rows, ""))
        return found


def _direct(text: str, kind: str = "instrument") -> str | None:
    """The IRI that a text gives outright: an IRI, a compact IRI, or a path below our base; None for other words."""
    text = text.strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    if text.startswith(("http://", "https://")):
        return text
    if text.startswith(("rkid:", "rkc:", "rk:")):
        return expand(text)
    text = text.removeprefix("/").removeprefix("id/").removeprefix(f"{kind}/")
    if re.fullmatch(r"vn(-[a-z-]+)?(/[A-Za-z0-9_~.%-]+)+", text):
        return f"{ID}{kind}/{text}"
    # A slug names a place, an index or a source; an instrument or a body always has a path.
    return f"{ID}{kind}/{text}" if kind not in {"instrument", "body"} and re.fullmatch(r"[a-z0-9-]+", text) else None


def _issuer_code(iri: str) -> str | None:
    parts = iri.removeprefix(f"{ID}instrument/").split("/")
    return parts[1] if len(parts) > 1 else None


def _things(rows: list[dict[str, str]], type_: str, names: dict[str, list[str]] | None = None) -> dict[str, Thing]:
    labels: dict[str, dict[str, str]] = {}
    places: dict[str, str] = {}
    for row in rows:
        labels.setdefault(row["iri"], {}).setdefault(row.get("lang", ""), row["label"])
        if "place" in row:
            places.setdefault(row["iri"], row["place"])
    found = {}
    for iri, by_lang in labels.items():
        vi = by_lang.get("vi") or by_lang.get("") or next(iter(by_lang.values()))
        others = tuple((names or {}).get(iri, ()))
        found[iri] = Thing(iri, vi, by_lang.get("en") or vi, (vi, *others), places.get(iri, ""), type_)
    return found


def _nothing(kind: str, text: str, near: list[str]) -> str:
    hint = f" Did you mean {' or '.join(f'“{n}”' for n in near)}?" if near else ""
    return f"No {kind} in the graph is called “{shown(text)}”.{hint}"
