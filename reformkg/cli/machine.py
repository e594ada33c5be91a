"""Commands on the installation: doctor, demo."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from reformkg.cli.options import graph_option, lang_option, language
from reformkg.cli.output import echo, say

_MARKS = {"ok": "ok     ", "missing": "absent ", "error": "ERROR  "}


@click.command()
@graph_option
def doctor(graph: Path | None) -> int:
    """Check the installation and say what is missing and how to get it."""
    from reformkg.doctor import examine

    findings = list(examine(graph))
    for finding in findings:
        echo(f"{_MARKS[finding.level]} {finding.what}: {finding.detail}")
    errors = sum(f.level == "error" for f in findings)
    say("Everything that is needed is here." if not errors else f"{errors} problem{'s' if errors > 1 else ''} to mend.")
    return 1 if errors else 0


@click.command()
@graph_option
@lang_option
def demo(graph: Path | None, lang: str | None) -> int:
    """Build what is not built yet and show the main job on the real records."""
    import graph_build
    import queries
    from graph_build import location
    from graph_build.errors import GraphNotFoundError
    from graph_build.location import BuiltGraph
    from reformkg import settings
    from reformkg.cli.questions import _print_answer
    from reformkg.cli.records import Progress
    from reformkg.cli.trees import tree
    from reformkg.doctor import version_of_records

    known = language(lang)
    folder = graph or settings.read().graph
    built: BuiltGraph | None = None
    with contextlib.suppress(GraphNotFoundError):
        built = location.current(folder)
    if built is None or built.manifest["records"] != version_of_records():
        progress = Progress()
        say("Building the graph from the curated records …")
        try:
            built = graph_build.build(out=folder, progress=progress)
        finally:
            progress.end()
    used = queries.open(built)
    question = {"vi": "Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP?", "en": "Which tasks derive from NQ 76/NQ-CP?"}[known]
    echo(f'$ reformkg ask "{question}"\n')
    answer = queries.ask(question, engine=used)
    _print_answer(answer)
    citation = "76/NQ-CP 2021"
    echo(f'\n$ reformkg trace "{citation}"\n')
    for found in queries.trace(citation, engine=used, lang=known):
        echo(tree(found, known))
    echo(f"\n{answer.summary}")  # the answer once more, where the eye ends
    return 0
