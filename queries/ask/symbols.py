"""What a question is turned into: symbols in order, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from queries.ask.mentions import Cited
from queries.ask.times import Period

THINGS = ("instrument", "body", "place", "index", "area", "period", "taskref")
"""Kinds of symbols that name something."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One piece of a question. `iris` are the things that a name stands for, several if it is ambiguous."""

    kind: str
    start: int
    end: int
    text: str
    iris: tuple[str, ...] = ()
    lang: str = ""
    cited: Cited | None = None
    period: Period | None = None
    task: str | None = None
    joined: bool = False
    """Whether only "and" or a comma stands between it and the thing of the same kind before it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as read."""

    question: str
    text: str
    language: str
    symbols: tuple[Symbol, ...]

    def of(self, kind: str) -> list[Symbol]:
        """All symbols of one kind."""
        return [s for s in self.symbols if s.kind == kind]

    def has(self, *kinds: str) -> bool:
        """Whether a symbol of one of these kinds stands there."""
        return any(s.kind in kinds for s in self.symbols)
