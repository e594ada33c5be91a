from __future__ import annotations

import pytest

from graph_build.citations import KINDS
from ontology.terms import RK
from queries.answer import Answer, Entity, Value
from tests.viz import made
from viz import cascade
from viz.rows import traces, type_of


def answer(*rows: dict[str, Value], **more: object) -> Answer:
    return Answer("?", "vi", "answered", "tasks_deriving_from", rows=rows, **more)  # type: ignore[arg-type]


def row(**values: Value) -> dict[str, Value]:
    known: dict[str, Value] = {
        "instrument": "NQ 76", "instrument_iri": made.NQ76, "plan": "KH 803", "plan_iri": made.PLAN,
        "group": None, "group_iri": None, "task": None, "task_iri": None, "certainty": "asserted",
    }  # fmt: skip
    return known | values


def test_rows_become_a_cascade() -> None:
    [trace] = traces(
        answer(
            row(group="Nhóm 1", group_iri=f"{made.PLAN}/group/1", declared=20, listed=0),
            row(group="Nhóm 2", group_iri=f"{made.PLAN}/group/2", task="Việc", task_iri=f"{made.PLAN}/task/1"),
        )
    )
    assert trace.root.type == "Resolution"
    assert [(n.type, n.depth, n.declared, n.listed) for n in trace.nodes] == [
        ("Plan", 1, None, None), ("TaskGroup", 2, 20, 0), ("TaskGroup", 2, None, None), ("Task", 3, None, None),
    ]  # fmt: skip
    assert trace.nodes[-1].path == (made.NQ76, made.PLAN, f"{made.PLAN}/group/2", f"{made.PLAN}/task/1")
    assert [s.relation for s in trace.nodes[-1].steps] == ["derivesFrom", "groupOf", "taskOf"]


def test_certainty_of_a_row_is_that_of_the_link_into_the_plan() -> None:
    group = {"group": "G", "group_iri": f"{made.PLAN}/group/1"}
    [trace] = traces(answer(row(certainty="inferred", **group)))
    assert [n.certainty for n in trace.nodes] == ["inferred", "inferred"]
    assert [s.certainty for s in trace.links] == ["inferred", "asserted"]


def test_a_surer_row_leaves_the_doubt_to_the_later_link() -> None:
    [trace] = traces(
        answer(
            row(certainty="inferred", group="G", group_iri=f"{made.PLAN}/group/1"),
            row(certainty="asserted", group="H", group_iri=f"{made.PLAN}/group/2"),
        )
    )
    assert {n.label: n.certainty for n in trace.nodes} == {"KH 803": "asserted", "G": "inferred", "H": "asserted"}


def test_two_instruments_are_two_cascades_and_one_without_rows_is_named() -> None:
    entities = (Entity("76", made.NQ76_2013, "NQ 76 (2013)"), Entity("76", made.NQ76, "NQ 76 (2021)"))
    found = traces(answer(row(), entities=entities))
    assert [(t.root.label, len(t.nodes)) for t in found] == [("NQ 76 (2013)", 0), ("NQ 76 (2021)", 1)]


def test_a_plan_alone_is_the_root() -> None:
    rows: list[dict[str, Value]] = [
        {"plan": "KH 803", "plan_iri": made.PLAN, "group": "Nhóm", "number": "1", "task": f"Việc {n}",
         "task_iri": f"{made.PLAN}/task/{n}"} for n in range(3)
    ]  # fmt: skip
    [trace] = traces(answer(*rows))
    assert trace.root.iri == made.PLAN
    assert [n.type for n in trace.nodes] == ["TaskGroup", "Task", "Task", "Task"]


def test_a_task_of_the_instrument_asked_about_has_no_step_to_itself() -> None:
    [trace] = traces(answer(row(plan_iri=made.NQ76, task="Việc", task_iri=f"{made.NQ76}/task/1")))
    assert [n.depth for n in trace.nodes] == [1]


@pytest.mark.parametrize("rows", [(), ({},), ({"count": 3},), ({"plan": None},)])
def test_rows_without_a_chain_make_a_page_that_says_so(rows: tuple[dict[str, Value], ...]) -> None:
    assert traces(answer(*rows)) == ()
    assert "Không có gì để vẽ" in cascade(answer(*rows)).html


def test_the_answers_coverage_and_cut_are_printed() -> None:
    page = cascade(answer(row(), coverage=("Chỉ đọc <b>một</b> trang",), cut=True, summary="Có 1 kế hoạch")).html
    assert "Chỉ đọc &lt;b&gt;một&lt;/b&gt; trang" in page
    assert "bị cắt bớt" in page
    assert "Có 1 kế hoạch" in page


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda k: k.key)
def test_every_kind_of_instrument_is_known_by_its_iri(kind: object) -> None:
    code = kind.code  # type: ignore[attr-defined]
    found = type_of(f"{made.BASE}vn/x/{code}/2020/1")
    assert found == "Instrument" or hasattr(RK, found)
