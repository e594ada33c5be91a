"""The curator's check: problems of records, of evidence, and the one mechanical fix that there is so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ryaml

from graph_build.builder import examine
from graph_build.errors import Problem
from graph_build.link import Linked
from graph_build.load import record_files
from graph_build.model import Dossier
from graph_build.verify import check_sources, read_source, spans_of, with_hashes


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        problems: all of them, errors and warnings.
        dossiers: dossiers examined.
        spans: places in sources whose text was compared (0 without sources).
        fixed: files whose hashes were written.
    """

    problems: tuple[Problem, ...]
    dossiers: int
    spans: int
    fixed: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(p.severity == "error" for p in self.problems)


def check(paths: Sequence[Path] = (), *, sources: Path | None = None, fix: bool = False) -> CheckReport:
    """Checks records and, given the sources, every piece of evidence.

    Args:
        paths: files and folders to check, by default the packaged records. Problems elsewhere are reported only
            where these paths have no error of their own: a build would still stop at them.
        sources: folder of the source texts.
        fix: records the hashes of new places first (their text is then what the source says now); a place whose
            recorded hash differs is never overwritten.
    """
    linked, problems = examine(paths)
    fixed: list[str] = []
    unfixed: list[Problem] = []
    if fix and sources is not None:
        fixed, unfixed = record_hashes(linked, sources, record_files(paths) if paths else None)
        if fixed:
            linked, problems = examine(paths)
    own = {str(p) for p in record_files(paths)}
    if paths:
        here = [p for p in problems if p.file in own]
        problems = here if any(p.severity == "error" for p in here) else problems
    problems = [*problems, *unfixed]
    spans = 0
    if sources is not None:
        found = [p for p in check_sources(linked, sources) if not paths or p.file in own]
        problems = [*problems, *found]
        records = linked.records
        spans = sum(
            len(spans_of(d))
            for name, d in records.dossiers.items()
            if (not paths or str(records.located["dossiers", name].file) in own)
            and (source := records.sources.get(d.source)) is not None
            and source.file is not None
        )
    return CheckReport(tuple(dict.fromkeys(problems)), len(linked.records.dossiers), spans, tuple(fixed))


def record_hashes(linked: Linked, sources: Path, only: Sequence[Path] | None) -> tuple[list[str], list[Problem]]:
    """Writes the hashes of places that have none yet; returns the files changed, and what could not be written."""
    changed: list[str] = []
    problems: list[Problem] = []
    for name, dossier in sorted(linked.records.dossiers.items()):
        file = linked.records.located["dossiers", name].file
        source = linked.records.sources.get(dossier.source)
        if source is None or source.file is None or (only is not None and file not in only):
            continue
        text, finding = read_source(source, sources)
        wanted = {str(s) for s in spans_of(dossier)}
        if text is None or finding is not None or wanted == set(dossier.spans):
            continue  # a text that is not the one that was read is reported, not hashed
        content = file.read_text(encoding="utf-8")
        updated = with_hashes(content, dossier, text)
        if updated == content:
            continue
        if _readable(updated):
            beside = file.with_name(f".{file.name}.new")
            beside.write_text(updated, encoding="utf-8")
            beside.replace(file)
            changed.append(str(file))
        else:
            reason = "the hashes cannot be written: the file would no longer be readable; it was left as it is"
            remedy = "write the `spans:` section as a block at the end of the file, or remove it, and try again"
            problems.append(Problem(str(file), None, "spans", reason, remedy))
    return changed, problems


def _readable(content: str) -> bool:
    try:
        Dossier.model_validate(ryaml.loads(content.removeprefix("\ufeff")))
    except (ryaml.InvalidYamlError, ValueError, TypeError, RecursionError):
        return False
    return True
