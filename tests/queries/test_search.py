"""Search: diacritics optional, typed ones first, đ."""

from __future__ import annotations

import pytest

from queries import Engine
from queries.search import Hit, find

ID = "https://w3id.org/reformkg/id/"


def labels(engine: Engine, text: str, **options: str | int) -> list[str]:
    return [h.label for h in find(engine, text, **options)]  # type: ignore[arg-type]


def test_what_is_cited_comes_first(engine: Engine) -> None:
    assert find(engine, "30c")[0] == Hit(
        "Instrument", "Nghị quyết 30c/NQ-CP (8/11/2011)", f"{ID}instrument/vn/cp/nq/2011/30c"
    )
    assert find(engine, "792/KH-UBND")[0].iri.endswith("/792")
    assert [h.iri[-7:] for h in find(engine, "76/NQ-CP")[:2]] == ["2013/76", "2021/76"]


def test_diacritics_are_optional(engine: Engine) -> None:
    typed, bare = labels(engine, "Sở Nội vụ tỉnh An Giang"), labels(engine, "so noi vu tinh an giang")
    assert typed[0] == bare[0] == "Sở Nội vụ tỉnh An Giang"
    assert labels(engine, "AN GIANG", type_="place") == ["An Giang"]
    assert "Đồng Tháp" in labels(engine, "dong thap")
    assert "Đồng Tháp" in labels(engine, "đồng tháp")


def test_typed_diacritics_rank_first(engine: Engine) -> None:
    found = labels(engine, "đ", limit=500)
    first = [x.casefold().startswith(("đ", "các đ")) for x in found[:6]]
    assert all(first)
    with_d = labels(engine, "d", limit=500)
    assert with_d != found


def test_all_words_count_in_any_order(engine: Engine) -> None:
    assert "Sở Nội vụ tỉnh An Giang" in labels(engine, "an giang noi vu so", type_="body")


@pytest.mark.parametrize("type_", ["instrument", "body", "place", "index", "area", "source", "task", "target"])
def test_types(engine: Engine, type_: str) -> None:
    found = find(engine, "a", type_=type_, limit=500)
    assert found
    assert {h.type.casefold() for h in found} == {type_}


@pytest.mark.parametrize("text", ["", " ", "'", "...", "\0", "xyzzy", "} UNION {", "\ud800"])
def test_nothing_is_found_for_nothing(engine: Engine, text: str) -> None:
    assert find(engine, text) == []


def test_the_limit_and_the_language(engine: Engine) -> None:
    assert len(find(engine, "cai cach", limit=3)) == 3
    assert find(engine, "30c", lang="en")[0].label.startswith("Resolution 30c/NQ-CP")


def test_no_hit_twice(engine: Engine) -> None:
    found = find(engine, "an giang", limit=1000)
    assert len(found) == len({h.iri for h in found}) > 50
