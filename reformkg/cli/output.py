"""How results are printed: tables for people, exact formats for programs; one writer for every command."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from queries.answer import Value

TABLE_FORMATS = ("table", "csv", "tsv", "json", "md")


def echo(text: str) -> None:
    """Writes data to standard output."""
    click.echo(text, nl=not text.endswith("\n"))


def say(text: str) -> None:
    """Writes anything that is not data to standard error."""
    click.echo(text, err=True)


def standard_input() -> str:
    """All of standard input, as UTF-8 whatever the locale is; bytes that are none are marked as such."""
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def write(text: str, path: Path | None) -> None:
    """Writes data to a file, whole or not at all, or to standard output."""
    if path is None:
        echo(text)
        return
    if path.is_dir():
        raise click.UsageError(f"{path} is a folder; name a file.")
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        from graph_build.errors import ReformkgError

        raise ReformkgError(f"{path} cannot be written: {error.strerror}.") from None
    say(f"Wrote {path}")


def as_json(data: Any) -> str:
    """JSON as every command prints it."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def rows_as(columns: Sequence[str], rows: Sequence[Mapping[str, Value]], format_: str) -> str:
    """Rows in one of `TABLE_FORMATS`; a table leaves IRI columns out, exact formats keep them."""
    if format_ == "json":
        return as_json([dict(r) for r in rows])
    if format_ in {"csv", "tsv"}:
        return delimited(columns, rows, "\t" if format_ == "tsv" else ",")
    if format_ == "md":
        return _markdown(columns, rows)
    return table(columns, rows)


def delimited(columns: Sequence[str], rows: Sequence[Mapping[str, Value]], delimiter: str = ",") -> str:
    """Rows as CSV (RFC 4180, but with line feeds) or TSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(row.get(c)) for c in columns])
    return buffer.getvalue()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _markdown(columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> str:
    def cell(value: Value) -> str:
        return _plain(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")

    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    lines += ["| " + " | ".join(cell(r.get(c)) for c in columns) + " |" for r in rows]
    return "\n".join(lines)


def table(columns: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> str:
    """Rows as a readable table: wrapped to the terminal, or with one line a row in a pipe.

    Columns of IRIs, and columns in which nothing stands, are left out.
    """
    shown = [c for c in columns if not c.endswith("_iri") and any(r.get(c) is not None for r in rows)]
    if not shown:
        shown = [c for c in columns if any(r.get(c) is not None for r in rows)]
    cells = [[_plain(r.get(c)).replace("\n", " ") for c in shown] for r in rows]
    if sys.stdout.isatty():
        return _terminal(shown, cells)
    widths = [max([len(c), *(len(row[i]) for row in cells)]) for i, c in enumerate(shown)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(shown, widths, strict=True)).rstrip()]
    lines.append("  ".join("-" * w for w in widths))
    lines += ["  ".join(v.ljust(w) for v, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines)


def _terminal(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(show_lines=True)
    for column in columns:
        grid.add_column(Text(column))
    for row in cells:
        grid.add_row(*(Text(v) for v in row))
    console = Console(file=io.StringIO(), width=shutil.get_terminal_size().columns)
    with console.capture() as capture:
        console.print(grid)
    return capture.get()
