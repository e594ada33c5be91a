"""Runs the program: in this process for speed, or as a process of its own where that is what is tested."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reformkg.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Done:
    """What a run gave."""

    code: int
    out: str
    err: str

    def __post_init__(self) -> None:
        assert "Traceback" not in self.err, self.err


def run(*args: str, stdin: bytes = b"") -> Done:
    """Runs `reformkg args…` in this process; output is a pipe, not a terminal."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="ascii"), io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["reformkg", *args])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as left:
            main()
        out.flush()
        err.flush()
    code = left.value.code
    assert isinstance(code, int)
    return Done(code, *(s.buffer.getvalue().decode("utf-8") for s in (out, err)))


def process(
    *args: str, env: Mapping[str, str | None] | None = None, stdin: bytes = b"", cwd: Path | None = None
) -> Done:
    """Runs the program as a process of its own."""
    found = subprocess.run(
        [sys.executable, "-c", "from reformkg.cli import main; main()", *args],
        input=stdin, capture_output=True, env=environment(env), cwd=cwd or ROOT, timeout=100, check=False,
    )  # fmt: skip
    return Done(found.returncode, found.stdout.decode("utf-8"), found.stderr.decode("utf-8"))


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Our environment with changes; None takes a variable out."""
    merged: dict[str, str | None] = {**os.environ, "PYTHONPATH": str(ROOT), **(changes or {})}
    return {k: v for k, v in merged.items() if v is not None}
