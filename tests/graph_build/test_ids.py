"""graph_build.ids: the IRIs of model.md, and that no two things ever get the same one."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_build.ids
from graph_build import ids
from ontology.namespaces import ID

SLUGS = st.lists(st.text("abhz019", min_size=1, max_size=3), min_size=1, max_size=3).map("-".join)
PLACES = st.one_of(st.just("vn"), SLUGS.map(lambda s: f"vn-{s}"))
BODIES = st.tuples(PLACES, SLUGS).map("/".join)
YEARS = st.integers(1945, 2100)
LABELS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)
    .map(str.strip)
    .filter(lambda s: s not in ("", ".", "..", "deliverable", "responsibility"))
)
"""What numbers of tasks and groups may look like: 1, I, 1.1, a), IV/2."""
PLANS = SLUGS.map(lambda s: ids.instrument(f"vn/cp/kh/2020/_{s}"))


def test_docstring_examples_hold() -> None:
    assert doctest.testmod(graph_build.ids).failed == 0


PLAN_792 = ids.instrument(ids.instrument_path("vn-an-giang", "ubnd", "kh", 2017, "792"))


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (ids.instrument(ids.instrument_path("vn", "cp", "nq", 2021, "76")), "instrument/vn/cp/nq/2021/76"),
        (PLAN_792, "instrument/vn-an-giang/ubnd/kh/2017/792"),
        (
            ids.instrument(ids.instrument_path("vn-long-an", "ubnd", "kh", 2022, "_khac-phuc-par-index-sipas")),
            "instrument/vn-long-an/ubnd/kh/2022/_khac-phuc-par-index-sipas",
        ),
        (ids.task(PLAN_792, "I", "1"), "instrument/vn-an-giang/ubnd/kh/2017/792/task/I/1"),
        (ids.group(PLAN_792, "I"), "instrument/vn-an-giang/ubnd/kh/2017/792/group/I"),
        (ids.target(PLAN_792, "1"), "instrument/vn-an-giang/ubnd/kh/2017/792/target/1"),
        (ids.body("vn-an-giang/so-noi-vu"), "body/vn-an-giang/so-noi-vu"),
        (ids.place("vn-an-giang"), "place/vn-an-giang"),
        (ids.index("par-index"), "index/par-index"),
        (ids.observation("par-index", None, "vn-long-an", 2021), "observation/par-index/vn-long-an/2021"),
        (ids.source("x"), "source/x"),
        (ids.evidence("x", 12, 40), "source/x#char=12,40"),
        (ids.graph("x"), "graph/x"),
    ],
)
def test_the_iris_are_those_of_the_model(made: str, written: str) -> None:
    assert made == ID + written
    assert ID == "https://w3id.org/reformkg/id/"


@pytest.mark.parametrize(
    ("number", "kinds", "issuer", "segment"),
    [
        ("76/NQ-CP", ["NQ"], "cp", "76"),
        ("30c/NQ-CP", ["NQ"], "cp", "30c"),
        ("30C/NQ-CP", ["NQ"], "cp", "30c"),
        ("30d/NQ-CP", ["NQ"], "cp", "30d"),
        ("30đ/NQ-CP", ["NQ"], "cp", "30dd"),
        ("076/NQ-CP", ["NQ"], "cp", "76"),
        ("63/2010/NĐ-CP", ["NĐ"], "cp", "63"),
        ("45/2017/QĐ-TTg", ["QĐ"], "ttg", "45"),
        ("168-KH/TU", ["KH"], "tu", "168"),
        ("05-CT/TW", ["CT"], "bct", "5"),
        ("76/2015/QH13", [], "qh", "76"),
        ("08-HĐBT", [], "hdbt", "8"),
        ("94/CP", [], "cp", "94"),
        ("3037 /QĐ-UBND", ["QĐ"], "ubnd", "3037"),
        ("141/2016//NĐ-CP", ["NĐ"], "cp", "141"),
        ("1389/QĐ-UBND-HC", ["QĐ"], "ubnd", "1389-hc"),
        ("587/SNV-CCHC&VTLT", ["CV"], "snv", "587-cchc~vtlt"),
        ("12/KH-SỞ", ["KH"], "ubnd", "12-s~e1~bb~9f"),
    ],
)
def test_a_number_is_cut_to_what_identifies(number: str, kinds: list[str], issuer: str, segment: str) -> None:
    assert ids.number_segment(number, kinds, issuer) == segment
    ids.instrument_path("vn", issuer, "nq", None, segment)  # it can stand in an IRI


@pytest.mark.parametrize("number", ["NQ-CP", "", "số 76", "/76"])
def test_a_number_begins_with_digits(number: str) -> None:
    with pytest.raises(ValueError, match="does not begin with digits"):
        ids.number_segment(number, ["NQ"], "cp")


@pytest.mark.parametrize("segment", ["Số", "a b", "a/b", "", "76%2F", "a#b"])
def test_a_path_has_only_letters_that_need_no_escape(segment: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in an IRI"):
        ids.instrument_path("vn", "cp", "nq", 2021, segment)


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("63/2010/NĐ-CP", 2010),
        ("76/2015/QH13", 2015),
        ("30a/2008/NQ-CP", 2008),
        ("225/QĐ-TTg", None),
        ("1999/KH", None),
    ],
)
def test_the_year_within_a_number(number: str, year: int | None) -> None:
    assert ids.year_in_number(number) == year


# -- injective -------------------------------------------------------------------------------------------------

INPUTS = st.one_of(
    st.tuples(
        st.just("instrument"), PLACES, SLUGS, SLUGS, st.one_of(st.none(), YEARS),
        st.one_of(st.integers(1, 99999).map(str), SLUGS.map(lambda s: f"_{s}")),
    ),
    st.tuples(st.just("task"), PLANS, st.one_of(st.none(), LABELS), LABELS),
    st.tuples(st.just("group"), PLANS, LABELS),
    st.tuples(st.just("target"), PLANS, LABELS),
    st.tuples(st.just("solution"), PLANS, LABELS),
    st.tuples(st.just("deliverable"), st.tuples(PLANS, st.one_of(st.none(), LABELS), LABELS)),
    st.tuples(
        st.just("responsibility"), st.tuples(PLANS, st.one_of(st.none(), LABELS), LABELS),
        st.sampled_from(["lead", "coordinating"]), BODIES,
    ),
    st.tuples(st.just("place"), PLACES),
    st.tuples(st.just("body"), BODIES),
    st.tuples(st.just("index"), SLUGS, st.one_of(st.none(), SLUGS)),
    st.tuples(st.just("observation"), SLUGS, st.one_of(st.none(), SLUGS), PLACES, YEARS),
    st.tuples(st.just("result"), PLACES, YEARS, SLUGS),
    st.tuples(st.just("source"), SLUGS),
    st.tuples(st.just("evidence"), SLUGS, st.integers(0, 99), st.integers(0, 99)),
    st.tuples(st.just("selector"), SLUGS, st.integers(0, 99), st.integers(0, 99)),
    st.tuples(st.just("graph"), SLUGS),
    st.tuples(st.just("coverage"), SLUGS, SLUGS, st.integers(1, 99)),
    st.tuples(st.just("assertion"), SLUGS, PLANS, PLANS, PLANS),
)  # fmt: skip


def mint(what: tuple[object, ...]) -> str:
    name, *given_ = what
    if name == "instrument":
        return ids.instrument(ids.instrument_path(*given_))  # type: ignore[arg-type]
    if name in ("deliverable", "responsibility"):
        first, *rest = given_
        given_ = [ids.task(*first), *rest]  # type: ignore[misc]
    return str(getattr(ids, str(name))(*given_))


@given(st.lists(INPUTS, min_size=2, max_size=12, unique=True))
def test_minting_is_injective(inputs: list[tuple[object, ...]]) -> None:
    minted = {mint(what): what for what in inputs}
    assert len(minted) == len(inputs)


@given(INPUTS)
def test_minting_gives_ascii_iris_below_the_base_and_the_same_each_time(what: tuple[object, ...]) -> None:
    iri = mint(what)
    assert re.fullmatch(r"[A-Za-z0-9:/._~#=,%!*'()-]+", iri.removeprefix(ID))
    assert iri.startswith(ID)
    assert mint(what) == iri


@given(st.integers(1, 99999), st.sampled_from(["", "a", "b", "c", "d", "đ", "e"]), st.integers(0, 2))
def test_numbers_that_differ_have_segments_that_differ(number: int, letter: str, zeros: int) -> None:
    written = f"{'0' * zeros}{number}{letter}/NQ-CP"
    assert ids.number_segment(written, ["NQ"], "cp") == f"{number}{'dd' if letter == 'đ' else letter}"


@given(SLUGS, PLANS, PLANS)
def test_an_assertion_knows_the_direction_of_its_relation(dossier: str, one: str, other: str) -> None:
    if one != other:
        assert ids.assertion(dossier, one, "p", other) != ids.assertion(dossier, other, "p", one)
