"""Evidence against its sources: every span's hash, and every recorded fact in the words it rests on.

`check_spans` needs no source and runs in every build; `check_sources` reads the texts themselves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from graph_build import citations
from graph_build.citations.dates import match_date
from graph_build.errors import Problem
from graph_build.link import Linked
from graph_build.load import Located
from graph_build.model import Dossier, SourceRecord, Span
from graph_build.model.base import Evidenced
from graph_build.model.dossier import (
    BodyMentionRecord,
    GroupRecord,
    InstrumentRecord,
    ResultRecord,
    SolutionRecord,
    TargetRecord,
    TaskRecord,
    TimeRecord,
)
from graph_build.read import Lines
from graph_build.text import clean, compare_key, fold, fold_aligned, sha256_nfc
from graph_build.walks import task_name, tasks

Step = str | int


def evidenced(dossier: Dossier) -> Iterator[tuple[tuple[Step, ...], str, Evidenced]]:
    """Every record of a dossier that rests on a place: (path in the file, name, record)."""
    for i, instrument in enumerate(dossier.instruments):
        yield ("instruments", i), f"instruments[{instrument.key}]", instrument
    for i, relation in enumerate(dossier.relations):
        yield ("relations", i), f"relations[{relation.subject} {relation.type} {relation.object}]", relation
    for p, plan in enumerate(dossier.plans):
        for g, group in enumerate(plan.groups):
            yield ("plans", p, "groups", g), f"groups[{group.number}]", group
        for at, number, task in tasks(p, plan):
            yield at, task_name(number, task), task
    for i, target in enumerate(dossier.targets):
        yield ("targets", i), f"targets[{target.number}]", target
    for i, result in enumerate(dossier.results):
        yield ("results", i), f"results[{result.slug or result.index} {result.year}]", result
    for i, solution in enumerate(dossier.solutions):
        yield ("solutions", i), f"solutions[{solution.number}]", solution
    for i, body in enumerate(dossier.bodies):
        yield ("bodies", i), f"bodies[{body.body}]", body


def places(dossier: Dossier) -> Iterator[tuple[tuple[Step, ...], str, tuple[Span, ...]]]:
    """Every `at` of a dossier, of records and of readings: (path in the file, name, spans)."""
    for path, label, record in evidenced(dossier):
        yield (*path, "at"), label, record.at
    for i, reading in enumerate(dossier.readings):
        yield ("readings", i, "at"), f"readings[{i}]", reading.at or ()


def spans_of(dossier: Dossier) -> list[Span]:
    """All places that a dossier rests on, in order, each once."""
    return sorted({span for _, _, spans in places(dossier) for span in spans})


@dataclass(slots=True)
class _Reporter:
    """Turns findings in one dossier into problems with file and line."""

    located: Located
    lines: Lines

    def problem(self, path: tuple[Step, ...], record: str, reason: str, remedy: str) -> Problem:
        return Problem(str(self.located.file), self.lines.of((*self.located.path, *path)), record, reason, remedy)


def _reporter(linked: Linked, name: str) -> _Reporter:
    located = linked.records.located["dossiers", name]
    return _Reporter(located, Lines(located.file))


def check_spans(linked: Linked) -> Iterator[Problem]:
    """Spans that lie outside their source, have no recorded hash, or belong to a source without text."""
    for name in sorted(linked.records.dossiers):
        dossier = linked.records.dossiers[name]
        source = linked.records.sources.get(dossier.source)
        if source is None:
            continue
        report = _reporter(linked, name)
        for path, label, spans in places(dossier):
            for span in spans:
                finding = _span_finding(span, source, dossier)
                if finding is not None:
                    yield report.problem(path, label, *finding)


def _span_finding(span: Span, source: SourceRecord, dossier: Dossier) -> tuple[str, str] | None:
    if source.file is None:
        return (
            f"the source {source.id} is known by its address only, so {span} leads nowhere",
            "write `at: page`",
        )
    if source.length is not None and span.end > source.length:
        return (
            f"the span {span} ends beyond the text, which has {source.length} code points",
            "correct the span",
        )
    if str(span) not in dossier.spans:
        remedy = f"run `reformkg check {dossier.dossier}.yaml --sources DIR --fix` to record it"
        return f"the span {span} has no recorded hash", remedy
    return None


def check_sources(linked: Linked, folder: Path) -> Iterator[Problem]:
    """Every source text against its hash, every span against its own, every fact against its span.

    Args:
        linked: the records.
        folder: where the source texts lie, under the file names of the source table.
    """
    for name in sorted(linked.records.dossiers):
        dossier = linked.records.dossiers[name]
        source = linked.records.sources.get(dossier.source)
        if source is None or source.file is None:
            continue
        report = _reporter(linked, name)
        text, finding = read_source(source, folder)
        if text is None:
            assert finding is not None
            yield report.problem(("source",), "source", *finding)
            continue
        if finding is not None:
            yield report.problem(("source",), "source", *finding)
        for path, label, spans in places(dossier):
            for span in spans:
                yield from _check_span(report, dossier, text, path, label, span)
        for path, label, record in evidenced(dossier):
            yield from _check_record(report, linked, dossier, text, path, label, record)


def read_source(source: SourceRecord, folder: Path) -> tuple[str | None, tuple[str, str] | None]:
    """The text of a source, and what is wrong with it, if anything: (reason, remedy)."""
    assert source.file is not None
    path = folder / source.file
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError:
        return None, (f"the source text {path} is not there", "name the folder of the sources with --sources")
    except UnicodeDecodeError:
        return None, (f"the source text {path} is not UTF-8", "restore the file as it was read")
    if hashlib.sha256(raw).hexdigest() != source.sha256:
        return text, (
            f"the source text {path} is not the one that was read (its SHA-256 differs)",
            "restore the file, or read the dossier again against the new text and record its hash in the source table",
        )
    if len(text) != source.length:
        return text, (
            f"the source table gives {source.id} {source.length} code points, but it has {len(text)}",
            "correct `length` in the source table",
        )
    return text, None


def _check_span(
    report: _Reporter, dossier: Dossier, text: str, path: tuple[Step, ...], label: str, span: Span
) -> Iterator[Problem]:
    recorded = dossier.spans.get(str(span))
    if span.end > len(text) or (recorded is not None and sha256_nfc(text[span.start : span.end]) != recorded):
        shown = text[span.start : min(span.end, span.start + 40)]
        yield report.problem(
            path, label, f"the text at {span} is not the one that was recorded (it begins “{shown}”)",
            "find the passage again and correct the span, then record it with --fix",
        )  # fmt: skip


def _check_record(
    report: _Reporter,
    linked: Linked,
    dossier: Dossier,
    text: str,
    path: tuple[Step, ...],
    label: str,
    record: Evidenced,
) -> Iterator[Problem]:
    passages = Passages([text[s.start : s.end] for s in record.at])
    if not record.at:
        return
    for printed in record.printed:
        if not passages.has(printed):
            yield report.problem(
                (*path, "printed"),
                label,
                f"“{printed}” is not printed there",
                "copy the words as the source prints them",
            )
    for key, fact in missing_facts(record, passages, linked, dossier.place):
        if key.partition(".")[0] not in record.not_printed:
            yield report.problem(
                (*path, key.partition(".")[0]), label, f"the source does not print {key} = {fact} there",
                "correct the fact or the span; or give the printed form in `printed`; "
                f"or list `{key.partition('.')[0]}` in `not_printed` with a note that says how it was settled",
            )  # fmt: skip


class Passages:
    """The words that a record rests on, ready for comparison."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._keys = [_loose(t) for t in texts]
        self._figures: set[Decimal] | None = None

    def has(self, words: str) -> bool:
        """Whether the words stand in one of the passages, white space, case and tone placement apart.

        They stand there as words: “1” is not printed in “12”, nor “A” in “An Giang”.
        """
        key = _loose(words)
        before, after = (r"(?<!\w)" if key[:1].isalnum() else "", r"(?!\w)" if key[-1:].isalnum() else "")
        wanted = re.compile(before + re.escape(key) + after)
        return any(wanted.search(passage) for passage in self._keys)

    def figures(self) -> set[Decimal]:
        """All figures in the passages, under every reading of points and commas."""
        if self._figures is None:
            self._figures = {f for t in self.texts for f in figures_in(t)}
        return self._figures


def _loose(words: str) -> str:
    return re.sub(r"\s+", " ", compare_key(words)).strip()


def figures_in(text: str) -> Iterator[Decimal]:
    """All figures that a text prints; a point or comma is read both as decimal and as thousands mark.

    >>> sorted(figures_in("1.818 dịch vụ, đạt 96,9%"))
    [Decimal('1.818'), Decimal('96.9'), Decimal('969'), Decimal('1818')]
    """
    for token in re.findall(r"\d+(?:[.,]\d+)*", text):
        yield Decimal(re.sub(r"[.,]", "", token))
        if re.fullmatch(r"\d+[.,]\d+", token):
            yield Decimal(token.replace(",", "."))
        elif "." in token or "," in token:
            head, _, tail = token.rpartition("," if token.rfind(",") > token.rfind(".") else ".")
            yield Decimal(f"{re.sub(r'[.,]', '', head)}.{tail}")


def find_dates(text: str) -> set[dt.date]:
    """All days that a text prints, in any form that citations know.

    >>> sorted(find_dates("từ 13/6/ 2011 đến ngày 19 tháng 10 năm 2016"))
    [datetime.date(2011, 6, 13), datetime.date(2016, 10, 19)]
    """
    folded = fold_aligned(clean(text).text)
    found = set()
    for start in re.finditer(r"(?<!\d)\d|\b[a-z]", folded):
        match = match_date(folded, start.start())
        if match is not None and match[1].date is not None:
            found.add(match[1].date)
    return found


def missing_facts(record: Evidenced, passages: Passages, linked: Linked, place: str) -> Iterator[tuple[str, object]]:
    """The facts of a record of a dossier on `place` that its passages do not print: (key, value)."""
    match record:
        case InstrumentRecord():
            yield from _missing_instrument(record, passages, linked, place)
        case TaskRecord():
            yield from _missing_task(record, passages, linked)
        case GroupRecord():
            if not passages.has(record.title.vi) and not record.printed:
                yield "title", record.title.vi
            yield from _missing_digits("title", record.title.vi, passages)
            yield from _missing_figures(passages, (("declared", record.declared),))
        case TargetRecord():
            baseline = record.baseline
            based = (baseline.value, baseline.rank, baseline.out_of, baseline.year) if baseline else ()
            yield from _missing_figures(
                passages, (("value", record.value), ("value_max", record.value_max), ("out_of", record.out_of),
                           ("year", record.year), ("until", record.until), *(("baseline", f) for f in based)),
            )  # fmt: skip
            yield from _missing_group("group", record.group, passages)
            yield from _missing_group("baseline", baseline.group if baseline else None, passages)
            yield from _missing_digits("subject", record.subject.vi, passages)
        case ResultRecord():
            change = abs(record.rank_change) if record.rank_change is not None else None
            yield from _missing_figures(
                passages, (("score", record.score), ("rank", record.rank), ("out_of", record.out_of),
                           ("rank_change", change), ("value", record.value), ("year", record.year),
                           ("baseline_year", record.baseline_year)),
            )  # fmt: skip
            if record.subject is not None:
                yield from _missing_digits("subject", record.subject.vi, passages)
            yield from _missing_group("group", record.group, passages)
            if record.published and record.published not in {d for t in passages.texts for d in find_dates(t)}:
                yield "published", record.published
        case SolutionRecord():
            pass  # titles of press sources are in our own words
        case BodyMentionRecord():
            body = linked.records.bodies.get(record.body)
            names = (body.name.vi, *body.aliases) if body else ()
            if not record.printed and not any(passages.has(n) for n in names):
                yield "body", record.body


_IMPLIED = {"law": {"qh"}, "code": {"qh"}, "constitution": {"qh"}, "ordinance": {"ubtvqh"}}
"""Codes of issuers that a kind of instrument names by itself: only the National Assembly passes laws."""


def _serial_in(number: str, printed: Iterable[str]) -> bool:
    """Whether a slip that no citation pattern reads still prints the number's serial, and its year if it has one."""
    wanted = re.findall(r"\d+[a-zđ]?", number.lower())[:2]
    return any(set(wanted) <= set(re.findall(r"\d+[a-zđ]?", p.lower())) for p in printed)


def _missing_digits(key: str, words: str, passages: Passages) -> Iterator[tuple[str, object]]:
    """Figures within a title or subject that the passages do not print; its other words may be the curator's own."""
    for token in re.findall(r"\d+(?:[.,]\d+)*", words):
        runs = {run for text in passages.texts for run in re.findall(r"\d+", text)}  # "mức độ 3,4" is two figures
        if token not in runs and not set(figures_in(token)) & passages.figures():
            yield key, token


def _missing_moments(time: TimeRecord) -> Iterator[tuple[str, object]]:
    """Starts and dues that do not follow from the printed time: each names its year and its month or quarter."""
    figures = set(figures_in(time.printed))
    quarters = dict(enumerate(("I", "II", "III", "IV"), 1))
    words = set(re.findall(r"\w+", time.printed))
    for moment in (time.starts, time.due):
        if moment is None:
            continue
        year, _, part = moment.text.partition("-")
        fits = Decimal(year) in figures
        if part.startswith("Q"):
            number = int(part[1])
            fits = fits and (quarters[number] in words or Decimal(number) in figures)
        elif part:
            fits = fits and all(Decimal(int(p)) in figures for p in part.split("-"))
        if not fits:
            yield "time", moment.text


def _missing_instrument(
    record: InstrumentRecord, passages: Passages, linked: Linked, place: str
) -> Iterator[tuple[str, object]]:
    if record.number is not None:
        wanted = citations.number_key(record.number)
        cited = [c for t in (*passages.texts, *record.printed) for c in citations.find(t) if c.number]
        own = [c for c in cited if citations.number_key(str(c.number)) == wanted]
        if not own and not passages.has(record.number) and not _serial_in(record.number, record.printed):
            yield "number", record.number
        if own and all(c.kind not in (None, record.kind) for c in own):
            yield "kind", record.kind
    symbols = set(re.findall(r"[a-z]+", fold(record.number or "")))
    for issuer in record.issuer:
        names, code = linked.issuer_names(issuer, place)
        if code not in symbols | _IMPLIED.get(record.kind, set()) and not any(passages.has(n) for n in names):
            yield "issuer", issuer
    if record.title is not None:
        yield from _missing_digits("title", record.title.vi, passages)
    days = {d for t in passages.texts for d in find_dates(t)}
    for key in ("issued", "in_force_from", "no_longer_in_force_from"):
        day = getattr(record, key)
        if day is not None and day not in days:
            yield key, day
    if record.year is not None and Decimal(record.year) not in passages.figures():
        yield "year", record.year
    if record.signed_by is not None and not passages.has(record.signed_by):
        yield "signed_by", record.signed_by
    if record.period is not None:
        yield from _missing_figures(passages, tuple(("period", int(y)) for y in record.period.split("-")))
    if record.declared_tasks is not None:
        yield from _missing_figures(passages, (("declared_tasks", record.declared_tasks),))


def _missing_task(record: TaskRecord, passages: Passages, linked: Linked) -> Iterator[tuple[str, object]]:
    if record.number is not None and not passages.has(record.number):
        yield "number", record.number
    if not passages.has(record.title.vi) and not record.printed:
        yield "title", record.title.vi
    if record.deliverable is not None and not passages.has(record.deliverable.vi) and not record.printed:
        yield "deliverable", record.deliverable.vi
    if record.time is not None:
        if not passages.has(record.time.printed):
            yield "time", record.time.printed
        else:
            yield from _missing_moments(record.time)
    yield from _missing_digits("title", record.title.vi, passages)
    for role, names, printed in (
        ("lead", record.lead, record.lead_printed),
        ("coordinating", record.coordinating, record.coordinating_printed),
    ):
        if printed is not None:
            if not passages.has(printed):
                yield f"{role}_printed", printed
            continue
        for name in names:
            if not passages.has(name):
                yield role, name


def _missing_figures(passages: Passages, figures: Iterable[tuple[str, object]]) -> Iterator[tuple[str, object]]:
    for key, figure in figures:
        if figure is not None and Decimal(str(figure)) not in passages.figures():
            yield key, figure


def _missing_group(key: str, group: str | None, passages: Passages) -> Iterator[tuple[str, object]]:
    if group is not None and not passages.has(group):
        yield key, group


_REMARK = "# SHA-256 of the NFC text of each place, written by `reformkg check --sources DIR --fix`"


def with_hashes(content: str, dossier: Dossier, text: str) -> str:
    """A dossier file's content with its `spans` section written anew from the source text.

    Only that section changes: the machine owns it and puts it last; a comment from within it comes to stand before
    it. A hash that is recorded stays, so that a
    passage that changed is found, not hidden; a span beyond the text gets none.
    """
    body = _without_spans(content).rstrip()
    rows = "".join(
        f"  {span}: {dossier.spans.get(str(span)) or sha256_nfc(text[span.start : span.end])}\n"
        for span in spans_of(dossier)
        if span.end <= len(text) or str(span) in dossier.spans
    )
    return f"{body}\n\n{_REMARK}\nspans:\n{rows}" if rows else f"{body}\n"


def _without_spans(content: str) -> str:
    kept: list[str] = []
    inside = False
    for line in content.split("\n"):
        if re.match(r"spans[ \t]*:", line):
            inside = True
            if kept and kept[-1].startswith("# SHA-256 of the NFC text"):
                kept.pop()
        elif not inside or (line.strip() and line[0] not in " \t"):
            inside = inside and line[0] == "#"
            kept.append(line)
    return "\n".join(kept)
