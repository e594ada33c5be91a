"""The data of `ask`: examples match their intent, decoys do not, and no word stands for two things."""

from __future__ import annotations

from collections import Counter

import pytest

from queries import Engine, catalogue
from queries.ask.intents import FREE, Intent, intent_of, intents
from queries.ask.lexicon import table
from queries.ask.reading import read
from queries.ask.symbols import THINGS

ALL = [pytest.param(i, id=f"{i.query}-{n}") for n, i in enumerate(intents())]


@pytest.mark.parametrize("intent", ALL)
def test_examples_are_read_so_in_their_language(intent: Intent, engine: Engine) -> None:
    assert intent.examples["vi"]
    assert intent.examples["en"]
    for lang, questions in intent.examples.items():
        for question in questions:
            reading = read(question, engine)
            assert intent_of(reading) is intent, question
            assert reading.language == lang, question


@pytest.mark.parametrize("intent", ALL)
def test_decoys_are_not(intent: Intent, engine: Engine) -> None:
    assert intent.decoys
    for question in intent.decoys:
        assert intent_of(read(question, engine)) is not intent, question


def test_every_catalogue_query_can_be_asked() -> None:
    tasks = {"tasks-deriving-from", "tasks-of-plan", "tasks-of-body", "tasks-in-period", "tasks-by-area"}
    asked = {i.query for i in intents()} - {"tasks"} | tasks
    assert asked <= set(catalogue())
    assert asked >= {
        "chain-above", "plans-implementing", "task-groups", "tasks-deriving-from", "coverage", "evidence-of",
        "amendments", "based-on", "instruments-of-place", "legal-bases", "relations-of", "results", "solutions",
        "targets", "tasks-by-area", "tasks-in-period", "tasks-of-body", "tasks-of-plan",
    }  # fmt: skip


def test_patterns_use_known_symbols_only() -> None:
    known = {*table("lexicon"), *THINGS, "ACT"}
    for intent in intents():
        assert set().union(*intent.named) <= known, intent.query
        assert intent.filters <= known
        assert set().union(*intent.needs) <= known
    assert set(FREE) <= known


def test_a_phrase_stands_in_one_group_only() -> None:
    count = Counter(
        (lang, phrase)
        for by_lang in table("lexicon").values()
        for lang, phrases in by_lang.items()
        for phrase in (phrases if isinstance(phrases, list) else [])
    )
    assert [p for p, n in count.items() if n > 1] == []


def test_words_that_change_the_meaning_are_in_no_pattern() -> None:
    for intent in intents():
        used = set().union(*intent.named) | intent.filters
        assert not used & {"NOT", "COMPARE", "WHY", "DONE"}, intent.query
