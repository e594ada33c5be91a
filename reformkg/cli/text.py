"""The command on plain text: cite."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from reformkg.cli.options import format_option
from reformkg.cli.output import as_json, echo, rows_as, say, standard_input


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read lines {"id","text"} and write lines {"id","citations"}.')
@format_option("table", "json", "csv", "tsv", "md", default="table")
def cite(text: str | None, jsonl: bool, format_: str) -> int:
    """Find citations of instruments in TEXT (or in standard input: -), with their offsets in code points."""
    from graph_build.citations import find, to_dict

    if jsonl:
        if text not in (None, "-"):
            raise click.UsageError("--jsonl reads lines from standard input; leave TEXT out.")
        return _lines()
    if text is None and sys.stdin.isatty():
        raise click.UsageError("Give a text, or - to read standard input.")
    given = standard_input() if text in (None, "-") else str(text)
    found = [to_dict(c) for c in find(given)]
    if format_ == "json":
        echo(as_json(found))
        return 0 if found else 1
    if not found:
        say("No citation found.")
        return 1
    columns = ("kind", "number", "year", "date", "issuer", "start", "end", "number_start", "number_end")
    echo(rows_as(columns, [{c: d.get(c) for c in columns} for d in found], format_))
    return 0


def _lines() -> int:
    from graph_build.citations import find, to_dict

    status = 0
    for position, raw in enumerate(sys.stdin.buffer, 1):
        if not raw.strip():
            continue
        try:
            item: Any = json.loads(raw.decode("utf-8-sig"))
            if not isinstance(item, dict) or not isinstance(item.get("text"), str):
                raise ValueError('each line must be {"id": …, "text": "…"}')
        except (UnicodeDecodeError, ValueError, RecursionError) as error:
            say(f"line {position}: not read: {error}")
            status = 1
            continue
        citations = [to_dict(c) for c in find(item["text"])]
        echo(json.dumps({"id": item.get("id"), "citations": citations}, ensure_ascii=False))
    return status
