"""Evaluate what language models make of a homework: ask, mark, measure, report.

`verify` marks one response against one answer; everything heavy is loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Answer", "Claim", "Verdict", "__version__", "verify"]

if TYPE_CHECKING:
    from harness.grading import verify
    from harness.records import Answer, Claim, Verdict

_HOME = {
    "verify": "harness.grading",
    "Answer": "harness.records",
    "Claim": "harness.records",
    "Verdict": "harness.records",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'harness' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
