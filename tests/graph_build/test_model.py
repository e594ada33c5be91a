"""graph_build.model: what a curator may write, and what is refused with which words."""

from __future__ import annotations

import datetime as dt
import doctest
import unicodedata
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

import graph_build.model.base
from graph_build.citations import KINDS
from graph_build.model import BodyRecord, Dossier, Names, PlaceRecord, SourceRecord, Span
from graph_build.model.base import Date, Figure, Place, Record, Text, Texts, When
from graph_build.model.dossier import (
    Area,
    Aspect,
    Certainty,
    Comparator,
    Extent,
    InstrumentRecord,
    Kind,
    Recurrence,
    RelationRecord,
    RelationType,
    ResultRecord,
    TargetRecord,
    TaskRecord,
    TimeRecord,
    TimingKind,
)
from ontology import concepts
from ontology.terms import CLASS_OF_KIND, RK

TEXT: TypeAdapter[str] = TypeAdapter(Text)
TEXTS: TypeAdapter[tuple[str, ...]] = TypeAdapter(Texts)
PLACE: TypeAdapter[tuple[Span, ...]] = TypeAdapter(Place)
DATE: TypeAdapter[dt.date] = TypeAdapter(Date)
WHEN: TypeAdapter[Any] = TypeAdapter(When)
FIGURE: TypeAdapter[Decimal] = TypeAdapter(Figure)

INSTRUMENT = {"key": "nq76", "kind": "resolution", "number": "76/NQ-CP", "issuer": "Chính phủ", "mention": "cited", "at": "page"}  # fmt: skip # noqa: E501
RELATION = {"from": "a", "type": "implements", "to": "b", "at": "page"}
TASK = {"number": 1, "title": "Rà soát", "at": "page"}
TARGET = {"number": 1, "of": "a", "subject": "Điểm", "comparator": "at-least", "value": "5", "at": "page"}
RESULT = {"index": "par-index", "place": "vn", "year": 2023, "rank": 5, "at": "page"}
SOURCE = {"id": "x", "title": "X", "kind": "web-page", "address": "https://example.org"}


def refused(model: type[BaseModel], data: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        model.model_validate(data)


def test_docstring_examples_hold() -> None:
    assert doctest.testmod(graph_build.model.base).failed == 0


# -- texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "text"), [("a", "a"), (" Sở Nội vụ \n", "Sở Nội vụ"), (12, "12"), ("a\nb", "a\nb")]
)
def test_text(written: object, text: str) -> None:
    assert TEXT.validate_python(written) == text


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (1.1, "expected text, found 1.1"), (True, "expected text, found true"), (None, "found nothing"),
        (["a"], "found a list"), ({"a": 1}, "found keys and values"), ("", "is empty"), (" \t", "is empty"),
        (unicodedata.normalize("NFD", "Sở"), "NFC"), ("a\x00b", "control character"), ("a\x1bb", "control character"),
    ],
)  # fmt: skip
def test_what_is_no_text(written: object, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        TEXT.validate_python(written)


def test_one_text_may_stand_for_a_list_of_one() -> None:
    assert TEXTS.validate_python("Sở Nội vụ") == ("Sở Nội vụ",)
    assert TEXTS.validate_python(1) == ("1",)
    assert TEXTS.validate_python(["a", "b"]) == ("a", "b")


def test_a_bilingual_text_may_be_plain_and_is_vietnamese_then() -> None:
    assert Names.model_validate("Kế hoạch") == Names(vi="Kế hoạch") == Names.model_validate({"vi": "Kế hoạch"})
    assert Names.model_validate({"vi": "Kế hoạch", "en": "Plan"}).en == "Plan"
    refused(Names, {"en": "Plan"}, "Field required")
    refused(Names, {"vi": "Kế hoạch", "fr": "Plan"}, "Extra inputs")


# -- places in a source ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("120-140", [(120, 140)]), ("120-140, 300-312", [(120, 140), (300, 312)]), ("page", []),
        (" 0 - 1 ", [(0, 1)]), (["1-2", "3-4"], [(1, 2), (3, 4)]),
    ],
)  # fmt: skip
def test_spans(written: object, spans: list[tuple[int, int]]) -> None:
    assert [tuple(s) for s in PLACE.validate_python(written)] == spans


@pytest.mark.parametrize("written", ["", "12", "a-b", "1-2-3", "1..2", "-1-2", "1-2,", "١-٢", None, [], 12, "pages"])
def test_what_is_no_span(written: object) -> None:
    with pytest.raises(ValidationError, match=r"120-140|no place"):
        PLACE.validate_python(written)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_span_runs_forward_and_holds_something(start: int, end: int) -> None:
    if start < end:
        assert PLACE.validate_python(f"{start}-{end}") == (Span(start, end),)
    else:
        with pytest.raises(ValidationError, match="runs backwards or is empty"):
            PLACE.validate_python(f"{start}-{end}")


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 99)), min_size=1, max_size=4))
def test_spans_come_back_from_what_they_print(starts: list[tuple[int, int]]) -> None:
    spans = tuple(Span(s, s + n) for s, n in starts)
    assert PLACE.validate_python(", ".join(map(str, spans))) == spans


# -- days, moments, figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2021-02-29", "2021-13-01", "2021-7-15", "15/7/2021", "20210715", 20210715, "2021",
                                     "2021-W28-4", "", None, True, "2021-07-15T00:00"])  # fmt: skip
def test_what_is_no_day(written: object) -> None:
    with pytest.raises(ValidationError, match="not a date of the calendar; write a day as 2021-07-15"):
        DATE.validate_python(written)


@given(st.dates())
def test_a_day_comes_back_from_what_it_prints(day: dt.date) -> None:
    assert DATE.validate_python(day.isoformat()) == day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"), (2018, "2018-01-01", "2018-12-31"),
        ("2018-Q1", "2018-01-01", "2018-03-31"), ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2018-02", "2018-02-01", "2018-02-28"), ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-01-15", "2018-01-15", "2018-01-15"),
    ],
)  # fmt: skip
def test_moments(written: object, first: str, last: str) -> None:
    moment = WHEN.validate_python(written)
    assert (str(moment.first), str(moment.last), moment.text) == (first, last, str(written))


@pytest.mark.parametrize(
    "written", ["2018-Q5", "Q1/2018", "2018-1", "2018-00", "2018-02-30", "18", "quý I", "", "２０１８"]
)
def test_what_is_no_moment(written: str) -> None:
    with pytest.raises(ValidationError, match="write 2018, 2018-Q3, 2018-01 or 2018-01-15"):
        WHEN.validate_python(written)


@given(st.integers(1945, 2100), st.integers(1, 4))
def test_quarters_follow_each_other(year: int, quarter: int) -> None:
    following = f"{year}-Q{quarter + 1}" if quarter < 4 else f"{year + 1}-Q1"
    one, other = WHEN.validate_python(f"{year}-Q{quarter}"), WHEN.validate_python(following)
    assert one.last + dt.timedelta(days=1) == other.first


@pytest.mark.parametrize("written", ["87.20", "87", 87, "-3", "0.5", "100"])
def test_figures_keep_their_decimals(written: object) -> None:
    assert str(FIGURE.validate_python(written)) == str(written)


@pytest.mark.parametrize(
    "written", [87.2, "87,20", "1e5", "1_000", "NaN", "inf", "١٢", "", ".5", "5.", True, None, "1 000"]
)
def test_what_is_no_figure(written: object) -> None:
    with pytest.raises(ValidationError, match="in quotes"):
        FIGURE.validate_python(written)


# -- rules of records ------------------------------------------------------------------------------------------


def test_records_are_frozen_and_know_their_keys() -> None:
    record = InstrumentRecord.model_validate(INSTRUMENT)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, "number", "77/NQ-CP")  # noqa: B010
    refused(InstrumentRecord, INSTRUMENT | {"titel": "X"}, "titel")
    refused(RelationRecord, RELATION | {"subject": "c"}, "subject")  # the key is called `from`, and nothing else


@pytest.mark.parametrize(
    ("model", "base", "change", "words"),
    [
        (InstrumentRecord, INSTRUMENT, {"slug": "x", "title": "X"}, "`number` and `slug` are both given"),
        (InstrumentRecord, INSTRUMENT, {"number": None}, "neither `number` nor `slug`"),
        (InstrumentRecord, INSTRUMENT, {"number": None, "slug": "x"}, "has no `title`"),
        (InstrumentRecord, INSTRUMENT, {"issued": "2021-07-15", "year": 2020}, "contradicts"),
        (InstrumentRecord, INSTRUMENT, {"period": "2030-2021"}, "runs backwards"),
        (InstrumentRecord, INSTRUMENT, {"period": "2021/2030"}, "pattern"),
        (InstrumentRecord, INSTRUMENT, {"issuer": []}, "at least 1"),
        (InstrumentRecord, INSTRUMENT, {"not_printed": "issued"}, "add a `note`"),
        (InstrumentRecord, INSTRUMENT, {"declared_tasks": -1}, "greater than or equal to 0"),
        (InstrumentRecord, INSTRUMENT, {"year": True}, "valid integer"),
        (InstrumentRecord, INSTRUMENT, {"year": "2021"}, "valid integer"),
        (RelationRecord, RELATION, {"certainty": "inferred"}, "add a `note`"),
        (RelationRecord, RELATION, {"certainty": "disputed"}, "add a `note`"),
        (RelationRecord, RELATION, {"type": "derivesFrom"}, "Input should be"),
        (TaskRecord, TASK, {"slug": "x"}, "both given"),
        (TaskRecord, TASK, {"number": None}, "neither"),
        (TaskRecord, TASK, {"relations": [{"type": "implements", "to": "a", "certainty": "inferred"}]}, "add a `note`"),
        (TaskRecord, TASK, {"relations": [{"type": "amends", "to": "a"}]}, "Input should be"),
        (TargetRecord, TARGET, {"value": None}, "`at-least` has no `value`"),
        (TargetRecord, TARGET, {"comparator": "between"}, "lacks a bound"),
        (TargetRecord, TARGET, {"comparator": "between", "value_max": "4"}, "is above"),
        (TargetRecord, TARGET, {"comparator": "group-at-least", "value": None}, "has no `group`"),
        (ResultRecord, RESULT, {"rank": 64, "out_of": 63}, "outside 1-63"),
        (ResultRecord, RESULT, {"rank": 0}, "greater than or equal to 1"),
        (ResultRecord, RESULT, {"rank": None}, "measures nothing"),
        (ResultRecord, RESULT, {"subject": "X"}, "both given"),
        (ResultRecord, RESULT, {"index": None}, "neither"),
        (ResultRecord, RESULT, {"index": None, "subject": "X"}, "lacks `slug` or `value`"),
        (ResultRecord, RESULT, {"certainty": "inferred"}, "add a `note`"),
        (SourceRecord, SOURCE, {"address": None}, "cannot be found again"),
        (SourceRecord, SOURCE, {"file": "x.txt"}, "no `sha256`"),
        (PlaceRecord, {"id": "hanoi", "name": "Hà Nội", "type": "city"}, {}, "pattern"),
        (BodyRecord, {"id": "vn-ha-noi", "name": "Sở"}, {}, "pattern"),
    ],
)
def test_what_a_record_must_not_be(
    model: type[BaseModel], base: dict[str, Any], change: dict[str, Any], words: str
) -> None:
    if change:
        model.model_validate(base)
    refused(model, {k: v for k, v in (base | change).items() if v is not None}, words)


@pytest.mark.parametrize(
    ("starts", "due", "good"),
    [
        ("2018-01", "2018-03", True), ("2018-Q3", "2018-Q3", True), ("2018", "2018-02", True),
        ("2018-12", "2018", True), ("2018-04-02", "2018-04-01", False), ("2018-Q4", "2018-09", False),
    ],
)  # fmt: skip
def test_a_task_is_not_due_before_it_starts(starts: str, due: str, good: bool) -> None:
    data = {"printed": "x", "kind": "range", "starts": starts, "due": due}
    if good:
        assert TimeRecord.model_validate(data).due is not None
    else:
        refused(TimeRecord, data, "would be due")


def test_a_dossier_says_what_it_covers() -> None:
    head = {"dossier": "x", "source": "x", "place": "vn"}
    refused(Dossier, head | {"coverage": []}, "at least 1")
    refused(Dossier, head, "Field required")
    coverage = [{"aspect": "tasks", "extent": "counted", "note": "80"}]
    assert Dossier.model_validate(head | {"coverage": coverage}).spans == {}
    refused(Dossier, head | {"coverage": coverage, "spans": {"5": "0" * 64}}, "pattern")
    refused(Dossier, head | {"coverage": coverage, "spans": {"5-9": "abc"}}, "pattern")


# -- one vocabulary --------------------------------------------------------------------------------------------


def test_kinds_have_a_class_in_the_ontology_and_a_name_in_citations() -> None:
    assert set(get_args(Kind)) == set(CLASS_OF_KIND)
    assert set(get_args(Kind)) <= set(KINDS)  # citations know "Lệnh", too, which no record has been in need of
    assert len({kind.code for kind in KINDS.values()}) == len(KINDS)  # else two kinds would share IRIs


def test_relations_are_properties_of_the_ontology() -> None:
    assert all(getattr(RK, name) for name in get_args(RelationType))


@pytest.mark.parametrize(
    ("words", "scheme"),
    [
        (Kind, "kind"), (Area, "area"), (Comparator, "comparator"), (TimingKind, "timing"), (Recurrence, "recurrence"),
        (Certainty, "certainty"), (Extent, "extent"), (Aspect, "aspect"),
    ],
)  # fmt: skip
def test_every_word_is_a_concept_of_the_ontology(words: Any, scheme: str) -> None:
    turtle = "\n".join(concepts().values())
    for word in get_args(words):
        assert f"{scheme}/{word}>" in turtle or f"{scheme}/{word} " in turtle or f"{scheme}:{word} " in turtle, word


def test_all_records_are_strict() -> None:
    pending = list(Record.__subclasses__())
    assert len(pending) > 10
    while pending:
        model = pending.pop()
        assert model.model_config.get("extra") == "forbid"
        assert model.model_config.get("frozen") is True
        pending.extend(model.__subclasses__())
