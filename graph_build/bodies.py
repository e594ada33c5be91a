"""Finds a body by any name a source uses for it, within a place first, then in the whole country."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from graph_build.model import BodyRecord
from graph_build.text import compare_key


class BodyIndex:
    """Names and aliases of all bodies, by place.

    A name is looked up in the place that the text is about, then in the country; a name that stands for
    several bodies of one place is never settled by guessing.
    """

    def __init__(self, bodies: Iterable[BodyRecord]) -> None:
        self._ids: set[str] = set()
        self._by_place: dict[str, dict[str, list[str]]] = {}
        self._printed: dict[str, str] = {}
        for body in bodies:
            place = body.id.partition("/")[0]
            self._ids.add(body.id)
            names = self._by_place.setdefault(place, {})
            for key, name in {compare_key(n): n for n in (*body.aliases, body.name.vi)}.items():
                names.setdefault(key, []).append(body.id)
                self._printed.setdefault(key, name)

    def resolve(self, name: str, place: str) -> tuple[str, ...]:
        """The bodies that `name` (a name, an alias or an id) stands for in `place`; empty if none.

        A name that no body of `place` or of the country carries may still be the full name of another
        province's body ("UBND tỉnh Long An"); it counts where just one body has it.
        """
        if name in self._ids:
            return (name,)
        key = compare_key(name)
        for where in dict.fromkeys((place, "vn")):
            found = self._by_place.get(where, {}).get(key)
            if found:
                return tuple(sorted(found))
        return tuple(sorted(i for names in self._by_place.values() for i in names.get(key, ())))

    def near(self, name: str, place: str) -> list[str]:
        """At most two names of `place` or the country, or ids, that `name` may have been meant for."""
        known = sorted({*self._by_place.get(place, {}), *self._by_place.get("vn", {}), *self._ids})
        return [self._printed.get(n, n) for n in difflib.get_close_matches(compare_key(name), known, n=2)]
