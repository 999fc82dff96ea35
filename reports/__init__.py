"""Frames, statistics, figures and pages of a run.

import reports
frames = reports.load("runs/NAME")     # pandas: transcripts, verdicts, profiles, scores
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.measured.frames import load as load
    from reports.pages.build import write as write

__all__ = ["load", "write"]

_WHERE = {"load": "reports.measured.frames", "write": "reports.pages.build"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'reports' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
