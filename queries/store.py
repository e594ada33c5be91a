"""What every SPARQL engine of ours offers: one small protocol, plain terms, bounded queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from graph_build.errors import QueryError

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term as a result holds it. `kind` is ``iri``, ``literal`` or ``bnode``."""

    kind: str
    value: str
    datatype: str | None = None
    lang: str | None = None

    def python(self) -> str | int | float | bool:
        """The term as a plain value: numbers and booleans by their datatype, everything else as text."""
        if self.kind == "literal" and self.datatype and self.datatype.startswith(XSD):
            name = self.datatype.removeprefix(XSD)
            try:
                if name in {"integer", "int", "long", "nonNegativeInteger"}:
                    return int(self.value)
                if name in {"decimal", "double", "float"}:
                    return float(self.value)
            except ValueError:
                return self.value
            if name == "boolean":
                return self.value in {"true", "1"}
        return self.value


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a SELECT: columns in order, and rows with None where nothing is bound.

    `cut` is true where more rows than allowed came and the rest was left out.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False


Triples = tuple[tuple[Term, Term, Term], ...]
Result = Table | Triples | bool
"""SELECT → Table, CONSTRUCT or DESCRIBE → triples, ASK → bool."""


class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries and cannot be changed through here."""

    name: str

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """Runs one query.

        Args:
            sparql: the query text.
            timeout: seconds after which it is stopped; None leaves it to the engine.
            max_rows: rows after which a SELECT is cut.

        Raises:
            QueryError: bad syntax, time-out, or the engine cannot be reached; the message says which.
        """
        ...


def select(store: Store, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Table:
    """Runs a SELECT and refuses any other form."""
    result = store.query(sparql, timeout=timeout, max_rows=max_rows)
    if not isinstance(result, Table):
        raise QueryError("A SELECT query is needed here.")
    return result


_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n\r])*"|\'(?:\\.|[^\'\\\n\r])*\')'
    rf"|(?P<iri>{_IRI})"
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<name>[?$]\w+|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)"
    r"|(?P<prefixed>(?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w:%.-]|\\.)*)",
    re.DOTALL,
)
_BLANK = r"(?:\s|#[^\n\r]*[\n\r])*"
_PROLOGUE = re.compile(rf"(?:\s+|#[^\n\r]*|BASE{_BLANK}{_IRI}|PREFIX{_BLANK}[\w.-]*:{_BLANK}{_IRI})*", re.IGNORECASE)
_CALL = re.compile(
    rf"service{_BLANK}(?:silent{_BLANK})?(?:{_IRI}|[?$]\w+|[\w.-]*:(?:[\w:%.-]|\\.)*){_BLANK}\{{", re.IGNORECASE
)
_UNSURE = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*[#'][^<>"{}|^`\\\x00-\x20]*>""")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


def refuse_remote_calls(sparql: str) -> None:
    """Refuses `SERVICE`, which would send requests over the network.

    The word is free in strings, comments, IRIs, variables and prefixed names, where it calls nothing. A ``<`` may open
    an IRI or compare; where that decides whether a call stands in a comment or a string, the query is refused, too.

    Raises:
        QueryError: the query calls another server, or may do so.
    """
    for text in {sparql, _ESCAPE.sub(_unescaped, sparql)}:
        if "service" not in text.casefold():
            continue
        prologue = _PROLOGUE.match(text)
        body = text[prologue.end() :] if prologue else text
        code = _TOKEN.sub(_placeholder, body)
        if re.search("service", code, re.IGNORECASE) or (_UNSURE.search(body) and _CALL.search(body)):
            raise QueryError("SERVICE is not allowed: a query of ours sends nothing over the network.")


def _placeholder(match: re.Match[str]) -> str:
    token = match[0]
    if match.lastgroup == "prefixed" and token.casefold().startswith("service"):
        # Oxigraph needs no blank after the keyword: SERVICEex:a { … } is a call.
        return "service" if re.match(rf"{_BLANK}\{{", match.string[match.end() :]) else " "
    return " "


def _unescaped(match: re.Match[str]) -> str:
    point = int(match[1] or match[2], 16)
    return chr(point) if point < 0x110000 else match[0]


def dicts(table: Table) -> Iterator[dict[str, str | int | float | bool | None]]:
    """The rows of a table as dictionaries of plain values."""
    for row in table.rows:
        yield {c: (t.python() if t is not None else None) for c, t in zip(table.columns, row, strict=True)}
