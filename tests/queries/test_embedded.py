"""The engine on a laptop: bounded queries, no network, and a graph that is rebuilt under it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import graph_build
import queries
from graph_build import BuiltGraph
from graph_build.errors import GraphNotFoundError, QueryError
from queries import Engine
from queries.embedded import EmbeddedStore
from queries.store import Table, refuse_remote_calls, select

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(built_graph: BuiltGraph) -> EmbeddedStore:
    return EmbeddedStore(built_graph)


def count(store: EmbeddedStore) -> int:
    [[term]] = select(store, COUNT).rows
    assert term is not None
    return int(term.value)


def test_a_runaway_query_is_stopped_near_its_limit_and_the_process_lives_on(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        pid = fork()
        children.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", noted)
    before = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0.5 seconds .* --timeout"):
        store.query(RUNAWAY, timeout=0.5)
    assert time.monotonic() - before < 5
    assert count(store) > 1000
    assert len(children) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], os.WNOHANG)  # it is not left behind


def test_a_bounded_query_gives_the_same_as_an_unbounded_one(store: EmbeddedStore) -> None:
    for text in (
        "SELECT ?s ?o WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?s ?o LIMIT 3000",
        "ASK { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5",
    ):
        assert store.query(text, timeout=30) == store.query(text)


def test_errors_come_through_the_bounded_way_too(store: EmbeddedStore) -> None:
    for timeout in (None, 30.0):
        with pytest.raises(QueryError, match="not well-formed SPARQL"):
            store.query("SELECT * WHERE { ?s ?p }", timeout=timeout)


def test_bounded_queries_may_run_in_several_threads(store: EmbeddedStore) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(store.query(COUNT, timeout=30))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 4
    assert len(set(map(repr, found))) == 1


def test_no_file_descriptor_is_left_open(store: EmbeddedStore) -> None:
    store.query(COUNT, timeout=30)
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(5):
        store.query(COUNT, timeout=30)
    assert not before or len(list(Path("/proc/self/fd").iterdir())) == before


def test_rows_beyond_the_limit_are_cut_and_that_is_said(engine: Engine, store: EmbeddedStore) -> None:
    text = "SELECT ?s WHERE { ?s a ?c } ORDER BY ?s"
    for timeout in (None, 30.0):
        found = store.query(text, timeout=timeout, max_rows=7)
        assert isinstance(found, Table)
        assert (len(found.rows), found.cut) == (7, True)
    answer = engine.sparql(text, max_rows=7)
    assert answer.cut
    assert answer.to_dict()["cut"] is True
    whole = engine.sparql("SELECT ?s WHERE { ?s a ?c } LIMIT 7", max_rows=7)
    assert (len(whole.rows), whole.cut) == (7, False)


def test_updates_are_refused(store: EmbeddedStore) -> None:
    for text in (
        "LOAD <http://127.0.0.1/>",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DROP ALL",
    ):
        with pytest.raises(QueryError):
            store.query(text)
    assert count(store) > 1000


# -- SERVICE -------------------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[int]]]:
    """An address that counts who calls."""
    calls: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append(1)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        done.set()
        thread.join()


CALLS = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{}} service\tsilent<{0}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o.SERVICE<{0}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ {{}} SERVICE # why\n <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?x {{ <{0}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
    "PREFIX e: <{0}> SELECT * {{ {{}} SERVICE e:a {{ ?s ?p ?o }} }}",
    "PREFIX e: <{0}> SELECT * {{ {{}} SERVICEe:a {{ ?s ?p ?o }} }}",
    "PREFIX e: <{0}> SELECT * {{ {{}} SERVICESILENTe:a {{ ?s ?p ?o }} }}",
    "PREFIX service: <{0}> SELECT * {{ {{}} SERVICE service:a {{ ?s ?p ?o }} }}",
    "PREFIX e: <{0}> SELECT * {{ BIND(e:a\\# AS ?q) SERVICE e:a {{ ?s ?p ?o }} }}",
    "PREFIX e: <{0}> SELECT * {{ BIND(e:a\\' AS ?q) SERVICE e:a {{ ?s ?p ?o }} BIND(e:b\\' AS ?r) }}",
    "SELECT * {{ FILTER(1<2)SERVICE#>\n<{0}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ FILTER(1<2)#>"""\nSERVICE <{0}> {{ ?s ?p ?o }} #"""\n }}',
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ ?s ?p 1SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{}} \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
]


@pytest.mark.parametrize("text", CALLS)
def test_no_query_calls_another_server(store: EmbeddedStore, listener: tuple[str, list[int]], text: str) -> None:
    address, calls = listener
    with pytest.raises(QueryError):
        store.query(text.format(address), timeout=20)
    time.sleep(0.1)
    assert not calls


@pytest.mark.parametrize(
    "text",
    [
        "# SERVICE <http://example.org/> { ?s ?p ?o }\nSELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <http://example.org/> {" }',
        'SELECT * { ?s ?p """SERVICE\n<http://example.org/> {""" }',
        "PREFIX rk: <https://w3id.org/reformkg/ontology#>\n# SERVICE <http://x/> {\nSELECT * { ?s rk:number ?o }",
        "PREFIX ex: <http://example.org/service#> SELECT * { ?service ex:service ?o ; <http://x/service> ?service2 }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:a ?o . service:b ?p $service }",
        "SELECT ?service { ?service a <http://example.org/#Service> . _:service ?p 'one-stop service'@en-service }",
        'SELECT * { ?s <http://example.org/a#b> ?o FILTER(CONTAINS(?o, "service")) }',
        "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
    ],
)
def test_the_word_service_is_free_where_it_calls_nothing(store: EmbeddedStore, text: str) -> None:
    refuse_remote_calls(text)
    store.query(text, timeout=30)


# -- opening -------------------------------------------------------------------------------------------------------


def test_no_graph_or_a_damaged_one_is_said(tmp_path: Path, built_graph: BuiltGraph) -> None:
    with pytest.raises(GraphNotFoundError, match="reformkg build"):
        queries.open(tmp_path)
    broken = tmp_path / "graph" / "g-1"
    broken.mkdir(parents=True)
    (tmp_path / "graph" / "CURRENT").write_text("g-1\n")
    with pytest.raises(GraphNotFoundError, match="not complete"):
        queries.open(tmp_path / "graph")
    shutil.copy(built_graph.folder / "manifest.json", broken)
    for name in ("graph.nq", "store"):
        (broken / name).mkdir()
    with pytest.raises(GraphNotFoundError, match="Run `reformkg build` again"):
        queries.open(tmp_path / "graph")


def test_the_graph_stays_usable_while_it_is_rebuilt(tmp_path: Path) -> None:
    records = Path(graph_build.__file__).parent / "records"

    def copy(name: str, *dropped: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(records, folder)
        for each in dropped:
            (folder / "dossiers" / each).unlink()
        return folder

    whole, less = copy("whole"), copy("less", "page-122-hdbt.yaml")
    least = copy("least", "page-122-hdbt.yaml", "page-21-vbhn-vpqh.yaml")
    out = tmp_path / "graph"
    used = queries.open(graph_build.build([whole], out))
    assert isinstance(used.store, EmbeddedStore)
    before = count(used.store)
    for records_now in (less, least, whole):
        graph_build.build([records_now], out)
        assert count(used.store) == before
        assert used.run("task-groups", {"plan": "803/KH-UBND"}).rows
    assert count(EmbeddedStore(queries.open(out).store.graph)) == before  # type: ignore[attr-defined]
