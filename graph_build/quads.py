"""Terms and quads as N-Quads text, the form in which the builder moves them: cheap, sortable, exact.

Terms are strings in N-Triples syntax (https://www.w3.org/TR/n-triples/); a `Quad` is (subject, predicate,
object, graph), with an empty graph for the default one.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Quad(NamedTuple):
    """One statement; `graph` is empty for the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str

    def line(self) -> str:
        """The statement as a line of N-Quads, with its newline."""
        tail = f" {self.graph} .\n" if self.graph else " .\n"
        return f"{self.subject} {self.predicate} {self.object}{tail}"


def iri(value: str) -> str:
    """An IRI term.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    if _NOT_IN_IRIS.search(value):
        raise ValueError(f"{value!r} is not an IRI: it holds a character that IRIs must not have")
    return f"<{value}>"


def text(value: str, lang: str | None = None) -> str:
    r"""A literal, with a language tag if given.

    >>> print(text('tối "thiểu"', "vi"))
    "tối \"thiểu\""@vi
    """
    literal = f'"{value.translate(_ESCAPES)}"'
    return f"{literal}@{lang}" if lang else literal


def date(value: dt.date) -> str:
    """An xsd:date."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


def integer(value: int) -> str:
    """An xsd:integer."""
    return f'"{value}"^^<{_XSD}integer>'


def decimal(value: Decimal) -> str:
    """An xsd:decimal in its canonical form, so that 87.20 and 87.2 are one value.

    >>> print(decimal(Decimal("87.20")), decimal(Decimal("50")))
    "87.2"^^<http://www.w3.org/2001/XMLSchema#decimal> "50.0"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """
    shown = format(value.normalize(), "f")
    return f'"{shown if "." in shown else shown + ".0"}"^^<{_XSD}decimal>'


def boolean(value: bool) -> str:
    """An xsd:boolean."""
    return f'"{str(value).lower()}"^^<{_XSD}boolean>'


def uri(value: str) -> str:
    """An xsd:anyURI: an address that the graph does not treat as a resource."""
    return f"{text(value)}^^<{_XSD}anyURI>"
