"""What find() must see, and what it must not: the development sample and our own cases."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from graph_build.citations import Citation, CitationError, find, parse, to_dict
from tests.graph_build.citations.cases import Case, as_fields, dev_lines, own_cases


@pytest.mark.parametrize("case", own_cases(), ids=lambda case: f"{case.family}: {case.text[:50]}")
def test_own_case(case: Case) -> None:
    assert tuple(as_fields(case.text, citation) for citation in find(case.text)) == case.expected


@pytest.mark.parametrize("case", own_cases(), ids=lambda case: f"{case.family}: {case.text[:50]}")
def test_own_case_decomposed(case: Case) -> None:
    text = unicodedata.normalize("NFD", case.text)
    found = [
        tuple(unicodedata.normalize("NFC", field) for field in as_fields(text, citation)) for citation in find(text)
    ]
    assert found == [tuple(unicodedata.normalize("NFC", field) for field in fields) for fields in case.expected]


def test_there_are_enough_cases_of_our_own() -> None:
    assert len(own_cases()) >= 200
    assert sum(not case.expected for case in own_cases()) >= 50


def _key(citation: Citation) -> tuple[int | None, int | None, int, int]:
    if citation.number_start is not None:
        return citation.number_start, citation.number_end, 0, 0
    return None, None, citation.start, citation.end


def _expected_key(one: dict[str, Any]) -> tuple[int | None, int | None, int, int]:
    if one["number_start"] is not None:
        return one["number_start"], one["number_end"], 0, 0
    return None, None, one["start"], one["end"]


def test_precision_and_recall_on_the_development_sample() -> None:
    right = wrong = missed = 0
    for line in dev_lines():
        found = {_key(citation) for citation in find(line["surface"])}
        expected = {_expected_key(one) for one in line["expected"]}
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
    precision, recall = right / (right + wrong), right / (right + missed)
    print(f"citations of the development sample: precision {precision:.4f}, recall {recall:.4f}")
    assert right > 100
    assert (precision, recall) == (1.0, 1.0)


@pytest.mark.parametrize("line", dev_lines(), ids=lambda line: line["id"])
def test_development_line(line: dict[str, Any]) -> None:
    text = line["surface"]
    found = find(text)
    assert [_key(citation) for citation in found] == [_expected_key(one) for one in line["expected"]]
    for citation, expected in zip(found, line["expected"], strict=True):
        data = to_dict(citation)
        assert (citation.start, citation.end) == (expected["start"], expected["end"])
        assert data["kind_slug"] in {expected["kind"], *expected.get("kind_also_accepted", [])}
        assert data["number"] in {expected["number_canonical"], *expected.get("number_also_accepted", [])}
        assert (data["year"], data["date"]) == (expected["year"], expected["date"])
        assert (citation.issuer_code, citation.issuer) == (expected["issuer_code"], expected["issuer_name"])
        if line["id"] != "C056":  # there the sample leaves out the issuer before, in C470 it has it
            assert (citation.full_start, citation.full_end) == (expected["full_start"], expected["full_end"])


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("Nghị định số 141/2016//NĐ-CP", "doubled slash"),
        ("Nghị định số 54/2016NĐ-CP", "slash lost"),
        ("Nghị định 63/2010/NĐCP", "hyphen lost"),
        ("Nghị định 130/2005/N/Đ-CP", "kind code split"),
        ("Nghị quyết số 76-NQ/CP", "separators swapped"),
        ("Quyết định số 225/QĐ.TTg", "dot for a separator"),
        ("Quyết định số 3037 /QĐ-UBND", "space inside the number"),
        ("Quyết định số 3037/\nQĐ-UBND", "line break inside the number"),
        ("Quyết đính số 1819/QĐ-TTg", "kind word misspelt"),
        ("Nghịquyết số 76/NQ-CP", "words glued"),
        ("nghị định 46/2014/nđ-cp", "letter case"),
        ("Decision No. 1059/QD-TTg", "letters restored"),
        ("Quyết định 749/Q\u00d0-TTg", "look-alike characters"),
        ("NĐ 30/2020", "completed from the kind"),
        ("Nghị quyết 154 của Chính phủ", "completed from the issuer"),
        ("Nghị quyết 18 và 19-NQ/TW", "completed from the list"),
    ],
)
def test_no_repair_is_silent(text: str, repair: str) -> None:
    assert repair in find(text)[0].repairs


def test_what_is_printed_well_needs_no_repair() -> None:
    assert parse("Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ").repairs == ()


def test_a_stated_issuer_names_its_province() -> None:
    citation = parse("Quyết định số 2836/QĐ-UBND của Uỷ ban Nhân\ndân tỉnh Lào Cai về việc")
    assert (citation.issuer, citation.place) == ("Uỷ ban Nhân\ndân tỉnh Lào Cai", "Lào Cai")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("không có gì", "no citation"),
        ("NQ 76/NQ-CP và QĐ 225/QĐ-TTg", "names 2 instruments"),
        ("", "Write the kind"),
    ],
)
def test_parse_teaches(text: str, words: str) -> None:
    with pytest.raises(CitationError, match=words):
        parse(text)
    with pytest.raises(ValueError, match=words):
        parse(text)


def test_to_dict_has_the_keys_of_the_contract_first() -> None:
    data = to_dict(parse("Số: 69/KH-UBND"))
    assert list(data)[:9] == [
        "kind", "number", "year", "date", "issuer", "start", "end", "number_start", "number_end",
    ]  # fmt: skip
    assert (data["kind"], data["kind_slug"], data["kind_vi"], data["issuer"]) == (
        "plan",
        "ke_hoach",
        "Kế hoạch",
        "UBND",
    )
