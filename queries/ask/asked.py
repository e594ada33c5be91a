"""A question with what it names settled: one thing, several readings kept apart, or why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_build.text import slug
from queries.answer import Entity
from queries.ask.symbols import Reading, Symbol
from queries.ask.times import Period
from queries.engine import Engine
from queries.lookup import MOST, Thing


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a question cannot be answered though it is understood. `kind` says which sentence fits.

    ``unknown`` nothing in the graph is called so; ``contradicted`` the number is there, of another year or
    province; ``ambiguous`` the name stands for several things.
    """

    kind: str
    text: str
    things: tuple[Thing, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Asked:
    """What a question names, ready to be run."""

    reading: Reading
    engine: Engine
    lang: str
    instruments: list[list[Thing]] = field(default_factory=list)
    bodies: list[Thing] = field(default_factory=list)
    places: list[Thing] = field(default_factory=list)
    indices: list[Thing] = field(default_factory=list)
    areas: list[Thing] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    task: str | None = None
    entities: list[Entity] = field(default_factory=list)
    problem: Problem | None = None

    @property
    def cited(self) -> list[Thing]:
        """All instruments that are named."""
        return list({t.iri: t for group in self.instruments for t in group}.values())

    @property
    def years(self) -> list[int]:
        """The years that are named as such."""
        return [p.year for p in self.periods if p.kind == "year" and p.year is not None]

    def _plan_year(self) -> int | None:
        """The year of the one plan that is named by its year ("kế hoạch CCHC An Giang năm 2018")."""
        named = [s.cited for s in self.reading.of("instrument") if s.cited is not None]
        years = {c.mention.year for c in named if c.settled_by == "title"}
        return years.pop() if len(years) == 1 else None

    def has(self, *kinds: str) -> bool:
        """Whether the question has a word of one of these groups."""
        return self.reading.has(*kinds)

    @property
    def roles(self) -> list[str]:
        """The roles that are named, in order."""
        names = {"LEAD": "lead", "COORDINATE": "coordinating"}
        return [names[s.kind] for s in self.reading.symbols if s.kind in names]

    def duties(self) -> list[tuple[Thing, str | None]] | None:
        """Each body with its role (None: either); None where words do not say which body has which."""
        roles = [] if self.has("RESPONSIBLE") else self.roles
        if not self.bodies:
            return []
        if not roles:
            return [(b, None) for b in self.bodies]
        if len(set(roles)) == 1:
            return [(b, roles[0]) for b in self.bodies]
        if len(self.bodies) == 1:
            return [(self.bodies[0], None)]
        return list(zip(self.bodies, roles, strict=True)) if len(roles) == len(self.bodies) else None

    def dates(self) -> tuple[dt.date, dt.date] | None:
        """The one stretch of time that the question is about; None where its words leave it open.

        A quarter or month without a year takes the year named elsewhere in the question.
        """
        exact = [p for p in self.periods if p.kind != "year"]
        if not exact:
            years = sorted(set(self.years))
            if not years or years[-1] - years[0] != len(years) - 1:
                return None
            return dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31)
        if len(exact) > 1 or len(set(self.years)) > 1:
            return None
        year = self.years[0] if self.years else self._plan_year()
        if year is not None and exact[0].year not in (None, year):
            return None
        return exact[0].dates(year)


def settle(reading: Reading, engine: Engine, lang: str) -> Asked:
    """What the names of a reading stand for. `Asked.problem` is set by the first that stands for nothing."""
    asked = Asked(reading, engine, lang)
    lookup = engine.lookup
    for symbol in reading.symbols:
        if symbol.kind == "instrument":
            _instruments(asked, symbol)
        elif symbol.kind == "body":
            _body(asked, symbol)
        elif symbol.kind == "place":
            asked.places.append(lookup.places[symbol.iris[0]])
        elif symbol.kind == "index":
            asked.indices.append(lookup.indices[symbol.iris[0]])
        elif symbol.kind == "area":
            # An area of both programmes has one name: the query follows the match from one to the other.
            asked.areas.append(lookup.areas[symbol.iris[0]])
        elif symbol.kind == "period" and symbol.period is not None:
            asked.periods.append(symbol.period)
        elif symbol.kind == "taskref":
            asked.task = symbol.task
        if symbol.kind in ("place", "index", "area"):
            _note(
                asked,
                symbol,
                [getattr(asked, {"place": "places", "index": "indices", "area": "areas"}[symbol.kind])[-1]],
            )
    return asked


def _note(asked: Asked, symbol: Symbol, things: Iterable[Thing]) -> None:
    for thing in things:
        entity = Entity(symbol.text, thing.iri, thing.label(asked.lang))
        if entity not in asked.entities:
            asked.entities.append(entity)


def _instruments(asked: Asked, symbol: Symbol) -> None:
    lookup = asked.engine.lookup
    cited = symbol.cited
    named = f"/_{slug(symbol.text)}"  # "Đề án 06": an unnumbered instrument that is recorded under that name
    things = [lookup.instruments[i] for i in symbol.iris] or [
        t for i, t in lookup.instruments.items() if i.endswith(named)
    ]
    if not things:
        others = [lookup.instruments[i] for i in (cited.others if cited else ())]
        if others:
            problem = Problem("contradicted", symbol.text, tuple(others))
        else:
            near = [lookup.instruments[k.id] for k in lookup.index.suggest(symbol.text)]
            problem = Problem("unknown", symbol.text, tuple(near[:MOST]))
        asked.problem = asked.problem or problem
        return
    if len(things) > MOST:
        asked.problem = asked.problem or Problem("ambiguous", symbol.text, tuple(things))
    if symbol.joined and asked.instruments:
        asked.instruments[-1].extend(things)
    else:
        asked.instruments.append(things)
    _note(asked, symbol, things)


def _body(asked: Asked, symbol: Symbol) -> None:
    things = [asked.engine.lookup.bodies[i] for i in symbol.iris]
    if len(things) == 1:
        asked.bodies.append(things[0])
        _note(asked, symbol, things)
    else:
        kind = "ambiguous" if things else "unknown"
        asked.problem = asked.problem or Problem(kind, symbol.text, tuple(things))
