"""What the project says of itself agrees in every place where it says it."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from importlib import metadata
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT, needs_program
from tests.packaging.test_wheel import run

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = CONFIG["project"]
NAME: str = PROJECT["name"]
DECLARED = [
    Requirement(text)
    for texts in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    for text in texts
]
DIRECT = sorted({each.name: each for each in DECLARED if each.name != NAME}.values(), key=lambda each: each.name)
CONSTRAINTS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def pins() -> dict[str, Version]:
    """The pinned version of each package, by its canonical name."""
    split = (line.split("==") for line in CONSTRAINTS)
    return {canonicalize_name(name): Version(version) for name, version in split}


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """The script `tools/bootstrap.py`, as a module."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda each: each.name)
def test_a_dependency_has_a_lower_bound_that_its_pin_satisfies(requirement: Requirement) -> None:
    assert any(each.operator in (">=", "~=") for each in requirement.specifier), f"{requirement}: say from when on"
    assert not any(each.operator in ("==", "<", "<=") for each in requirement.specifier), (
        f"{requirement}: an upper bound belongs in constraints.txt"
    )
    pin = pins().get(canonicalize_name(requirement.name))
    assert pin is not None, f"constraints.txt does not pin {requirement.name}"
    assert pin in requirement.specifier


def test_a_constraint_is_a_name_and_a_version_in_order() -> None:
    odd = [line for line in CONSTRAINTS if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.+!]*", line)]
    assert odd == []
    names = [canonicalize_name(line.split("==")[0]) for line in CONSTRAINTS]
    assert len(names) == len(set(names)), "pinned twice"


def test_constraints_pin_what_the_dependencies_bring_along() -> None:
    pinned = pins()
    # `dask` may be absent here; what is installed for the tests is followed to the end.
    waiting = [(each.name, frozenset(each.extras)) for each in DIRECT]
    seen: set[tuple[str, frozenset[str]]] = set()
    unpinned: set[str] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            wanted = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        for requirement in map(Requirement, wanted):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
                if canonicalize_name(requirement.name) not in pinned:
                    unpinned.add(f"{requirement.name} (for {name})")
                waiting.append((requirement.name, frozenset(requirement.extras)))
    assert unpinned - {f"setuptools (for {name})" for name, _ in seen} == set()
    assert len(seen) > len(DIRECT)


def test_the_versions_of_python_agree(bootstrap: ModuleType) -> None:
    minimum: tuple[int, int] = bootstrap.MINIMUM
    tested: tuple[tuple[int, int], ...] = bootstrap.TESTED
    dotted = [f"{major}.{minor}" for major, minor in tested]
    classified = [each.rsplit(" ", 1)[1] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert classified == dotted
    assert PROJECT["requires-python"] == f">={minimum[0]}.{minimum[1]}"
    assert minimum == tested[0]
    assert CONFIG["tool"]["mypy"]["python_version"] == dotted[0]
    assert CONFIG["tool"]["ruff"]["target-version"] == "py" + dotted[0].replace(".", "")
    assert Version(".".join(map(str, sys.version_info[:2]))) in SpecifierSet(PROJECT["requires-python"])


def test_the_versions_of_the_project_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    latest = re.search(r"^## \[(\d[^\]]*)\]", changelog, flags=re.MULTILINE)
    assert latest is not None
    assert latest[1] == PROJECT["version"]
    assert metadata.version(NAME) == PROJECT["version"], "installed before the version changed: make test"


def test_the_five_packages_are_named_alike_everywhere() -> None:
    packages = CONFIG["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    layers = CONFIG["tool"]["importlinter"]["contracts"][0]["layers"]
    assert sorted(packages) == sorted(CONFIG["tool"]["importlinter"]["root_packages"]) == sorted(layers)
    assert set(packages) < set(CONFIG["tool"]["mypy"]["files"])
    needed = [ROOT / name / file for name in packages for file in ("__init__.py", "py.typed")]
    assert [str(path.relative_to(ROOT)) for path in needed if not path.is_file()] == []


def test_every_package_that_the_code_imports_is_declared() -> None:
    packages = CONFIG["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    imported: dict[str, str] = {}
    for path in (path for name in packages for path in sorted((ROOT / name).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules = [node.module]
            for module in modules:
                imported.setdefault(module.partition(".")[0], str(path.relative_to(ROOT)))
    distributions = metadata.packages_distributions()
    declared = {canonicalize_name(each.name) for each in DIRECT}
    undeclared = [
        f"{module} ({path})"
        for module, path in sorted(imported.items())
        if module not in sys.stdlib_module_names and module not in packages
        if not declared & {canonicalize_name(name) for name in distributions.get(module, [module])}
    ]
    assert imported
    assert undeclared == []


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    git = needs_program("git", "apt install git")
    # In pieces, so that this file does not find itself.
    hosts = ["py" + "pi", "python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian"]
    unwanted = re.compile(
        "|".join(re.escape(host) + r"\.(?:org|com)" for host in hosts) + r"|(?<![\w.])/(?:work|farm|root)/"
    )
    found = []
    for name in run([git, "ls-files", "-z"], cwd=ROOT).stdout.split("\0"):
        path = ROOT / name
        if not name or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            match = unwanted.search(line)
            if match:
                found.append(f"{name}:{number}: {match[0]}")
    assert found == []
