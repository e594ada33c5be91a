"""Properties that hold for every text: round trips, normal forms, offsets, bounded work."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build.citations import KINDS, Citation, find, format, number_key, parse
from tests.graph_build.citations.cases import Case, own_cases

STATE_KINDS = [
    "resolution",
    "decision",
    "directive",
    "plan",
    "programme",
    "notice",
    "report",
    "submission",
    "telegram",
]
SYMBOLS = {
    "resolution": "NQ",
    "decision": "QĐ",
    "directive": "CT",
    "plan": "KH",
    "programme": "CTr",
    "notice": "TB",
    "report": "BC",
    "submission": "TTr",
    "telegram": "CĐ",
}
serials = st.integers(1, 99999).map(lambda number: f"{number:02d}")
years = st.integers(1946, 2060)
dates = st.dates(datetime.date(1946, 1, 1), datetime.date(2060, 12, 31))


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """A citation of one of the numbering systems, as reading a well-printed text gives it."""
    system = draw(st.sampled_from(["state", "party", "normative", "assembly", "joint", "letter", "serial", "law"]))
    date = draw(st.none() | dates)
    stated = date.year if date else draw(st.none() | years)
    serial, letter = draw(serials), draw(st.sampled_from(["", "", "", "a", "c"]))
    kind, title, number, code = "law", None, None, None
    year = stated
    if system in ("state", "party"):
        kind = draw(st.sampled_from(STATE_KINDS))
        code = draw(
            st.sampled_from(["CP", "TTg", "UBND", "HĐND", "BNV", "XYZ"] if system == "state" else ["TW", "TU", "HU"])
        )
        symbol = SYMBOLS[kind]
        number = f"{serial}{letter}/{symbol}-{code}" if system == "state" else f"{serial}-{symbol}/{code}"
    elif system == "normative":
        year = stated or draw(years)
        kind, code = draw(st.sampled_from([("decree", "CP"), ("circular", "BTC"), ("decision", "UBND")]))
        number = f"{serial}/{year}/{ {'decree': 'NĐ', 'circular': 'TT', 'decision': 'QĐ'}[kind] }-{code}"
    elif system == "assembly":
        year = stated or draw(years)
        kind, code = draw(st.sampled_from([("law", "QH15"), ("resolution", "QH14"), ("resolution", "UBTVQH14")]))
        number = f"{serial}/{year}/{code}"
    elif system == "joint":
        year = stated or draw(years)
        kind, code = "joint-circular", "BTC-BNV"
        number = f"{serial}/{year}/TTLT-BTC-BNV"
    elif system == "letter":
        kind, code, number = "official-letter", "SNV", f"{serial}/SNV-CCHC&VTLT"
    elif system == "serial":
        kind = draw(st.sampled_from(["decision", "circular", "official-letter"]))
    else:
        title = draw(st.sampled_from(["Luật Đất đai", "Luật Tổ chức Chính phủ", "Luật Phòng, chống tham nhũng"]))
        year = stated or draw(years)
    printed = None if system == "law" else number or serial.zfill(2)
    return Citation(kind, KINDS[kind].vi, number, printed, year, date, code, None, None, title, 0, 0, None, None, 0, 0)


@given(citations(), st.sampled_from(["vi", "en"]))
@settings(max_examples=400)
def test_parse_reads_back_what_format_writes(citation: Citation, lang: str) -> None:
    written = format(citation, lang)
    if lang == "en" and citation.number is None and citation.title is None:
        return  # a serial alone is not read as a citation in English without its date
    assert parse(written).identity == citation.identity, written


@pytest.mark.parametrize("case", [case for case in own_cases() if case.expected], ids=lambda case: case.text[:60])
def test_what_was_found_can_be_written_and_read_again(case: Case) -> None:
    for citation in find(case.text):
        written = format(citation)
        assert [_core(one) for one in find(written)] == [_core(citation)], written


def _core(citation: Citation) -> tuple[object, ...]:
    return (citation.kind, citation.number, citation.year, citation.date, citation.issuer_code)


PIECES = st.sampled_from(
    [
        *(
            "Nghị quyết số ",
            "Nghị quyết ",
            "Quyết định ",
            "Luật ",
            "Luật Đất đai",
            "NQ ",
            "QĐ ",
            "số ",
            "Số: ",
        ),
        *("76", "63", "2010", "30c", "/", "-", "//", " ", "\n", ", ", " và ", ".", "(", ")", "%", "a", "Đ"),
        *(
            "NQ-CP",
            "NĐ-CP",
            "QĐ-TTg",
            "NQ/TW",
            "UBND",
            "QH13",
            " ngày ",
            "15/7/2021",
            " năm ",
            "2018",
            "tháng",
        ),
        *("của ", "Chính phủ", "UBND tỉnh", "An Giang", "22/63", "Kế hoạch", "ban hành "),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@given(TEXTS)
@settings(max_examples=400)
def test_normal_form_does_not_matter(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    first, second = find(composed), find(decomposed)
    assert [one.identity for one in first] == [one.identity for one in second]
    for one, other in zip(first, second, strict=True):
        assert composed[one.full_start : one.full_end] == unicodedata.normalize(
            "NFC", decomposed[other.full_start : other.full_end]
        )


@given(st.one_of(TEXTS, st.text(max_size=200), TEXTS.map(lambda text: unicodedata.normalize("NFD", text))))
@settings(max_examples=500)
def test_offsets_always_slice_to_what_is_printed(text: str) -> None:
    last = 0
    for citation in find(text):
        assert 0 <= citation.full_start <= citation.start < citation.end <= citation.full_end <= len(text)
        assert citation.start >= last
        last = citation.end
        if citation.number_start is not None:
            assert citation.number_printed == text[citation.number_start : citation.number_end]
            assert citation.number_end is not None
            assert citation.start <= citation.number_start < citation.number_end <= citation.end


@given(st.text())
def test_no_text_makes_find_fail(text: str) -> None:
    find(text)


@given(serials, st.sampled_from(["NQ-CP", "QĐ-UBND", "CT-TTg"]))
def test_number_keys_ignore_spelling(serial: str, tail: str) -> None:
    number = f"{serial}/{tail}"
    assert number_key(number) == number_key(number.lower()) == number_key("0" + number)
    assert number_key(number) == number_key(number.replace("Đ", "D").replace("/", "-"))
    assert number_key(number) != number_key(f"{serial}1/{tail}")


HOSTILE = (
    *(
        "/",
        "1",
        "1/",
        "-",
        " ",
        "\n",
        "(",
        "a\u0301",
        "\u0301",
        "12.",
        "1-A&",
        "số: ",
        "của Ban ",
        "ngày 1/1/2020, ",
    ),
    *("Nghị quyết số ", "Luật ", "Luật sửa đổi ", "63/2010/", "76/NQ-CP, ", "QĐ 12/"),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_is_bounded_on_hostile_text(piece: str) -> None:
    """A quadratic step would not end in this lifetime: 400,000 characters, every piece a new beginning."""
    found = find(piece * (400_000 // len(piece)))
    assert len(found) <= 400_000


@pytest.mark.parametrize("piece", ["/", "1", " ", "1/", "Nghị quyết số "])
def test_two_million_characters(piece: str) -> None:
    assert find(piece * (2_000_000 // len(piece))) == []
