"""Runs what was asked: intent and entities → a catalogue query → an answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable

from graph_build.errors import NotFoundError
from queries.answer import Answer, Entity
from queries.ask import say, say_instruments
from queries.ask.asked import Asked, settle
from queries.ask.intents import Intent, examples, intent_of
from queries.ask.lexicon import phrase_words
from queries.ask.names import kind_code, place_id
from queries.ask.reading import LONGEST, read
from queries.ask.running import Row, covered, kept, run
from queries.ask.tasks import answer_tasks
from queries.engine import Engine
from queries.lookup import Thing


def respond(question: str, engine: Engine, lang: str | None) -> Answer:
    """Answers a question; see `queries.ask.answer`."""
    if not question.strip() or len(question) > LONGEST:
        return refusal(question, lang or "vi", say.empty_or_long(question, lang or "vi", LONGEST))
    reading = read(question, engine)
    language = lang or reading.language
    why = say.not_read(reading, language)
    intent = None if why else intent_of(reading)
    if intent is None:
        return refusal(question, language, why or say.no_pattern(language))
    asked = settle(reading, engine, language)
    name = intent.query.replace("-", "_")
    if intent.query == "tasks":
        name = _task_intent(asked)
    if asked.problem is not None:
        return _problem(asked, name)
    answer = answer_tasks(asked) if intent.asks == "tasks" else _ANSWERS[intent.query](asked, intent)
    if answer is None:
        return refusal(question, language, say.no_pattern(language))
    if not answer.coverage and answer.status == "no_data":
        answer = answer.with_(coverage=covered(asked))
    return answer.with_(question=question, language=language, intent=(answer.intent or name).replace("-", "_"))


def _task_intent(asked: Asked) -> str:
    """The query that a question for tasks asks, where something that it names is missing."""
    if asked.has("area", "period"):
        return "tasks_by_area" if asked.has("area") else "tasks_in_period"
    if asked.has("body"):
        return "tasks_of_body"
    plan = any(kind_code(t.iri) == "kh" for t in (asked.problem.things if asked.problem else ()))
    plan = plan or any(
        phrase_words(s.text)[1][:1] in (("kh",), ("ke",), ("plan",)) for s in asked.reading.of("instrument")
    )
    return "tasks_of_plan" if plan and not asked.has("DERIVE") else "tasks_deriving_from"


def refusal(question: str, lang: str, why: str) -> Answer:
    """The question is not understood: why, and the nearest questions that are."""
    words = set(phrase_words(question[:LONGEST])[1])

    def likeness(example: str) -> float:
        own = set(phrase_words(example)[1])
        return len(words & own) / len(words | own) if words | own else 0.0

    candidates = tuple(sorted(dict.fromkeys(examples(lang)), key=likeness, reverse=True)[:4])
    return Answer(question, lang, "not_understood", None, summary=why, candidates=candidates)


def _problem(asked: Asked, intent: str) -> Answer:
    problem = asked.problem
    assert problem is not None
    lang = asked.lang
    ambiguous = problem.kind == "ambiguous"
    return Answer(
        asked.reading.question,
        lang,
        "ambiguous" if ambiguous else "no_data",
        intent,
        summary=say.problem(problem, lang),
        entities=tuple(asked.entities),
        candidates=tuple(t.label(lang) for t in problem.things),
        coverage=() if ambiguous else covered(asked, [t.iri for t in problem.things]),
    )


# -- one function a query -------------------------------------------------------------------------------------


_KIND_CODES = {"PLAN": ("kh",), "PROGRAMME": ("ctr", "cthd"), "RESOLUTION": ("nq",), "DECISION": ("qd",),
               "DIRECTIVE": ("ct",), "SCHEME": ("da",), "DECREE": ("nd",), "LAW": ("luat",)}  # fmt: skip


def _of_kind(asked: Asked, column: str, *ignored: str) -> Callable[[Row], bool]:
    """Whether a row's instrument is of a kind that the question names; "văn bản" is any."""
    codes = {c for k, found in _KIND_CODES.items() if k not in ignored and asked.has(k) for c in found}
    if not codes or asked.has("DOC"):
        return lambda row: True
    return lambda row: kind_code(str(row.get(column))) in codes


def _item(asked: Asked) -> list[Thing] | None:
    """The instruments, or the task by its number in each of them; None if no such task is recorded."""
    if asked.task is None:
        return asked.cited
    found = []
    for plan in asked.cited:
        try:
            found += asked.engine.lookup.find_item(f"{plan.iri}/task/{asked.task}")
        except NotFoundError:
            continue
    for thing in found:
        asked.entities.append(Entity(asked.reading.of("taskref")[0].text, thing.iri, thing.label(asked.lang)))
    return found or None


def _no_task(asked: Asked, intent: str) -> Answer:
    counts = run(asked, "task-groups", plan=asked.cited)
    return Answer(
        asked.reading.question, asked.lang, "no_data", intent,
        summary=say.no_task(asked.reading.of("taskref")[0].text, asked.cited, counts.rows, asked.lang),
        entities=tuple(asked.entities), coverage=counts.coverage, sparql=counts.sparql,
    )  # fmt: skip


def _chain(asked: Asked, _: Intent) -> Answer:
    if len(asked.instruments) == 2:
        lower, upper = asked.instruments
        found = run(asked, "chain-above", item=lower)
        wanted = {t.iri for t in upper}
        hit = kept(asked, found, lambda r: r["upper_iri"] in wanted)
        return hit.with_(summary=say_instruments.derives(lower, upper, hit.rows, found.rows, asked.lang))
    items = _item(asked)
    if items is None:
        return _no_task(asked, "chain-above")
    found = run(asked, "chain-above", item=items)
    return found.with_(summary=say_instruments.chain(items, found.rows, asked.lang))


def _evidence(asked: Asked, _: Intent) -> Answer:
    items = _item(asked)
    if items is None:
        return _no_task(asked, "evidence-of")
    found = run(asked, "evidence-of", item=items)
    return found.with_(summary=say_instruments.evidence(items, found.rows, asked.lang))


def _one_task(asked: Asked, _: Intent) -> Answer:
    items = _item(asked)
    if items is None:
        return _no_task(asked, "tasks-of-plan")
    wanted = {t.iri for t in items}
    found = kept(asked, run(asked, "tasks-of-plan", plan=asked.cited), lambda r: r["task_iri"] in wanted)
    return found.with_(summary=say.one_task(found.rows, asked.lang))


def _groups(asked: Asked, _: Intent) -> Answer:
    found = run(asked, "task-groups", plan=asked.cited)
    return found.with_(summary=say.groups(asked.cited, found.rows, asked.lang))


def _solutions(asked: Asked, _: Intent) -> Answer:
    found = run(asked, "solutions", plan=asked.cited)
    return found.with_(summary=say_instruments.per_thing(asked.cited, found.rows, "plan_iri", "solution", asked.lang))


def _implementing(asked: Asked, _: Intent) -> Answer | None:
    found = run(asked, "plans-implementing", instrument=asked.cited)
    wanted, years = {place_id(t.iri) for t in asked.places}, set(asked.years)
    if asked.periods and not years:
        return None
    right = _of_kind(asked, "plan_iri", "PLAN", "PROGRAMME")

    def keep(row: Row) -> bool:
        return (
            right(row)
            and (not wanted or place_id(str(row["plan_iri"])) in wanted)
            and (not years or str(row.get("issued_on"))[:4] in {str(y) for y in years})
        )

    left = kept(asked, found, keep)
    return left.with_(
        summary=say_instruments.implementing(asked.cited, left.rows, asked.lang, asked.places, asked.years)
    )


def _related(query: str, what: str) -> Callable[[Asked, Intent], Answer]:
    def answer(asked: Asked, intent: Intent) -> Answer:
        found = run(asked, query, instrument=asked.cited)
        right = _of_kind(asked, "other_iri")
        wanted = {place_id(t.iri) for t in asked.places}
        left = kept(
            asked,
            found,
            lambda r: (
                (not intent.only or r["relation"] in intent.only)
                and right(r)
                and (not wanted or place_id(str(r["other_iri"])) in wanted)
            ),
        )
        beside = run(asked, "relations-of", instrument=asked.cited) if not left.rows else None
        text = say_instruments.related(
            what, intent.only, asked.cited, left.rows, beside.rows if beside else (), asked.lang
        )
        return left.with_(summary=text)

    return answer


def _of_place(asked: Asked, _: Intent) -> Answer | None:
    bodies = {b.label(asked.lang) for b in asked.bodies}
    places = asked.places or [asked.engine.lookup.places[b.place] for b in asked.bodies if b.place]
    years = asked.years
    if (asked.periods and not years) or not places:
        return None
    found = run(asked, "instruments-of-place", place=places, year=years)
    right = _of_kind(asked, "instrument_iri")

    def keep(row: Row) -> bool:
        issuers = {str(row.get("issuer")), *str(row.get("issuer")).split("; ")}
        return right(row) and (not bodies or bool(bodies & issuers))

    left = kept(asked, found, keep)
    return left.with_(summary=say_instruments.of_place(places, asked.bodies, years, left.rows, asked.lang))


def _targets(asked: Asked, _: Intent) -> Answer | None:
    if len(asked.years) != len(asked.periods):
        return None
    given = {"plan": asked.cited, "place": asked.places, "index": asked.indices}
    found = run(asked, "targets", **given, year=asked.years)
    other = run(asked, "targets", **{k: v for k, v in given.items() if k != "index"}).rows if not found.rows else ()
    return found.with_(summary=say_instruments.targets(asked, found.rows, other))


def _results(asked: Asked, _: Intent) -> Answer | None:
    if len(asked.years) != len(asked.periods):
        return None
    found = run(asked, "results", place=asked.places, index=asked.indices, year=asked.years)
    other = run(asked, "results", place=asked.places).rows if not found.rows else ()
    if not found.coverage:
        found = found.with_(coverage=covered(asked))
    return found.with_(summary=say_instruments.results(asked, found.rows, other))


def _coverage(asked: Asked, _: Intent) -> Answer:
    if asked.places:
        found = run(asked, "coverage")
        wanted = {place_id(t.iri) for t in asked.places}
        slugs = tuple(w.removeprefix("vn-") for w in wanted)
        found = kept(
            asked, found, lambda r: any(f"-{s}-" in f"-{str(r['source_iri']).rpartition('/')[2]}-" for s in slugs)
        )
        return found.with_(summary=say_instruments.coverage(found.rows, asked.lang))
    found = run(asked, "coverage", plan=asked.cited)
    if asked.cited and not found.rows:
        found = found.with_(coverage=covered(asked))
    return found.with_(summary=say_instruments.coverage(found.rows, asked.lang))


_ANSWERS: dict[str, Callable[[Asked, Intent], Answer | None]] = {
    "coverage": _coverage,
    "evidence-of": _evidence,
    "chain-above": _chain,
    "task-groups": _groups,
    "solutions": _solutions,
    "plans-implementing": _implementing,
    "based-on": _related("based-on", "based_on"),
    "legal-bases": _related("legal-bases", "legal_bases"),
    "amendments": _related("amendments", "amendments"),
    "relations-of": _related("relations-of", "relations"),
    "tasks-of-plan": _one_task,
    "targets": _targets,
    "results": _results,
    "instruments-of-place": _of_place,
}
