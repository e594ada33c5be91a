"""The ontology's graphs, parsed once for all tests of this folder."""

from __future__ import annotations

import pytest
import rdflib

import ontology


@pytest.fixture(scope="session")
def core_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=ontology.core(), format="turtle")
    return graph


@pytest.fixture(scope="session")
def concept_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for text in ontology.concepts().values():
        graph.parse(data=text, format="turtle")
    return graph
