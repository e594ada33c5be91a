"""What stands in a question: its words turned into symbols, in order, each with what it names.

A symbol is a group of the lexicon (``TASK``, ``DERIVE`` …), something of the graph (``instrument``, ``body``,
``place``, ``index``, ``area``), a ``period``, a ``taskref`` ("task I.3"), or ``UNKNOWN``. Nothing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph_build.text import clean, fold_aligned
from queries.ask.lexicon import FILLER, Phrase, Phrases, Word, lexicon, words_of
from queries.ask.mentions import Cited, Mention, find_mentions, resolve
from queries.ask.names import Titled, name_phrases, place_id, reform_plans, titled
from queries.ask.places import absorb_places
from queries.ask.symbols import THINGS, Reading, Symbol
from queries.ask.times import find_periods
from queries.engine import Engine

LONGEST = 600
"""Code points of a question at most."""
_UNKNOWN = "UNKNOWN"


def read(question: str, engine: Engine) -> Reading:
    """Reads a question against the names of a graph."""
    text = clean(question).text
    names = name_phrases(engine.lookup)
    words = words_of(text)
    titles = titled(engine.store)
    places = [
        (words[i].start, words[i + len(p[0].keys) - 1].end, _slice(text, words, i, len(p[0].keys)))
        for i, p in _places(words, names)
    ]
    fixed = _fixed(text, places)
    symbols = list(_scan(text, words, names, fixed))
    symbols = _yes_no(symbols, text)
    near = {place_id(i) for s in symbols if s.kind == "place" for i in s.iris}
    home = next(iter(near)) if len(near) == 1 else None
    all_titles = {iri: list(t.titles) for iri, t in titles.items()}
    symbols = [
        _resolved(s, resolve(s.cited.mention, engine.lookup.index, home, all_titles)) if s.cited else s for s in symbols
    ]
    symbols = [piece for s in symbols for piece in _apart(s, names)]
    language = _language(text, symbols)
    symbols = _named_plans([s for s in symbols if s.kind != FILLER], text, titles)
    symbols = absorb_places(_joined(symbols, text), engine)
    return Reading(question, text, language, tuple(symbols))


def _slice(text: str, words: list[Word], at: int, count: int) -> str:
    return text[words[at].start : words[at + count - 1].end]


def _places(words: list[Word], names: Phrases) -> Iterator[tuple[int, list[Phrase]]]:
    for i in range(len(words)):
        found = names.longest(words, i)
        if found and found[0].value.startswith("place "):
            yield i, found


_ROMAN = r"(x|ix|iv|v?i{1,3}|v)"
_TASK_WORD = r"(?:nhiem vu|dau viec|cong viec|task|viec|nv)"
_TASKREFS = (
    re.compile(rf"(?<![a-z0-9]){_TASK_WORD}\s*(?:so|no\.?|number)?\s*{_ROMAN}\s*[./-]\s*(\d{{1,2}})(?![\w/])"),
    re.compile(rf"(?<![a-z0-9.]){_ROMAN}\s*[./]\s*(\d{{1,2}})(?![\w/])"),
    re.compile(
        rf"(?<![a-z0-9]){_TASK_WORD}\s*(?:so|no\.?|number|thu)?\s*(?P<n>\d{{1,2}})\s*(?:,|thuoc|cua|o|tai|of|in|under|trong)?\s*"
        rf"(?:the\s+)?(?:nhom|muc|phan|linh vuc|group|section|part)\s*(?:so|no\.?)?\s*(?P<g>{_ROMAN[1:-1]})(?![a-z0-9])"
    ),
)


def _fixed(text: str, places: list[tuple[int, int, str]]) -> list[Symbol]:
    """Citations, tasks by number, and times: what digits stand for is settled before words are read."""
    found: list[Symbol] = []

    def free(start: int, end: int) -> bool:
        return not any(start < s.end and s.start < end for s in found)

    for mention in find_mentions(text, places):
        cited = Cited(mention, (), "")
        found.append(Symbol("instrument", mention.start, mention.end, _printed(text, mention), cited=cited))
    folded = fold_aligned(text)
    for pattern in _TASKREFS:
        for match in pattern.finditer(folded):
            if free(match.start(), match.end()):
                groups = match.groupdict()
                group, number = (groups["g"], groups["n"]) if groups else (match[1], match[2])
                printed = text[match.start() : match.end()]
                found.append(
                    Symbol("taskref", match.start(), match.end(), printed, task=f"{group.upper()}/{int(number)}")
                )
    for period in find_periods(text):
        start = period.start + len(text[period.start : period.end]) - len(text[period.start : period.end].lstrip())
        if free(start, period.end):
            found.append(Symbol("period", start, period.end, period.text, period=period))
    return sorted(found, key=lambda s: s.start)


def _printed(text: str, mention: Mention) -> str:
    return text[mention.start : mention.end].strip(" ,(")


def _scan(text: str, words: list[Word], names: Phrases, fixed: list[Symbol]) -> Iterator[Symbol]:
    at = 0
    while at < len(words):
        word = words[at]
        whole = next((s for s in fixed if s.start < word.end and word.start < s.end), None)
        if whole is not None:
            yield whole
            while at < len(words) and words[at].start < whole.end:
                at += 1
            continue
        limit = min((s.start for s in fixed if s.start > word.start), default=len(text))
        room = [w for w in words[at:] if w.end <= limit]
        name, said = names.longest(room, 0), lexicon().longest(room, 0)
        size = len(name[0].keys) if name else 0
        if name and size >= (len(said[0].keys) if said else 0):
            yield _name_symbol(text, room, name)
            at += size
        elif said:
            size = len(said[0].keys)
            lang = said[0].lang if len({p.lang for p in said}) == 1 else ""
            yield Symbol(
                said[0].value, word.start, room[size - 1].end, text[word.start : room[size - 1].end], lang=lang
            )
            at += size
        else:
            size = _office(room, names)
            kind = "body" if size else _UNKNOWN
            yield Symbol(kind, word.start, room[max(size, 1) - 1].end, text[word.start : room[max(size, 1) - 1].end])
            at += max(size, 1)


def _name_symbol(text: str, room: list[Word], found: list[Phrase]) -> Symbol:
    kinds = {p.value.split(" ", 1)[0] for p in found}
    kind = next(k for k in ("body", "place", "index", "area") if k in kinds)
    iris = sorted({p.value.split(" ", 1)[1] for p in found if p.value.startswith(f"{kind} ")})
    end = room[len(found[0].keys) - 1].end
    return Symbol(kind, room[0].start, end, text[room[0].start : end], tuple(iris))


_OFFICE_HEADS = {"sở", "bộ", "cục", "chi cục", "department", "ministry"}
_OFFICE_ENDS = {"LEAD", "COORDINATE", "RESPONSIBLE", "TASK", "ISSUE", "COUNT", "WHICH", "DOC", "YESNO", "NOT"}


def _office(room: list[Word], names: Phrases) -> int:
    """How many words an office's name takes that the graph does not have: it is named, only not known."""
    if room[0].key not in _OFFICE_HEADS or len(room) < 2:
        return 0
    size = 1
    while size < min(len(room), 8):
        said = lexicon().longest(room, size)
        if names.longest(room, size) or any(p.value in _OFFICE_ENDS for p in said):
            break
        size += 1
    return size if size > 1 else 0


def _yes_no(symbols: list[Symbol], text: str) -> list[Symbol]:
    """A closing "không" or "chưa" asks for yes or no; anywhere else it denies."""
    if symbols and symbols[-1].kind == "NOT" and symbols[-1].text.casefold() in ("không", "khong", "chưa", "chua"):
        return [*symbols[:-1], replace(symbols[-1], kind="YESNO")]
    return symbols


def _resolved(symbol: Symbol, cited: Cited) -> Symbol:
    return replace(symbol, cited=cited, iris=cited.iris)


def _apart(symbol: Symbol, names: Phrases) -> Iterator[Symbol]:
    """A citation, and the province behind it where that is not the issuer's: "NQ 76/NQ-CP của Bắc Ninh"."""
    yield symbol
    cited = symbol.cited
    if cited is not None and cited.place_apart and cited.mention.place is not None:
        place = cited.mention.place
        found = names.longest(words_of(place), 0)
        iris = tuple(sorted({p.value.split(" ", 1)[1] for p in found if p.value.startswith("place ")}))
        yield Symbol("place", symbol.end, symbol.end, place, iris)


_PLAN_WORDS = {"PLAN": ("kh",), "PROGRAMME": ("ctr", "cthd")}


def _named_plans(symbols: list[Symbol], text: str, titles: dict[str, Titled]) -> list[Symbol]:
    """Puts instruments in the place of "kế hoạch CCHC An Giang năm 2018", "the overall programme 2021–2030"."""
    part = {"PLAN", "PROGRAMME", "REFORM", "OVERALL", "place"}
    out: list[Symbol] = []
    at = 0
    while at < len(symbols):
        end = at
        while end < len(symbols) and (symbols[end].kind in part or _whole_years(symbols[end])):
            end += 1
        named = None
        if end > at and not _asked_for(symbols, at, end):
            named = _named_plan(symbols[at:end], text, titles)
        out.extend([named] if named else symbols[at : max(end, at + 1)])
        at = max(end, at + 1)
    return out


def _whole_years(symbol: Symbol) -> bool:
    return symbol.period is not None and symbol.period.kind in ("year", "years")


def _asked_for(symbols: list[Symbol], start: int, end: int) -> bool:
    """Whether the run is what is asked for ("which plans …", "… kế hoạch nào") and so no name."""
    before = symbols[start - 1] if start else None
    after = symbols[end] if end < len(symbols) else None
    return (before is not None and before.kind in ("WHICH", "COUNT") and before.text.casefold() != "what") or (
        after is not None and after.kind == "WHICH" and symbols[end - 1].kind in ("PLAN", "PROGRAMME", "REFORM")
    )


def _named_plan(run: list[Symbol], text: str, titles: dict[str, Titled]) -> Symbol | None:
    words = [s for s in run if s.kind in _PLAN_WORDS]
    periods = [s.period for s in run if s.period is not None]
    places = [s for s in run if s.kind == "place"]
    if len(words) != 1 or len(periods) != 1 or len(places) > 1 or words[0].text.casefold() in _PLURAL:
        return None
    period, reform = periods[0], any(s.kind in ("REFORM", "OVERALL") for s in run)
    if period.kind not in ("year", "years") or period.year is None or not (reform or places):
        return None
    place = place_id(places[0].iris[0]) if places else "vn" if any(s.kind == "OVERALL" for s in run) else None
    found = reform_plans(
        titles, place=place, first=period.year, last=period.last_year, kinds=_PLAN_WORDS[words[0].kind]
    )
    if not found and not reform:
        return None
    printed = text[run[0].start : run[-1].end]
    mention = Mention(run[0].start, run[-1].end, printed, printed, period.year, place)
    cited = Cited(mention, tuple(found), "title" if found else "unknown")
    return Symbol("instrument", run[0].start, run[-1].end, printed, tuple(found), cited=cited)


_PLURAL = {"các kế hoạch", "những kế hoạch", "plans", "programmes", "programs"}
_AND = re.compile(r"[\s,]*(?:va|and|hoac|or|&)?[\s,]*")


def _joined(symbols: list[Symbol], text: str) -> list[Symbol]:
    folded = fold_aligned(text)
    out: list[Symbol] = []
    for symbol in symbols:
        before = out[-1] if out else None
        close = before is not None and before.kind == symbol.kind and symbol.kind in THINGS
        if close and before is not None and _AND.fullmatch(folded[before.end : symbol.start]):
            symbol = replace(symbol, joined=True)
        out.append(symbol)
    return out


_DIACRITICS = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


def _language(text: str, symbols: list[Symbol]) -> str:
    """The language of the words that name nothing."""
    count = {"vi": 0, "en": 0}
    for symbol in symbols:
        if symbol.lang:
            count[symbol.lang] += len(symbol.text.split())
            if _DIACRITICS.search(symbol.text.casefold()):
                count["vi"] += 2
    if count["vi"] == count["en"] == 0:
        own = " ".join(s.text for s in symbols if s.kind == _UNKNOWN)
        return "en" if own.isascii() and len(own.split()) > 1 else "vi"
    return "en" if count["en"] > count["vi"] else "vi"
