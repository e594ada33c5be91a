"""Values → RDF terms in SPARQL's syntax. The RDF library writes them; nothing is ever pasted into a query."""

from __future__ import annotations

import datetime as dt

import pyoxigraph

from graph_build.errors import ParameterError

_XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(value: str) -> str:
    """An IRI as a SPARQL term.

    Raises:
        ParameterError: the value is not an absolute IRI, or holds a character that IRIs must not have.
    """
    if any(c <= " " or c in '<>"{}|^`\\' for c in value) or ":" not in value:
        raise ParameterError(f"“{value}” is not an IRI.")
    try:
        return str(pyoxigraph.NamedNode(value))
    except ValueError:
        raise ParameterError(f"“{value}” is not an IRI.") from None


def string(value: str) -> str:
    """A plain string as a SPARQL term: quotes, braces and line breaks are escaped by the library."""
    try:
        return str(pyoxigraph.Literal(value))
    except (UnicodeEncodeError, ValueError):
        raise ParameterError("The text holds characters that Unicode does not allow.") from None


def integer(value: str | int) -> str:
    """An xsd:integer."""
    try:
        number = int(str(value))
    except ValueError:
        raise ParameterError(f"“{value}” is not a whole number.") from None
    return str(pyoxigraph.Literal(str(number), datatype=pyoxigraph.NamedNode(_XSD + "integer")))


def date(value: str | dt.date) -> str:
    """An xsd:date, from 2021-07-15."""
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    except ValueError:
        raise ParameterError(f"“{value}” is not a date; write it as 2021-07-15.") from None
    return str(pyoxigraph.Literal(day.isoformat(), datatype=pyoxigraph.NamedNode(_XSD + "date")))
