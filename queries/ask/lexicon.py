"""The words of questions (``lexicon.toml``) and how a phrase is matched against what was typed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from graph_build.text import clean, compare_key, fold

FILLER = "FILLER"
_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"[{}<>;\\`|^$=#@~]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: where it stands, as a key with diacritics, and folded."""

    start: int
    end: int
    key: str
    folded: str

    @property
    def bare(self) -> bool:
        """Whether it was typed without diacritics."""
        return self.key == self.folded


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may be met: its words as keys, and what it stands for."""

    keys: tuple[str, ...]
    folded: tuple[str, ...]
    value: str
    lang: str = ""


@dataclass
class Phrases:
    """Phrases by their first folded word, longest first."""

    by_first: dict[str, list[Phrase]] = field(default_factory=dict)

    def add(self, text: str, value: str, lang: str = "") -> None:
        """Adds one phrase; a text without words is left out."""
        keys, folded = phrase_words(text)
        if folded:
            self.by_first.setdefault(folded[0], []).append(Phrase(keys, folded, value, lang))

    def longest(self, words: Sequence[Word], at: int) -> list[Phrase]:
        """All phrases of the greatest length that stand at a word; a typed diacritic must be right."""
        best: list[Phrase] = []
        for phrase in self.by_first.get(words[at].folded, ()):
            if (not best or len(phrase.keys) >= len(best[0].keys)) and _stands(phrase, words, at):
                if best and len(phrase.keys) > len(best[0].keys):
                    best = []
                best.append(phrase)
        return best


def _stands(phrase: Phrase, words: Sequence[Word], at: int) -> bool:
    if at + len(phrase.keys) > len(words):
        return False
    return all(
        word.folded == folded and (word.bare or word.key == key)
        for word, key, folded in zip(words[at:], phrase.keys, phrase.folded, strict=False)
    )


@lru_cache(maxsize=8192)
def phrase_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a phrase, with diacritics and folded.

    >>> phrase_words("Sở TT&TT")
    (('sở', 'tt', 'tt'), ('so', 'tt', 'tt'))
    """
    found = [m.group() for m in _WORD.finditer(clean(text).text)]
    return tuple(compare_key(w) for w in found), tuple(fold(w) for w in found)


def words_of(text: str) -> list[Word]:
    """The words of a cleaned text with their places; characters of code or markup count as words, too."""
    found = [Word(m.start(), m.end(), compare_key(m.group()), fold(m.group())) for m in _WORD.finditer(text)]
    found += [Word(m.start(), m.end(), m.group(), m.group()) for m in _MARKUP.finditer(text)]
    return sorted(found, key=lambda w: w.start)


@cache
def table(name: str) -> Mapping[str, dict[str, object]]:
    """One packaged TOML table."""
    return tomllib.loads((files("queries.ask") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon() -> Phrases:
    """All phrases of the lexicon; `Phrase.value` is the group's name."""
    phrases = Phrases()
    for group, by_lang in table("lexicon").items():
        for lang, texts in by_lang.items():
            for text in _texts(texts):
                phrases.add(text, group, lang)
    return phrases


def _texts(value: object) -> Iterable[str]:
    assert isinstance(value, list)
    return [str(v) for v in value]
