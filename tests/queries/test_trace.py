"""The cascade: down from 76/NQ-CP (2021), up from every row of plan 792, and the rules for paths."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest

import queries
from graph_build.errors import AmbiguousError, NotFoundError
from queries import Engine
from queries.store import Result, Table, Term
from queries.trace import Step, _best_paths, cascade_relations, trace
from tests.queries import records

ID = "https://w3id.org/reformkg/id/instrument/"
NQ76, NQ76_2013, NQ30C = f"{ID}vn/cp/nq/2021/76", f"{ID}vn/cp/nq/2013/76", f"{ID}vn/cp/nq/2011/30c"
KH792, KH803 = f"{ID}vn-an-giang/ubnd/kh/2017/792", f"{ID}vn-an-giang/ubnd/kh/2021/803"
PROGRAMME = f"{ID}vn-an-giang/ubnd/ctr/2021/_cchc-2021-2030"


@pytest.fixture(scope="module")
def down_76(engine: Engine) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(trace(engine.store, NQ76).to_dict()))
    return data


@pytest.fixture(scope="module")
def down_30c(engine: Engine) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(trace(engine.store, NQ30C).to_dict()))
    return data


def by_iri(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {n["iri"]: n for n in data["nodes"]}


# -- shape ---------------------------------------------------------------------------------------------------------


def test_json_is_as_the_contract_has_it(down_76: dict[str, Any], down_30c: dict[str, Any]) -> None:
    for data in (down_76, down_30c):
        assert set(data) >= {"root", "direction", "nodes", "coverage"}
        assert set(data["root"]) >= {"iri", "label", "type", "number", "issuedOn"}
        for node in data["nodes"]:
            assert set(node) >= {"iri", "type", "label", "depth", "number", "path", "steps"}
            assert node["label"]
            assert not node["label"].startswith("http")
            assert node["type"]
            for step in node["steps"]:
                assert set(step) >= {"from", "relation", "to", "certainty", "evidence"}
                assert step["certainty"] in {"asserted", "inferred", "disputed"}
                for evidence in step["evidence"]:
                    assert set(evidence) >= {"source", "file", "start", "end"}
    root = {k: down_76["root"][k] for k in ("iri", "label", "type", "number", "issuedOn")}
    assert root == {
        "iri": NQ76, "label": "Nghị quyết 76/NQ-CP (15/7/2021)", "type": "Resolution", "number": "76/NQ-CP",
        "issuedOn": "2021-07-15",
    }  # fmt: skip
    assert down_76["direction"] == "down"


def check_paths(data: dict[str, Any], root: str, direction: str) -> None:
    """Every path begins at the root, each step joins two of its nodes, and every step has evidence."""
    seen = [n["iri"] for n in data["nodes"]]
    assert len(seen) == len(set(seen))
    assert root not in seen
    for node in data["nodes"]:
        assert node["path"][0] == root
        assert node["path"][-1] == node["iri"]
        assert node["depth"] == len(node["steps"]) == len(node["path"]) - 1
        for (a, b), step in zip(itertools.pairwise(node["path"]), node["steps"], strict=True):
            assert (step["from"], step["to"]) == ((b, a) if direction == "down" else (a, b))
            assert step["evidence"], f"{step['from']} {step['relation']} {step['to']} has no evidence"
            for e in step["evidence"]:
                assert e["source"]
                assert (e["file"] and e["end"] > e["start"] >= 0) or e["address"]
        grades = {s["certainty"] for s in node["steps"]}
        assert node["certainty"] == next(g for g in ("disputed", "inferred", "asserted") if g in grades)


def test_every_step_has_evidence(down_76: dict[str, Any], down_30c: dict[str, Any]) -> None:
    check_paths(down_76, NQ76, "down")
    check_paths(down_30c, NQ30C, "down")


# -- the main job --------------------------------------------------------------------------------------------------


def test_below_76_of_2021(down_76: dict[str, Any]) -> None:
    nodes = by_iri(down_76)
    directive, programme, plan = nodes[f"{ID}vn/ttg/ct/2021/23"], nodes[PROGRAMME], nodes[KH803]
    assert directive["number"] == "23/CT-TTg"
    assert programme["path"] == [NQ76, PROGRAMME]
    assert [s["relation"] for s in programme["steps"]] == ["implements"]
    assert programme["certainty"] == "asserted"
    assert programme["promulgatedBy"] == f"{ID}vn-an-giang/ubnd/qd/2021/3037"
    assert plan["path"] == [NQ76, PROGRAMME, KH803]
    assert [s["relation"] for s in plan["steps"]] == ["implements", "concretises"]
    assert (plan["declaredTaskCount"], plan["listedTaskCount"]) == (80, 0)
    groups = [n for n in down_76["nodes"] if n["type"] == "TaskGroup"]
    assert [g["declaredTaskCount"] for g in groups] == [20, 4, 5, 9, 8, 8, 23, 3]
    assert {g["listedTaskCount"] for g in groups} == {0}
    assert all(g["path"] == [NQ76, PROGRAMME, KH803, g["iri"]] for g in groups)
    assert not [n for n in down_76["nodes"] if n["type"] == "Task"]


def test_other_provinces_are_below_76_with_the_certainty_of_the_records(down_76: dict[str, Any]) -> None:
    below = records.below(records.Key("resolution", "76/NQ-CP", "2021"))
    instruments = [n for n in down_76["nodes"] if n["type"] not in {"Task", "TaskGroup"}]
    assert len(instruments) == len(below)
    links = records.cascade_links()
    stated: dict[tuple[str, str], set[str]] = {}
    for x in links:
        stated.setdefault((x.lower.name, x.upper.name), set()).add(x.certainty)
    names = {n["iri"]: n["number"] or n["iri"].rpartition("/_")[2] for n in [down_76["root"], *down_76["nodes"]]}
    checked = 0
    for node in instruments:
        for step in node["steps"]:
            grades = stated[names[step["from"]], names[step["to"]]]
            assert step["certainty"] == ("asserted" if "asserted" in grades else "inferred")
            checked += 1
    assert checked > 15
    places = {n["place"].rpartition("/")[2] for n in instruments}
    assert places >= {"vn", "vn-an-giang", "vn-bac-ninh", "vn-dong-thap", "vn-ha-tinh"}
    inferred = {n["number"] for n in instruments if n["certainty"] == "inferred"}
    assert {"1389/QĐ-UBND-HC", "3504/QĐ-UBND", "55-NQ/TU"} <= inferred


def test_the_tasks_of_plan_792_are_below_30c_and_not_below_76(
    down_76: dict[str, Any], down_30c: dict[str, Any]
) -> None:
    tasks = [n for n in down_30c["nodes"] if n["type"] == "Task"]
    assert len(tasks) == 57
    assert all(KH792 in t["path"] for t in tasks)
    assert [t["label"] for t in tasks] == [r.title for r in records.annex()], "in the order of the annex"
    assert not [n for n in down_76["nodes"] if "/kh/2017/792" in n["iri"]]
    instruments = [n for n in down_30c["nodes"] if n["type"] not in {"Task", "TaskGroup"}]
    assert len(instruments) == len(records.below(records.Key("resolution", "30c/NQ-CP", "2011")))


def test_each_group_stands_before_its_tasks(down_30c: dict[str, Any]) -> None:
    order = [n["iri"] for n in down_30c["nodes"]]
    for node in down_30c["nodes"]:
        if node["type"] == "Task":
            before = [n for n in down_30c["nodes"][: order.index(node["iri"])] if n["type"] == "TaskGroup"]
            assert before[-1]["iri"] == node["group"]


def test_76_of_2013_has_nothing_below_it(engine: Engine) -> None:
    found = trace(engine.store, NQ76_2013)
    assert found.nodes == ()
    assert found.root.issued_on == "2013-06-13"


def rows_of_792(engine: Engine) -> list[str]:
    found = engine.store.query(
        "PREFIX rk: <https://w3id.org/reformkg/ontology#> "
        f"SELECT ?t WHERE {{ ?t rk:taskOf <{KH792}> ; a rk:Task }} ORDER BY ?t"
    )
    assert isinstance(found, Table)
    return [row[0].value for row in found.rows if row[0] is not None]


def test_every_annex_row_leads_up_to_30c(engine: Engine) -> None:
    tasks = rows_of_792(engine)
    assert len(tasks) == 57
    [carries_out] = [
        x.certainty
        for x in records.cascade_links()
        if (x.lower.name, x.upper.name) == ("792/KH-UBND", "cchc-tong-the-2011-2020")
    ]
    for task in tasks:
        data = trace(engine.store, task, "up").to_dict()
        check_paths(data, task, "up")
        top = by_iri(data)[NQ30C]
        assert top["path"][:2] == [task, KH792]
        assert [s["relation"] for s in top["steps"]] == ["taskOf", "implements", "promulgatedBy"]
        assert top["certainty"] == carries_out
        assert NQ76 not in by_iri(data)
        assert NQ76_2013 not in by_iri(data)


def test_citations_lead_to_traces_of_each_reading(engine: Engine) -> None:
    both = queries.trace("76/NQ-CP", engine=engine)
    assert [t.root.iri for t in both] == [NQ76_2013, NQ76]
    [one] = queries.trace("vn-an-giang/ubnd/kh/2017/792/task/VIII/4", "up", engine=engine)
    assert one.root.type == "Task"
    with pytest.raises(NotFoundError):
        queries.trace("9999/NQ-CP", engine=engine)
    with pytest.raises(NotFoundError):
        queries.trace("vn-an-giang/ubnd/kh/2017/792/task/I/99", engine=engine)
    with pytest.raises(NotFoundError, match="nothing at urn:x"):
        trace(engine.store, "urn:x")
    assert issubclass(AmbiguousError, NotFoundError)


def test_labels_and_coverage_are_in_the_language_asked_for(engine: Engine) -> None:
    found = trace(engine.store, NQ76, lang="en")
    assert found.root.label.startswith("Resolution 76/NQ-CP")
    assert any("80 tasks in 8 groups" in note for note in found.coverage)
    assert any("80 nhiệm vụ" in note for note in trace(engine.store, NQ76).coverage)


# -- depth, diamonds, best paths -----------------------------------------------------------------------------------


def test_depth_limits_the_steps_and_keeps_what_is_directly_below(engine: Engine) -> None:
    for depth in (1, 2, 3):
        limited = trace(engine.store, NQ76, depth=depth)
        assert max(n.depth for n in limited.nodes) <= depth
        check_paths(limited.to_dict(), NQ76, "down")
    one = {n.iri for n in trace(engine.store, NQ76, depth=1).nodes}
    direct = {x.lower.name for x in records.cascade_links() if (x.upper.name, x.upper.year) == ("76/NQ-CP", "2021")}
    assert len(one) == len(direct)
    assert f"{ID}vn-bac-ninh/ubnd/kh/2025/167" in one, "reached through plan 69, too, which is the longer way"


def links_of(text: str) -> list[Step]:
    """`b<a` b derives from a; `?` after it: inferred; `!`: disputed."""
    found = []
    for each in text.split():
        lower, upper, mark = re.fullmatch(r"(\w)<(\w)([?!]?)", each).groups()  # type: ignore[union-attr]
        found.append(Step(lower, "implements", upper, {"": "asserted", "?": "inferred", "!": "disputed"}[mark], ()))
    return found


@pytest.mark.parametrize(
    ("links", "depth", "path"),
    [
        ("b<a c<a d<b d<c", None, "abd"),  # a diamond: one node, one path, always the same
        ("b<a d<b d<a", None, "abd"),  # equally sure: the longer path
        ("b<a? d<b d<a", None, "ad"),  # the surer path, though shorter
        ("b<a? d<b? d<a?", None, "ad"),  # fewer unsure steps
        ("b<a? c<b? d<c? d<a!", None, "abcd"),  # one disputed step weighs more than any inferred ones
        ("b<a d<b d<a", 1, "ad"),  # the best path of those that are short enough
        ("b<a c<b d<c d<b? d<a?", 2, "abd"),
        ("b<a c<b d<c", 2, None),
    ],
)
def test_best_path(links: str, depth: int | None, path: str | None) -> None:
    steps = links_of(links)
    for order in (steps, steps[::-1]):
        found = _best_paths("a", "down", order, depth).get("d")
        assert found == (tuple(path) if path else None)
    swapped = [Step(s.to, s.relation, s.from_, s.certainty, ()) for s in steps]
    assert _best_paths("a", "up", swapped, depth).get("d") == (tuple(path) if path else None)


def test_a_long_ladder_of_diamonds_is_quick() -> None:
    links = []
    for i in range(40):
        a, b = f"n{i}", f"n{i + 1}"
        links += [Step(f"l{i}", "implements", a, "asserted", ()), Step(f"r{i}", "implements", a, "asserted", ())]
        links += [Step(b, "implements", f"l{i}", "asserted", ()), Step(b, "implements", f"r{i}", "asserted", ())]
    assert len(_best_paths("n0", "down", links)["n40"]) == 81


def test_the_diamond_of_the_records_shows_all_its_links(down_76: dict[str, Any]) -> None:
    links = {(x["from"], x["to"]) for x in down_76["links"]}
    directive = f"{ID}vn/ttg/ct/2021/23"
    assert {(PROGRAMME, NQ76), (PROGRAMME, directive), (directive, NQ76), (KH803, PROGRAMME)} <= links
    assert [n["iri"] for n in down_76["nodes"]].count(PROGRAMME) == 1


def test_the_relations_of_a_cascade_come_from_the_ontology() -> None:
    names = {r.rpartition("#")[2] for r in cascade_relations()}
    assert names == {"implements", "concretises", "promulgatedBy", "taskOf", "groupOf"}


class Unsaid:
    """A store whose relations nobody evidenced."""

    name = "unsaid"

    def __init__(self, engine: Engine) -> None:
        self.inner = engine.store

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        found = self.inner.query(sparql, timeout=timeout, max_rows=max_rows)
        if "?assertion rdf:subject" in sparql and isinstance(found, Table):
            return Table(found.columns, ())
        return found


def test_a_link_without_an_assertion_is_never_shown_as_stated(engine: Engine) -> None:
    found = trace(Unsaid(engine), NQ76)
    assert len(found.nodes) > 15
    assert {s.certainty for n in found.nodes for s in n.steps} == {"inferred"}


def test_terms_of_a_result_are_plain() -> None:
    assert Term("literal", "5", "http://www.w3.org/2001/XMLSchema#integer").python() == 5
