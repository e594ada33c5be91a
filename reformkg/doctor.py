"""What this installation has, what is missing, and how to get it."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from reformkg import settings

PACKAGES = ("ontology", "graph_build", "queries", "viz", "reformkg")
LIBRARIES = (
    "rdflib", "networkx", "pyvis", "SPARQLWrapper", "owlready2", "pyoxigraph", "pydantic", "ryaml", "PyYAML", "click",
    "rich", "platformdirs",
)  # fmt: skip
EXTRAS = {"pandas": "pandas", "polars": "polars", "dask": "dask"}
PROGRAMS = {
    "java": "only for the OWL reasoner HermiT: `apt-get install default-jre-headless`, or your system's Java",
    "chromium": "only for the browser tests: `apt-get install chromium`",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `level` is ``ok``, ``missing`` (optional) or ``error``."""

    level: str
    what: str
    detail: str


def examine(graph: Path | None = None) -> Iterator[Finding]:
    """Looks at Python, our packages, the libraries, the graph in use, and what is optional."""
    shown = ".".join(str(n) for n in sys.version_info[:3])
    yield Finding("ok", "Python", shown)
    yield from _packages()
    for name in LIBRARIES:
        try:
            yield Finding("ok", name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding("error", name, f"is not installed; run `pip install {name}`")
    yield from _graph(graph)
    for extra, module in EXTRAS.items():
        if find_spec(module) is None:
            yield Finding("missing", extra, f"optional; `pip install 'reformkg[{extra}]'`")
        else:
            yield Finding("ok", extra, "installed (optional)")
    for program, how in PROGRAMS.items():
        path = shutil.which(program)
        yield Finding("ok", program, path) if path else Finding("missing", program, how)


def _packages() -> Iterator[Finding]:
    """Other projects have modules called ontology, queries or viz: each of ours must come from one folder."""
    folders = {}
    for name in PACKAGES:
        file = importlib.import_module(name).__file__
        folders[name] = Path(file).resolve().parent.parent if file else None
    home = folders["reformkg"]
    for name, folder in folders.items():
        if folder == home:
            yield Finding("ok", f"package {name}", str(folder))
        else:
            yield Finding(
                "error", f"package {name}",
                f"is loaded from {folder}, not from {home}: another project's `{name}` is in the way; "
                "install reformkg into an environment of its own",
            )  # fmt: skip


def _graph(graph: Path | None) -> Iterator[Finding]:
    from graph_build.errors import GraphNotFoundError, ReformkgError
    from graph_build.location import current

    try:
        built = current(graph or settings.read().graph)
    except GraphNotFoundError:
        yield Finding("missing", "graph", "none is built yet; run `reformkg build`")
        return
    except ReformkgError as error:
        yield Finding("error", "settings", str(error))
        return
    try:
        manifest = built.manifest
    except (OSError, ValueError):
        yield Finding("error", "graph", f"{built.folder} is damaged; run `reformkg build` again")
        return
    yield Finding("ok", "graph", f"{built.folder} ({manifest['statements']:,} statements)")
    own = version_of_records()
    if manifest["records"] != own:
        yield Finding("missing", "graph", "was built from other records than the packaged ones (fine if you meant to)")


def version_of_records() -> dict[str, str]:
    """SHA-256 of each packaged record file, as a manifest has them."""
    import hashlib

    from graph_build.load import packaged_records, record_files

    return {
        f"{p.parent.name}/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest()
        for p in record_files([packaged_records()])
    }
