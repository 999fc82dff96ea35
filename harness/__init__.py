"""Evaluate what language models make of a homework: ask, mark, measure, report.

`verify` marks one response against one answer, `verify_many` many of them, `mark` one part of a
homework; `candidates` lists the claims along a thinking; `load` returns the tables of a run. A
`Verdict` is true where the response is right; a declaration that cannot be read is a
`DeclarationError`. Everything heavy is loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Claim",
    "DeclarationError",
    "HarnessError",
    "Verdict",
    "__version__",
    "candidates",
    "load",
    "mark",
    "verify",
    "verify_many",
]

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.errors import DeclarationError, HarnessError
    from harness.grading import candidates, mark, verify
    from harness.many import verify_many
    from harness.records import Answer, Claim, Verdict

    load: Callable[..., Any]
    """`reports.load`: the tables of a run."""

_HOME = {
    "verify": "harness.grading",
    "verify_many": "harness.many",
    "mark": "harness.grading",
    "candidates": "harness.grading",
    "load": "reports",
    "Answer": "harness.records",
    "Claim": "harness.records",
    "Verdict": "harness.records",
    "DeclarationError": "harness.errors",
    "HarnessError": "harness.errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'harness' has no attribute {name!r}")
    from importlib import import_module

    try:
        home = import_module(_HOME[name])
    except ModuleNotFoundError as cause:
        if name != "load":
            raise
        raise ImportError(
            f"harness.load needs the tables of the reports extra ({cause}); "
            "install homework-harness[reports], from a checkout: pip install -e '.[reports]'"
        ) from cause
    return getattr(home, name)


def __dir__() -> list[str]:
    return __all__
