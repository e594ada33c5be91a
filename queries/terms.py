"""Values → RDF terms in SPARQL's syntax. The RDF library writes them; nothing is ever pasted into a query."""

from __future__ import annotations

import datetime as dt
import re

import pyoxigraph

from graph_build.errors import ParameterError

_XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(value: str) -> str:
    """An IRI as a SPARQL term.

    Raises:
        ParameterError: the value is not an absolute IRI, or holds a character that IRIs must not have.
    """
    if any(c <= " " or c in '<>"{}|^`\\' for c in value) or ":" not in value:
        raise ParameterError(f"“{shown(value)}” is not an IRI.")
    try:
        return str(pyoxigraph.NamedNode(value))
    except ValueError:
        raise ParameterError(f"“{shown(value)}” is not an IRI.") from None


def string(value: str) -> str:
    """A plain string as a SPARQL term: quotes, braces and line breaks are escaped by the library."""
    try:
        return str(pyoxigraph.Literal(value))
    except (UnicodeEncodeError, ValueError):
        raise ParameterError("The text holds characters that Unicode does not allow.") from None


def integer(value: str | int) -> str:
    """An xsd:integer."""
    if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", str(value)):
        raise ParameterError(f"“{shown(value)}” is not a whole number.")
    return str(pyoxigraph.Literal(str(int(value)), datatype=pyoxigraph.NamedNode(_XSD + "integer")))


def date(value: str | dt.date) -> str:
    """An xsd:date, from 2021-07-15."""
    try:
        if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
            raise ValueError
        if isinstance(value, dt.datetime):
            value = value.date()  # a datetime is a date, too, but prints its time
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value.strip())
    except ValueError:
        raise ParameterError(f"“{shown(value)}” is not a date; write it as 2021-07-15.") from None
    return str(pyoxigraph.Literal(day.isoformat(), datatype=pyoxigraph.NamedNode(_XSD + "date")))


def shown(value: object) -> str:
    """A value as a message may quote it: no control characters, not endless."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[:121])
    return text if len(text) <= 120 else f"{text[:119]}…"
