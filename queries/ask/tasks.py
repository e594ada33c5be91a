"""Questions for tasks: by instrument, plan, body and role, time, reform area, province, and any of these together.

One catalogue query gives the rows; what else is asked narrows them. Tasks that a source only counts are said to be
counted, and tasks without a date are never silently dropped: the answer says that they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from queries.answer import Answer
from queries.ask import say
from queries.ask.asked import Asked
from queries.ask.names import kind_code, place_id
from queries.ask.running import Row, kept, run
from queries.lookup import Thing

_PLAN_KINDS = {"kh", "ctr", "cthd", "da"}


def answer_tasks(asked: Asked) -> Answer | None:
    """The tasks that are asked for; None where words do not say clearly which."""
    duties, dates = asked.duties(), asked.dates()
    if duties is None or (asked.periods and dates is None) or len(asked.instruments) > 2:
        return None
    if asked.has("DUE", "START") and not asked.periods and (asked.has("START") or asked.has("WHO")):
        return None
    plans, upper = _plans_and_upper(asked)
    if not (asked.areas or dates or duties):
        return _by_instrument(asked, plans, upper)
    if asked.areas:
        found = run(asked, "tasks-by-area", area=asked.areas, plan=plans)
    elif dates:
        lead = [b for b, role in duties if role == "lead"] if len(duties) == 1 else []
        found = run(asked, "tasks-in-period", start=dates[0], end=dates[1], plan=plans, body=lead)
    else:
        found = run(asked, "tasks-of-body", body=_bodies(duties), role=duties[0][1])
    below = {r["task_iri"] for r in run(asked, "tasks-deriving-from", instrument=upper).rows} if upper else None
    places = {place_id(t.iri) for t in asked.places}
    plan_iris = {t.iri for t in plans}

    def keep(row: Row) -> bool:
        return (
            (not plan_iris or row["plan_iri"] in plan_iris)
            and (not places or place_id(str(row["plan_iri"])) in places)
            and (below is None or row["task_iri"] in below)
            and (row.get("row") != "group" or not (duties or dates))
            and _has_duties(row, duties, asked.lang)
            and (dates is None or _in_time(row, dates, asked))
        )

    left = kept(asked, found, keep)
    text = say.filtered_tasks(asked, duties, dates, plans, upper, left.rows)
    if not left.rows and plans:
        counts = run(asked, "task-groups", plan=plans)
        text += say.counted_only(counts.rows, asked.lang)
    return left.with_(summary=text)


def _bodies(duties: Sequence[tuple[Thing, str | None]]) -> list[Thing]:
    """The bodies to ask for: all that share the first one's role; another role narrows the rows."""
    return [b for b, role in duties if role == duties[0][1]]


def _plans_and_upper(asked: Asked) -> tuple[list[Thing], list[Thing]]:
    """Plans whose own tasks are meant, and instruments that the tasks must derive from."""
    if len(asked.instruments) == 2:
        return asked.instruments[0], asked.instruments[1]
    cited = asked.cited
    own = cited and all(kind_code(t.iri) in _PLAN_KINDS for t in cited)
    if own and not asked.has("DERIVE", "DOWN", "IMPLEMENT"):
        return cited, []
    return [], cited


def _by_instrument(asked: Asked, plans: list[Thing], upper: list[Thing]) -> Answer | None:
    places = {place_id(t.iri) for t in asked.places}
    if plans and not upper:
        found = run(asked, "tasks-of-plan", plan=plans)
        if {r["plan_iri"] for r in found.rows} == {t.iri for t in plans}:
            return found.with_(summary=say.plan_tasks(plans, found.rows, (), asked.lang))
        counts = run(asked, "task-groups", plan=plans)
        text = say.plan_tasks(plans, found.rows, counts.rows, asked.lang)
        if found.rows:
            return found.with_(summary=text)
        if not counts.rows:
            below = run(asked, "tasks-deriving-from", instrument=plans)
            if any(r["row"] in ("task", "group") for r in below.rows):
                return below.with_(summary=say.deriving(asked, plans, [], below.rows, ()))
            return found.with_(summary=text)
        # Names, bodies and times of tasks are asked for, and only their number is recorded.
        by_name = asked.has("BY_NAME", "WHO", "LEAD", "COORDINATE", "WHEN", "DELIVERABLE") and not asked.has("COUNT")
        if by_name:
            return found.with_(summary=text, coverage=counts.coverage, evidence=counts.evidence)
        return counts.with_(summary=text, intent="tasks-of-plan")
    if not upper:
        return None
    found = run(asked, "tasks-deriving-from", instrument=upper)
    plan_iris = {t.iri for t in plans}
    left = kept(
        asked,
        found,
        lambda r: (
            (not plan_iris or r["plan_iri"] in plan_iris)
            and (not places or (r["plan_iri"] is not None and place_id(str(r["plan_iri"])) in places))
        ),
    )
    bare = [t for t in upper if not any(r["instrument_iri"] == t.iri and r["row"] != "none" for r in left.rows)]
    amends = run(asked, "amendments", instrument=bare).rows if bare else ()
    text = say.deriving(asked, upper, plans, left.rows, amends)
    if all(r["row"] == "none" for r in left.rows):
        return left.with_(status="no_data", rows=(), summary=text)
    return left.with_(summary=text)


def _has_duties(row: Row, duties: Sequence[tuple[Thing, str | None]], lang: str) -> bool:
    """Whether the bodies stand in a row with their roles; of several with one role any will do."""
    if not duties:
        return True
    columns = {"lead": ("lead",), "coordinating": ("coordinating",), None: ("lead", "coordinating")}
    by_role: dict[str | None, list[str]] = {}
    for body, role in duties:
        by_role.setdefault(role, []).append(body.label(lang))
    return all(
        any(label in str(row.get(c) or "").split("; ") for c in columns[role] for label in labels)
        for role, labels in by_role.items()
    )


def _in_time(row: Row, dates: tuple[dt.date, dt.date], asked: Asked) -> bool:
    """Whether a task runs in the time asked for; or is due, or starts in it, where that is asked."""
    first, last = dates[0].isoformat(), dates[1].isoformat()
    starts, due = row.get("starts_on"), row.get("due_on")
    if asked.has("DUE"):
        return due is not None and first <= str(due) <= last
    if asked.has("START"):
        return starts is not None and first <= str(starts) <= last
    begin, end = starts or due, due or starts
    return begin is not None and end is not None and str(begin) <= last and str(end) >= first
