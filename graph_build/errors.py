"""The errors of reformkg, in one tree.

    ReformkgError                 anything that a user can mend; never shown with a traceback
    ├── RecordsError              records cannot be read or do not hold together; carries every problem found
    ├── BuildError                a graph could not be built or put in place
    ├── GraphNotFoundError        there is no graph where one was expected
    ├── QueryError                a query could not be run (unknown name, missing parameter, bad SPARQL, time-out)
    │   └── ParameterError        a parameter's value cannot be used
    ├── NotFoundError             a name or citation leads to nothing in the graph
    │   └── AmbiguousError        it leads to more things than can be answered one by one
    └── MissingExtraError         an optional package is needed; says how to install it

A message says what, where, why, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ReformkgError(Exception):
    """Base of all errors that are shown to a user as one clear message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the records, in terms that a curator can act on.

    Attributes:
        file: path of the record file, as the user would open it.
        line: 1-based line, or None where no place in the file can be named.
        record: which record, for example ``instruments[nq76]``.
        reason: what is wrong.
        remedy: how to mend it.
        severity: ``error`` stops a build; ``warning`` does not.
    """

    file: str
    line: int | None
    record: str
    reason: str
    remedy: str
    severity: str = "error"

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        record = f" [{self.record}]" if self.record else ""
        words = f"{place}: {self.severity}{record}: {self.reason}\n    → {self.remedy}"
        return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in words)  # no control sequences


class RecordsError(ReformkgError):
    """Records that cannot be used; `problems` holds all of them, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__("\n".join(str(p) for p in self.problems) + f"\n{count} {noun} in the records.")


class BuildError(ReformkgError):
    """A graph could not be built or put in place; the former graph is untouched."""


class GraphNotFoundError(ReformkgError):
    """There is no usable graph at the given place."""


class QueryError(ReformkgError):
    """A query could not be run."""


class ParameterError(QueryError):
    """A query parameter is missing, unknown or of the wrong type."""


class NotFoundError(ReformkgError):
    """Nothing in the graph answers to this name; `suggestions` are near ones, never answers."""

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions: tuple[str, ...] = tuple(suggestions)
        super().__init__(message)


class AmbiguousError(NotFoundError):
    """The name leads to too many things to answer one by one; `suggestions` are the candidates."""


class MissingExtraError(ReformkgError):
    """An optional package is not installed."""
