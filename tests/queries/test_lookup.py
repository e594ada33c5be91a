"""Names and citations lead to the things they stand for, or to nothing; likeness is only a suggestion."""

from __future__ import annotations

import unicodedata

import pytest

from graph_build.errors import AmbiguousError, NotFoundError
from queries import Engine
from queries.lookup import SINGULAR, _direct

ID = "https://w3id.org/reformkg/id/"
KH792 = f"{ID}instrument/vn-an-giang/ubnd/kh/2017/792"


@pytest.mark.parametrize(
    "text",
    [
        "792/KH-UBND",
        "KH 792/KH-UBND An Giang",
        "Kế hoạch số 792/KH-UBND ngày 29/12/2017",
        KH792,
        f" {KH792} ",
        f"<{KH792}>",
        "rkid:instrument/vn-an-giang/ubnd/kh/2017/792",
        "vn-an-giang/ubnd/kh/2017/792",
        "instrument/vn-an-giang/ubnd/kh/2017/792",
        "/id/instrument/vn-an-giang/ubnd/kh/2017/792",
        unicodedata.normalize("NFD", "Kế hoạch 792/KH-UBND"),
    ],
)
def test_an_instrument_by_what_people_write(engine: Engine, text: str) -> None:
    assert [t.iri for t in engine.lookup.find_instruments(text)] == [KH792]


def test_a_number_is_not_an_identity(engine: Engine) -> None:
    both = engine.lookup.find_instruments("NQ 76/NQ-CP")
    assert [t.iri for t in both] == [f"{ID}instrument/vn/cp/nq/2013/76", f"{ID}instrument/vn/cp/nq/2021/76"]
    for text in ("76/NQ-CP 2021", "Nghị quyết số 76/NQ-CP ngày 15/7/2021"):
        assert [t.iri for t in engine.lookup.find_instruments(text)] == [f"{ID}instrument/vn/cp/nq/2021/76"]


@pytest.mark.parametrize(
    "text", ["77/NQ-CP", "zzz", "", "  ", "/task/", "\0", "\ud800", "} UNION {", "x" * 5000, f"{KH792}0"]
)
def test_what_leads_nowhere_is_said(engine: Engine, text: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        engine.lookup.find_item(text)
    assert len(str(caught.value)) < 1500
    assert "\0" not in str(caught.value)


def test_beyond_five_readings_the_candidates_are_offered(engine: Engine) -> None:
    with pytest.raises(AmbiguousError, match="add the year, the day or the province") as caught:
        engine.lookup.find_instruments("kế hoạch cải cách hành chính")
    assert len(caught.value.suggestions) > 5


def test_tasks_groups_and_targets_by_path(engine: Engine) -> None:
    for path in ("task/I/1", "group/I", "target/1"):
        [thing] = engine.lookup.find_item(f"vn-an-giang/ubnd/kh/2017/792/{path}")
        assert thing.iri == f"{KH792}/{path}"
    with pytest.raises(NotFoundError, match="no task, group, target"):
        engine.lookup.find_item(f"{KH792}/task/I/99")


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("bodies", "Sở Nội vụ tỉnh An Giang", "body/vn-an-giang/so-noi-vu"),
        ("bodies", "so noi vu tinh an giang", "body/vn-an-giang/so-noi-vu"),
        ("bodies", "vn-an-giang/so-noi-vu", "body/vn-an-giang/so-noi-vu"),
        ("places", "An Giang", "place/vn-an-giang"),
        ("places", "tỉnh An Giang", "place/vn-an-giang"),
        ("places", "vn-an-giang", "place/vn-an-giang"),
        ("places", "Ha Giang", "place/vn-ha-giang"),
        ("indices", "PAR INDEX", "index/par-index"),
        ("indices", "papi", "index/papi"),
        ("sources", "an-giang-2022-reform-article", "source/an-giang-2022-reform-article"),
    ],
)
def test_other_things_by_name(engine: Engine, kind: str, text: str, iri: str) -> None:
    assert [t.iri for t in engine.lookup.find(kind, text)] == [ID + iri]


def test_a_name_with_diacritics_is_not_that_of_another(engine: Engine) -> None:
    assert {t.iri for t in engine.lookup.find("places", "Hà Giang")} == {f"{ID}place/vn-ha-giang"}
    with pytest.raises(NotFoundError) as caught:
        engine.lookup.find("places", "Hạ Gang")
    assert caught.value.suggestions == () or "Hà Giang" in caught.value.suggestions


def test_a_plain_word_is_no_path() -> None:
    assert _direct("zzz") is None
    assert _direct("nội vụ") is None
    assert _direct("zzz", "place") == f"{ID}place/zzz"
    assert _direct("vn/cp/nq/2021/76") == f"{ID}instrument/vn/cp/nq/2021/76"
    assert _direct("Sở Nội vụ", "body") is None


@pytest.mark.parametrize("kind", list(SINGULAR))
def test_every_name_leads_back_to_its_thing(engine: Engine, kind: str) -> None:
    things = getattr(engine.lookup, kind)
    assert things
    for thing in things.values():
        assert thing.vi.strip()
        assert thing.en.strip()
        assert not thing.vi.startswith("http")
        if kind != "instruments":
            assert thing in engine.lookup.find(kind, thing.vi)
        assert things[thing.iri] in (
            engine.lookup.find_instruments(thing.iri) if kind == "instruments" else engine.lookup.find(kind, thing.iri)
        )


def test_labels_of_things_that_have_none_are_left_out(engine: Engine) -> None:
    assert engine.lookup.labels(["urn:x", "http://example.org/none", "http://example.org/a b", "x> } UNION {"]) == {}
