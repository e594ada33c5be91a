"""SPARQL results and graphs in the W3C's formats read back as what they were."""

from __future__ import annotations

import io
import json

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from graph_build import BuiltGraph
from queries.results import export_graph, graph_as, table_as
from queries.store import XSD, Table, Term

# rdflib's own JSON-LD parser uses a class that rdflib deprecates.
rdflib_reads_jsonld = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

TABLE = Table(
    ("a", "b"),
    (
        (Term("iri", "http://example.org/x?a=1&b=2"), Term("literal", 'nghị "quyết" <&>', None, "vi")),
        (Term("literal", "5", f"{XSD}integer"), None),
        (Term("bnode", "b0"), Term("literal", "dòng\nhai")),
    ),
)


@pytest.mark.parametrize("format_", ["json", "xml"])
def test_tables_read_back(format_: str) -> None:
    kind = pyoxigraph.QueryResultsFormat.JSON if format_ == "json" else pyoxigraph.QueryResultsFormat.XML
    found = pyoxigraph.parse_query_results(table_as(TABLE, format_), format=kind)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [v.value for v in found.variables] == ["a", "b"]
    rows = list(found)
    assert len(rows) == len(TABLE.rows)
    assert rows[0]["b"] == pyoxigraph.Literal('nghị "quyết" <&>', language="vi")
    assert rows[1]["b"] is None
    assert rows[2]["b"] == pyoxigraph.Literal("dòng\nhai")


def test_json_keeps_language_and_datatype() -> None:
    bindings = json.loads(table_as(TABLE, "json"))["results"]["bindings"]
    assert bindings[0]["b"] == {"type": "literal", "value": 'nghị "quyết" <&>', "xml:lang": "vi"}
    assert bindings[1] == {"a": {"type": "literal", "value": "5", "datatype": f"{XSD}integer"}}


@pytest.mark.parametrize("value", [True, False])
def test_booleans(value: bool) -> None:
    assert json.loads(table_as(value, "json"))["boolean"] is value
    assert f"<boolean>{str(value).lower()}</boolean>" in table_as(value, "xml")


@rdflib_reads_jsonld
@pytest.mark.parametrize(("format_", "name"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_graphs_read_back(format_: str, name: str) -> None:
    s, p = Term("iri", "http://example.org/s"), Term("iri", "http://example.org/p")
    triples = (
        (s, p, Term("literal", "Nghị quyết", None, "vi")),
        (s, p, Term("literal", "2021-07-15", f"{XSD}date")),
        (s, p, Term("bnode", "b1")),
        (Term("bnode", "b1"), p, Term("literal", "plain")),
    )
    graph = rdflib.Graph().parse(data=graph_as(triples, format_), format=name)
    assert len(graph) == 4
    assert rdflib.Literal("Nghị quyết", lang="vi") in set(graph.objects())


@pytest.fixture(scope="module")
def facts(built_graph: BuiltGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=export_graph(built_graph, "nt"), format="nt")


@rdflib_reads_jsonld
@pytest.mark.parametrize(("format_", "name"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_exports_of_the_facts_are_isomorphic(
    built_graph: BuiltGraph, facts: rdflib.Graph, format_: str, name: str
) -> None:
    text = export_graph(built_graph, format_)
    other = rdflib.Graph().parse(data=text, format=name)
    assert len(other) == len(facts) > 5000
    assert not [t for t in facts if any(isinstance(n, rdflib.BNode) for n in t)]  # so that sets may be compared
    assert set(other) == set(facts)
    kind = {"ttl": pyoxigraph.RdfFormat.TURTLE, "jsonld": pyoxigraph.RdfFormat.JSON_LD}[format_]
    assert len(set(pyoxigraph.parse(text, format=kind))) == len(facts)


def test_nquads_are_the_golden_file_and_trig_holds_the_same(built_graph: BuiltGraph) -> None:
    text = export_graph(built_graph, "nq")
    assert text == built_graph.nquads.read_text("utf-8")
    lines = text.splitlines()
    assert lines == sorted(set(lines))
    quads = set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
    trig = export_graph(built_graph, "trig")
    assert set(pyoxigraph.parse(io.BytesIO(trig.encode()), format=pyoxigraph.RdfFormat.TRIG)) == quads
    assert trig == export_graph(built_graph, "trig")


def test_a_small_export_is_isomorphic_for_rdflib(built_graph: BuiltGraph) -> None:
    lines = [x for x in export_graph(built_graph, "nt").splitlines() if "/kh/2021/803" in x]
    one = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    two = rdflib.Graph().parse(data=one.serialize(format="turtle"), format="turtle")
    assert isomorphic(one, two)
