"""The graph of the packaged records, and an engine on it."""

from __future__ import annotations

import pytest

import queries
from graph_build import BuiltGraph
from queries import Engine


@pytest.fixture(scope="session")
def engine(built_graph: BuiltGraph) -> Engine:
    return queries.open(built_graph)
