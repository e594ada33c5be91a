"""Questions in Vietnamese or English → intent and entities → a catalogue query → an answer. No model, no guess.

A question is read word by word (`reading`): citations, names of the graph, times, and the words of
``lexicon.toml``. Every word must be accounted for, else the question is refused. What was read, in order, is
matched against the patterns of ``intents.toml`` (`intents`), the catalogue query runs (`respond`), and one or
more sentences say what came and what it rests on (`say`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answer import Answer

if TYPE_CHECKING:
    from queries.engine import Engine

__all__ = ["answer"]


def answer(question: str, engine: Engine, *, lang: str | None = None) -> Answer:
    """Answers a question, or says why not.

    Args:
        question: in Vietnamese, with or without diacritics, or in English.
        engine: the graph that is asked.
        lang: language of the answer, ``vi`` or ``en``; by default that of the question.

    Returns:
        An answer whose `status` says whether it was answered; a question that is not wholly understood is
        refused, with the nearest questions that can be answered.
    """
    from queries.ask.respond import respond

    return respond(question, engine, lang)
