"""All about one thing: no IRI where a label belongs, no line that only follows from another."""

from __future__ import annotations

import json

import pytest

from graph_build.errors import NotFoundError
from queries import Engine
from queries.describe import Description, describe, find_anything

ID = "https://w3id.org/reformkg/id/"
KH803 = f"{ID}instrument/vn-an-giang/ubnd/kh/2021/803"


def about(engine: Engine, name: str, lang: str = "vi") -> Description:
    [thing] = find_anything(engine, name)
    return describe(engine, thing, lang)


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("803/KH-UBND", "instrument/vn-an-giang/ubnd/kh/2021/803"),
        ("Sở Nội vụ tỉnh An Giang", "body/vn-an-giang/so-noi-vu"),
        ("An Giang", "place/vn-an-giang"),
        ("PAR INDEX", "index/par-index"),
        ("an-giang-2022-reform-article", "source/an-giang-2022-reform-article"),
        (f"{ID}place/vn-an-giang", "place/vn-an-giang"),
        ("rkid:place/vn-an-giang", "place/vn-an-giang"),
        (f"<{KH803}>", "instrument/vn-an-giang/ubnd/kh/2021/803"),
        ("vn-an-giang/ubnd/kh/2017/792/task/I/1", "instrument/vn-an-giang/ubnd/kh/2017/792/task/I/1"),
    ],
)
def test_what_a_name_stands_for(engine: Engine, name: str, iri: str) -> None:
    assert [t.iri for t in find_anything(engine, name)] == [ID + iri]


@pytest.mark.parametrize("name", ["blah", "http://example.org/none", "rk:noSuchTerm", "", "\ud800"])
def test_what_is_not_there_is_said(engine: Engine, name: str) -> None:
    with pytest.raises(NotFoundError):
        find_anything(engine, name)


def test_a_plan(engine: Engine) -> None:
    found = about(engine, "803/KH-UBND")
    facts = {x.property: x.value for x in found.facts}
    assert (facts["number"], facts["issuedOn"], facts["declaredTaskCount"]) == ("803/KH-UBND", "2021-12-23", "80")
    out = {(x.property, x.value_iri) for x in found.relations}
    programme = f"{ID}instrument/vn-an-giang/ubnd/ctr/2021/_cchc-2021-2030"
    assert ("concretises", programme) in out
    assert ("implements", programme) not in out, "it follows from concretises"
    assert not [x for x in (*found.relations, *found.incoming) if x.property in {"derivesFrom", "hasDerived"}]
    assert [x for x in found.relations if x.property == "hasGroup"]
    assert found.evidence


def test_what_others_say_of_it_has_its_certainty(engine: Engine) -> None:
    found = about(engine, f"{ID}instrument/vn/cp/nq/2021/76")
    grades = {x.value: x.certainty for x in found.relations if x.property == "implementedBy"}
    assert grades["Quyết định 3504/QĐ-UBND (Hà Tĩnh, 22/10/2021)"] == "inferred"
    assert grades["Chương trình cải cách hành chính tỉnh An Giang giai đoạn 2021 - 2030 (2021)"] == "asserted"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_bare_iri_and_no_empty_label(engine: Engine, lang: str) -> None:
    names = ["803/KH-UBND", "Sở Nội vụ tỉnh An Giang", "An Giang", "PAR INDEX", "an-giang-2022-reform-article",
             "https://w3id.org/reformkg/ontology#Task", "vn-an-giang/ubnd/kh/2017/792/task/I/1",
             "https://w3id.org/reformkg/concept/area/institutions-2011", f"{KH803}/target/1"]  # fmt: skip
    for name in names:
        found = about(engine, name, lang)
        assert found.label
        for line in (*found.facts, *found.relations, *found.incoming):
            assert line.property_label.strip(" ←")
            assert line.value.strip()
            if (
                line.value_iri
                and line.value_iri.startswith("https://w3id.org/reformkg/")
                and "#char=" not in line.value
            ):
                assert not line.value.startswith("http"), line
        assert json.loads(json.dumps(found.to_dict()))["iri"] == found.iri


def test_a_text_that_is_there_in_vietnamese_only_is_shown_in_english_too(engine: Engine) -> None:
    found = about(engine, "An Giang", "en")
    assert "tỉnh An Giang" in {x.value for x in found.facts}


def test_no_line_twice(engine: Engine) -> None:
    for name in ("803/KH-UBND", "An Giang"):
        found = about(engine, name)
        lines = [*found.facts, *found.relations, *found.incoming]
        assert len(lines) == len(set(lines))


def test_long_lists_are_cut_and_that_is_said(engine: Engine) -> None:
    vietnam = about(engine, "Việt Nam")
    assert len(vietnam.incoming) == 200 or vietnam.left_out == 0
