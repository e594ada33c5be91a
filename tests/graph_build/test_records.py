"""The packaged records as data: sound, in one form, and with the facts that they must have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from graph_build import examine
from graph_build.check import check
from graph_build.emit import own_relations
from graph_build.link import Linked
from graph_build.load import TABLES, packaged_records, record_files
from graph_build.model import Dossier
from graph_build.model.dossier import PlanRecord, TaskRecord
from graph_build.read import kind_of, read_yaml
from graph_build.text import compare_key
from graph_build.verify import spans_of
from graph_build.walks import references

FILES = record_files([packaged_records()])
NAMES = [f"{p.parent.name}/{p.name}" for p in FILES]
PLAN_792 = "vn-an-giang/ubnd/kh/2017/792"
PLAN_803 = "vn-an-giang/ubnd/kh/2021/803"
PRESS = ("news-article", "web-page")
RUN_OF_WORDS = 16
"""A run of so many words of a press text is a sentence of it, not a fact from it."""


def plan(packaged: Linked, path: str) -> PlanRecord:
    """The one record of a plan's tasks."""
    found = [
        record
        for name, dossier in packaged.records.dossiers.items()
        for record in dossier.plans
        if packaged.references[name][record.of] == path
    ]
    assert len(found) == 1
    return found[0]


def tasks(record: PlanRecord) -> list[TaskRecord]:
    return [*record.tasks, *(t for g in record.groups for t in g.tasks)]


# -- form ------------------------------------------------------------------------------------------------------


def test_the_packaged_records_hold_together() -> None:
    assert examine()[1] == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_files_are_in_nfc_with_plain_line_ends_and_without_tabs(file: Path) -> None:
    content = file.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", content)
    assert content.endswith("\n")
    assert not re.search("[\t\r\u200b\ufeff\x00]", content)
    assert "\N{NO-BREAK SPACE}" not in content


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_keys_stand_in_the_order_of_the_model(file: Path) -> None:
    data, _ = read_yaml(file)
    kind = kind_of(file)
    assert kind is not None
    if kind == "dossiers":
        assert list(out_of_order(data, Dossier, file.name)) == []
    else:
        for row in data[kind]:
            assert list(out_of_order(row, TABLES[kind], f"{file.name}[{row['id']}]")) == []


def out_of_order(data: Any, model: type[BaseModel], at: str) -> Iterator[str]:
    """The records below `data` whose keys are not in the canonical order.

    A record begins with what it is called and ends with where it stands: the model's own keys come first, in its
    order, then those that all evidenced records share (`at`, `printed`, `not_printed`, `note`).
    """
    if not isinstance(data, dict):
        return
    shared = {"at": 1, "printed": 1, "not_printed": 1, "note": 1, "certainty": 1}
    own = [f.alias or name for name, f in model.model_fields.items()]
    written = [key for key in data if key not in shared]
    wanted = [key for key in own if key in data and key not in shared]
    if written != wanted:
        yield f"{at}: {written} should be {wanted}"
    for name, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            value = data.get(field.alias or name)
            for i, item in enumerate(value if isinstance(value, list) else [value]):
                yield from out_of_order(item, inner, f"{at}.{name}[{i}]")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_files_use_neither_anchors_nor_tags(file: Path) -> None:
    for token in yaml.scan(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        assert not isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken)


def test_every_table_and_folder_is_there() -> None:
    kinds = {kind_of(f) for f in FILES}
    assert kinds == {"dossiers", *TABLES}
    assert all(kind_of(f) == f.parent.name for f in FILES if f.parent != packaged_records())


# -- judgement -------------------------------------------------------------------------------------------------


def test_every_source_has_a_dossier_and_every_dossier_its_source(packaged: Linked) -> None:
    assert set(packaged.records.sources) == {d.source for d in packaged.records.dossiers.values()}


def test_every_dossier_says_what_it_covers_of_instruments_relations_and_tasks(packaged: Linked) -> None:
    for dossier in packaged.records.dossiers.values():
        assert {"instruments", "relations", "tasks"} <= {c.aspect for c in dossier.coverage}, dossier.dossier


def test_bilingual_texts_have_both_languages(packaged: Linked) -> None:
    for dossier in packaged.records.dossiers.values():
        texts = [c.note for c in dossier.coverage] + [t.subject for t in dossier.targets]
        texts += [t.title for p in dossier.plans for t in tasks(p)] + [g.title for p in dossier.plans for g in p.groups]
        texts += [s.title for s in dossier.solutions]
        assert not [t.vi for t in texts if t.en is None], dossier.dossier


def test_no_word_of_a_table_is_without_use_or_use_without_word(packaged: Linked) -> None:
    """Every body that a dossier names is in the tables under just one id (linking would say so)."""
    used = set(packaged.bodies.values())
    assert used <= set(packaged.records.bodies)
    codes = {b.code for b in packaged.records.bodies.values() if b.code}
    assert {i.path.split("/")[1] for i in packaged.instruments.values()} <= codes | {
        i.path.split("/")[1] for i in packaged.instruments.values() if len(i.issuers) > 1
    }


def test_the_recorded_spans_are_those_in_use(packaged: Linked) -> None:
    for dossier in packaged.records.dossiers.values():
        assert list(dossier.spans) == [str(s) for s in spans_of(dossier)], dossier.dossier


def test_pages_are_cited_as_a_whole(packaged: Linked) -> None:
    for dossier in packaged.records.dossiers.values():
        if packaged.records.sources[dossier.source].file is None:
            assert spans_of(dossier) == []


def test_keys_are_used_and_citations_in_references_are_rare(packaged: Linked) -> None:
    for name, dossier in packaged.records.dossiers.items():
        keys = {i.key for i in dossier.instruments}
        for _, text, record in references(dossier):
            assert text in keys, f"{name} {record}: {text} is not a key of this dossier"


# -- facts -----------------------------------------------------------------------------------------------------


def test_plan_792_has_57_tasks_in_its_eight_sections(packaged: Linked) -> None:
    record = plan(packaged, PLAN_792)
    assert [g.number for g in record.groups] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert [len(g.tasks) for g in record.groups] == [16, 6, 5, 4, 6, 6, 9, 5]
    assert len(tasks(record)) == 57


def test_every_task_of_plan_792_has_all_cells_of_its_row(packaged: Linked) -> None:
    for task in tasks(plan(packaged, PLAN_792)):
        assert task.lead, task.title.vi
        assert task.time is not None, task.title.vi
        assert task.deliverable is not None, task.title.vi
        assert task.at


def test_plan_803_is_counted_not_listed(packaged: Linked) -> None:
    record = plan(packaged, PLAN_803)
    assert [g.declared for g in record.groups] == [20, 4, 5, 9, 8, 8, 23, 3]
    assert sum(g.declared or 0 for g in record.groups) == 80
    assert tasks(record) == []


def test_the_two_76_nq_cp_are_two_instruments(packaged: Linked) -> None:
    both = [i for i in packaged.instruments.values() if i.number == "76/NQ-CP"]
    assert [(i.path, str(i.issued)) for i in both] == [
        ("vn/cp/nq/2013/76", "2013-06-13"),
        ("vn/cp/nq/2021/76", "2021-07-15"),
    ]


def test_plan_792_carries_out_30c_and_not_76(packaged: Linked) -> None:
    name = "an-giang-2017-plan-792"
    paths = packaged.references[name]
    stated = {
        (paths[r.subject], r.type, paths[r.object]) for r in packaged.records.dossiers[name].relations
    }  # fmt: skip
    assert any(s == PLAN_792 and t in ("implements", "concretises", "hasLegalBasis") and o == "vn/cp/nq/2011/30c"
               for s, t, o in stated)  # fmt: skip
    assert not [s for s in stated if "vn/cp/nq/2021/76" in s or "vn/cp/nq/2013/76" in s]


def test_own_relations_of_tasks_lead_to_instruments(packaged: Linked) -> None:
    for name, dossier in packaged.records.dossiers.items():
        for record in dossier.plans:
            for _, own in own_relations("x", record):
                assert packaged.references[name][own.object] in packaged.instruments


# -- against the sources ---------------------------------------------------------------------------------------


def test_every_place_and_every_fact_holds_against_the_sources(sources_dir: Path) -> None:
    report = check(sources=sources_dir)
    assert [str(p) for p in report.problems] == []
    assert report.spans > 800


def test_no_sentence_of_a_press_source_is_carried_over(packaged: Linked, sources_dir: Path) -> None:
    """Facts carry over, sentences do not. `printed` forms and official titles are far shorter than a sentence."""
    for name, dossier in packaged.records.dossiers.items():
        source = packaged.records.sources[dossier.source]
        if source.kind not in PRESS or source.file is None:
            continue
        printed = words((sources_dir / source.file).read_text(encoding="utf-8"))
        runs = {tuple(printed[i : i + RUN_OF_WORDS]) for i in range(len(printed) - RUN_OF_WORDS + 1)}
        for text in strings(dossier.model_dump()):
            own = words(text)
            taken = [own[i : i + RUN_OF_WORDS] for i in range(len(own) - RUN_OF_WORDS + 1)
                     if tuple(own[i : i + RUN_OF_WORDS]) in runs]  # fmt: skip
            assert not taken, f"{name}: {' '.join(taken[0])}"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", compare_key(text))


def strings(data: Any) -> Iterator[str]:
    """Every text of a record, at any depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from strings(value)
