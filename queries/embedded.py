"""The engine on a laptop: a graph on disk, read-only, in Oxigraph."""

from __future__ import annotations

import os
import pickle
import select as os_select
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph

from graph_build import location
from graph_build.errors import GraphNotFoundError, QueryError
from graph_build.location import BuiltGraph
from queries.store import Result, Row, Table, Term, refuse_remote_calls

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class EmbeddedStore:
    """A built graph, opened read-only; opening takes the same time whatever its size."""

    name = "embedded"

    def __init__(self, graph: BuiltGraph) -> None:
        self.graph = graph
        try:
            self._store = pyoxigraph.Store.read_only(str(graph.store))
        except (OSError, RuntimeError) as error:
            raise GraphNotFoundError(
                f"The graph in {graph.folder} cannot be opened ({error}). Run `reformkg build` again."
            ) from None

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """Runs one query; with a `timeout`, in a child process that is killed when time is up."""
        refuse_remote_calls(sparql)
        if timeout is None or not hasattr(os, "fork"):
            return self._run(sparql, max_rows)
        result = _bounded(lambda: self._run(sparql, max_rows), timeout)
        assert isinstance(result, Table | tuple | bool)
        return result

    def _run(self, sparql: str, max_rows: int | None) -> Result:
        try:
            result = self._store.query(sparql)
        except SyntaxError as error:
            raise QueryError(f"The query is not well-formed SPARQL: {error}") from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"The query could not be run: {error}") from None
        if isinstance(result, pyoxigraph.QueryBoolean):
            return bool(result)
        try:
            if isinstance(result, pyoxigraph.QuerySolutions):
                return _table(result, max_rows)
            return tuple((term_of(t.subject), term_of(t.predicate), term_of(t.object)) for t in result)
        except (RuntimeError, ValueError, OSError) as error:
            raise QueryError(f"The query failed while it ran: {error}") from None


def _table(solutions: pyoxigraph.QuerySolutions, max_rows: int | None) -> Table:
    columns = tuple(v.value for v in solutions.variables)
    rows: list[Row] = []
    for solution in solutions:
        if max_rows is not None and len(rows) >= max_rows:
            return Table(columns, tuple(rows), cut=True)
        rows.append(tuple(None if solution[c] is None else term_of(solution[c]) for c in columns))
    return Table(columns, tuple(rows))


def term_of(term: Any) -> Term:
    """A term of the RDF library as ours."""
    if isinstance(term, pyoxigraph.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, pyoxigraph.Literal):
        datatype = term.datatype.value
        plain = datatype in {_XSD_STRING, _LANG_STRING}
        return Term("literal", term.value, None if plain else datatype, term.language)
    return Term("bnode", str(term.value))


def _bounded(work: Callable[[], object], timeout: float) -> object:
    """Runs `work` in a forked child and kills it when time is up.

    Oxigraph has no time-out of its own, and a thread in it cannot be stopped: only a process can.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 and newer warn where other threads run: the child only reads the graph, and is killed if it hangs.
        warnings.filterwarnings("ignore", message=".*use of fork", category=DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            try:
                message = ("ok", work())
            except QueryError as error:
                message = ("error", str(error))
            except Exception as error:
                message = ("error", f"The query failed: {type(error).__name__}: {error}")
            with os.fdopen(writer, "wb") as pipe:
                pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
        finally:
            os._exit(0)
    os.close(writer)
    try:
        status, payload = _receive(reader, timeout)
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if status == "error":
        raise QueryError(str(payload))
    return payload


def _receive(reader: int, timeout: float) -> tuple[str, object]:
    deadline = time.monotonic() + timeout
    ready = os_select.poll()  # unlike select(), it takes any file descriptor
    ready.register(reader, os_select.POLLIN)
    chunks: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise QueryError(
                f"The query took longer than {timeout:g} seconds and was stopped. "
                "Narrow it down, add a LIMIT, or allow more time with --timeout."
            )
        chunk = os.read(reader, 1 << 20)
        if not chunk:
            break
        chunks.append(chunk)
    try:
        message: tuple[str, object] = pickle.loads(b"".join(chunks))
    except (EOFError, pickle.UnpicklingError):
        raise QueryError(
            "The query ended without a result: it needed more memory than there is. Narrow it down."
        ) from None
    return message


def open_graph(folder: str | Path | BuiltGraph | None = None) -> EmbeddedStore:
    """Opens a built graph: a folder, what `graph_build.build` returned, or the one in use.

    Raises:
        GraphNotFoundError: there is no finished graph there.
    """
    if isinstance(folder, BuiltGraph):
        return EmbeddedStore(folder)
    return EmbeddedStore(location.current(Path(folder) if folder is not None else None))
