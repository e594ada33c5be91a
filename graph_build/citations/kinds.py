"""The table of kinds of instrument: names, codes, symbols. Data in ``kinds.toml``; no RDF here.

The keys are the basis of the OWL class names, of ``kind`` in records and of the IRI segment ``code``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, cast

from graph_build.text import fold, nfc

__all__ = ["KINDS", "Kind", "KindName", "kind_names", "kind_of_symbol", "read_table"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of instrument; ``key`` is English, ``code`` an ASCII IRI segment, ``slug`` the data key.

    ``variants``: those of ``names`` that stay the name of a citation (``kind_vi``) when printed so.
    """

    key: str
    vi: str
    en: str
    code: str
    slug: str
    names: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    titled: bool = False
    bare: bool = False
    generic: bool = False
    examples: tuple[str, ...] = ()
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindName:
    """One way of naming a kind: ``form`` is ``name`` (Vietnamese), ``english`` or ``abbreviation``."""

    text: str
    kind: Kind
    form: str


def read_table(name: str) -> dict[str, Any]:
    """Read one packaged TOML table of this package; every string comes back in NFC."""
    content = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(nfc(content))


def _kind(row: Mapping[str, Any]) -> Kind:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Kind(**cast("dict[str, Any]", values))


def _load() -> Mapping[str, Kind]:
    return MappingProxyType({row["key"]: _kind(row) for row in read_table("kinds.toml")["kind"]})


KINDS: Mapping[str, Kind] = _load()
"""All kinds by key, in the order of the table."""


@lru_cache(maxsize=1)
def kind_names() -> tuple[KindName, ...]:
    """Return every way of naming a kind, longest first, so that the first that matches is right."""
    found = [KindName(text, kind, "name") for kind in KINDS.values() for text in (kind.vi, *kind.names)]
    found += [KindName(text, kind, "english") for kind in KINDS.values() for text in (kind.en, *kind.english)]
    found += [KindName(text, kind, "abbreviation") for kind in KINDS.values() for text in kind.abbreviations]
    return tuple(sorted(found, key=lambda name: (-len(name.text), name.text)))


@lru_cache(maxsize=1)
def _symbols() -> Mapping[str, tuple[str, Kind]]:
    table: dict[str, tuple[str, Kind]] = {}
    for kind in KINDS.values():
        for symbol in kind.symbols:
            table.setdefault(fold(symbol), (symbol, kind))
    return MappingProxyType(table)


def kind_of_symbol(symbol: str) -> tuple[str, Kind] | None:
    """Return the canonical symbol and its kind, or ``None`` when *symbol* stands for no kind.

    A lost đ is forgiven (``QD``), an added one is not: ``HĐ`` (contract) is never ``HD`` (guidance).

    >>> found = kind_of_symbol("QD")
    >>> found and (found[0], found[1].key)
    ('QĐ', 'decision')
    >>> kind_of_symbol("HĐ") is None
    True
    """
    folded = fold(symbol)
    found = _symbols().get(folded)
    if found is None:
        return None
    if "đ" in symbol.casefold():
        if "đ" not in found[0].casefold():
            # DA (project) and ĐA (scheme) are both kinds: look for the one that is spelt so.
            return next(((s, k) for k in KINDS.values() for s in k.symbols if s.casefold() == symbol.casefold()), None)
        return found
    exact = next(((s, k) for k in KINDS.values() for s in k.symbols if s.casefold() == symbol.casefold()), None)
    return exact or found
