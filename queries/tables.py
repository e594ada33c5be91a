"""Tables of the whole graph, for those who work in spreadsheets: each is a catalogue query or a small SELECT."""

from __future__ import annotations

from collections.abc import Sequence

from ontology.namespaces import ID
from queries.answer import Value
from queries.engine import Engine, find_query
from queries.store import dicts, select

_RK = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""

TABLES: dict[str, str] = {
    "instruments": """SELECT ?instrument_iri ?number ?issued_on ?year ?label_vi ?label_en ?place_iri ?status_iri
       ?kind_iri WHERE {
  ?instrument_iri rk:status ?status_iri ; rk:instrumentKind ?kind_iri ; rk:jurisdiction ?place_iri ; rdfs:label ?vi .
  FILTER(LANG(?vi) = "vi") BIND(STR(?vi) AS ?label_vi)
  OPTIONAL { ?instrument_iri rdfs:label ?en FILTER(LANG(?en) = "en") BIND(STR(?en) AS ?label_en) }
  OPTIONAL { ?instrument_iri rk:number ?number } OPTIONAL { ?instrument_iri rk:issuedOn ?issued_on }
  OPTIONAL { ?instrument_iri rk:year ?year }
} ORDER BY ?instrument_iri""",
    "relations": f"""SELECT DISTINCT ?subject_iri ?relation ?object_iri ?certainty ?evidence_iri ?note WHERE {{
  GRAPH <{ID}graph/evidence> {{
    ?said rdf:subject ?subject_iri ; rdf:predicate ?property ; rdf:object ?object_iri ; rk:certainty ?grade ;
          rk:evidence ?evidence_iri .
    OPTIONAL {{ ?said rk:note ?note }}
  }}
  FILTER(?property != rk:mentions && ?property != rk:place)
  BIND(STRAFTER(STR(?property), "#") AS ?relation) BIND(STRAFTER(STR(?grade), "certainty/") AS ?certainty)
}} ORDER BY ?subject_iri ?relation ?object_iri ?evidence_iri ?note""",
    "tasks": "",
    "targets": "",
    "results": "",
    "bodies": """SELECT ?body_iri ?label_vi ?label_en ?place_iri WHERE {
  ?body_iri a rk:Body ; rk:place ?place_iri ; rdfs:label ?vi . FILTER(LANG(?vi) = "vi") BIND(STR(?vi) AS ?label_vi)
  OPTIONAL { ?body_iri rdfs:label ?en FILTER(LANG(?en) = "en") BIND(STR(?en) AS ?label_en) }
} ORDER BY ?body_iri""",
    "coverage": "",
}
"""Table → its SELECT; an empty one is the catalogue query of `_CATALOGUE`."""

_CATALOGUE = {"tasks": "tasks-of-plan", "targets": "targets", "results": "results", "coverage": "coverage"}


def table(engine: Engine, name: str) -> tuple[Sequence[str], Sequence[dict[str, Value]]]:
    """Columns and rows of one table."""
    if name == "tasks":
        plans = select(engine.store, _RK + "SELECT DISTINCT ?p WHERE { ?t rk:taskOf ?p } ORDER BY ?p")
        iris = [row[0].value for row in plans.rows if row[0] is not None]
        if not iris:
            return tuple(find_query("tasks-of-plan").header.columns), ()
        answer = engine.run("tasks-of-plan", {"plan": iris}, all_rows=True)
        return answer.columns, answer.rows
    if name in _CATALOGUE:
        answer = engine.run(_CATALOGUE[name], {}, all_rows=True)
        return answer.columns, answer.rows
    found = select(engine.store, _RK + TABLES[name])
    return found.columns, list(dicts(found))
