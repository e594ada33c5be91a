"""The evidence behind rows: where the sources say what an answer shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph_build import ids
from queries import terms
from queries.answer import Entity, Evidence, Value
from queries.store import Store, select

_CHUNK = 400
_MOST = 2_000
"""Things whose evidence is fetched for one answer; beyond, the rows' own IRIs lead to it."""

_QUERY = f"""PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?thing ?evidence ?title ?file ?address ?start ?end WHERE {{
  GRAPH <{ids.graph("evidence")}> {{
    {{ VALUES ?thing {{ %s }} ?thing rk:evidence ?evidence }}
    UNION
    {{ VALUES ?thing {{ %s }} ?said rdf:object ?thing ; rdf:predicate rk:mentions ; rk:evidence ?evidence }}
    OPTIONAL {{ ?evidence oa:hasSource ?held ; rk:spanStart ?start ; rk:spanEnd ?end }}
  }}
  BIND(COALESCE(?held, ?evidence) AS ?source)
  OPTIONAL {{ ?source rdfs:label ?t BIND(STR(?t) AS ?title) }}
  OPTIONAL {{ ?source rk:file ?file }}
  OPTIONAL {{ ?source rk:address ?address }}
}} ORDER BY ?source ?start ?end ?evidence"""


def evidence_of(
    store: Store, rows: Iterable[Mapping[str, Value]], entities: Sequence[Entity] = ()
) -> tuple[Evidence, ...]:
    """Where the sources state the things that rows and entities name, in the order of source and place."""
    things: dict[str, None] = {}
    for row in rows:
        for column, value in row.items():
            if column.endswith("_iri") and isinstance(value, str):
                things[value] = None
    things.update((e.iri, None) for e in entities)
    wanted = [t for t in things if t.startswith(("http://", "https://"))][:_MOST]
    found: dict[Evidence, None] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = " ".join(terms.iri(t) for t in wanted[start : start + _CHUNK])
        table = select(store, _QUERY % (chunk, chunk))
        for found_row in table.rows:
            cells = {c: t.value for c, t in zip(table.columns, found_row, strict=True) if t}
            place = Evidence(
                source=cells.get("title", ""),
                file=cells.get("file"),
                start=int(cells["start"]) if "start" in cells else None,
                end=int(cells["end"]) if "end" in cells else None,
                iri=cells["evidence"],
                address=cells.get("address"),
            )
            found[place] = None
    return tuple(sorted(found, key=lambda e: (e.source, e.start or 0, e.end or 0, e.iri)))
