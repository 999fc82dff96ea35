"""The marker: a reply and the true answer in, a verdict with its evidence out.

`mark` marks one part of a homework, `verify` one response against one gold answer, `candidates`
lists the claims along a thinking, `gold_answer` reads a gold once for many replies, `traits` says
what the kind of an answer is like. Nothing is ever evaluated as code, and no timer is needed: the work
is bounded by limits on length, digits, depth and size. The modules behind load on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = [
    "MARKER_VERSION",
    "candidates",
    "declared_symbols",
    "formulas",
    "gold_answer",
    "mark",
    "traits",
    "verify",
]

if TYPE_CHECKING:
    from harness.grading.kinds import traits
    from harness.grading.marking.combine import MARKER_VERSION
    from harness.grading.marking.trail import candidates
    from harness.grading.marking.verify import declared_symbols, gold_answer, mark, verify
    from harness.grading.page.formulas import formulas

_HOME = {
    "MARKER_VERSION": "harness.grading.marking.combine",
    "mark": "harness.grading.marking.verify",
    "verify": "harness.grading.marking.verify",
    "gold_answer": "harness.grading.marking.verify",
    "declared_symbols": "harness.grading.marking.verify",
    "candidates": "harness.grading.marking.trail",
    "traits": "harness.grading.kinds",
    "formulas": "harness.grading.page.formulas",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'harness.grading' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
