"""Settings: flags over environment (``REFORMKG_*``) over ``reformkg.toml`` over defaults."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graph_build.errors import ReformkgError

FILE = "reformkg.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What commands run with.

    Attributes:
        graph: the graph folder, or None for the one in use.
        endpoint: a SPARQL endpoint to ask instead, or None.
        sources: folder of the source texts, or None.
        lang: language of labels and messages about the data, ``vi`` or ``en``.
    """

    graph: Path | None = None
    endpoint: str | None = None
    sources: Path | None = None
    lang: str = "vi"


def read(folder: Path | None = None) -> Settings:
    """Settings from the environment and from ``reformkg.toml`` in `folder` (by default the current one).

    Raises:
        ReformkgError: the file is not TOML, or holds a key or value that is not known.
    """
    path = (folder or Path.cwd()) / FILE
    values: dict[str, str] = {}
    if path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ReformkgError(f"{path} is not well-formed TOML: {error}") from None
        known = set(Settings.__dataclass_fields__)
        for key, value in data.items():
            if key not in known or not isinstance(value, str):
                raise ReformkgError(f"{path}: `{key}` is not a setting; the settings are {', '.join(sorted(known))}.")
            values[key] = value
    for key in Settings.__dataclass_fields__:
        own = os.environ.get(f"REFORMKG_{key.upper()}")
        if own:
            values[key] = own
    if values.get("lang", "vi") not in {"vi", "en"}:
        raise ReformkgError(f"the language “{values['lang']}” is not known; use vi or en.")
    return Settings(
        graph=Path(values["graph"]) if "graph" in values else None,
        endpoint=values.get("endpoint"),
        sources=Path(values["sources"]) if "sources" in values else None,
        lang=values.get("lang", "vi"),
    )
