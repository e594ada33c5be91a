"""The engine on a server: any SPARQL 1.1 endpoint, through SPARQLWrapper."""

from __future__ import annotations

import json
import urllib.error
from typing import Any

from graph_build.errors import QueryError
from queries.store import Result, Table, Term, refuse_remote_calls


class RemoteStore:
    """A SPARQL 1.1 endpoint. Only queries are sent, by POST, and only JSON results are read.

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
        from SPARQLWrapper import JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, SPARQLWrapperException

        refuse_remote_calls(sparql)
        wrapper = SPARQLWrapper(self.endpoint, defaultGraph=self.default_graph)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        if timeout is not None:
            wrapper.setTimeout(max(1, int(timeout)))
        wrapper.setQuery(sparql)
        if wrapper.queryType in {"CONSTRUCT", "DESCRIBE"}:
            raise QueryError("CONSTRUCT and DESCRIBE are answered by the embedded graph only; use SELECT here.")
        try:
            response = wrapper.query()
            data = json.loads(response.response.read())
        except QueryBadFormed as error:
            raise QueryError(f"The endpoint refused the query: {_first_line(error)}") from None
        except EndPointNotFound:
            raise QueryError(f"There is no SPARQL endpoint at {self.endpoint} (404). Check the address.") from None
        except SPARQLWrapperException as error:
            raise QueryError(f"The endpoint failed: {_first_line(error)}") from None
        except TimeoutError:
            raise QueryError(f"The endpoint did not answer within {timeout:g} seconds.") from None
        except urllib.error.HTTPError as error:
            raise QueryError(f"The endpoint answered {error.code} {error.reason}.") from None
        except (urllib.error.URLError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            raise QueryError(f"{self.endpoint} cannot be reached ({reason}). Check the address.") from None
        except ValueError:
            raise QueryError("The endpoint's answer is not SPARQL results in JSON.") from None
        return _result(data, max_rows)


def _first_line(error: Exception) -> str:
    text = str(error).replace("\\n", "\n")
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")[:300]


def _result(data: Any, max_rows: int | None) -> Result:
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
    return Term(kind, binding["value"], binding.get("datatype"), binding.get("xml:lang"))
