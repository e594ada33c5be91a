#!/usr/bin/env python3
"""Makes the project's environment, `.venv`, on a machine where nothing was installed before.

The Makefile calls this before every command that needs the environment:

    python3 tools/bootstrap.py            what `make demo` needs
    python3 tools/bootstrap.py test       with the extra named `test`, for `make test`

It finds a Python that is new enough, makes `.venv`, and installs the project into it, editable, at the
versions of constraints.txt. Where that was done before and nothing has changed since, it returns at once.
Where something is missing, it says what, and how to get it.

It imports nothing but the standard library, and keeps to what Python 3.6 can read: a Python that is too
old must still be able to say so.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, NoReturn, Optional, Tuple

MINIMUM = (3, 11)
TESTED = ((3, 11), (3, 12), (3, 13))

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "bootstrap.log"
# Says what .venv holds. Written last, so a run that was stopped leaves none and is done again.
STAMP = VENV / "bootstrap.json"
# Stands while packages are being written: what it is found beside may be half installed.
UNFINISHED = VENV / "bootstrap.unfinished"

PROBE = """
import json, os, sys
missing = []
for name in ("venv", "ensurepip"):
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
executable = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([list(sys.version_info[:3]), os.path.realpath(executable), missing]))
"""


class Interpreter(NamedTuple):
    """A Python that was found: how it was named, its version, its file, and the modules it lacks."""

    name: str
    version: Tuple[int, ...]
    path: str
    missing: Tuple[str, ...]

    @property
    def dotted(self) -> str:
        """The version as people write it, such as `3.11.7`."""
        return ".".join(str(part) for part in self.version)

    @property
    def new_enough(self) -> bool:
        """Whether the project runs on it."""
        return self.version[:2] >= MINIMUM


def say(text: str) -> None:
    """Prints a line for the person who waits; standard output is left to the command that follows."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def fail(text: str) -> NoReturn:
    """Ends with a message that says what is missing and how to get it."""
    say("\n" + text.strip() + "\n")
    raise SystemExit(1)


def clean_environment() -> Dict[str, str]:
    """The environment less what would let another Python's packages, or pip's --user, in."""
    unwanted = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__")
    environment = {key: value for key, value in os.environ.items() if key not in unwanted}
    environment["PYTHONNOUSERSITE"] = "1"
    return environment


def probe(name: str) -> Optional[Interpreter]:
    """Asks the Python called `name` what it is; None where there is none, or it does not run.

    It is run, not only looked for: a version manager's shim can be on the path with no Python behind it.
    """
    try:
        out = subprocess.check_output(
            [name, "-c", PROBE], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=clean_environment()
        )
        version, path, missing = json.loads(out.decode("utf-8"))
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
    return Interpreter(name, tuple(version), path, tuple(missing))


def candidates() -> List[str]:
    """The names to look under: newest tested version first, then whatever `python3` is."""
    newest_first = ["python{}.{}".format(*version) for version in reversed(TESTED)]
    return [*newest_first, "python3", "python"]


def choose() -> Interpreter:
    """The Python to make the environment with: the one that PYTHON names, else the first that will do."""
    wanted = os.environ.get("PYTHON", "").strip()
    found = [each for each in map(probe, [wanted] if wanted else candidates()) if each]
    for each in found:
        if each.new_enough and not each.missing:
            return each
    least = ".".join(str(part) for part in MINIMUM)
    tested = ", ".join(".".join(str(part) for part in version) for version in TESTED)
    told = f"PYTHON={wanted}: " if wanted else ""
    if not found:
        fail(
            f"{told}no working Python was found. reformkg needs Python {least} or newer ({tested} tested).\n"
            "Install one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python),\n"
            "or name the one to use: make demo PYTHON=/path/to/python3"
        )
    for each in found:
        if each.new_enough:
            package = "python{}.{}-venv".format(*each.version)
            fail(
                f"{told}Python {each.dotted} ({each.path}) is new enough, but has no module "
                f"{' and no module '.join(f'`{name}`' for name in each.missing)}, so it cannot make an "
                "environment.\n"
                f"Debian, Ubuntu: apt install {package}   (or: apt install python3-venv)\n"
                "Elsewhere: install the full Python, or name another one: make demo PYTHON=/path/to/python3"
            )
    seen = "\n".join(f"  {each.name}: Python {each.dotted} ({each.path})" for each in found)
    fail(
        f"{told}Python is too old. reformkg needs Python {least} or newer ({tested} tested); found only\n"
        f"{seen}\n"
        "Install a newer one beside it (Debian 12, Ubuntu 24.04, newer: apt install python3 python3-venv;\n"
        "macOS: brew install python), or name the one to use: make demo PYTHON=/path/to/python3"
    )


def key(extras: List[str], interpreter: Interpreter) -> str:
    """What an installation depends on, as one hash: it is done again when this changes."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt", "tools/bootstrap.py"):
        digest.update((ROOT / name).read_bytes())
    digest.update(repr((sorted(extras), interpreter.version, interpreter.path, str(ROOT))).encode("utf-8"))
    return digest.hexdigest()


def read_stamp() -> Dict[str, object]:
    """What the last finished run left; empty where there was none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def run(command: List[str], failure: str) -> None:
    """Runs a step with its output in the log; on failure shows the log's end and what to do."""
    with LOG.open("ab") as log:
        log.write(("\n$ " + " ".join(command) + "\n").encode("utf-8"))
        log.flush()
        start = log.tell()
        status = subprocess.call(
            command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=clean_environment(), cwd=str(ROOT),
        )  # fmt: skip
    if status:
        printed = LOG.read_bytes()[start:].decode("utf-8", "replace")
        tail = "\n".join("  " + line for line in printed.strip().splitlines()[-15:])
        fail(f"{failure} (exit status {status}). The last lines of {LOG}:\n{tail}\n\n{remedy(printed)}")


def remedy(printed: str) -> str:
    """What to do about a failed step, from what it printed."""
    causes = [
        (("No space left",), "The disk is full: the environment takes about 700 MB."),
        (("Permission denied",), f"This user may not write here: {ROOT} must be yours."),
        (
            ("CERTIFICATE_VERIFY_FAILED", "SSLError"),
            "pip does not trust the certificate of what answers for the package index. Behind a company's\n"
            "proxy, point pip at its certificate: pip config set global.cert /path/to/certificate.pem",
        ),
        (
            ("NewConnectionError", "ConnectTimeout", "ReadTimeout", "name resolution", "ProxyError",
             "Max retries exceeded", "Network is unreachable", "(from versions: none)"),
            "The Python package index could not be reached. Only the first run needs the network.\n"
            "Check the connection (and HTTPS_PROXY, if there is a proxy; a mirror is set with\n"
            "`pip config set global.index-url …`), then run the same command again.",
        ),
        (
            ("No matching distribution", "Failed building wheel", "failed-wheel-build"),
            "A pinned package has no build for this Python or this machine. Try a Python that was tested\n"
            "(make distclean, then make demo PYTHON=python3.11).",
        ),
    ]  # fmt: skip
    for marks, text in causes:
        if any(mark in printed for mark in marks):
            return text
    return f"The whole log: {LOG}. `make distclean` removes the environment; then run the same command again."


def make_environment(interpreter: Interpreter) -> None:
    """Makes an empty `.venv`."""
    ours = not VENV.exists() or (VENV / "pyvenv.cfg").exists() or UNFINISHED.exists()
    if not ours and (not VENV.is_dir() or any(VENV.iterdir())):
        fail(f"{VENV} is there and is no Python environment. Move it away, then run the same command again.")
    if VENV.is_symlink():
        fail(f"{VENV} is a symbolic link. Move it away, then run the same command again.")
    shutil.rmtree(str(VENV), ignore_errors=True)
    try:
        VENV.mkdir()
        UNFINISHED.write_text("", encoding="utf-8")
    except OSError as error:
        fail(f"{VENV} cannot be made: {error}.")
    say(f"Making .venv with Python {interpreter.dotted} ({interpreter.path})")
    if interpreter.version[:2] not in TESTED:
        say(f"Note: reformkg was not tested on Python {interpreter.dotted}.")
    run([interpreter.path, "-m", "venv", str(VENV)], "The environment could not be made")


def usable(stamp: Dict[str, object]) -> Optional[Interpreter]:
    """The Python of the `.venv` that is there, if that can be built upon."""
    if not (VENV / "pyvenv.cfg").exists() or UNFINISHED.exists():
        return None
    if stamp.get("root", str(ROOT)) != str(ROOT):
        return None  # the folder was moved or copied: its scripts point to the old place
    inside = probe(str(PYTHON))
    if inside is None or not inside.new_enough:
        return None
    wanted = os.environ.get("PYTHON", "").strip()
    if wanted:
        named = choose()
        if (named.path, named.version) != (inside.path, inside.version):
            return None
    if subprocess.call([str(PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=clean_environment()):  # fmt: skip
        return None
    return inside


def pip_install(target: str) -> None:
    """Runs pip, which undoes what it did when it fails; when it is killed, it cannot."""
    try:
        run(
            [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
             "--progress-bar", "off", "-c", "constraints.txt", "-e", target],
            "Installing the packages failed",
        )  # fmt: skip
    except SystemExit:
        UNFINISHED.unlink()
        raise


def install(extras: List[str], interpreter: Interpreter) -> None:
    """Installs the project with its extras, and writes the stamp when all is there."""
    target = ".[{}]".format(",".join(extras)) if extras else "."
    say(f"Installing reformkg{target[1:]} into .venv: a minute or two the first time (log: {LOG})")
    UNFINISHED.write_text("", encoding="utf-8")
    if STAMP.exists():
        STAMP.unlink()
    pip_install(target)
    content = {
        "root": str(ROOT),
        "extras": extras,
        "python": interpreter.dotted,
        "key": key(extras, interpreter),
    }
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    UNFINISHED.unlink()
    new.replace(STAMP)


def bootstrap(extras: List[str]) -> None:
    """Leaves a `.venv` that holds the project with at least the extras named."""
    stamp = read_stamp()
    inside = usable(stamp)
    if inside is not None:
        had = stamp.get("extras")  # kept: `make demo` after `make test` takes nothing away
        if isinstance(had, list):
            extras = sorted({*extras, *had})
        if stamp.get("key") == key(extras, inside):
            return
    else:
        inside = choose()
        make_environment(inside)
    install(extras, inside)


def main(arguments: List[str]) -> None:
    """Runs the script; exit status 1 where something is missing, 130 where it was interrupted."""
    try:
        bootstrap(sorted(set(arguments)))
    except KeyboardInterrupt:
        say("\nStopped. Nothing is lost: the same command takes it up again.")
        raise SystemExit(130) from None
    except OSError as error:
        fail(f"{error}")


if __name__ == "__main__":
    main(sys.argv[1:])
