"""Write ``cases/known-wrong.txt`` anew: ``python tests/benchmarks/known_wrong.py``.

The list is what `tests/grading/test_cases.py` holds us to: a case on it that comes out right fails
the test as much as one that is missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from asked import CASES, ask, names, rows  # noqa: E402

HEAD = "# What the marker gets wrong: case, what it said, gold <- the end of the reply.\n"


def main() -> None:
    """Mark every case and write down the wrong ones."""
    lines = []
    for name in names():
        for row in rows(name):
            verdict = ask(row)
            if verdict.correct is row["right"] and verdict.status == row.get("status", verdict.status):
                continue
            reply = " ".join(row["response"].split())[-70:]
            lines.append(f"{row['id']}  {verdict.status}  {row['gold']} <- {reply}\n")
    (CASES / "known-wrong.txt").write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} wrong")


if __name__ == "__main__":
    main()
