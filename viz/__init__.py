"""Answers in, pictures out: self-contained HTML that works from a mail attachment, without any network.

`cascade` draws how instruments, task groups and tasks derive from one another. Nothing here touches a store.
"""

from __future__ import annotations

import html
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from queries.answer import Answer
from viz.network import Source

__all__ = ["Picture", "cascade"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a complete HTML page that loads nothing. In a notebook it shows itself."""

    html: str
    title: str

    def save(self, path: str | Path) -> Path:
        """Writes the page and returns its path; a former file there is replaced whole or not at all.

        Raises:
            OSError: the folder does not exist or cannot be written to.
        """
        target = Path(path)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        draft = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
                out.write(self.html)
            draft.chmod(0o666 & ~_umask())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return target

    def _repr_html_(self) -> str:
        page, title = html.escape(self.html), html.escape(self.title)
        return (
            f'<iframe srcdoc="{page}" title="{title}" sandbox="allow-scripts" '
            'style="width: 100%; height: 760px; border: 0"></iframe>'
        )


def cascade(
    source: Source, *, lang: str = "vi", title: str | None = None, labels: Mapping[str, str] | None = None
) -> Picture:
    """Draws a cascade, or several kept apart, from the instrument asked about to the tasks.

    Args:
        source: a trace, several traces, or an answer whose rows name instruments, plans, groups and tasks.
        lang: ``vi`` or ``en``; ValueError for another.
        title: title and heading of the page; by default it names the roots.
        labels: names by IRI for things that a trace knows by IRI only, such as the decision that
            promulgates a programme; by default these are named by kind, number and year.
    """
    from viz import text  # here and below: networkx and Jinja take longer to import than all the rest
    from viz.network import as_traces, bands, network
    from viz.page import page

    own = text.words(lang)
    graph = network(as_traces(source), lang=lang, labels=labels)
    roots = ", ".join(dict.fromkeys(band.title for band in bands(graph)))
    up = all(band.direction == "up" for band in bands(graph))
    heading = title or (own["title_up" if up else "title"].format(roots) if roots else own["nothing"])
    summary, coverage = ("" if roots else own["nothing_note"]), ()
    if isinstance(source, Answer):
        summary = source.summary or summary
        coverage = (*source.coverage, *((own["cut"],) if source.cut else ()))
    return Picture(page(graph, lang=lang, title=heading, summary=summary, coverage=coverage), heading)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
