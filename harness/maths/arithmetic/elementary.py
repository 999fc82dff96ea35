"""The functions of numbers that numpy has, by the names that the table of functions gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from harness.maths.tree.functions import TABLE


def _of_numpy(called: str) -> Callable[[Any], Any]:
    """Return numpy's function, or the reciprocal of one (``1/tan``)."""
    function: Callable[[Any], Any] = getattr(np, called.removeprefix("1/"))
    return (lambda x: 1 / function(x)) if called.startswith("1/") else function


ELEMENTARY = {row.name: _of_numpy(row.doubles) for row in TABLE if row.doubles}
