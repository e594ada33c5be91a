"""Which instrument a citation means: never a guess, and always how it was settled."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build.citations import Index, Known, parse

DAY = datetime.date


def known(
    id: str,
    kind: str,
    number: str | None,
    date: datetime.date,
    place: str = "vn",
    name: str = "",
    title: str = "",
) -> Known:
    issuers = (f"UBND tỉnh {name}", f"Ủy ban nhân dân tỉnh {name}") if name else ("Chính phủ",)
    return Known(
        id,
        kind,
        number,
        date.year,
        date,
        "body",
        issuers,
        None,
        place,
        (name,) if name else ("Việt Nam",),
        (title,) if title else (),
    )


NQ13 = known("nq76-2013", "resolution", "76/NQ-CP", DAY(2013, 6, 13), title="Sửa đổi Nghị quyết 30c/NQ-CP")
NQ21 = known(
    "nq76-2021",
    "resolution",
    "76/NQ-CP",
    DAY(2021, 7, 15),
    title="Chương trình tổng thể cải cách hành chính 2021-2030",
)
NQ30C = known("nq30c", "resolution", "30c/NQ-CP", DAY(2011, 11, 8))
QD225 = known("qd225", "decision", "225/QĐ-TTg", DAY(2016, 2, 4))
QD3037 = known("qd3037", "decision", "3037/QĐ-UBND", DAY(2021, 12, 21), "vn-an-giang", "An Giang")
KH792 = known(
    "kh792",
    "plan",
    "792/KH-UBND",
    DAY(2017, 12, 29),
    "vn-an-giang",
    "An Giang",
    "Cải cách hành chính năm 2018",
)
KH69A = known("kh69-ag", "plan", "69/KH-UBND", DAY(2022, 2, 1), "vn-an-giang", "An Giang")
KH69B = known("kh69-bn", "plan", "69/KH-UBND", DAY(2025, 9, 19), "vn-bac-ninh", "Bắc Ninh")
CT07 = known("ct07", "directive", "07/CT-TTg", DAY(2013, 5, 22))
LONG = known(
    "kh-long-an",
    "plan",
    None,
    DAY(2022, 7, 1),
    "vn-long-an",
    "Long An",
    "Khắc phục, nâng cao PAR INDEX và SIPAS",
)
LAW = known("luat-2015", "law", "77/2015/QH13", DAY(2015, 6, 19), title="Luật Tổ chức chính quyền địa phương")
ALL = (NQ13, NQ21, NQ30C, QD225, QD3037, KH792, KH69A, KH69B, CT07, LONG, LAW)
INDEX = Index(ALL)


@pytest.mark.parametrize(
    ("text", "ids", "settled_by"),
    [
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021", ["nq76-2021"], "year"),
        ("Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ", ["nq76-2013"], "year"),
        ("Nghị quyết số 76/NQ-CP", ["nq76-2021", "nq76-2013"], "nothing"),
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2020", [], "contradicted"),
        ("Nghị quyết số 76/NQ-CP ngày 16/7/2021", [], "contradicted"),
        ("Quyết định số 225/QĐ-TTg", ["qd225"], "unique number"),
        ("Quyết định số 999/QĐ-TTg", [], "unknown"),
        ("Kế hoạch số 69/KH-UBND của UBND tỉnh Bắc Ninh", ["kh69-bn"], "place"),
        ("Kế hoạch số 69/KH-UBND của UBND tỉnh Hà Nam", [], "contradicted"),
        ("Chỉ thị số 7/CT-TTg", ["ct07"], "unique number"),
        ("Luật Tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015", ["luat-2015"], "title"),
        ("Luật Tổ chức Chính quyền địa phương năm 2019", [], "contradicted"),
    ],
)
def test_resolving_a_citation(text: str, ids: list[str], settled_by: str) -> None:
    found = INDEX.resolve(parse(text))
    assert ([one.id for one in found.matches], found.settled_by) == (ids, settled_by)
    assert found.reason_vi
    assert found.reason_en


def test_the_document_prefers_its_own_province() -> None:
    found = INDEX.resolve(parse("Kế hoạch số 69/KH-UBND"), place="vn-an-giang")
    assert ([one.id for one in found.matches], found.settled_by) == (["kh69-ag"], "place")


def test_another_province_is_never_picked_silently() -> None:
    assert INDEX.resolve(parse("Kế hoạch số 792/KH-UBND"), place="vn-bac-ninh").matches == ()
    assert len(INDEX.resolve(parse("Kế hoạch số 69/KH-UBND"), place="vn-long-an").matches) != 1


def test_national_acts_stay_possible_in_a_provincial_document() -> None:
    assert [one.id for one in INDEX.resolve(parse("Quyết định số 225/QĐ-TTg"), place="vn-an-giang").matches] == [
        "qd225"
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("76/NQ-CP", ["nq76-2021", "nq76-2013"]),
        ("NQ 76/NQ-CP", ["nq76-2021", "nq76-2013"]),
        ("nq 76", ["nq76-2021", "nq76-2013"]),
        ("76/nq-cp 2021", ["nq76-2021"]),
        ("nq 76 2013", ["nq76-2013"]),
        ("KH 792/KH-UBND An Giang", ["kh792"]),
        ("kh 69 bac ninh", ["kh69-bn"]),
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021", ["nq76-2021"]),
        ("QD 3037", ["qd3037"]),
        ("qd 3037 an giang", ["qd3037"]),
        ("30c", ["nq30c"]),
        ("30C/NQ-CP", ["nq30c"]),
        ("Quyết định 225 năm 2016", ["qd225"]),
        ("quyet dinh 225", ["qd225"]),
        ("Resolution 76/NQ-CP", ["nq76-2021", "nq76-2013"]),
        ("Resolution 76/NQ-CP of 2021", ["nq76-2021"]),
        ("792", ["kh792"]),
        ("7/CT-TTg", ["ct07"]),
        ("Luật Tổ chức chính quyền địa phương 2015", ["luat-2015"]),
        ("khac phuc par index sipas", ["kh-long-an"]),
        ("Kế hoạch khắc phục PAR INDEX SIPAS Long An", ["kh-long-an"]),
        ("76/NQ-CP 1999", []),
        ("QĐ 225/QĐ-TTg năm 2017", []),
        ("KH 792/KH-UBND Bắc Ninh", []),
        ("KH 792/KH-UBND Hà Nam", []),
        ("chương trình tổng thể cải cách hành chính", ["nq76-2021"]),
        ("kế hoạch", []),
        ("", []),
        ("xin chào", []),
    ],
)
def test_what_people_type(text: str, ids: list[str]) -> None:
    assert [one.id for one in INDEX.lookup(text).matches] == ids


def test_suggestions_are_not_answers() -> None:
    assert INDEX.lookup("793/KH-UBND").matches == ()
    assert "kh792" in [one.id for one in INDEX.suggest("793/KH-UBND An Giang")]
    assert INDEX.suggest("") == ()


@given(st.sampled_from(ALL), st.dates(DAY(1990, 1, 1), DAY(2030, 1, 1)))
@settings(max_examples=200)
def test_a_stated_date_is_never_contradicted(one: Known, date: datetime.date) -> None:
    if one.number is None:
        return
    found = INDEX.lookup(f"{one.number} ngày {date.day}/{date.month}/{date.year}")
    assert all(match.date == date for match in found.matches)


@given(st.text(max_size=60))
def test_lookup_never_fails(text: str) -> None:
    INDEX.lookup(text)
    INDEX.suggest(text)
