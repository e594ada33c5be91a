"""Questions are read to the last word, whatever their form; what is not understood is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries import Engine
from queries.ask import answer
from queries.ask.reading import LONGEST, read
from queries.ask.times import find_periods

ASKED = "Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP?"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("quý III/2018", "2018-07-01", "2018-09-30"),
        ("quý 3 năm 2018", "2018-07-01", "2018-09-30"),
        ("Q3 2018", "2018-07-01", "2018-09-30"),
        ("the third quarter of 2018", "2018-07-01", "2018-09-30"),
        ("quý II đến quý III/2018", "2018-04-01", "2018-09-30"),
        ("tháng 2/2020", "2020-02-01", "2020-02-29"),
        ("tháng 8 đến 11/2018", "2018-08-01", "2018-11-30"),
        ("December 2018", "2018-12-01", "2018-12-31"),
        ("từ 01/7/2018 đến 30/9/2018", "2018-07-01", "2018-09-30"),
        ("6 tháng đầu năm 2018", "2018-01-01", "2018-06-30"),
        ("năm 2018", "2018-01-01", "2018-12-31"),
        ("2021-2030", "2021-01-01", "2030-12-31"),
    ],
)
def test_times(text: str, first: str, last: str) -> None:
    found = find_periods(text)
    assert len(found) == 1
    dates = found[0].dates()
    assert dates is not None
    assert (dates[0].isoformat(), dates[1].isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["tháng 13/2018", "31/2/2018", "quý V/2018", "2030-2021"])
def test_impossible_times_are_none(text: str) -> None:
    assert all(p.kind == "year" for p in find_periods(text))


def test_composed_decomposed_and_bare_forms_are_read_alike(engine: Engine) -> None:
    asked = answer(ASKED, engine)
    bare = "".join(c for c in unicodedata.normalize("NFD", ASKED) if not unicodedata.combining(c))
    for form in (unicodedata.normalize("NFD", ASKED), ASKED.upper(), bare, ASKED.replace(" ", "\u00a0")):
        found = answer(form, engine)
        assert (found.status, found.rows) == (asked.status, asked.rows), form


def test_a_wrong_diacritic_is_another_word(engine: Engine) -> None:
    assert answer("Nhiệm vụ nào bật ngườn từ NQ 76/NQ-CP?", engine).status == "not_understood"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=12))
def test_added_text_never_breaks_and_code_is_never_skipped(engine: Engine, tail: str) -> None:
    found = answer(f"{ASKED} {tail}", engine)
    assert found.to_json()
    if any(c in "{}<>;|^`\\$=#@~" for c in tail):
        assert found.status == "not_understood"


@pytest.mark.parametrize(
    "text",
    [
        'Which tasks derive from 76/NQ-CP"} UNION { ?s ?p ?o } #',
        "Which tasks derive from 76/NQ-CP\n} ; DROP ALL",
        "Which tasks derive from <javascript:alert(1)>",
        "Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP \\u003e ?",
        "'; DELETE WHERE { ?s ?p ?o } --",
    ],
)
def test_code_in_a_question_is_refused(text: str, engine: Engine) -> None:
    found = answer(text, engine)
    assert found.status == "not_understood"
    assert found.sparql == ""


def test_a_question_that_is_too_long_is_refused(engine: Engine) -> None:
    assert answer("nhiệm vụ " * LONGEST, engine).status == "not_understood"


def test_two_quarters_apart_are_not_taken_for_the_time_between(engine: Engine) -> None:
    assert answer("nhiệm vụ quý I và quý III/2018", engine).status == "not_understood"


def test_every_word_becomes_a_symbol(engine: Engine) -> None:
    reading = read("Xylophone nhiệm vụ quux", engine)
    assert [s.text for s in reading.of("UNKNOWN")] == ["Xylophone", "quux"]
