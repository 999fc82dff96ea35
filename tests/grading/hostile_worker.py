"""Marks all hostile inputs in a process of its own and prints seconds, verdicts and memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from hostile import HOSTILE  # noqa: E402

from harness.grading import verify  # noqa: E402
from harness.records import Verdict  # noqa: E402


def loop() -> float:
    """Return the CPU seconds of a fixed loop: the unit in which limits are given."""
    start = time.process_time()
    total = 0
    for number in range(2_000_000):
        total += number & 7
    return time.process_time() - start


def peak() -> float:
    """Return the largest size of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Mark and print."""
    for gold, reply in (
        ("5", "The answer is 5."),
        ("x^2", "$x^2$"),
        (r"\begin{pmatrix}1\\2\end{pmatrix}", "(1,2)"),
    ):
        verify(gold, reply)
    idle, found = peak(), {}
    for name, (gold, reply, settings) in HOSTILE.items():
        unit = loop()
        start = time.process_time()
        try:
            verdict = verify(gold, reply, **settings)
        except Exception as error:  # the test wants to name the input, not to end here
            verdict = Verdict("failed", f"raised {type(error).__name__}: {error}"[:300])
        spent = time.process_time() - start
        found[name] = {
            "status": verdict.status,
            "seconds": spent,
            "loops": spent / unit,
            "megabytes": peak() - idle,
        }
        found[name]["verdict"] = [verdict.reason, verdict.method, verdict.evidence]
        if verdict.claim is not None:
            found[name]["claim"] = verdict.claim.text
    print(json.dumps(found))


if __name__ == "__main__":
    main()
