"""The marker's house, counted: rooms, sizes, branches, circles, comments (run it to see the counts)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("harness/maths", "harness/grading")
_BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension, ast.match_case)


@dataclass(frozen=True)
class Function:
    """One function or method: where it is, its lines and its branches (McCabe's count less one)."""

    place: str
    lines: int
    branches: int


def modules(*houses: str) -> dict[str, Path]:
    """Return dotted name → file of every module of some folders."""
    found: dict[str, Path] = {}
    for house in houses or HOUSES:
        for file in sorted((ROOT / house).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(name: str, file: Path, known: dict[str, Path]) -> set[str]:
    """Return the modules among ``known`` that one imports, at its top, in a function or for types only."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & known.keys()) or {node.module}
    return (found & known.keys()) - {name}


def circles(*houses: str) -> list[list[str]]:
    """Return the sets of modules that import each other, by Tarjan's way."""
    known = modules(*houses)
    graph = {name: imports(name, file, known) for name, file in known.items()}
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            at = stack.index(name)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for name in graph:
        if name not in order:
            visit(name)
    return found


def functions(*houses: str) -> Iterator[Function]:
    """Yield every function of the houses."""
    for name, file in modules(*houses).items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Function(f"{name}.{node.name}", lines, _branches(node))


def _branches(function: ast.AST) -> int:
    inside = list(ast.walk(function))
    choices = sum(len(node.values) - 1 for node in inside if isinstance(node, ast.BoolOp))
    filters = sum(len(node.ifs) for node in inside if isinstance(node, ast.comprehension))
    return choices + filters + sum(isinstance(node, _BRANCHES) for node in inside)


def reasons(file: Path) -> tuple[int, int]:
    """Return how many lines of a module are comments or docstrings, and how many there are."""
    text = file.read_text("utf-8")
    lines = text.splitlines()
    spoken = {
        n for n, line in enumerate(lines, 1) if "#" in line and "# noqa" not in line and "# type" not in line
    }
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for child in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if (
                isinstance(child, ast.Expr)
                and isinstance(child.value, ast.Constant)
                and isinstance(child.value.value, str)
            ):
                spoken |= set(range(child.lineno, (child.end_lineno or child.lineno) + 1))
    return len(spoken), len(lines)


def main() -> None:
    """Print the counts."""
    known = modules()
    sizes = {name: len(file.read_text("utf-8").splitlines()) for name, file in known.items()}
    every = list(functions())
    print(f"{len(known)} modules, {sum(sizes.values())} lines")
    for room in sorted({file.parent for file in known.values()}):
        print(f"{len(list(room.glob('*.py'))) - 1:4} modules in {room.relative_to(ROOT)}")
    print(
        "longest:", *(f"\n  {size} {name}" for name, size in sorted(sizes.items(), key=lambda p: -p[1])[:8])
    )
    print(
        "longest functions:",
        *(f"\n  {f.lines} {f.place}" for f in sorted(every, key=lambda f: -f.lines)[:12]),
    )
    busy = sorted((f for f in every if f.branches > 20), key=lambda f: -f.branches)
    print(
        f"{len(busy)} functions with more than 20 branches:", *(f"\n  {f.branches} {f.place}" for f in busy)
    )
    print("circles:", *(f"\n  {', '.join(one)}" for one in circles()))
    spoken = [reasons(file) for file in known.values()]
    print(f"{sum(s for s, _ in spoken) / sum(n for _, n in spoken):.1%} of lines are comments or docstrings")


if __name__ == "__main__":
    main()
