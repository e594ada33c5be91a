"""Settings: flags over environment (``REFORMKG_*``) over ``reformkg.toml`` over defaults."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    from graph_build.errors import ReformkgError

    path = (folder or Path.cwd()) / FILE
    values: dict[str, str] = {}
    if path.is_file():
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ReformkgError(f"{path} is not well-formed TOML: {error}") from None
        except OSError as error:
            raise ReformkgError(f"{path} cannot be read: {error.strerror}.") from None
        known = set(Settings.__dataclass_fields__)
        for key, value in data.items():
            if key not in known:
                raise ReformkgError(f"{path}: `{key}` is not a setting; the settings are {', '.join(sorted(known))}.")
            if not isinstance(value, str):
                raise ReformkgError(f"{path}: the value of `{key}` must be a text in quotation marks.")
            values[key] = value
    for key in Settings.__dataclass_fields__:
        own = os.environ.get(f"REFORMKG_{key.upper()}")
        if own:
            values[key] = own
    if values.get("lang", "vi") not in {"vi", "en"}:
        raise ReformkgError(f"The language “{values['lang']}” in the settings is not known; use vi or en.")
    return Settings(
        graph=Path(values["graph"]).expanduser() if "graph" in values else None,
        endpoint=values.get("endpoint"),
        sources=Path(values["sources"]).expanduser() if "sources" in values else None,
        lang=values.get("lang", "vi"),
    )
