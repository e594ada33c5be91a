"""Cascades made by hand, small enough to know by heart."""

from __future__ import annotations

from ontology.namespaces import ID
from queries.answer import Evidence
from queries.trace import Node, Step, Trace

BASE = f"{ID}instrument/"
NQ76 = BASE + "vn/cp/nq/2021/76"
NQ76_2013 = BASE + "vn/cp/nq/2013/76"
PROGRAMME = BASE + "vn-an-giang/ubnd/ctr/2021/_cchc"
DECISION = BASE + "vn-an-giang/ubnd/qd/2021/3037"
PLAN = BASE + "vn-an-giang/ubnd/kh/2021/803"
SEEN = (Evidence("Bài báo về An Giang", "000.txt", 12, 40, "https://example.org/e"),)


def node(iri: str, type_: str, label: str, *steps: Step, **facts: object) -> Node:
    """A node whose path is that of its steps, the last of which leads to it."""
    path = (steps[0].to, *(s.from_ for s in steps)) if steps else ()
    known: dict[str, object] = dict.fromkeys(
        ("number", "issued_on", "place", "declared", "listed", "group", "promulgated_by")
    )
    known.update(facts)
    return Node(iri, type_, label, depth=len(steps), path=path, steps=steps, **known)  # type: ignore[arg-type]


def step(lower: str, relation: str, upper: str, certainty: str = "asserted", note: str | None = None) -> Step:
    return Step(lower, relation, upper, certainty, SEEN, note)


def resolution(iri: str = NQ76, label: str = "Nghị quyết 76/NQ-CP (15/7/2021)") -> Node:
    return node(iri, "Resolution", label, number="76/NQ-CP")


def an_giang() -> Trace:
    """76/NQ-CP (2021) → programme (promulgated by 3037) → plan 803 → two groups; and an inferred directive."""
    one = step(PROGRAMME, "implements", NQ76)
    two = step(PLAN, "concretises", PROGRAMME)
    groups = [step(f"{PLAN}/group/{n}", "groupOf", PLAN) for n in (1, 2)]
    directive = step(BASE + "vn/ttg/ct/2021/23", "implements", NQ76, "inferred", "Suy ra từ tên.")
    also = step(PLAN, "implements", NQ76)
    nodes = (
        node(directive.from_, "Directive", "Chỉ thị 23/CT-TTg (2/9/2021)", directive),
        node(PROGRAMME, "Programme", "Chương trình của tỉnh An Giang", one, promulgated_by=DECISION),
        node(PLAN, "Plan", "Kế hoạch 803/KH-UBND (An Giang)", one, two, declared=80, listed=0),
        node(groups[0].from_, "TaskGroup", "Chỉ đạo", one, two, groups[0], number="1", declared=20, listed=0),
        node(groups[1].from_, "TaskGroup", "Thể chế", one, two, groups[1], number="2", declared=4, listed=0),
    )
    links = (directive, one, two, *groups, also)
    return Trace(resolution(), "down", nodes, links, ("Kế hoạch 803: nêu 80 nhiệm vụ, không liệt kê.",))


def lonely() -> Trace:
    """A root from which nothing derives."""
    return Trace(resolution(NQ76_2013, "Nghị quyết 76/NQ-CP (13/6/2013)"), "down", (), (), ())


def plan_of(tasks: int, groups: int, plans: int = 1) -> Trace:
    """Plans under one resolution; each with groups, each with tasks that hang from the plan by `taskOf`."""
    nodes: list[Node] = []
    links: list[Step] = []
    for p in range(plans):
        plan = f"{BASE}vn-an-giang/ubnd/kh/2017/{p}"
        one = step(plan, "implements", NQ76)
        links.append(one)
        nodes.append(node(plan, "Plan", f"Kế hoạch {p}/KH-UBND", one, listed=tasks))
        for g in range(groups):
            group = f"{plan}/group/{g}"
            two = step(group, "groupOf", plan)
            links.append(two)
            nodes.append(node(group, "TaskGroup", f"Nhóm {g}", one, two, number=str(g)))
        for t in range(tasks):
            task = f"{plan}/task/{t}"
            two = step(task, "taskOf", plan)
            links.append(two)
            label = f"Nhiệm vụ {t}: rà soát, đánh giá thủ tục hành chính thuộc phạm vi quản lý của các sở"
            group_iri = f"{plan}/group/{t % groups}" if groups else None
            nodes.append(node(task, "Task", label, one, two, number=str(t), group=group_iri))
    return Trace(resolution(), "down", tuple(nodes), tuple(links), ())


def upward() -> Trace:
    """From a group of plan 803 up to 76/NQ-CP."""
    group = f"{PLAN}/group/1"
    one, two, three = (
        step(group, "groupOf", PLAN), step(PLAN, "concretises", PROGRAMME), step(PROGRAMME, "implements", NQ76)
    )  # fmt: skip

    def above(iri: str, type_: str, label: str, *steps: Step) -> Node:
        path = (group, *(s.to for s in steps))
        return Node(iri, type_, label, None, None, None, None, None, None, None, len(steps), path, steps)

    nodes = (
        above(PLAN, "Plan", "Kế hoạch 803", one),
        above(PROGRAMME, "Programme", "Chương trình", one, two),
        above(NQ76, "Resolution", "Nghị quyết 76", one, two, three),
    )
    return Trace(node(group, "TaskGroup", "Chỉ đạo", number="1"), "up", nodes, (one, two, three), ())
