"""Results and graphs in the W3C's formats: SPARQL results as JSON and XML, graphs as Turtle and its kin."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph

from graph_build.location import BuiltGraph
from ontology.namespaces import PREFIXES
from queries.store import Table, Term, Triples

_FORMATS = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
_USED = ("rk", "rkid", "rkc", "rdf", "rdfs", "owl", "xsd", "skos", "dcterms", "oa")


def table_as(result: Table | bool, format_: str) -> str:
    """A SELECT's or ASK's result in SPARQL 1.1 Query Results JSON or XML format."""
    if format_ == "json":
        return json.dumps(_json(result), ensure_ascii=False, indent=2)
    return _xml(result)


def _json(result: Table | bool) -> dict[str, Any]:
    if isinstance(result, bool):
        return {"head": {}, "boolean": result}
    bindings = [
        {c: _binding(t) for c, t in zip(result.columns, row, strict=True) if t is not None} for row in result.rows
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _binding(term: Term) -> dict[str, str]:
    found = {"type": "uri" if term.kind == "iri" else term.kind, "value": term.value}
    if term.lang:
        found["xml:lang"] = term.lang
    elif term.datatype:
        found["datatype"] = term.datatype
    return found


def _xml(result: Table | bool) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    if isinstance(result, bool):
        return f"{head}<head/><boolean>{str(result).lower()}</boolean></sparql>"
    variables = "".join(f"<variable name={quoteattr(c)}/>" for c in result.columns)
    rows = "".join(
        "<result>"
        + "".join(
            f"<binding name={quoteattr(c)}>{_xml_term(t)}</binding>"
            for c, t in zip(result.columns, row, strict=True)
            if t is not None
        )
        + "</result>"
        for row in result.rows
    )
    return f"{head}<head>{variables}</head><results>{rows}</results></sparql>"


def _xml_term(term: Term) -> str:
    if term.kind == "iri":
        return f"<uri>{escape(term.value)}</uri>"
    if term.kind == "bnode":
        return f"<bnode>{escape(term.value)}</bnode>"
    tag = f" xml:lang={quoteattr(term.lang)}" if term.lang else ""
    if term.datatype and not term.lang:
        tag = f" datatype={quoteattr(term.datatype)}"
    return f"<literal{tag}>{escape(term.value)}</literal>"


def graph_as(triples: Triples, format_: str) -> str:
    """A CONSTRUCT's or DESCRIBE's graph in ``ttl``, ``nt`` or ``jsonld``."""
    found = [pyoxigraph.Triple(_node(s), _node(p), _node(o)) for s, p, o in triples]  # type: ignore[arg-type]
    data = pyoxigraph.serialize(found, format=_FORMATS[format_], prefixes=_prefixes())
    assert data is not None
    return data.decode()


def _node(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    if term.kind == "iri":
        return pyoxigraph.NamedNode(term.value)
    if term.kind == "bnode":
        return pyoxigraph.BlankNode(term.value)
    if term.lang:
        return pyoxigraph.Literal(term.value, language=term.lang)
    if term.datatype:
        return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype))
    return pyoxigraph.Literal(term.value)


def _prefixes() -> dict[str, str]:
    return {name: PREFIXES[name] for name in _USED}


def export_graph(graph: BuiltGraph, format_: str) -> str:
    """The whole graph (``nq``, ``trig``), or its facts (``nt``, ``ttl``, ``jsonld``); the same bytes each time."""
    text = graph.nquads.read_text(encoding="utf-8")
    if format_ == "nq":
        return text
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)
    if format_ == "trig":
        data = pyoxigraph.serialize(sorted(quads, key=_by_graph), format=_FORMATS["trig"], prefixes=_prefixes())
    else:
        facts = [q.triple for q in quads if isinstance(q.graph_name, pyoxigraph.DefaultGraph)]
        data = pyoxigraph.serialize(facts, format=_FORMATS[format_], prefixes=_prefixes())
    assert data is not None
    return data.decode()


def _by_graph(quad: pyoxigraph.Quad) -> str:
    return "" if isinstance(quad.graph_name, pyoxigraph.DefaultGraph) else str(quad.graph_name)
