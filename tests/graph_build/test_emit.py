"""graph_build.emit and .quads: facts, their evidence, and the graphs in which they stand."""

from __future__ import annotations

import datetime as dt
import doctest
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_build.quads
from graph_build import examine, ids, read_records
from graph_build.builder import asserted_chains, graph_content
from graph_build.emit import emit_dossier, emit_tables
from graph_build.link import Linked
from graph_build.quads import Quad, date, decimal, integer, iri, text
from ontology.namespaces import OA, RDF, RDFS
from ontology.terms import RK
from tests.graph_build.conftest import MINIMAL, edit

KH15 = ids.instrument("vn-lam-ha/ubnd/kh/2024/15")
NQ76 = ids.instrument("vn/cp/nq/2021/76")
CTR = ids.instrument("vn/cp/ctr/2021/_tong-the-2021-2030")
TASK = f"{KH15}/task/I/1"
OTHER = f"{KH15}/task/I/2"
EVIDENCE = iri(ids.graph("evidence"))
PLAN = iri(ids.graph("plan"))


def quads(linked: Linked, name: str = "plan") -> list[Quad]:
    return list(emit_dossier(linked, name))


def objects(found: list[Quad], subject: str, predicate: str) -> set[str]:
    return {q.object for q in found if q.subject == iri(subject) and q.predicate == iri(predicate)}


def store_of(linked: Linked) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.bulk_load(
        input="".join(graph_content(linked).lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS
    )  # fmt: skip
    return store


def ask(store: pyoxigraph.Store, pattern: str) -> bool:
    found = store.query(f"PREFIX rk: <{RK.Task.removesuffix('Task')}> ASK {{ {pattern} }}")
    assert isinstance(found, pyoxigraph.QueryBoolean)
    return bool(found)


# -- terms -----------------------------------------------------------------------------------------------------


def test_docstring_examples_hold() -> None:
    assert doctest.testmod(graph_build.quads).failed == 0


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.sampled_from([None, "vi", "en"]))
def test_any_text_comes_back_through_n_quads(value: str, lang: str | None) -> None:
    line = Quad(iri("urn:s"), iri("urn:p"), text(value, lang), "").line()
    assert line.count("\n") == 1
    [parsed] = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(parsed.object, pyoxigraph.Literal)
    assert (parsed.object.value, parsed.object.language) == (value, lang)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6))
def test_a_figure_is_one_value_however_it_was_printed(figure: Decimal) -> None:
    assert decimal(figure) == decimal(figure.quantize(Decimal("0.00001")))
    assert Decimal(decimal(figure).split('"')[1]) == figure


@pytest.mark.parametrize("value", ["urn:a b", "urn:<x>", 'urn:"', "urn:{x}", "urn:\n", "urn:|", "urn:\\", "urn:^`"])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="is not an IRI"):
        iri(value)


def test_a_quad_without_a_graph_is_a_triple() -> None:
    assert Quad("<s>", "<p>", "<o>", "").line() == "<s> <p> <o> .\n"
    assert Quad("<s>", "<p>", "<o>", "<g>").line() == "<s> <p> <o> <g> .\n"


# -- facts -----------------------------------------------------------------------------------------------------


def test_the_same_records_give_the_same_quads(linked: Linked) -> None:
    again = read_records([MINIMAL])
    for name in ("plan", "page"):
        assert quads(linked, name) == quads(again, name)
    assert list(emit_tables(linked)) == list(emit_tables(again))


def test_a_dossier_writes_into_its_own_graph_and_that_of_evidence_only(linked: Linked) -> None:
    assert {q.graph for q in quads(linked)} == {PLAN, EVIDENCE}
    assert {q.graph for q in emit_tables(linked)} == {iri(ids.graph("tables"))}


def test_an_instrument_and_what_is_known_of_it(linked: Linked) -> None:
    found = quads(linked)
    assert objects(found, KH15, RDF + "type") == {iri(RK.Plan)}
    assert objects(found, KH15, RK.number) == {text("15/KH-UBND")}
    assert objects(found, KH15, RK.issuedOn) == {date(dt.date(2024, 1, 10))}
    assert objects(found, KH15, RK.issuedBy) == {iri(ids.body("vn-lam-ha/ubnd"))}
    assert objects(found, KH15, RK.jurisdiction) == {iri(ids.place("vn-lam-ha"))}
    assert objects(found, KH15, RK.listedTaskCount) == {integer(2)}
    assert text("Kế hoạch 15/KH-UBND (Lâm Hạ, 10/1/2024)", "vi") in objects(found, KH15, RDFS + "label")
    programme = quads(linked, "page")
    assert objects(programme, CTR, RK.periodStart) == {integer(2021)}
    assert objects(programme, CTR, RK.periodEnd) == {integer(2030)}
    assert objects(programme, CTR, RK.issuedOn) == set()


def test_a_task_and_all_its_row_says(linked: Linked) -> None:
    found = quads(linked)
    assert objects(found, TASK, RDF + "type") == {iri(RK.Task)}
    assert objects(found, TASK, RK.taskOf) == {iri(KH15)}
    assert objects(found, TASK, RK.inGroup) == {iri(f"{KH15}/group/I")}
    assert objects(found, TASK, RK.number) == {text("1")}
    assert objects(found, TASK, RK.title) == {text("Rà soát thủ tục hành chính", "vi"), text("Review procedures", "en")}
    assert objects(found, TASK, RK.leadBody) == {iri(ids.body("vn-lam-ha/so-noi-vu"))}
    assert objects(found, TASK, RK.coordinatingBody) == {
        iri(ids.body("vn-lam-ha/so-tu-phap")),
        iri(ids.body("vn-lam-ha/so-tai-chinh")),
    }
    assert objects(found, TASK, RK.reformArea) == {iri(ids.concept("area", "institutions-2021"))}
    assert objects(found, TASK, RK.startsOn) == {date(dt.date(2024, 7, 1))}
    assert objects(found, TASK, RK.dueOn) == {date(dt.date(2024, 9, 30))}
    assert objects(found, TASK, RK.timingAsPrinted) == {text("Quý III/2024", "vi")}
    assert objects(found, TASK, RK.hasDeliverable) == {iri(f"{TASK}/deliverable")}
    assert objects(found, OTHER, RK.dueOn) == objects(found, OTHER, RK.startsOn) == set()
    assert objects(found, OTHER, RK.recurrence) == {iri(ids.concept("recurrence", "continuous"))}
    lead = ids.responsibility(TASK, "lead", "vn-lam-ha/so-noi-vu")
    assert objects(found, lead, RK.role) == {iri(ids.concept("role", "lead"))}


def test_a_group_declares_and_lists(linked: Linked) -> None:
    group = f"{KH15}/group/I"
    assert objects(quads(linked), group, RK.declaredTaskCount) == {integer(2)}
    assert objects(quads(linked), group, RK.listedTaskCount) == {integer(2)}


def test_a_count_is_not_a_list(records: Path) -> None:
    """A group of which the source gives the number of tasks only: 80 declared, 0 listed."""
    file = records / "dossiers" / "plan.yaml"
    content = file.read_text(encoding="utf-8")
    begin, end = content.index("        tasks:\n"), content.index("targets:\n")
    file.write_text(content[:begin] + content[end:], encoding="utf-8")
    edit(file, "declared: 2", "declared: 80")
    found = quads(examine([records])[0])
    group = f"{KH15}/group/I"
    assert objects(found, group, RK.declaredTaskCount) == {integer(80)}
    assert objects(found, group, RK.listedTaskCount) == {integer(0)}
    assert not [q for q in found if q.object == iri(RK.Task)]


def test_targets_and_results(linked: Linked) -> None:
    found = quads(linked)
    target, result = f"{KH15}/target/1", ids.observation("par-index", None, "vn-lam-ha", 2023)
    assert objects(found, target, RK.value) == {decimal(Decimal("87.2"))}
    assert objects(found, target, RK.comparator) == {iri(ids.concept("comparator", "at-least"))}
    assert objects(found, result, RK.score) == {decimal(Decimal("85.3"))}
    assert objects(found, result, RK.rank) == {integer(21)}
    assert objects(found, result, RK.rankOutOf) == {integer(63)}
    assert objects(found, result, RK.group) == {text("B")}
    assert objects(found, result, RDFS + "label") == {text("PAR INDEX 2023, Lâm Hạ", "vi"), text("PAR INDEX 2023, Lam Ha", "en")}  # fmt: skip # noqa: E501


def test_coverage_is_said_of_the_source(linked: Linked) -> None:
    node = ids.coverage("plan", "tasks", 1)
    found = quads(linked)
    assert objects(found, node, RK.coverageOf) == {iri(ids.source("plan"))}
    assert objects(found, node, RK.extent) == {iri(ids.concept("extent", "listed"))}
    assert objects(found, node, RK.coverageSubject) == {iri(KH15)}


# -- evidence --------------------------------------------------------------------------------------------------


def test_every_relation_has_an_assertion_with_its_place(linked: Linked) -> None:
    found = quads(linked)
    node = ids.assertion("plan", KH15, RK.implements, NQ76)
    assert iri(NQ76) in objects(found, KH15, RK.implements)
    assert objects(found, node, RDF + "subject") == {iri(KH15)}
    assert objects(found, node, RDF + "predicate") == {iri(RK.implements)}
    assert objects(found, node, RDF + "object") == {iri(NQ76)}
    assert objects(found, node, RK.certainty) == {iri(ids.concept("certainty", "asserted"))}
    assert objects(found, node, RK.evidence) == {iri(ids.evidence("plan", 178, 239))}


def test_a_place_has_a_selector_and_the_hash_of_its_words(linked: Linked) -> None:
    found = quads(linked)
    place, selector = ids.evidence("plan", 178, 239), ids.selector("plan", 178, 239)
    assert objects(found, place, RDF + "type") == {iri(OA + "SpecificResource"), iri(RK.Evidence)}
    assert objects(found, place, OA + "hasSource") == {iri(ids.source("plan"))}
    assert objects(found, place, OA + "hasSelector") == {iri(selector)}
    assert objects(found, place, RK.sha256) == {text(linked.records.dossiers["plan"].spans["178-239"])}
    assert objects(found, selector, OA + "start") == {integer(178)}
    assert objects(found, selector, OA + "end") == {integer(239)}


def test_a_record_with_two_places_rests_on_both(linked: Linked) -> None:
    node = ids.assertion("plan", ids.source("plan"), RK.mentions, KH15)
    assert objects(quads(linked), node, RK.evidence) == {
        iri(ids.evidence("plan", 28, 69)),
        iri(ids.evidence("plan", 79, 107)),
    }


def test_what_rests_on_a_page_rests_on_the_whole_source(linked: Linked) -> None:
    node = ids.assertion("page", NQ76, RK.promulgates, CTR)
    assert objects(quads(linked, "page"), node, RK.evidence) == {iri(ids.source("page"))}


def test_all_that_a_dossier_states_of_tasks_targets_and_results_has_evidence(linked: Linked) -> None:
    found = quads(linked)
    proven = {q.subject for q in found if q.predicate == iri(RK.evidence)}
    for class_ in (RK.Task, RK.TaskGroup, RK.Target, RK.Observation, RK.SolutionGroup, RK.Assertion):
        things = {q.subject for q in found if q.predicate == iri(RDF + "type") and q.object == iri(class_)}
        assert things
        assert things <= proven


def test_the_printed_form_and_the_note_stay_with_the_evidence(linked: Linked) -> None:
    found = quads(linked)
    body = ids.assertion("plan", ids.source("plan"), RK.mentions, ids.body("vn-lam-ha/ubnd"))
    assert objects(found, body, RK.asPrinted) == {text("ỦY BAN NHÂN DÂN TỈNH LÂM HẠ")}
    cell = ids.responsibility(TASK, "coordinating", "vn-lam-ha/so-tu-phap")
    assert objects(found, cell, RK.asPrinted) == {text("các Sở: Tư pháp, Tài chính")}
    inferred = ids.assertion("plan", OTHER, RK.concretises, NQ76)
    assert objects(found, inferred, RK.note) == {text("The one-stop service is a theme of the resolution.", "en")}
    assert all(q.graph == EVIDENCE for q in found if q.predicate in {iri(RK.asPrinted), iri(RK.note)})


def test_reification_stands_in_the_evidence_graph_only(linked: Linked) -> None:
    content = graph_content(linked)
    for predicate in ("subject", "predicate", "object"):
        lines = [line for line in content.lines if f" {iri(RDF + predicate)} " in line]
        assert lines
        assert all(line.endswith(f"{EVIDENCE} .\n") for line in lines)


# -- graphs ----------------------------------------------------------------------------------------------------


def test_a_fact_that_two_dossiers_state_stands_once_in_the_default_graph(linked: Linked) -> None:
    """Both dossiers say that 76/NQ-CP is of 15 July 2021."""
    fact = f"{iri(NQ76)} {iri(RK.issuedOn)} {date(dt.date(2021, 7, 15))}"
    lines = Counter(line for line in graph_content(linked).lines if line.startswith(fact))
    assert lines == Counter({f"{fact}{g} .\n": 1 for g in ("", f" {PLAN}", f" {iri(ids.graph('page'))}")})
    store = store_of(linked)
    [row] = store.query(f"SELECT (COUNT(*) AS ?n) {{ {fact} }}")  # type: ignore[misc]
    assert row["n"].value == "1"


def test_the_default_graph_holds_all_facts_and_no_evidence(linked: Linked) -> None:
    content = graph_content(linked)
    facts = {tuple(q[:3]) for n in ("plan", "page") for q in quads(linked, n) if q.graph != EVIDENCE}
    facts |= {tuple(q[:3]) for q in emit_tables(linked)}
    lines = set(content.lines)
    assert all(f"{s} {p} {o} .\n" in lines for s, p, o in facts)
    proofs = {tuple(q[:3]) for n in ("plan", "page") for q in quads(linked, n) if q.graph == EVIDENCE}
    assert not [t for t in proofs - facts if "{} {} {} .\n".format(*t) in lines]


def test_lines_are_sorted_and_each_stands_once(linked: Linked) -> None:
    lines = graph_content(linked).lines
    assert lines == sorted(set(lines))


def test_the_chain_from_a_task_to_the_programme_is_there(linked: Linked) -> None:
    store = store_of(linked)
    assert ask(store, f"<{TASK}> rk:derivesFrom <{KH15}>, <{NQ76}>")
    assert ask(store, f"<{CTR}> rk:derivesFrom <{NQ76}>")  # promulgated by it
    assert ask(store, f"<{KH15}> rk:relatesTo <{NQ76}>")
    law = ids.instrument("vn/qh/luat/2015/_to-chuc-chinh-quyen-dia-phuong")
    assert ask(store, f"<{KH15}> rk:hasLegalBasis <{law}>")
    assert not ask(store, f"<{KH15}> rk:derivesFrom <{law}>")  # căn cứ is not implements
    assert not ask(store, f"?x rk:derivesFrom <{ids.instrument('vn/cp/nq/2013/76')}>")


def test_what_the_reasoner_added_stands_in_a_graph_of_its_own(linked: Linked) -> None:
    store = store_of(linked)
    inferred = ids.graph("inferred")
    assert ask(store, f"GRAPH <{inferred}> {{ <{TASK}> rk:derivesFrom <{NQ76}> }}")
    assert not ask(store, f"GRAPH <{ids.graph('plan')}> {{ <{TASK}> rk:derivesFrom <{NQ76}> }}")
    assert not ask(store, f"GRAPH <{inferred}> {{ <{KH15}> rk:implements <{NQ76}> }}")


def test_what_a_curator_inferred_is_a_fact_but_not_an_asserted_chain(linked: Linked) -> None:
    store = store_of(linked)
    assert ask(store, f"<{OTHER}> rk:concretises <{NQ76}>")
    chains = asserted_chains(linked)
    assert (KH15, NQ76) in chains  # the text says so
    assert (OTHER, NQ76) not in chains  # the curator's reading
    assert ask(store, f"GRAPH <{ids.graph('evidence')}> {{ <{KH15}> rk:assertedlyDerivesFrom <{NQ76}> }}")
    assert not ask(store, f"<{KH15}> rk:assertedlyDerivesFrom <{NQ76}>")


def test_a_chain_with_an_inferred_link_is_not_asserted_beyond_it(records: Path) -> None:
    edit(
        records / "dossiers" / "plan.yaml",
        "    type: implements\n    to: nq76\n",
        "    type: implements\n    to: nq76\n    certainty: inferred\n    note: By its title.\n",
    )
    edit(
        records / "dossiers" / "page.yaml",
        "relations:\n",
        "relations:\n  - {from: nq76, type: implements, to: nq76-2013, at: page}\n",
    )
    linked, problems = examine([records])
    assert problems == []
    older = ids.instrument("vn/cp/nq/2013/76")
    chains = asserted_chains(linked)
    assert (NQ76, older) in chains
    assert (CTR, older) in chains
    assert not [above for below, above in chains if below == KH15]
    assert ask(store_of(linked), f"<{TASK}> rk:derivesFrom <{older}>")


def test_terms_have_their_labels_in_both_languages(linked: Linked) -> None:
    lines = graph_content(linked).lines
    for lang in ("vi", "en"):
        assert [line for line in lines if line.startswith(f"{iri(RK.implements)} {iri(RDFS + 'label')}") and f"@{lang}" in line]  # fmt: skip # noqa: E501


def test_a_body_that_a_source_names_is_a_plain_fact_too(linked: Linked) -> None:
    body = Quad(iri(ids.source("plan")), iri(RK.mentions), iri(ids.body("vn-lam-ha/ubnd")), PLAN)
    assert body in quads(linked)
