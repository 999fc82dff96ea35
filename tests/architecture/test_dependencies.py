"""Nothing is required that is not imported, and nothing is imported that is not required."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = ("harness", "reference", "reports")
EXTRAS = ("reports", "tables", "ray", "inspect", "pdf")
"""The extras of users; the others are for those who build."""
IMPORTED_AS = {"inspect-ai": "inspect_ai", "ray": "ray", "backports-zstd": "backports"}
"""What an extra's package is imported as, where the test environment does not have it."""
SPOKEN_TO = {"tzdata"}


def modules() -> dict[str, set[str]]:
    """Return top-level module → the files that import it; names given to import_module count too."""
    found: dict[str, set[str]] = {}
    for package in OWN:
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text("utf-8"))
            for node in ast.walk(tree):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                    "import_module",
                    "find_spec",
                ):
                    names = [
                        a.value
                        for a in node.args[:1]
                        if isinstance(a, ast.Constant) and isinstance(a.value, str)
                    ]
                for name in names:
                    found.setdefault(name.partition(".")[0], set()).add(str(file.relative_to(ROOT)))
    return {
        name: files
        for name, files in found.items()
        if name not in sys.stdlib_module_names and name not in OWN
    }


def distribution(requirement: str) -> str:
    """Return the normalised name of what is required."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()


def required() -> dict[str, str]:
    """Return distribution → where it is required."""
    found = {distribution(one): "dependencies" for one in PROJECT["dependencies"]}
    for extra in EXTRAS:
        for one in PROJECT["optional-dependencies"][extra]:
            found.setdefault(distribution(one), extra)
    return {name: where for name, where in found.items() if name != "homework-harness"}


def imported_as(name: str) -> set[str]:
    known = {
        module
        for module, owners in packages_distributions().items()
        if name in {distribution(o) for o in owners}
    }
    return known | ({IMPORTED_AS[name]} if name in IMPORTED_AS else set())


def test_nothing_is_required_that_is_not_imported() -> None:
    used = set(modules())
    assert {name: where for name, where in required().items() if not imported_as(name) & used} == {}


def test_nothing_is_imported_that_is_not_required() -> None:
    known = {module for name in required() for module in imported_as(name)}
    optional = {"keyring", "math_verify"}
    assert {m: files for m, files in modules().items() if m not in known | optional} == {}


def test_marking_and_asking_need_no_extra() -> None:
    base = {distribution(one) for one in PROJECT["dependencies"]}
    assert not base & {"pandas", "pyarrow", "matplotlib", "scipy", "jinja2", "ray", "inspect-ai"}


def test_what_is_leant_upon_in_detail_has_a_ceiling() -> None:
    assert all("<" in one for one in PROJECT["dependencies"] if distribution(one) in ("openai", "httpx2"))
