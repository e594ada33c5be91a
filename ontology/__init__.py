"""What the graph means: classes, properties, concepts and the rules that follow from them.

A leaf: imports nothing of ours. The Turtle files are the source; `ontology.terms` and `ontology.axioms` are
generated from them by ``python -m ontology.generate``, so that using the terms needs no Turtle parser.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["concept_paths", "concepts", "core", "core_path", "version"]


def _folder() -> Path:
    from importlib.resources import files  # here: it takes longer to import than all the rest

    return Path(str(files("ontology")))


def core_path() -> Path:
    """Where core.ttl lies."""
    return _folder() / "core.ttl"


def core() -> str:
    """The text of core.ttl (Turtle)."""
    return core_path().read_text(encoding="utf-8")


def concept_paths() -> dict[str, Path]:
    """Where the files of SKOS concepts lie, by name (`kind`, `area`, `role`, …), in order of name."""
    return {path.stem: path for path in sorted((_folder() / "concepts").glob("*.ttl"))}


def concepts() -> dict[str, str]:
    """The texts of the files of SKOS concepts (Turtle), by name, in order of name."""
    return {name: path.read_text(encoding="utf-8") for name, path in concept_paths().items()}


def version() -> str:
    """The version of the ontology (owl:versionInfo), such as ``0.1.0``."""
    from ontology.terms import VERSION  # here, so that the generator can run before terms.py exists

    return VERSION
