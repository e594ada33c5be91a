from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from queries.trace import Trace
from tests.viz import made
from viz.layout import COLUMN, MAX_ROWS, Layout, layout, wrap
from viz.network import Card, bands, cards, links, network

if TYPE_CHECKING:
    from viz.network import Graph


def by_label(graph: Graph) -> dict[str, Card]:
    return {card.node.label: card for _, card in cards(graph)}


def placed(graph: Graph) -> Layout:
    return layout(graph, {})


def test_layers_lead_from_the_resolution_to_the_groups() -> None:
    found = by_label(network(made.an_giang()))
    assert [found[n].layer for n in ("Nghị quyết 76/NQ-CP (15/7/2021)", "Chương trình của tỉnh An Giang")] == [0, 1]
    assert found["Kế hoạch 803/KH-UBND (An Giang)"].layer == 2
    assert found["Chỉ đạo"].layer == found["Thể chế"].layer == 3


def test_every_link_leads_to_the_right() -> None:
    for trace in (made.an_giang(), made.upward(), made.plan_of(57, 8)):
        graph = network(trace)
        found = dict(cards(graph))
        ends = [(found[a].layer, found[b].layer) for a, b, k in links(graph) if k.kind != "beside"]
        assert ends
        assert all(left < right for left, right in ends)


def test_a_link_beside_the_path_is_drawn_too() -> None:
    graph = network(made.an_giang())
    found = dict(cards(graph))
    extra = [(found[a].node.iri, found[b].node.iri) for a, b, k in links(graph) if k.kind == "extra"]
    assert extra == [(made.NQ76, made.PLAN)]


def test_going_up_the_resolution_still_stands_on_the_left() -> None:
    graph = network(made.upward())
    found = by_label(graph)
    assert found["Nghị quyết 76"].layer == 0
    assert found["Chỉ đạo"].layer == 3
    assert bands(graph)[0].direction == "up"


def test_tasks_hang_from_their_group() -> None:
    graph = network(made.plan_of(57, 8))
    found = dict(cards(graph))
    tasks = [c for c in found.values() if c.node.type == "Task"]
    assert len(tasks) == 57
    for task in tasks:
        assert task.parent is not None
        assert found[task.parent].node.iri == task.node.group
    assert not any(k.kind == "extra" for _, _, k in links(graph)), "taskOf is told by the group's place"


def test_fifty_seven_tasks_start_folded_into_their_groups() -> None:
    graph = network(made.plan_of(57, 8))
    spots = placed(graph).places
    found = dict(cards(graph))
    assert all(spots[n].hidden for n, c in found.items() if c.node.type == "Task")
    assert all(spots[n].collapsed for n, c in found.items() if c.node.type == "TaskGroup")
    assert sum(spots[n].below for n, c in found.items() if c.node.type == "TaskGroup") == 57
    assert len({s.row for s in spots.values() if not s.hidden}) <= MAX_ROWS


def test_no_two_cards_that_are_shown_overlap() -> None:
    for source in (made.an_giang(), [made.an_giang(), made.lonely()], made.plan_of(30, 3), made.upward()):
        spots = sorted((s.x, s.top, s.height) for s in placed(network(source)).places.values() if not s.hidden)
        for (x, top, height), (other, next_top, _) in pairwise(spots):
            assert x != other or top + height < next_top


def test_roots_are_kept_apart() -> None:
    graph = network([made.lonely(), made.an_giang()])
    first, second = placed(graph).bands
    assert first.bottom < second.top
    assert [b.title for b in bands(graph)] == ["Nghị quyết 76/NQ-CP (13/6/2013)", "Nghị quyết 76/NQ-CP (15/7/2021)"]
    found = dict(cards(graph))
    assert all(found[a].band == found[b].band for a, b, _ in links(graph))
    assert [b.size for b in bands(graph)] == [0, 5]


def test_the_same_thing_in_two_cascades_is_two_cards() -> None:
    graph = network([made.an_giang(), made.an_giang()])
    assert graph.number_of_nodes() == 2 * network(made.an_giang()).number_of_nodes()


def test_a_promulgating_decision_stands_beside_what_it_promulgates() -> None:
    graph = network(made.an_giang())
    [(name, decision)] = [(n, c) for n, c in cards(graph) if c.beside]
    assert decision.node.label == "Quyết định 3037 (2021)"
    assert decision.node.type == "Decision"
    spots = placed(graph).places
    assert decision.parent is not None
    assert spots[name].x == spots[decision.parent].x
    assert spots[name].row == spots[decision.parent].row + 1


def test_its_name_can_be_given() -> None:
    graph = network(made.an_giang(), labels={made.DECISION: "Quyết định 3037/QĐ-UBND"})
    assert "Quyết định 3037/QĐ-UBND" in by_label(graph)


def test_a_dangling_promulgation_with_a_foreign_iri_is_shown_by_its_iri() -> None:
    trace = made.an_giang()
    nodes = tuple(replace(n, promulgated_by="urn:x") if n.promulgated_by else n for n in trace.nodes)
    assert "urn:x" in by_label(network(replace(trace, nodes=nodes)))


def test_a_root_alone_has_a_place() -> None:
    graph = network(made.lonely())
    assert [s.x for s in placed(graph).places.values()] == [0]


def test_broken_traces_are_still_drawn() -> None:
    """A node without a path, one that is its own group, a circle of links, a link to what is not there."""
    a, b = made.BASE + "vn/x/kh/2020/1", made.BASE + "vn/x/kh/2020/2"
    nodes = (
        made.node(a, "Plan", "A", group=a),
        replace(made.node(b, "Plan", "B"), path=(made.NQ76, b), depth=1, group=a),
    )
    round_ = (made.step(a, "implements", b), made.step(b, "implements", a), made.step("urn:gone", "implements", a))
    graph = network(Trace(made.resolution(), "down", nodes, round_, ()))
    assert {"A", "B"} <= set(by_label(graph))
    assert not any(s.x < 0 for s in placed(graph).places.values())
    assert nx.number_of_nodes(graph) == 3


def test_long_chains_need_no_deep_recursion() -> None:
    iris = [f"{made.BASE}vn/x/kh/2020/{n}" for n in range(1500)]
    links_ = [made.step(b, "implements", a) for a, b in zip([made.NQ76, *iris], iris, strict=False)]
    nodes = tuple(
        replace(made.node(iri, "Plan", iri), path=(s.to, iri), depth=n + 1)
        for n, (iri, s) in enumerate(zip(iris, links_, strict=True))
    )
    spots = placed(network(Trace(made.resolution(), "down", nodes, tuple(links_), ()))).places
    assert max(s.x for s in spots.values()) == 1500 * COLUMN


def test_labels_are_wrapped_and_cut() -> None:
    assert wrap("") == ("",)
    assert len(wrap("một hai ba " * 100)) == 4
    assert wrap("một hai ba " * 100)[-1].endswith("…")
    assert len(wrap("x" * 5000)) == 4
