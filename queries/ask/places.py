"""Provinces in a question: what they settle, and when they say nothing of their own."""

from __future__ import annotations

from dataclasses import replace

from queries.ask.names import place_id
from queries.ask.symbols import Symbol
from queries.engine import Engine


def absorb_places(symbols: list[Symbol], engine: Engine) -> list[Symbol]:
    """Lets provinces settle which body is meant, and drops those that instruments and bodies imply already."""
    places = {place_id(i) for s in symbols if s.kind == "place" for i in s.iris}
    homes = {place_id(i) for s in symbols if s.kind == "instrument" for i in s.iris} - {"vn"}
    out, used = [], set(homes)
    for symbol in symbols:
        if symbol.kind == "body" and symbol.iris:
            bodies = engine.lookup.bodies
            of = {i: place_id(bodies[i].place) if bodies[i].place else "vn" for i in symbol.iris}
            wanted = places or (homes if len(of) > 1 else set())
            own = tuple(i for i, p in of.items() if p in wanted)
            if own or (places and set(of.values()) != {"vn"}):
                used |= wanted
                symbol = replace(symbol, iris=own)
        elif symbol.kind == "body":
            used |= places
        out.append(symbol)
    return [s for s in out if not (s.kind == "place" and {place_id(i) for i in s.iris} <= used)]
