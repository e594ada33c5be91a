"""Values become RDF terms or are refused; none of them changes a query's algebra."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build.errors import NotFoundError, ParameterError
from queries import Engine, catalogue, terms
from queries.catalogue import parse

NASTY = [
    '"', "'", "\\", '"""', "'''", "}", "{", "} UNION { ?s ?p ?o", "\n", "\r", "\t", "\0", "\x7f", "\ud800", "\udfff",
    "\\u007D", "\\u0022", "\\U0000007D", "#", "# parameter", "<", ">", "<http://example.org/>", "`", "|", "^^", "@en",
    "\u2028",
    "\u0085", "\ufffe", "?x", "$x", ";", ".", "SERVICE <http://example.org/>", "76/NQ-CP",
    "\\1", "\\g<0>", "{0}", "%s",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), max_size=6).map("".join)
QUERY = parse(
    "#: name: t\n#: question: {vi: a, en: b}\n#: columns: {text: {vi: a, en: b}}\n"
    "#: parameters: {text: {type: text, label: {vi: a, en: b}}}\n"
    'SELECT ?text WHERE {\n  VALUES ?text { "x" } # parameter\n}\n',
    "t",
)


def only_row(sparql: str) -> pyoxigraph.Literal:
    [row] = pyoxigraph.Store().query(sparql)  # type: ignore[misc]
    [value] = row
    assert isinstance(value, pyoxigraph.Literal)
    return value


@given(texts)
@settings(max_examples=300, deadline=None)
def test_any_text_is_data_or_refused(text: str) -> None:
    try:
        term = terms.string(text)
    except ParameterError:
        assert any(unicodedata.category(c) == "Cs" for c in text)
        return
    assert only_row(QUERY.bind({"text": [term]})).value == text


@given(texts)
@settings(max_examples=300, deadline=None)
def test_any_iri_is_data_or_refused(text: str) -> None:
    for value in (text, f"http://example.org/{text}"):
        try:
            term = terms.iri(value)
        except ParameterError:
            continue
        assert not re.search(r'[<>"{}|^`\\\x00-\x20]', value)
        [row] = pyoxigraph.Store().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {term} }} }}")  # type: ignore[misc]
        assert row[0] == pyoxigraph.NamedNode(value)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_parameter_of_any_type_is_refused_or_finds_nothing_else(engine: Engine, text: str) -> None:
    for name, key in [
        ("tasks-deriving-from", "instrument"), ("chain-above", "item"), ("tasks-of-body", "body"), ("results", "place"),
        ("results", "index"), ("results", "year"), ("tasks-by-area", "area"), ("coverage", "source"),
    ]:  # fmt: skip
        given_ = {**catalogue()[name].header.example, key: text}
        try:
            answer = engine.run(name, given_)
        except (ParameterError, NotFoundError):
            continue
        shape = re.sub(r"VALUES \?\w+ \{[^\n]*\}", "VALUES", answer.sparql)
        plain = re.sub(r"VALUES \?\w+ \{[^\n]*\}( # parameter)?", "VALUES", catalogue()[name].text)
        assert shape == plain
        assert answer.columns == tuple(catalogue()[name].header.columns)


@pytest.mark.parametrize("value", ["2021", "-5", " 2021 ", 2021])
def test_whole_numbers(value: str | int) -> None:
    assert int(only_row(f"SELECT ?x {{ VALUES ?x {{ {terms.integer(value)} }} }}").value) == int(value)


@pytest.mark.parametrize("value", ["", "abc", "2_021", "٢٠٢١", "1.5", "9" * 5000, "2021 } UNION {", "\ud800"])
def test_other_numbers_are_refused(value: str) -> None:
    with pytest.raises(ParameterError, match="whole number") as caught:
        terms.integer(value)
    assert len(str(caught.value)) < 200


def test_dates() -> None:
    assert "2021-07-15" in terms.date("2021-07-15")
    assert terms.date(dt.date(2021, 7, 15)) == terms.date(" 2021-07-15 ")


@pytest.mark.parametrize(
    "value", ["15/7/2021", "20210715", "2021-W28-4", "2021-02-30", "", "2021-07-15T00:00", "x" * 999]
)
def test_other_dates_are_refused(value: str) -> None:
    with pytest.raises(ParameterError, match="write it as 2021-07-15"):
        terms.date(value)


def test_messages_quote_no_control_characters() -> None:
    assert terms.shown("a\x1b[31m\nb\ud800") == "a�[31m�b�"
    assert len(terms.shown("x" * 1000)) == 120
