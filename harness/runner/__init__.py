"""Asking models: a plan of units, each asked once, through faults, at a pace, within a budget.

plan.py      grid → units in the order they are asked; run keys
asking.py    one unit → one transcript: turns, tries, waits
pace.py      how many at once, how many a minute
budget.py    prices, the estimate before the first request, when to stop
journal.py   finished transcripts → the store, many at a time, on the disk before they count
loop.py      everything at once, to the end or to a stop that can be resumed
progress.py  what people and programs see meanwhile
"""

from __future__ import annotations

from harness.runner.asking import Policy
from harness.runner.budget import Budget, Estimate, estimate
from harness.runner.loop import Lane, Outcome, Run
from harness.runner.plan import Grid, Unit, plan, run_key

__all__ = [
    "Budget",
    "Estimate",
    "Grid",
    "Lane",
    "Outcome",
    "Policy",
    "Run",
    "Unit",
    "estimate",
    "plan",
    "run_key",
]
