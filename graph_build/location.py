"""Where a graph lies on disk, which one is in use, and how a new one takes its place in one step.

A graph folder holds finished graphs (``g-<hash>``) and a file ``CURRENT`` that names the one in use. A build
writes beside them and then replaces ``CURRENT``, so that a crash at any moment leaves the former graph.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from platformdirs import user_data_path

from graph_build.errors import BuildError, GraphNotFoundError

CURRENT = "CURRENT"
_LOCK = ".lock"
_FINISHED = re.compile(r"g-[0-9a-f]{16}")
_TEMPORARY = re.compile(r"\.(?:building-|damaged-|CURRENT\.)([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class BuiltGraph:
    """A finished graph on disk: its N-Quads, its store and its manifest."""

    folder: Path

    @property
    def store(self) -> Path:
        """Folder of the Oxigraph store."""
        return self.folder / "store"

    @property
    def nquads(self) -> Path:
        """The graph as sorted N-Quads: the golden form."""
        return self.folder / "graph.nq"

    @property
    def manifest(self) -> dict[str, Any]:
        """Counts, record hashes and versions."""
        data: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return data


def home() -> Path:
    """Folder for what reformkg keeps of its own: ``REFORMKG_HOME``, else the user's data folder."""
    own = os.environ.get("REFORMKG_HOME")
    return Path(own) if own else user_data_path("reformkg")


def default_folder() -> Path:
    """The graph folder read when none is named: ``REFORMKG_GRAPH``, the last one built, or one of our own."""
    with contextlib.suppress(OSError, ValueError):
        last = Path((home() / "last-graph").read_text(encoding="utf-8").strip())
        if "REFORMKG_GRAPH" not in os.environ and (last / CURRENT).is_file():
            return last
    return build_folder()


def build_folder() -> Path:
    """The graph folder built into when none is named: ``REFORMKG_GRAPH``, or one of our own.

    Not the last one built: a trial build elsewhere must not draw the next build after it.
    """
    named = os.environ.get("REFORMKG_GRAPH")
    return Path(named) if named else home() / "graph"


def remember(folder: Path) -> None:
    """Notes `folder` as the graph last built; a home that cannot be written is no reason to fail."""
    with contextlib.suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        _write_whole(home() / "last-graph", f"{folder.resolve()}\n")


def current(folder: Path | None = None) -> BuiltGraph:
    """The finished graph in `folder`.

    Raises:
        GraphNotFoundError: there is none; the message says how to make one.
    """
    folder = default_folder() if folder is None else folder
    try:
        name = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise GraphNotFoundError(
            f"There is no graph in {folder}. Run `reformkg build` first, or name another folder with --graph."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise GraphNotFoundError(f"The graph in {folder} cannot be read: {error}.") from None
    if not _FINISHED.fullmatch(name) or not _complete(folder / name):
        raise GraphNotFoundError(f"The graph in {folder} is not complete. Run `reformkg build` again.")
    return BuiltGraph(folder / name)


def _complete(graph: Path) -> bool:
    return all((graph / part).is_file() for part in ("manifest.json", "graph.nq", "store/CURRENT"))


def _sound(graph: Path) -> bool:
    """Whether a finished graph is still what was built: its statements by their hash, its store by opening it."""
    if not _complete(graph):
        return False
    built = BuiltGraph(graph)
    try:
        with built.nquads.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != built.manifest["sha256"]:
                return False
        pyoxigraph.Store.read_only(str(built.store))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return False
    return True


def prepare(folder: Path) -> Path:
    """A fresh folder beside the graphs of `folder` to build in; clears what dead builds left.

    Raises:
        BuildError: `folder` holds something that is not ours, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [p.name for p in folder.iterdir() if not _ours(p.name)]
        if foreign:
            raise BuildError(
                f"{folder} is not a graph folder (it holds {sorted(foreign)[0]}). "
                "Name an empty or a new folder with --out; nothing was written."
            )
        for old in folder.iterdir():
            if (left := _TEMPORARY.fullmatch(old.name)) and not _alive(int(left[1])):
                shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
        temporary = folder / f".building-{os.getpid()}"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
    except OSError as error:
        raise BuildError(f"{folder} cannot be written: {error.strerror}. Name another folder with --out.") from None
    return temporary


def _ours(name: str) -> bool:
    return name in {CURRENT, _LOCK} or bool(_TEMPORARY.fullmatch(name) or _FINISHED.fullmatch(name))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True  # another user's
    except (OSError, OverflowError):
        return False
    return True


def put_in_place(temporary: Path, folder: Path, name: str) -> BuiltGraph:
    """Makes the finished graph in `temporary` the current one of `folder`, keeping the one before it.

    Builds into one folder take turns here, so that none clears away what another is about to name.
    """
    with (folder / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _put_in_place(temporary, folder, name)


def _put_in_place(temporary: Path, folder: Path, name: str) -> BuiltGraph:
    final = folder / name
    before = (folder / CURRENT).read_text(encoding="utf-8").strip() if (folder / CURRENT).is_file() else ""
    if _sound(final):
        shutil.rmtree(temporary)  # the same graph is there already: same records, same bytes
    else:
        aside = folder / f".damaged-{os.getpid()}"
        if final.exists():
            shutil.rmtree(aside, ignore_errors=True)
            final.rename(aside)
        temporary.rename(final)
        shutil.rmtree(aside, ignore_errors=True)
    _write_whole(folder / CURRENT, f"{name}\n")
    for old in folder.iterdir():
        if _FINISHED.fullmatch(old.name) and old.name not in {name, before}:
            shutil.rmtree(old, ignore_errors=True)
    remember(folder)
    return BuiltGraph(final)


def _write_whole(path: Path, content: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
