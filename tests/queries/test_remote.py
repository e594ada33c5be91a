"""The engine on a server: the same answers as the embedded one, and a clear word where the server fails."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pyoxigraph
import pytest

import queries
from graph_build import BuiltGraph
from graph_build.errors import QueryError
from queries import Engine, RemoteStore, catalogue
from queries.results import graph_as
from queries.store import Table
from queries.trace import trace
from tests.queries.endpoint import serving

NQ76 = "https://w3id.org/reformkg/id/instrument/vn/cp/nq/2021/76"


@pytest.fixture(scope="module")
def address(built_graph: BuiltGraph) -> Iterator[str]:
    with serving(pyoxigraph.Store.read_only(str(built_graph.store))) as found:
        yield found


@pytest.fixture(scope="module")
def remote(address: str) -> Engine:
    return queries.connect(f"{address}/sparql")


@pytest.mark.parametrize("name", list(catalogue()))
def test_the_catalogue_answers_as_embedded(name: str, engine: Engine, remote: Engine) -> None:
    header = catalogue()[name].header
    required = {k: v for k, v in header.example.items() if header.parameters[k].required}
    for given in (header.example, required):
        assert remote.run(name, given, lang="en") == engine.run(name, given, lang="en")


def test_traces_are_the_same(engine: Engine, remote: Engine) -> None:
    assert trace(remote.store, NQ76) == trace(engine.store, NQ76)


def test_asking_and_constructing(engine: Engine, remote: Engine) -> None:
    assert remote.store.query("ASK { ?s ?p ?o }") is True
    assert remote.store.query("ASK { <urn:a> ?p ?o }") is False
    text = f"CONSTRUCT {{ <{NQ76}> ?p ?o }} WHERE {{ <{NQ76}> ?p ?o }}"
    here, there = engine.store.query(text), remote.store.query(text)
    assert isinstance(here, tuple)
    assert isinstance(there, tuple)
    assert len(here) > 5
    assert set(here) == set(there)
    assert "76/NQ-CP" in graph_as(there, "ttl")
    assert set(remote.store.query(f"DESCRIBE <{NQ76}>")) >= set(here)  # type: ignore[arg-type]


def test_rows_beyond_the_limit_are_cut_and_that_is_said(remote: Engine) -> None:
    found = remote.store.query("SELECT ?s WHERE { ?s a ?c } LIMIT 20", max_rows=7)
    assert isinstance(found, Table)
    assert (len(found.rows), found.cut) == (7, True)


@pytest.mark.parametrize("text", ["LOAD <http://example.org/>", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_updates_are_never_sent(remote: Engine, text: str) -> None:
    with pytest.raises(QueryError, match="would change the data"):
        remote.store.query(text)


def test_no_query_makes_the_server_call_another(remote: Engine) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        remote.store.query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_a_query_that_is_none_is_refused_by_the_server(remote: Engine) -> None:
    with pytest.raises(QueryError, match="The endpoint refused the query: error at 1:"):
        remote.store.query("SELEKT ?s WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/status/404", r"no SPARQL endpoint at .*/status/404 \(404\)"),
        ("/status/400", "refused the query: Lỗi: the server says why"),
        ("/status/401", "The endpoint failed: Lỗi: the server says why"),
        ("/status/500", "The endpoint failed: Lỗi: the server says why"),
        ("/status/503", "answered 503 Service Unavailable"),
        ("/html", "not SPARQL results in JSON"),
        ("/other", "not SPARQL results in JSON"),
        ("/truncated", "not SPARQL results in JSON"),
        ("/broken-off", "broke off before its end"),
        ("/cut", "cannot be reached"),
    ],
)
def test_what_fails_is_said(address: str, path: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        RemoteStore(address + path).query("SELECT * WHERE { ?s ?p ?o }", timeout=5)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_graph_that_is_none_is_said(address: str) -> None:
    with pytest.raises(QueryError, match="not a graph"):
        RemoteStore(f"{address}/html").query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_slow_endpoint_is_given_up(address: str) -> None:
    with pytest.raises(QueryError, match="did not answer within 1 seconds"):
        RemoteStore(f"{address}/slow").query("SELECT * WHERE { ?s ?p ?o }", timeout=1)


def test_nobody_there(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(QueryError, match=r"cannot be reached .*refused.*Check the address"):
        RemoteStore(f"http://127.0.0.1:{port}/sparql").query("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="must begin with http"):
        queries.connect("127.0.0.1:8000")
    with pytest.raises(QueryError, match="cannot be reached"):
        RemoteStore("http://no-such-host.invalid/sparql").query("ASK { ?s ?p ?o }")


def test_the_default_graph_is_sent(built_graph: BuiltGraph) -> None:
    store = pyoxigraph.Store()
    one = pyoxigraph.NamedNode("http://example.org/g")
    store.add(pyoxigraph.Quad(one, one, pyoxigraph.Literal("x"), one))
    sent: list[str] = []

    class Recorder(RemoteStore):
        def _send(self, sparql: str, seconds: float) -> tuple[str, str, bytes]:
            from SPARQLWrapper import SPARQLWrapper

            sent.append(
                SPARQLWrapper(self.endpoint, defaultGraph=self.default_graph).parameters["default-graph-uri"][0]
            )
            return "ASK", "application/json", json.dumps({"boolean": True}).encode()

    assert Recorder("http://example.org/", default_graph=one.value).query("ASK {}") is True
    assert sent == [one.value]
