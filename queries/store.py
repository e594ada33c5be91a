"""What every SPARQL engine of ours offers: one small protocol, plain terms, bounded queries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


_NOT_CODE = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)


def refuse_remote_calls(sparql: str) -> None:
    """Refuses `SERVICE`, which would send requests over the network.

    Raises:
        QueryError: the query calls another server.
    """
    code = _NOT_CODE.sub(lambda m: "<>" if m[0].startswith("<") else " ", sparql)
    if re.search(r"(?<![\w:?$.-])SERVICE\s*(?:SILENT\b\s*)?(?:<|\?|\$|[\w.-]*:)", code, re.IGNORECASE):
        raise QueryError("SERVICE is not allowed: a query of ours sends nothing over the network.")


def dicts(table: Table) -> Iterator[dict[str, str | int | float | bool | None]]:
    """The rows of a table as dictionaries of plain values."""
    for row in table.rows:
        yield {c: (t.python() if t is not None else None) for c, t in zip(table.columns, row, strict=True)}


def values_block(variable: str, terms: Sequence[str]) -> str:
    """A VALUES clause from terms that are serialised already; there must be at least one."""
    return f"VALUES ?{variable} {{ {' '.join(terms)} }}"
