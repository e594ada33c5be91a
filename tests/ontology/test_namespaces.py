"""Bases, prefixes, compact IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.namespaces import BASE, PREFIXES, UnknownPrefixError, compact, expand


def test_base_ends_in_a_slash() -> None:
    assert BASE.endswith("/")


def test_no_namespace_begins_another() -> None:
    names = list(PREFIXES.values())
    assert len(set(names)) == len(names)
    assert [(a, b) for a in names for b in names if a != b and b.startswith(a)] == []


@given(st.sampled_from(sorted(PREFIXES)), st.text("abcXYZ019-_/:.", max_size=20))
def test_expand_undoes_compact(prefix: str, local: str) -> None:
    iri = PREFIXES[prefix] + local
    if not local.startswith("//"):
        assert expand(compact(iri)) == iri


@pytest.mark.parametrize("iri", ["https://example.org/a", "http://www.w3.org/", "urn:x"])
def test_foreign_iris_stay_as_they_are(iri: str) -> None:
    assert compact(iri) == iri


def test_iris_with_an_authority_expand_to_themselves() -> None:
    assert expand("https://example.org/a:b") == "https://example.org/a:b"


@pytest.mark.parametrize("text", ["implements", "rkx:implements", "", ":x"])
def test_unknown_prefixes_are_refused_with_the_known_ones(text: str) -> None:
    with pytest.raises(UnknownPrefixError, match="known are: rk, rkid, rkc"):
        expand(text)
