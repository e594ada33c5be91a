"""Commands that ask the graph: query, queries, trace, ask, show, search."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformkg.cli.options import endpoint_option, engine, format_option, graph_option, lang_option, language
from reformkg.cli.output import TABLE_FORMATS, as_json, delimited, echo, rows_as, say, standard_input, write

if TYPE_CHECKING:
    from queries import Answer

_HEAD = {
    "vi": {
        "coverage": "Phạm vi đã đọc",
        "evidence": "Bằng chứng",
        "candidates": "Có phải bạn muốn hỏi",
        "cut": "Kết quả bị cắt bớt, chỉ còn các dòng đầu",
        "more": "… {} dòng nữa không được nêu",
        "none": "Không có gì được ghi nhận về điều được hỏi.",
    },
    "en": {
        "coverage": "What was read",
        "evidence": "Evidence",
        "candidates": "Did you mean",
        "cut": "The result was cut after the first rows",
        "more": "… {} more lines are left out",
        "none": "Nothing is recorded of what was asked.",
    },
}


@click.command()
@click.argument("name")
@click.option("--param", "-p", multiple=True, metavar="K=V", help="A parameter of a catalogue query; may be repeated.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@format_option("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "md", default="table")
@graph_option
@endpoint_option
@lang_option
def query(
    name: str, param: tuple[str, ...], timeout: float, output: Path | None, format_: str, graph: Path | None,
    endpoint: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Run a catalogue query by NAME, or the SPARQL in a FILE, or from standard input (-)."""
    from queries.catalogue import catalogue

    given: dict[str, Any] = {}
    for pair in param:
        key, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"“{pair}” is not a parameter; write --param name=value.")
        given.setdefault(key, []).append(value)
    used = engine(graph, endpoint)
    if name not in catalogue() and re.search(r"[{}\n]", name):
        raise click.UsageError("This looks like SPARQL: write it to a file and name that, or pipe it to `query -`.")
    if name == "-" or (name not in catalogue() and (name.endswith(".rq") or Path(name).is_file())):
        if given:
            raise click.UsageError("--param is for catalogue queries; write the values into the SPARQL text.")
        text = standard_input() if name == "-" else _read(Path(name))
        return _sparql(used, text, format_, timeout, output)
    answer = used.run(name, given, lang=language(lang), timeout=timeout)
    if format_ in {"xml", "ttl", "nt", "jsonld"}:
        return _sparql(used, answer.sparql, format_, timeout, output)
    if answer.rows or format_ != "table":
        write(rows_as(answer.columns, answer.rows, format_), output)
    else:
        say(_HEAD[answer.language]["none"])
    _notes(answer, quiet=format_ != "table")
    return 0 if answer.rows else 1


def _read(path: Path) -> str:
    from graph_build.errors import QueryError

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path} cannot be read: {error}") from None


def _sparql(used: Any, text: str, format_: str, timeout: float, output: Path | None) -> int:
    from queries.engine import MAX_ROWS
    from queries.results import graph_as, table_as
    from queries.store import Table, dicts

    result = used.store.query(text, timeout=timeout, max_rows=MAX_ROWS)
    if isinstance(result, bool):
        write(table_as(result, format_) if format_ in {"json", "xml"} else str(result).lower(), output)
        return 0
    if isinstance(result, Table):
        if result.cut:
            say(f"Only the first {MAX_ROWS:,} rows are shown; narrow the query down.")
        if format_ in {"ttl", "nt", "jsonld"}:
            raise click.UsageError(f"--format {format_} is for CONSTRUCT and DESCRIBE; a SELECT gives rows.")
        if format_ in {"xml", "json"}:
            write(table_as(result, format_), output)
        else:
            rows = list(dicts(result))
            write(rows_as(result.columns, rows, format_), output)
        return 0 if result.rows else 1
    if format_ in {"csv", "tsv", "md", "xml"}:
        raise click.UsageError(f"--format {format_} is for SELECT; use ttl, nt or jsonld.")
    write(graph_as(result, "ttl" if format_ == "table" else "jsonld" if format_ == "json" else format_), output)
    return 0


def _notes(answer: Answer, *, quiet: bool = False) -> None:
    if answer.cut:
        say(f"{_HEAD[answer.language]['cut']} ({len(answer.rows):,}).")
    if quiet or not answer.coverage:
        return
    say(f"\n{_HEAD[answer.language]['coverage']}:")
    for note in answer.coverage:
        say(f"  - {note}")


@click.command()
@click.option("--topic", help="Only queries of this topic.")
@format_option(*TABLE_FORMATS, default="table")
@lang_option
def queries(topic: str | None, format_: str, lang: str | None) -> int:
    """List the catalogue of queries with their questions and parameters."""
    from queries.catalogue import catalogue

    known = language(lang)
    topics = sorted({q.topic for q in catalogue().values()})
    if topic is not None and topic not in topics:
        raise click.UsageError(f"There is no topic “{topic}”; there are {', '.join(topics)}.")
    rows = [
        {
            "topic": q.topic,
            "name": q.name,
            "question": q.header.question.in_(known),
            "parameters": ", ".join(k if p.required else f"[{k}]" for k, p in q.header.parameters.items()),
            "example": " ".join(f"--param {k}='{v}'" for k, v in q.header.example.items()),
        }
        for q in catalogue().values()
        if topic in (None, q.topic)
    ]
    echo(rows_as(("topic", "name", "question", "parameters", "example"), rows, format_))
    return 0


@click.command()
@click.argument("citation")
@click.option("--up", "direction", flag_value="up", help="What it derives from.")
@click.option("--down", "direction", flag_value="down", default="down", help="What derives from it (default).")
@click.option("--depth", type=click.IntRange(min=1), help="Steps to go at most.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@format_option("tree", *TABLE_FORMATS, default="tree")
@graph_option
@endpoint_option
@lang_option
def trace(
    citation: str, direction: str, depth: int | None, output: Path | None, format_: str, graph: Path | None,
    endpoint: str | None, lang: str | None,
) -> int:  # fmt: skip
    """Show the cascade above or below an instrument or task, each step with its evidence."""
    import queries as q
    from reformkg.cli.trees import trace_rows, tree

    known = language(lang)
    used = engine(graph, endpoint)
    traces = q.trace(citation, "up" if direction == "up" else "down", engine=used, depth=depth, lang=known)
    if format_ == "json":
        data = [t.to_dict() for t in traces]
        write(as_json(data[0] if len(data) == 1 else data), output)
    elif format_ == "tree":
        write("\n\n".join(tree(t, known) for t in traces), output)
    else:
        rows = [r for t in traces for r in trace_rows(t)]
        write(rows_as(tuple(rows[0]) if rows else ("root",), rows, format_), output)
    return 0


@click.command()
@click.argument("question")
@format_option("text", "json", "csv", default="text")
@graph_option
@endpoint_option
@lang_option
def ask(question: str, format_: str, graph: Path | None, endpoint: str | None, lang: str | None) -> int:
    """Answer a QUESTION in Vietnamese or English."""
    import queries as q

    answer = q.ask(question, engine=engine(graph, endpoint), lang=lang)
    if format_ == "json":
        echo(answer.to_json())
    elif format_ == "csv":
        echo(delimited(answer.columns, answer.rows))
    else:
        _print_answer(answer)
    return 0 if answer.status == "answered" else 1


def _print_answer(answer: Answer) -> None:
    head = _HEAD.get(answer.language, _HEAD["en"])
    echo(answer.summary)
    if answer.rows:
        echo("")
        echo(rows_as(answer.columns, answer.rows, "table"))
    if answer.candidates:
        echo(f"\n{head['candidates']}:")
        for candidate in answer.candidates:
            echo(f"  - {candidate}")
    if answer.coverage:
        echo(f"\n{head['coverage']}:")
        for note in answer.coverage:
            echo(f"  - {note}")
    if answer.evidence:
        shown = answer.evidence[:12]
        more = len(answer.evidence) - len(shown)
        echo(f"\n{head['evidence']}:")
        for e in shown:
            where = f"{e.file}, {e.start}-{e.end}" if e.file and e.start is not None else (e.address or e.iri)
            echo(f"  - {e.source}: {where}")
        if more > 0:
            echo(f"  … {more} more: --format json" if answer.language == "en" else f"  … còn {more}: --format json")


@click.command()
@click.argument("name")
@format_option("text", "json", default="text")
@graph_option
@endpoint_option
@lang_option
def show(name: str, format_: str, graph: Path | None, endpoint: str | None, lang: str | None) -> int:
    """Show all about one thing: an instrument by citation, a body, place or index by name, anything by IRI."""
    from queries.describe import describe, find_anything

    known = language(lang)
    used = engine(graph, endpoint)
    described = [describe(used, thing, known) for thing in find_anything(used, name)]
    if format_ == "json":
        data = [d.to_dict() for d in described]
        echo(as_json(data[0] if len(data) == 1 else data))
        return 0
    for position, item in enumerate(described):
        if position:
            echo("")
        echo(f"{item.label}\n{item.iri}\n{item.type}")
        for group in (item.facts, item.relations, item.incoming):
            for line in group:
                echo(
                    f"  {line.property_label}: {line.value}"
                    + (f"  [{line.certainty}]" if line.certainty not in (None, "asserted") else "")
                )
        if item.left_out:
            echo(f"  {_HEAD[known]['more'].format(item.left_out)}")
        for e in item.evidence:
            where = f"{e.file}, {e.start}-{e.end}" if e.file and e.start is not None else (e.address or e.iri)
            echo(f"  {_HEAD[known]['evidence']}: {e.source}: {where}")
    return 0


@click.command()
@click.argument("text")
@click.option(
    "--type",
    "type_",
    type=click.Choice(["instrument", "body", "place", "index", "area", "source", "task", "target"]),
    help="Only things of this type.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most so many.")
@format_option(*TABLE_FORMATS, default="table")
@graph_option
@endpoint_option
@lang_option
def search(
    text: str,
    type_: str | None,
    limit: int,
    format_: str,
    graph: Path | None,
    endpoint: str | None,
    lang: str | None,
) -> int:
    """Find things by name or number; diacritics are optional, and typed ones rank first."""
    from queries.search import find

    hits = find(engine(graph, endpoint), text, type_=type_, limit=limit, lang=language(lang))
    rows = [{"type": h.type, "label": h.label, "iri": h.iri} for h in hits]
    if not rows:
        say(f"Nothing is called “{text}”." if language(lang) == "en" else f"Không có gì mang tên “{text}”.")
        return 1
    echo(rows_as(("type", "label", "iri"), rows, format_))
    return 0
