"""Every question of the set gets the status, the intent, the things and the facts that it must get."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import ryaml

from ontology.namespaces import ID
from queries import Engine
from queries.ask import answer

CASES: list[dict[str, Any]] = ryaml.loads(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))


def test_the_set_is_large_and_has_traps() -> None:
    assert len(CASES) >= 150
    assert sum(1 for c in CASES if c.get("trap")) >= 40
    assert len({c["q"] for c in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[c["q"][:60] for c in CASES])
def test_question(case: dict[str, Any], engine: Engine) -> None:
    found = answer(case["q"], engine)
    assert found.status == case["status"], found.summary
    assert found.question == case["q"]
    if "lang" in case:
        assert found.language == case["lang"]
    if "intent" in case:
        assert found.intent == case["intent"]
    named = {e.iri.removeprefix(ID) for e in found.entities}
    wanted = {f"instrument/{i[2:]}" if i.startswith("i/") else i for i in case.get("is", ())}
    assert wanted <= named
    if "rows" in case:
        assert len(found.rows) == case["rows"]
    kinds = Counter(r.get("row") for r in found.rows)
    assert {k: kinds[k] for k in case.get("kinds", {})} == case.get("kinds", {})
    for words in case.get("says", ()):
        assert words in found.summary


@pytest.mark.parametrize("case", CASES, ids=[c["q"][:60] for c in CASES])
def test_shape(case: dict[str, Any], engine: Engine) -> None:
    """What holds for every answer, whatever is asked."""
    found = answer(case["q"], engine)
    assert found.summary
    if found.status == "answered":
        assert found.rows
        assert found.sparql
        assert found.evidence or found.intent == "coverage"
    elif found.status == "no_data":
        assert found.coverage
        assert found.rows == ()
    else:
        assert found.candidates
        assert found.rows == ()
        assert found.entities == () or found.status == "ambiguous"


def test_both_readings_of_an_ambiguous_citation_have_rows(engine: Engine) -> None:
    for question in ("Which tasks derive from NQ 76/NQ-CP?", "Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP?"):
        found = answer(question, engine)
        assert {r["instrument_iri"] for r in found.rows} == {e.iri for e in found.entities}
        assert sum(int(r["declared"] or 0) for r in found.rows if r["row"] == "group") == 80


def test_no_task_of_another_instrument_is_given(engine: Engine) -> None:
    found = answer("Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP?", engine)
    assert not [r for r in found.rows if "/2017/792" in str(r["plan_iri"])]


def test_the_language_can_be_set(engine: Engine) -> None:
    found = answer("Which tasks derive from 30c?", engine, lang="vi")
    assert found.language == "vi"
    assert "57 nhiệm vụ được liệt kê" in found.summary
