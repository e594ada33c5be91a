"""query and queries: the catalogue, SPARQL of one's own, and every format read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from graph_build import BuiltGraph
from queries import catalogue
from tests.queries.endpoint import serving
from tests.reformkg.program import Done, run

GROUPS = ("query", "task-groups", "-p", "plan=803/KH-UBND")
COUNTS = [20, 4, 5, 9, 8, 8, 23, 3]
NQ76 = "https://w3id.org/reformkg/id/instrument/vn/cp/nq/2021/76"
CONSTRUCT = f"CONSTRUCT {{ <{NQ76}> ?p ?o }} WHERE {{ <{NQ76}> ?p ?o }}"


def columns(name: str) -> list[str]:
    return list(catalogue()[name].header.columns)


def test_csv_and_tsv(graph: Path) -> None:
    for format_, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        rows = list(csv.DictReader(io.StringIO(run(*GROUPS, "--format", format_).out), dialect=dialect))
        assert list(rows[0]) == columns("task-groups")
        assert [int(r["declared"]) for r in rows] == COUNTS


def test_csv_keeps_line_breaks_quotes_and_commas(graph: Path) -> None:
    text = 'SELECT ("a,\\"b\\"\\nc" AS ?x) (2.0 AS ?y) (true AS ?z) ?none {}'
    done = run("query", "-", "--format", "csv", stdin=text.encode())
    assert list(csv.reader(io.StringIO(done.out))) == [["x", "y", "z", "none"], ['a,"b"\nc', "2", "true", ""]]


def test_json(graph: Path) -> None:
    rows = json.loads(run(*GROUPS, "--format", "json").out)
    assert [r["declared"] for r in rows] == COUNTS
    assert list(rows[0]) == columns("task-groups")


def test_xml(graph: Path) -> None:
    done = run(*GROUPS, "--format", "xml")
    found = pyoxigraph.parse_query_results(done.out, format=pyoxigraph.QueryResultsFormat.XML)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [int(r["declared"].value) for r in found] == COUNTS


def test_markdown(graph: Path) -> None:
    lines = run(*GROUPS, "--format", "md").out.splitlines()
    assert lines[1].replace("-", "").replace("|", "").strip() == ""
    assert len(lines) == 10
    assert {line.count("|") for line in lines} == {len(columns("task-groups")) + 1}
    done = run("query", "-", "--format", "md", stdin=b'SELECT ("a|b\\nc" AS ?x) {}')
    assert done.out.splitlines()[2] == "| a\\|b c |"


def test_a_table_leaves_iris_and_empty_columns_out_and_says_what_was_read(graph: Path) -> None:
    done = run(*GROUPS)
    assert "http" not in done.out
    assert done.out.split()[:5] == ["plan", "number", "group", "area", "declared"]
    assert "Phạm vi đã đọc" in done.err
    assert "80 nhiệm vụ" in done.err
    assert "What was read" in run(*GROUPS, "--lang", "en").err


def test_both_readings_of_a_citation_are_kept_apart(graph: Path) -> None:
    rows = json.loads(run("query", "tasks-deriving-from", "-p", "instrument=76/NQ-CP", "--format", "json").out)
    assert {r["instrument"] for r in rows} == {"Nghị quyết 76/NQ-CP (13/6/2013)", "Nghị quyết 76/NQ-CP (15/7/2021)"}


def test_a_parameter_may_be_repeated(graph: Path) -> None:
    done = run("query", "solutions", "-p", "plan=803/KH-UBND", "-p", "plan=792/KH-UBND", "--format", "json")
    assert len({r["plan"] for r in json.loads(done.out)}) == 2


@pytest.fixture(params=["embedded", "remote"])
def where(request: pytest.FixtureRequest, graph: Path, built_graph: BuiltGraph) -> Iterator[list[str]]:
    """Options that lead to the graph on disk or to an endpoint on it."""
    if request.param == "embedded":
        yield []
        return
    with serving(pyoxigraph.Store.read_only(str(built_graph.store))) as address:
        yield ["--endpoint", f"{address}/sparql"]


def sparql(text: str, *args: str) -> Done:
    return run("query", "-", *args, stdin=text.encode())


@pytest.mark.parametrize(("format_", "name"), [("ttl", "turtle"), ("nt", "nt"), ("table", "turtle")])
def test_construct_reads_back(where: list[str], format_: str, name: str) -> None:
    done = sparql(CONSTRUCT, "--format", format_, *where)
    assert done.code == 0, done.err
    assert len(rdflib.Graph().parse(data=done.out, format=name)) > 5


@pytest.mark.parametrize("format_", ["jsonld", "json"])
def test_construct_as_json_ld(where: list[str], format_: str) -> None:
    done = sparql(CONSTRUCT, "--format", format_, *where)
    assert len(list(pyoxigraph.parse(done.out, format=pyoxigraph.RdfFormat.JSON_LD))) > 5


def test_select_and_ask_of_ones_own(where: list[str], alone: Path) -> None:
    (alone / "my.rq").write_text("SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x")
    done = run("query", "my.rq", "--format", "json", *where)
    assert [b["x"]["value"] for b in json.loads(done.out)["results"]["bindings"]] == ["1", "2"]
    assert sparql("ASK {}", *where).out == "true\n"
    assert json.loads(sparql("ASK { <urn:a> ?b ?c }", "--format", "json", *where).out)["boolean"] is False


@pytest.mark.parametrize("format_", ["csv", "tsv", "md", "xml"])
def test_a_graph_has_no_rows(where: list[str], format_: str) -> None:
    done = sparql(CONSTRUCT, "--format", format_, *where)
    assert (done.code, done.out) == (2, "")
    assert "use ttl, nt or jsonld" in done.err


@pytest.mark.parametrize(
    "text", ["SELEKT", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "LOAD <http://example.org/>", ""]
)
def test_what_is_no_query_is_said(where: list[str], text: str) -> None:
    done = sparql(text, *where)
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) <= 3


def test_a_runaway_query_is_stopped(graph: Path) -> None:
    done = sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.5")
    assert done.code == 1
    assert "longer than 0.5 seconds" in done.err


def test_cut_rows_are_said(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.engine.MAX_ROWS", 3)
    done = sparql("SELECT ?s { ?s a ?c } ORDER BY ?s", "--format", "csv")
    assert len(done.out.splitlines()) == 4
    assert "Only the first 3 rows are shown" in done.err
    done = run("query", "solutions", "-p", "plan=803/KH-UBND", "--format", "csv")
    assert len(done.out.splitlines()) == 4
    assert "bị cắt bớt" in done.err


def test_values_belong_to_the_catalogue(graph: Path) -> None:
    done = run("query", "-", "-p", "x=1")
    assert done.code == 2
    assert "--param is for catalogue queries" in done.err


def test_output_goes_to_a_file_whole(graph: Path, alone: Path) -> None:
    done = run(*GROUPS, "--format", "csv", "-o", "new/folder/rows.csv")
    assert done.out == ""
    assert "Wrote new/folder/rows.csv" in done.err
    assert (alone / "new/folder/rows.csv").read_text("utf-8") == run(*GROUPS, "--format", "csv").out
    assert [p.name for p in (alone / "new/folder").iterdir()] == ["rows.csv"]


def test_queries_lists_the_catalogue() -> None:
    rows = json.loads(run("queries", "--format", "json").out)
    assert [r["name"] for r in rows] == list(catalogue())
    assert all(r["question"] and r["topic"] for r in rows)
    english = json.loads(run("queries", "--format", "json", "--lang", "en").out)
    assert english[0]["question"] != rows[0]["question"]
    one = json.loads(run("queries", "--topic", "cascade", "--format", "json").out)
    assert {r["topic"] for r in one} == {"cascade"}


@pytest.mark.parametrize("name", list(catalogue()))
def test_the_example_that_is_listed_runs(graph: Path, name: str) -> None:
    import shlex

    [row] = [r for r in json.loads(run("queries", "--format", "json").out) if r["name"] == name]
    done = run("query", name, *shlex.split(row["example"]), "--format", "csv")
    assert done.code == 0, done.err
    assert len(done.out.splitlines()) > 1


def test_pasted_sparql_is_told_where_to_go(graph: Path) -> None:
    done = run("query", "SELECT * WHERE { ?s ?p ?o }")
    assert done.code == 2
    assert "query -" in done.err
