"""A small SPARQL 1.1 endpoint for tests: queries by POST or GET on an Oxigraph store, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph

JSON = "application/sparql-results+json"


class Handler(BaseHTTPRequestHandler):
    """Answers `/sparql`; the other paths are the ways in which an endpoint may fail."""

    store: ClassVar[pyoxigraph.Store]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self.headers.get_content_type() == "application/sparql-query":
            self._answer(body)
        else:
            self._answer(parse_qs(body).get("query", [""])[0], body)

    def do_GET(self) -> None:
        self._answer(parse_qs(urlsplit(self.path).query).get("query", [""])[0])

    def _answer(self, query: str, body: str = "") -> None:
        path = urlsplit(self.path).path
        if path == "/sparql":
            self._query(query)
        elif path.startswith("/status/"):
            code = int(path.rpartition("/")[2])
            self._send(code, "text/plain", "Lỗi: the server says why\nand more".encode())
        elif path == "/html":
            self._send(200, "text/html", b"<html><body>Welcome</body></html>")
        elif path == "/other":
            self._send(200, JSON, b'{"head": {"vars": ["x"]}, "results": [1, 2]}')
        elif path == "/truncated":
            self._send(200, JSON, b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x"')
        elif path == "/broken-off":
            self._send(200, JSON, b'{"head"', length=5000)
            self.close_connection = True
        elif path == "/slow":
            time.sleep(3)
            self._send(200, JSON, b"{}")
        elif path == "/cut":
            self.close_connection = True
            self.connection.close()

    def _query(self, query: str) -> None:
        try:
            result = self.store.query(query)
        except (SyntaxError, ValueError) as error:
            self._send(400, "text/plain", str(error).encode())
            return
        if isinstance(result, pyoxigraph.QueryTriples):
            data = result.serialize(format=pyoxigraph.RdfFormat.TURTLE)
            self._send(200, "text/turtle", data or b"")
        else:
            data = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
            self._send(200, JSON, data or b"")

    def _send(self, code: int, kind: str, data: bytes, length: int | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the test does."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what some tests are about."""


@contextmanager
def serving(store: pyoxigraph.Store) -> Iterator[str]:
    """Serves a store on a free port of this machine; gives the address without a path."""
    handler = type("Bound", (Handler,), {"store": store})
    with Quiet(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
