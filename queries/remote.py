"""The engine on a server: any SPARQL 1.1 endpoint, through SPARQLWrapper."""

from __future__ import annotations

import contextlib
import http.client
import json
import urllib.error
import warnings
from typing import Any

import pyoxigraph

from graph_build.errors import QueryError
from queries.embedded import term_of
from queries.store import XSD, Result, Table, Term, Triples, refuse_remote_calls

TIMEOUT = 60.0
"""Seconds that an endpoint has for one answer where no other time is given."""


class RemoteStore:
    """A SPARQL 1.1 endpoint. Only queries are sent, by POST; rows are read as JSON, graphs as Turtle or N-Triples.

    Args:
        endpoint: address of the query service.
        default_graph: graph to read as the default one, on servers without a default graph of their own.
    """

    name = "remote"

    def __init__(self, endpoint: str, *, default_graph: str | None = None) -> None:
        if not endpoint.startswith(("http://", "https://")):
            raise QueryError(f"“{endpoint}” is not the address of an endpoint; it must begin with http:// or https://.")
        self.endpoint = endpoint
        self.default_graph = default_graph

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """Sends one query."""
        from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, SPARQLWrapperException

        refuse_remote_calls(sparql)
        seconds = TIMEOUT if timeout is None else timeout
        try:
            form, kind, body = self._send(sparql, seconds)
        except QueryBadFormed as error:
            raise QueryError(f"The endpoint refused the query: {_reason(error)}") from None
        except EndPointNotFound:
            raise QueryError(f"There is no SPARQL endpoint at {self.endpoint} (404). Check the address.") from None
        except SPARQLWrapperException as error:
            raise QueryError(f"The endpoint failed: {_reason(error)}") from None
        except urllib.error.HTTPError as error:
            raise QueryError(f"The endpoint answered {error.code} {error.reason}.") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise QueryError(self._unanswered(error, seconds)) from None
        if form in {"CONSTRUCT", "DESCRIBE"}:
            return _triples(body, kind)
        try:
            return _result(json.loads(body), max_rows)
        except ValueError:
            raise QueryError("The endpoint's answer is not SPARQL results in JSON.") from None

    def _send(self, sparql: str, seconds: float) -> tuple[str, str, bytes]:
        """Form of the query, media type of the answer, and the answer."""
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self.endpoint, defaultGraph=self.default_graph)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, round(seconds)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # text that is no query at all: the endpoint will say so
            wrapper.setQuery(sparql)
        form = str(wrapper.queryType)
        if form not in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
            raise QueryError(f"{form} would change the data; only SELECT, ASK, CONSTRUCT and DESCRIBE are sent.")
        wrapper.setReturnFormat(JSON if form in {"SELECT", "ASK"} else TURTLE)
        try:
            with contextlib.closing(wrapper.query().response) as response:
                return form, str(response.headers.get_content_type()), response.read()
        except (urllib.error.HTTPError, SPARQLWrapperException) as error:
            for each in (error, error.__context__):
                if isinstance(each, urllib.error.HTTPError):
                    each.close()
            raise

    def _unanswered(self, error: Exception, seconds: float) -> str:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return f"{self.endpoint} did not answer within {seconds:g} seconds: allow more time, or ask for less."
        if isinstance(error, http.client.IncompleteRead):
            return f"The answer of {self.endpoint} broke off before its end. Try again."
        return f"{self.endpoint} cannot be reached ({reason or type(reason).__name__}). Check the address."


def _reason(error: Exception) -> str:
    """What the server said, in one line; SPARQLWrapper puts the body, as Python writes bytes, behind its own words."""
    own, _, body = str(error).partition("Response:\n")
    said = body[2:-1].encode("latin-1", "replace").decode("unicode_escape", "replace") if body else ""
    said = said.encode("latin-1", "replace").decode("utf-8", "replace")
    lines = [line.strip() for text in (said, own.partition(": ")[2]) for line in text.splitlines() if line.strip()]
    text = next((line for line in lines if not line.startswith(("<", "{"))), "no reason given")
    return text[:300]


def _result(data: Any, max_rows: int | None) -> Table | bool:
    try:
        if "boolean" in data:
            return bool(data["boolean"])
        columns = tuple(str(v) for v in data["head"]["vars"])
        bindings = data["results"]["bindings"]
        cut = max_rows is not None and len(bindings) > max_rows
        rows = tuple(tuple(_term(b.get(c)) for c in columns) for b in bindings[:max_rows])
    except (KeyError, TypeError, AttributeError):
        raise QueryError("The endpoint's answer is not SPARQL results in JSON.") from None
    return Table(columns, rows, cut)


def _term(binding: Any) -> Term | None:
    if binding is None:
        return None
    kind = {"uri": "iri", "bnode": "bnode"}.get(binding["type"], "literal")
    datatype = binding.get("datatype")
    return Term(kind, binding["value"], None if datatype == f"{XSD}string" else datatype, binding.get("xml:lang"))


def _triples(body: bytes, kind: str) -> Triples:
    known = pyoxigraph.RdfFormat.from_media_type(kind) or pyoxigraph.RdfFormat.TURTLE
    try:
        found = [q.triple for q in pyoxigraph.parse(body, format=known)]
    except (SyntaxError, ValueError):
        raise QueryError("The endpoint's answer is not a graph in Turtle or a format like it.") from None
    return tuple((term_of(t.subject), term_of(t.predicate), term_of(t.object)) for t in found)
