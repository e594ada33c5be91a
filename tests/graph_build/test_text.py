"""graph_build.text: sameness in degrees, sorting, and the way back from cleaned to given text."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_build.text
from graph_build.text import (
    clean,
    compare_key,
    fold,
    fold_aligned,
    line_column,
    nfc,
    normalise_tone,
    sha256_nfc,
    slug,
    sort_key,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊ" + "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
VIETNAMESE = st.text(st.sampled_from(LETTERS + " /-.,0123456789\n\u00a0\u200b\u2011\u00d0"), max_size=60)


def test_docstring_examples_hold() -> None:
    assert doctest.testmod(graph_build.text).failed == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"), ("Uỷ ban", "Ủy ban"), ("Thuý", "Thúy"), ("khoẻ", "khỏe"), ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Khánh Hoà", "Khánh Hòa"), ("Thành uỷ", "Thành ủy"), ("xoè", "xòe"), ("luỹ", "lũy"), ("tuỵ", "tụy"),
    ],
)  # fmt: skip
def test_both_tone_placements_compare_equal(old: str, new: str) -> None:
    assert compare_key(old) == compare_key(new)
    assert normalise_tone(old) == normalise_tone(new) == new


@pytest.mark.parametrize("word", ["quý", "quỷ", "hoàn", "toàn", "khoảng", "loét", "thuyền", "uyển", "quỳnh"])
def test_other_words_keep_their_tone(word: str) -> None:
    assert normalise_tone(word) == word


def test_compare_key_keeps_what_distinguishes_words() -> None:
    assert len({compare_key(word) for word in ("ma", "má", "mà", "mả", "mã", "mạ")}) == 6


def test_fold_is_for_those_who_type_without_marks() -> None:
    assert fold("Đề án 05-ĐA/TU") == fold("de an 05-da/tu") == "de an 05-da/tu"


def test_sorting_follows_the_alphabet_then_tones_then_values() -> None:
    words = [
        "An Giang",
        "Ăn",
        "Âu",
        "Bạc",
        "Cà Mau",
        "Da",
        "Đa",
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "2",
        "10",
    ]
    mixed = [*words[7:], *words[:7]]
    assert sorted(mixed, key=sort_key) == ["2", "10", *words[:13]]


def test_slug_is_ascii() -> None:
    assert slug("Khắc phục PAR INDEX – SIPAS (2022)") == "khac-phuc-par-index-sipas-2022"


def test_line_and_column_count_code_points() -> None:
    assert [line_column("a\nbộ", offset) for offset in (0, 1, 2, 3, 99)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (2, 3),
    ]


@given(VIETNAMESE)
def test_keys_do_not_depend_on_the_normal_form(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert compare_key(text) == compare_key(decomposed)
    assert fold(text) == fold(decomposed)
    assert sha256_nfc(text) == sha256_nfc(decomposed)
    assert sort_key(text) == sort_key(decomposed)
    assert clean(text).text == clean(decomposed).text


@given(VIETNAMESE)
def test_keys_are_stable(text: str) -> None:
    assert compare_key(compare_key(text)) == compare_key(text)
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text).text).text == clean(text).text


@given(st.text())
def test_the_aligned_fold_keeps_every_offset(text: str) -> None:
    cleaned = clean(text).text
    assert len(fold_aligned(cleaned)) == len(cleaned)


@given(st.one_of(st.text(), VIETNAMESE.map(lambda text: unicodedata.normalize("NFD", text))))
def test_every_cleaned_character_leads_back_to_its_origin(text: str) -> None:
    view = clean(text)
    previous = 0
    for index in range(len(view.text)):
        start, end = view.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert start >= previous
        previous = start
        assert clean(text[start:end]).text.find(view.text[index]) >= 0
    assert nfc(view.printed(0, len(view.text))) in nfc(text)
