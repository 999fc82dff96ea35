"""Fit the weights of a reply's candidates on labelled replies, and try them on sources left out.

    python tests/benchmarks/fit_weights.py FILE ... [--pull 0.01]

Each line of a file holds ``gold``, ``response``, ``label`` and ``source``. Printed: what becomes of a
source's replies with weights fitted on all other sources, how far the share of evidence for the true
value can be believed there, the traits without which no reply is decided otherwise, then the weights
fitted on all. Needs scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from harness import verify
from harness.grading.claims import final
from harness.grading.claims.weights import WEIGHTS
from harness.grading.marking import part

NAMES = list(WEIGHTS)
USUAL = np.array([WEIGHTS[name].usual for name in NAMES])
BOUNDS = [{"+": (0, None), "-": (None, 0), "": (None, None)}[WEIGHTS[name].bound] for name in NAMES]
BANDS = (0.0, 0.02, 0.2, 0.5, 0.7, 0.9, 0.98, 1.0)
"""Shares of evidence for the true value between which replies are counted."""
KEPT = "kept"
"""Source of what the marker says today of the tree's own replies."""


class Situation(NamedTuple):
    """What the marker weighs of one target of one reply."""

    source: str
    label: bool
    table: Any
    """A row of traits a candidate, "no answer" last."""
    right: Any
    """Which of them give the true value."""
    wrong: Any
    """Which of them give another one."""
    wanted: Any
    """Which of them may win."""
    counts: float
    """How much it counts in the fit."""


@contextmanager
def watching() -> Iterator[list[tuple[Any, Any]]]:
    """Keep what is weighed of each target that is marked, with its mark."""
    seen: list[tuple[Any, Any]] = []
    usual = part.mark_of

    def watched(asked: Any) -> Any:
        mark = usual(asked)
        seen.append((final.weigh(asked, every=True), mark))
        return mark

    part.mark_of = watched
    try:
        yield seen
    finally:
        part.mark_of = usual


def situation(source: str, label: bool, weighed: Any, counts: float, silent: bool = False) -> Situation:
    """Return what was weighed as numbers."""
    found, nothing = weighed
    traits = [one.traits for one in found] + [nothing]
    table = np.array([[float(t.get(name, 0)) for name in NAMES] for t in traits])
    status = [one.mark.status for one in found] + ["no_answer"]
    right, wrong = (np.array([one == said for one in status]) for said in ("correct", "incorrect"))
    none = np.array([one == "no_answer" for one in status])
    wanted = none if silent else right if label else ~right
    return Situation(source, label, table, right, wrong, wanted, counts)


def labelled(files: list[str]) -> list[Situation]:
    """Return what the marker weighs of each labelled reply."""
    found: list[Situation] = []
    with watching() as seen:
        for file in files:
            for line in Path(file).read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                seen.clear()
                verify(row["gold"], row["response"])
                for weighed, _ in seen[:1]:
                    found.append(situation(row.get("source", file), bool(row["label"]), weighed, 1))
    return found


def kept(counts: float) -> list[Situation]:
    """Return what the marker weighs of the tree's replies, labelled by what it says of them today."""
    sys.path.append(str(Path(__file__).parents[1] / "same"))
    from asking import everything  # type: ignore[import-not-found]

    found: list[Situation] = []
    with watching() as seen:
        for one in everything():
            seen.clear()
            one.put()
            for weighed, mark in seen:
                if mark.status in ("correct", "incorrect", "no_answer"):
                    silent = mark.status == "no_answer"
                    found.append(situation(KEPT, mark.status == "correct", weighed, counts, silent))
    return found


def share(weights: Any, table: Any, right: Any) -> tuple[float, Any]:
    """Return how much of the evidence speaks for the true value, and the share of each candidate."""
    scores = table @ weights
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return float(shares[right].sum()), shares


def fit(told: list[Situation], pull: float) -> Any:
    """Return the weights under which the labels are likeliest, pulled towards the usual ones."""
    usable = [one for one in told if one.wanted.any() and not one.wanted.all()]
    table = np.concatenate([one.table for one in usable])
    wanted = np.concatenate([one.wanted for one in usable])
    sizes = np.array([len(one.table) for one in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.array([one.counts for one in usable])
    total = counts.sum()

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        shares /= np.repeat(np.add.reduceat(shares, starts), sizes)
        much = np.maximum(np.add.reduceat(shares * wanted, starts), 1e-9)
        slope = -table.T @ (np.repeat(counts, sizes) * shares * (wanted / np.repeat(much, sizes) - 1))
        off = weights - USUAL
        value = -(counts * np.log(much)).sum() / total + pull * (off @ off) / 200
        return value, slope / total + pull * off / 100

    return minimize(loss, USUAL, jac=True, method="L-BFGS-B", bounds=BOUNDS).x


def said(weights: Any, one: Situation) -> tuple[str, float]:
    """Return what the marker would say with some weights, and the share of the true value."""
    much, shares = share(weights, one.table, one.right)
    if much >= final.ACCEPTS["balanced"]:
        return "correct", much
    differs = float(shares[one.wrong].sum())
    return ("incorrect" if much < final.HEDGED and differs >= final.EARNED else "open"), much


def held_out(told: list[Situation], pull: float) -> None:
    """Print what becomes of each source with weights fitted on the others, and how sure that is."""
    sure: list[tuple[float, bool]] = []
    for held in sorted({one.source for one in told} - {KEPT}):
        weights = fit([one for one in told if one.source != held], pull)
        own = [(one.label, *said(weights, one)) for one in told if one.source == held]
        count = Counter((label, status) for label, status, _ in own)
        good = count[True, "correct"] + sum(
            n for (label, s), n in count.items() if not label and s != "correct"
        )
        print(
            f"{held}: {good}/{len(own)} right, {count[False, 'correct']} accepted falsely; of the right ones "
            f"{count[True, 'incorrect']} called wrong, {count[True, 'open']} open; "
            f"of the wrong ones {count[False, 'open']} open"
        )
        sure += [(much, label) for label, _, much in own]
    for low, high in pairwise(BANDS):
        band = [label for much, label in sure if low <= much < high or (high == 1 and much == 1)]
        print(f"evidence {low:.2f} to {high:.2f}: {sum(band)} of {len(band)} right")


def fitted(told: list[Situation], pull: float, rounds: int = 2) -> Any:
    """Return the weights fitted on all; what the tree holds and is lost counts in full in the next round."""
    weights = fit(told, pull)
    for _ in range(rounds):
        lost = [one.source == KEPT and one.label and said(weights, one)[0] != "correct" for one in told]
        told = [one._replace(counts=1) if gone else one for one, gone in zip(told, lost, strict=True)]
        weights = fit(told, pull)
    return weights


def idle(told: list[Situation], weights: Any) -> list[str]:
    """Return the traits without whose weight every reply would be decided as it is."""
    decided = [said(weights, one)[0] for one in told]
    found = []
    for at, name in enumerate(NAMES):
        without = weights.copy()
        without[at] = 0
        held = [n for n, one in enumerate(told) if one.table[:, at].any()]
        if all(said(without, told[n])[0] == decided[n] for n in held):
            found.append(name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--pull", type=float, default=0.01, help="how strongly towards the usual weights")
    parser.add_argument(
        "--kept", type=float, default=0.1, help="how much a reply of the tree counts, 0: none"
    )
    asked = parser.parse_args()
    told = labelled(asked.files) + (kept(asked.kept) if asked.kept else [])
    held_out(told, asked.pull)
    weights = fitted(told, asked.pull)
    print("decide nothing here:", ", ".join(idle(told, weights)))
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{weight:+.2f}  {name}: {WEIGHTS[name].says}")


if __name__ == "__main__":
    main()
