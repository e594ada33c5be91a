"""Commands on records: build, check, schema."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from reformkg import settings
from reformkg.cli.options import format_option
from reformkg.cli.output import as_json, echo, say, write


class Progress:
    """Shows how long work advances: on a terminal only, and on standard error."""

    def __init__(self) -> None:
        self._shown = 0.0
        self._live = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Shows one step, at most ten times a second."""
        now = time.monotonic()
        if self._live and (done == total or now - self._shown > 0.1):
            self._shown = now
            click.echo(f"\r\x1b[K{step} {done}/{total}", nl=False, err=True)

    def end(self) -> None:
        """Clears the line."""
        if self._live:
            click.echo("\r\x1b[K", nl=False, err=True)


@click.command()
@click.option(
    "--records", multiple=True, type=click.Path(exists=True, path_type=Path),
    help="Record files or folders, read on top of the packaged ones; a folder with tables of places stands alone.",
)  # fmt: skip
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Graph folder (default: REFORMKG_GRAPH, or one of our own).",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to work with.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help="What runs the processes; dask needs the package dask.",
)  # fmt: skip
def build(records: tuple[Path, ...], out: Path | None, jobs: int, engine: str) -> None:
    """Build the graph from records; the former graph stays until the new one is complete."""
    import graph_build

    progress = Progress()
    try:
        graph = graph_build.build(
            records, out or settings.read().graph, jobs=jobs, engine="dask" if engine == "dask" else "local",
            progress=progress,
        )  # fmt: skip
    finally:
        progress.end()
    manifest = graph.manifest
    counts = ", ".join(
        f"{n} {name}"
        for name, n in manifest["resources"].items()
        if name in {"Task", "TaskGroup", "Target", "Observation", "Plan", "Resolution"}
    )
    say(f"Built {graph.folder}")
    say(f"{len(manifest['dossiers'])} dossiers, {manifest['statements']:,} statements ({counts}).")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the source texts: every span and every fact is compared with them.",
)
@click.option("--fix", is_flag=True, help="With --sources: record the hashes of new places.")
@format_option("text", "json", default="text")
def check(paths: tuple[Path, ...], sources: Path | None, fix: bool, format_: str) -> int:
    """Check records (by default the packaged ones) and report every problem at once."""
    from graph_build.check import check as run

    sources = sources or settings.read().sources
    if fix and sources is None:
        raise click.UsageError("--fix needs the source texts: name their folder with --sources.")
    report = run(paths, sources=sources, fix=fix)
    if format_ == "json":
        echo(
            as_json(
                {
                    "problems": [
                        {"file": p.file, "line": p.line, "record": p.record, "severity": p.severity,
                         "reason": p.reason, "remedy": p.remedy}
                        for p in report.problems
                    ],
                    "dossiers": report.dossiers,
                    "spans": report.spans,
                    "fixed": list(report.fixed),
                }
            )
        )  # fmt: skip
    else:
        for problem in report.problems:
            echo(str(problem))
        for file in report.fixed:
            say(f"Recorded the hashes of new places in {file}")
        verified = (
            f", {report.spans} places in sources compared" if sources else " (sources not compared: --sources DIR)"
        )
        count = len(report.problems)
        say(f"{report.dossiers} dossiers checked{verified}: {count or 'no'} problem{'' if count == 1 else 's'}.")
    return 1 if report.failed else 0


@click.command()
@click.argument("name", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write all schemas to this folder.",
)
def schema(name: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of record file, for editors (dossier, places, bodies, indices, sources)."""
    from graph_build.schemas import schemas

    known = schemas()
    if output is not None:
        for key, text in known.items():
            write(text, output / f"{key}.schema.json")
        return
    if name is None:
        echo("\n".join(known))
    elif name in known:
        echo(known[name])
    else:
        raise click.UsageError(f"There is no schema “{name}”; there are {', '.join(known)}.")
