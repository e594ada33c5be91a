"""Walks through a dossier: what it refers to, names, repeats and tells once, each with its path in the file.

Pure: the linker asks, and judges what it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph_build.model import Dossier
from graph_build.model.dossier import PlanRecord, TaskRecord

Path = tuple[str | int, ...]
"""Where in a file: keys and positions from the top."""

_OF_A_RESULT = ("score", "rank", "out_of", "group", "value", "unit")
_OF_A_TARGET = ("value", "value_max", "unit", "out_of", "group", "year", "until")
_OF_A_BASELINE = ("year", "value", "rank", "out_of", "group")


def tasks(position: int, plan: PlanRecord) -> Iterator[tuple[Path, str | None, TaskRecord]]:
    """All tasks of the plan at `position`, in groups and without: (path, number of the group, task)."""
    for g, group in enumerate(plan.groups):
        for t, task in enumerate(group.tasks):
            yield ("plans", position, "groups", g, "tasks", t), group.number, task
    for t, task in enumerate(plan.tasks):
        yield ("plans", position, "tasks", t), None, task


def task_name(group: str | None, task: TaskRecord) -> str:
    """How problems call a task: ``tasks[I/3]``."""
    return f"tasks[{'/'.join(filter(None, (group, task.number or task.slug)))}]"


def references(dossier: Dossier) -> Iterator[tuple[Path, str, str]]:
    """All places of a dossier that refer to an instrument: (path, text, record name)."""
    for i, relation in enumerate(dossier.relations):
        yield ("relations", i, "from"), relation.subject, f"relations[{i}]"
        yield ("relations", i, "to"), relation.object, f"relations[{i}]"
    for p, plan in enumerate(dossier.plans):
        yield ("plans", p, "of"), plan.of, f"plans[{p}]"
        for g, group in enumerate(plan.groups):
            for r, own in enumerate(group.relations):
                where: Path = ("plans", p, "groups", g, "relations", r, "to")
                yield where, own.object, f"groups[{group.number}].relations[{r}]"
        for at, group_number, task in tasks(p, plan):
            for r, own in enumerate(task.relations):
                label = f"{task_name(group_number, task)}.relations[{r}]"
                yield (*at, "relations", r, "to"), own.object, label
    for i, target in enumerate(dossier.targets):
        yield ("targets", i, "of"), target.of, f"targets[{target.number}]"
    for i, solution in enumerate(dossier.solutions):
        yield ("solutions", i, "of"), solution.of, f"solutions[{solution.number}]"
    for i, result in enumerate(dossier.results):
        if result.of is not None:
            yield ("results", i, "of"), result.of, f"results[{result.slug or result.index}]"
    for i, coverage in enumerate(dossier.coverage):
        if coverage.of is not None:
            yield ("coverage", i, "of"), coverage.of, f"coverage[{coverage.aspect}]"


def named_bodies(dossier: Dossier) -> Iterator[tuple[Path, str, str]]:
    """All places of a dossier that name a body (issuers apart): (path, text, record name)."""
    for p, plan in enumerate(dossier.plans):
        for at, group_number, task in tasks(p, plan):
            for role in ("lead", "coordinating"):
                for i, name in enumerate(getattr(task, role)):
                    yield (*at, role, i), name, task_name(group_number, task)
    for i, mention in enumerate(dossier.bodies):
        yield ("bodies", i, "body"), mention.body, f"bodies[{mention.body}]"


def identities(dossier: Dossier, references: Mapping[str, str]) -> Iterator[tuple[Path, str | None, str]]:
    """Records of a dossier whose number or slug repeats: (path, what repeats, record name)."""
    seen: set[tuple[str, ...]] = set()

    def again(*key: str) -> bool:
        known = key in seen
        seen.add(key)
        return known

    for p, plan in enumerate(dossier.plans):
        of = references.get(plan.of) or plan.of
        for g, group in enumerate(plan.groups):
            if again("group", of, group.number):
                yield ("plans", p, "groups", g, "number"), group.number, f"groups[{group.number}]"
        for at, group_number, task in tasks(p, plan):
            own = task.number or f"_{task.slug}"
            if again("task", of, group_number or "", own):
                yield at, own, task_name(group_number, task)
    for i, target in enumerate(dossier.targets):
        if again("target", references.get(target.of) or target.of, target.number):
            yield ("targets", i, "number"), target.number, f"targets[{target.number}]"
    for i, solution in enumerate(dossier.solutions):
        if again("solution", references.get(solution.of) or solution.of, solution.number):
            yield ("solutions", i, "number"), solution.number, f"solutions[{solution.number}]"
    for i, result in enumerate(dossier.results):
        key = "/".join(filter(None, (result.index, result.dimension))) if result.index else str(result.slug)
        if again("result", result.place, str(result.year), key):
            yield ("results", i), key, f"results[{key}]"


def repeats(dossier: Dossier, references: Mapping[str, str]) -> Iterator[tuple[Path, str, str, str]]:
    """Plans and relations that a dossier gives twice: (path, record name, reason, remedy)."""
    plans: set[str] = set()
    for p, plan in enumerate(dossier.plans):
        of = references.get(plan.of) or plan.of
        if of in plans:
            remedy = "put all groups and tasks of one instrument under one `of`"
            yield ("plans", p, "of"), f"plans[{p}]", f"the plan of `{plan.of}` stands twice", remedy
        plans.add(of)
    relations: set[tuple[str, str, str]] = set()
    for r, relation in enumerate(dossier.relations):
        subject, object_ = (references.get(end) or end for end in (relation.subject, relation.object))
        if (subject, relation.type, object_) in relations:
            reason = f"the relation `{relation.subject} {relation.type} {relation.object}` stands twice"
            yield ("relations", r), f"relations[{r}]", reason, "keep one record and list all its places in `at`"
        relations.add((subject, relation.type, object_))


def single_facts(dossier: Dossier, references: Mapping[str, str]) -> Iterator[tuple[str, Path, object, str]]:
    """What results, targets, groups and tasks have once: (whose it is, path, value, record name)."""
    for i, result in enumerate(dossier.results):
        key = "/".join(filter(None, (result.index, result.dimension))) if result.index else str(result.slug)
        thing = f"the result {key} of {result.place} in {result.year}"
        for fact in _OF_A_RESULT:
            yield thing, ("results", i, fact), getattr(result, fact), f"results[{result.slug or result.index}]"
    for i, target in enumerate(dossier.targets):
        thing, label = (
            f"target {target.number} of {references.get(target.of) or target.of}",
            f"targets[{target.number}]",
        )
        for fact in _OF_A_TARGET:
            yield thing, ("targets", i, fact), getattr(target, fact), label
        for fact in _OF_A_BASELINE if target.baseline else ():
            yield f"the baseline of {thing}", ("targets", i, "baseline", fact), getattr(target.baseline, fact), label
    for p, plan in enumerate(dossier.plans):
        of = references.get(plan.of) or plan.of
        for g, group in enumerate(plan.groups):
            where: Path = ("plans", p, "groups", g, "declared")
            yield f"group {group.number} of {of}", where, group.declared, f"groups[{group.number}]"
        for at, group_number, task in tasks(p, plan):
            own = "/".join(filter(None, (group_number, task.number or f"_{task.slug}")))
            yield f"task {own} of {of}", (*at, "title"), task.title.vi, task_name(group_number, task)
