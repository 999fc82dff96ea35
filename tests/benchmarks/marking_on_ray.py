"""Many short replies through Ray, one worker killed in the middle; then what came out is counted.

python tests/benchmarks/marking_on_ray.py 1000000 2    # replies, workers; needs homework-harness[ray]
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from harness.distributed import by_ray
from harness.marksheet import Columns, mark_file


def written(path: Path, count: int) -> None:
    """Write the rows: one in eleven is wrong."""
    with path.open("w", encoding="ascii") as file:
        for n in range(count):
            said = n % 5000 + (n % 11 == 0)
            file.write(json.dumps({"answer": str(n % 5000), "response": f"The answer is {said}."}) + "\n")


def a_worker() -> int | None:
    """Return the process of a Ray worker that is marking; None where there is none."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cmdline").read_bytes().startswith(b"ray::marked"):
                return int(entry.name)
        except OSError:
            continue
    return None


def main(count: int, workers: int) -> None:
    """Mark, kill, count and print."""
    folder = Path(tempfile.mkdtemp())
    written(folder / "in.jsonl", count)
    seen = {"killed": 0, "megabytes": 0}

    def progress(done: int) -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        seen["megabytes"] = max(seen["megabytes"], pages * os.sysconf("SC_PAGE_SIZE") >> 20)
        if not seen["killed"] and done > count // 2 and (worker := a_worker()) is not None:
            os.kill(worker, signal.SIGKILL)
            seen["killed"] = worker

    began = time.monotonic()
    outcome = mark_file(folder / "in.jsonl", folder / "out.jsonl", Columns(), by_ray(workers), progress)
    seconds = time.monotonic() - began
    with (folder / "out.jsonl").open(encoding="ascii") as file:
        places = [json.loads(line)["mark_line"] for line in file]
    whole = places == list(range(1, count + 1))
    print(
        f"{count:,} replies, {workers} workers: {seconds:.0f} s, {seen['megabytes']} MB in the driver, "
        f"worker {seen['killed']} killed; every row once and in order: {whole}; {dict(outcome.statuses)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
