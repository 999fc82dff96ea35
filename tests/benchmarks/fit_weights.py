"""Fit the weights of a reply's candidates on labelled replies, and try them on sources left out.

    python tests/benchmarks/fit_weights.py FILE ... [--pull 0.01]

Each line of a file holds ``gold``, ``response``, ``label`` and ``source``. Printed: a source's
share right with weights fitted on all other sources, then the weights fitted on all. Needs scipy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from harness import verify
from harness.grading.claims import final
from harness.grading.claims.weights import WEIGHTS
from harness.grading.marking import part

NAMES = list(WEIGHTS)
USUAL = np.array([WEIGHTS[name].usual for name in NAMES])
BOUNDS = [{"+": (0, None), "-": (None, 0), "": (None, None)}[WEIGHTS[name].bound] for name in NAMES]
Situation = tuple[str, bool, Any, Any]
"""Source, label, a row of traits a candidate ("no answer" last), and which of them are right."""


def situations(files: list[str]) -> list[Situation]:
    """Return what the marker weighs of each labelled reply."""
    seen: list[Any] = []
    usual = part.mark_of

    def watched(asked: Any) -> Any:
        seen.append(final.weigh(asked, every=True))
        return usual(asked)

    part.mark_of = watched
    found: list[Situation] = []
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            seen.clear()
            verify(row["gold"], row["response"])
            for weighed, none in seen[:1]:
                traits = [one.traits for one in weighed] + [none]
                table = np.array([[float(t.get(name, 0)) for name in NAMES] for t in traits])
                right = np.array([one.mark.status == "correct" for one in weighed] + [False])
                found.append((row.get("source", file), bool(row["label"]), table, right))
    part.mark_of = usual
    return found


def share(weights: Any, table: Any, right: Any) -> tuple[float, Any]:
    """Return how much of the evidence speaks for the true value, and the share of each candidate."""
    scores = table @ weights
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return float(shares[right].sum()), shares


def fit(told: list[Situation], pull: float) -> Any:
    """Return the weights under which the labels are likeliest, pulled towards the usual ones."""
    usable = [one for one in told if one[3].any()]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = 0.0, np.zeros(len(NAMES))
        for _, label, table, right in usable:
            wanted = right if label else ~right
            much, shares = share(weights, table, wanted)
            much = max(much, 1e-9)
            total -= np.log(much)
            slope -= table.T @ (shares * (wanted / much - 1))
        off = weights - USUAL
        n = max(len(usable), 1)
        return total / n + pull * (off @ off) / 200, slope / n + pull * off / 100

    return minimize(loss, USUAL, jac=True, method="L-BFGS-B", bounds=BOUNDS).x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--pull", type=float, default=0.01, help="how strongly towards the usual weights")
    asked = parser.parse_args()
    told = situations(asked.files)
    for held in sorted({one[0] for one in told}):
        weights = fit([one for one in told if one[0] != held], asked.pull)
        own = [one for one in told if one[0] == held]
        taken = [share(weights, table, right)[0] >= final.ACCEPTS["balanced"] for _, _, table, right in own]
        count = Counter((label, got) for (_, label, _, _), got in zip(own, taken, strict=True))
        good = count[True, True] + count[False, False]
        print(f"{held}: {good}/{len(own)} right, {count[False, True]} accepted falsely")
    for name, weight in zip(NAMES, fit(told, asked.pull), strict=True):
        print(f"{weight:+.2f}  {name}: {WEIGHTS[name].says}")


if __name__ == "__main__":
    main()
