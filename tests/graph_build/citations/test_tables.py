"""The tables are data, and tested as data: each entry against its own examples and decoys."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from graph_build.citations import KINDS, Kind, find
from graph_build.citations.dates import Form, forms, match_date
from graph_build.citations.issuers import code_style
from graph_build.citations.numbers import System, match_number, systems
from graph_build.text import clean, fold_aligned

MODULES = (
    "canonical",
    "dates",
    "draft",
    "format",
    "issuers",
    "kinds",
    "laws",
    "model",
    "numbers",
    "parse",
    "resolve",
    "scan",
    "typed",
)


@pytest.mark.parametrize("name", ["", *(f".{module}" for module in MODULES)])
def test_docstring_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"graph_build.citations{name}")).failed == 0


def test_every_entry_has_examples_and_decoys() -> None:
    entries: list[Kind | System | Form] = [*KINDS.values(), *systems(), *forms()]
    for entry in entries:
        assert entry.examples, entry
        assert entry.decoys, entry


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_kind(kind: Kind) -> None:
    for example in kind.examples:
        assert kind.key in [citation.kind for citation in find(example)], example
    for decoy in kind.decoys:
        assert find(decoy) == [], decoy
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.key)
    assert re.fullmatch(r"[a-z]+", kind.code)


def test_keys_codes_slugs_and_names_are_unique() -> None:
    for field in ("key", "code", "slug", "vi", "en"):
        values = [getattr(kind, field) for kind in KINDS.values()]
        assert len(values) == len(set(values)), field


def test_no_symbol_stands_for_two_kinds() -> None:
    symbols = [symbol for kind in KINDS.values() for symbol in kind.symbols]
    assert len(symbols) == len(set(symbols))


@pytest.mark.parametrize("system", systems(), ids=lambda system: system.name)
def test_numbering_system(system: System) -> None:
    for example in system.examples:
        text = clean(example).text
        found = match_number(text, fold_aligned(text), 0, needs=system.needs)
        assert found is not None, example
        assert found.system == system.name, example
        if system.name not in ("serial", "serial-and-year"):
            assert found.end == len(text), example
            assert found.canonical is not None
    for decoy in system.decoys:
        text = clean(decoy).text
        found = match_number(text, fold_aligned(text), 0, needs=system.needs)
        assert found is None or found.system != system.name, decoy


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_form_of_date(form: Form) -> None:
    for example in form.examples:
        found = match_date(fold_aligned(clean(example).text), 0)
        assert found is not None, example
        assert found[1].gives == form.gives, example
    for decoy in form.decoys:
        found = match_date(fold_aligned(clean(decoy).text), 0)
        assert found is None or found[0].name != form.name, decoy


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("ttg", "TTg"),
        ("HDND", "HĐND"),
        ("QH15", "QH15"),
        ("ubtvqh 14", "UBTVQH14"),
        ("QHXIII", "QH13"),
        ("TƯ", "TW"),
    ],
)
def test_codes_have_one_canonical_form(printed: str, canonical: str) -> None:
    found = code_style(printed)
    assert found is not None
    assert found[0] == canonical
