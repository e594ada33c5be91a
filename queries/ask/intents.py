"""Which question was asked: the symbols of a reading against the patterns of ``intents.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from queries.ask.lexicon import table
from queries.ask.symbols import THINGS, Reading

FREE = ("WHICH", "SHOW", "COUNT", "YESNO", "ABOUT")
"""Symbols that say how an answer is wanted, not what is asked."""


ACTS = ("DOC", "PLAN", "PROGRAMME", "RESOLUTION", "DECISION", "DIRECTIVE", "DECREE", "LAW", "SCHEME")
"""Words for instruments; patterns write ACT for any of them."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that can be asked (see the head of ``intents.toml``)."""

    query: str
    patterns: tuple[re.Pattern[str], ...]
    named: tuple[frozenset[str], ...]
    filters: frozenset[str]
    needs: tuple[frozenset[str], ...]
    only: tuple[str, ...]
    asks: str
    examples: Mapping[str, tuple[str, ...]]
    decoys: tuple[str, ...]

    def reads(self, reading: Reading) -> bool:
        """Whether a reading is this question, with no symbol left over."""
        kinds = {s.kind for s in reading.symbols}
        if not all(kinds & need for need in self.needs):
            return False
        for pattern, named in zip(self.patterns, self.named, strict=True):
            dropped = (self.filters - named) | {k for k in FREE if k not in named}
            # "An Giang và Long An" is one symbol of two places; things not joined stay apart.
            left = "".join(
                f"{s.kind} " for s in reading.symbols if s.kind not in dropped and not (s.joined and s.kind in THINGS)
            )
            if pattern.fullmatch(left):
                return True
        return False


def _compile(pattern: str) -> re.Pattern[str]:
    """``TASK? (DERIVE|ASSIGN) instrument`` as an expression over symbols that end in a blank."""
    pattern = re.sub(r"\bACT\b", f"({'|'.join(ACTS)})", pattern)
    return re.compile(re.sub(r"[A-Za-z_]+", lambda m: f"(?:{m[0]}@)", pattern).replace(" ", "").replace("@", " "))


@cache
def intents() -> tuple[Intent, ...]:
    """All intents, in order of precedence."""
    rows = cast("list[dict[str, Any]]", table("intents")["intent"])
    return tuple(
        Intent(
            query=row["query"],
            patterns=tuple(_compile(p) for p in row["patterns"]),
            named=tuple(frozenset(re.findall(r"[A-Za-z_]+", p)) for p in row["patterns"]),
            filters=frozenset(row.get("filters", ())),
            needs=tuple(frozenset(n) for n in row.get("needs", ())),
            only=tuple(row.get("only", ())),
            asks=row.get("asks", ""),
            examples={lang: tuple(texts) for lang, texts in row["examples"].items()},
            decoys=tuple(row["decoys"]),
        )
        for row in rows
    )


def intent_of(reading: Reading) -> Intent | None:
    """The first intent that a reading fits, or None."""
    return next((i for i in intents() if i.reads(reading)), None)


def examples(lang: str) -> list[str]:
    """All questions that are given as examples, in one language."""
    return [text for intent in intents() for text in intent.examples.get(lang, ())]
