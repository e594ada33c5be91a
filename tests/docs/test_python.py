"""The Python and SPARQL of the documentation runs and gives what is shown."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import queries
from ontology.terms import RK
from tests.conftest import ROOT
from tests.docs.reading import PAGES, blocks, name

WITH_EXAMPLES = [page for page in PAGES if blocks(page, "pycon")]
WITH_SPARQL = [page for page in PAGES if blocks(page, "sparql")]


@pytest.fixture(autouse=True)
def _graph(built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GRAPH", "ENDPOINT", "LANG", "SOURCES"):
        monkeypatch.delenv(f"REFORMKG_{variable}", raising=False)
    monkeypatch.setenv("REFORMKG_HOME", str(built_home))
    monkeypatch.chdir(tmp_path)


def test_there_are_examples() -> None:
    assert ROOT / "docs" / "python.md" in WITH_EXAMPLES
    assert ROOT / "docs" / "model.md" in WITH_SPARQL


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name)
def test_python_examples_give_what_is_shown(page: Path) -> None:
    text = "\n".join(blocks(page, "pycon"))
    example = doctest.DocTestParser().get_doctest(text, {}, name(page), str(page), 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    runner.run(example, out=said.append)
    assert runner.tries > 0
    if runner.failures:
        pytest.fail("".join(said), pytrace=False)


@pytest.mark.parametrize("page", WITH_SPARQL, ids=name)
def test_sparql_examples_find_something(page: Path) -> None:
    for text in blocks(page, "sparql"):
        assert queries.sparql(text).rows, text


def test_every_term_of_the_ontology_that_is_named_exists() -> None:
    named = {term for page in PAGES for term in re.findall(r"\brk:(\w+)", page.read_text(encoding="utf-8"))}
    assert len(named) > 40
    assert sorted(term for term in named if not hasattr(RK, term)) == []
