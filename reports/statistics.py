"""Intervals, tests, reliability and agreement, for notebooks: what `reports.measured.statistics` holds."""

from __future__ import annotations

from reports.measured.statistics import *  # noqa: F403
from reports.measured.statistics import __all__ as __all__
