"""Write the case files from their sources: ``python tests/benchmarks/write_cases.py``."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from cases_source.case import Case, unique  # noqa: E402


def families(prefix: str) -> list[Case]:
    """Return the cases of all source modules whose name begins with ``prefix``, each once."""
    names = sorted(path.stem for path in (HERE / "cases_source").glob(f"{prefix}_*.py"))
    return unique([case for name in names for case in import_module(f"cases_source.{name}").CASES])


def lines(cases: list[Case]) -> str:
    """Return a case file's text."""
    return "".join(json.dumps(case.row(), ensure_ascii=True, sort_keys=True) + "\n" for case in cases)


def sets() -> list[str]:
    """Return the names of the case files, which are the first words of their sources."""
    return [name for name in ("general", "homework", "holdout_general", "holdout_homework") if families(name)]


def main() -> None:
    """Write every case file."""
    for name in sets():
        cases = families(name)
        path = HERE / "cases" / f"{name.replace('_', '-')}.jsonl"
        path.write_text(lines(cases), encoding="ascii")
        right = sum(case.right for case in cases)
        print(f"{path.name}: {len(cases)} cases, {right} right, {len(cases) - right} wrong")


if __name__ == "__main__":
    main()
