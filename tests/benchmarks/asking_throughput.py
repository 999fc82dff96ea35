"""Questions a second: ``harness run`` beside the bare floor, the openai package and inspect_ai.

    python tests/benchmarks/asking_throughput.py [--questions 2000] [--connections 64] [--rounds 3]
                                                 [--inspect PYTHON]

Every client asks the same questions of the same loopback server, in a process of its own, from its
start to its end, in turn; ratios are taken within a round, and the median round is printed. A first round
of few questions is not counted: Python writes its compiled files then, as it does once in any installation.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CLIENTS = HERE / "asking_clients.py"
SHARE, MEGABYTES, TIMES = 0.7, 200, {"openai package, streamed": 8, "inspect_ai, streamed": 40}
"""What the harness is held to: its share of the floor's speed, its memory, how many times others' speed."""

WARM = 4
"""Questions of the round that is not counted."""


@dataclass
class Taken:
    """What one client took."""

    wall: float
    cpu: float
    megabytes: float
    fine: bool


def stand_in() -> Any:
    """Return the tests' own server module."""
    spec = importlib.util.spec_from_file_location("server", HERE.parent / "server.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def timed(words: list[str], folder: Path) -> Taken:
    """Return what running ``words`` took, its own process only."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LOCAL_API_KEY": "none"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with (folder / "said.txt").open("a") as said:
        process = subprocess.Popen(words, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode == 0)


def clients(url: str, connections: int, name: str, inspect: str | None) -> dict[str, list[str]]:
    """Return client → its command line; ``inspect`` is a Python that has inspect_ai."""
    other = [sys.executable, str(CLIENTS)]
    tail = [url, "bank.jsonl", str(connections)]
    found = {
        "bare aiohttp, streamed": [*other, "floor", *tail, f"floor-{name}.jsonl"],
        "harness run": [
            *(sys.executable, "-m", "harness", "run", "bank.jsonl", "--model", "local:stand-in"),
            *("--base-url", url, "--name", name, "--connections", str(connections)),
        ],
        "openai package, streamed": [*other, "openai", *tail, f"openai-{name}.jsonl"],
    }
    if inspect:
        found["inspect_ai, streamed"] = [inspect, str(CLIENTS), "inspect", *tail, f"inspect-{name}.jsonl"]
    return found


def main() -> int:
    """Measure and print; 1 where the harness falls short of what it is held to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    here = sys.executable if importlib.util.find_spec("inspect_ai") else None
    parser.add_argument("--inspect", metavar="PYTHON", default=here, help="a Python that has inspect_ai")
    chosen = parser.parse_args()
    server_module = stand_in()
    taken: dict[str, list[Taken]] = {}
    with server_module.Server() as server, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bank = folder / "bank.jsonl"
        bank.write_text(server_module.bank(WARM))
        server.set(latency=0.0, pieces=5, words=5)
        for words in clients(server.url, WARM, "warm", chosen.inspect).values():
            timed(words, folder)
        bank.write_text(server_module.bank(chosen.questions))
        for round_ in range(chosen.rounds):
            for name, words in clients(server.url, chosen.connections, f"r{round_}", chosen.inspect).items():
                server.set(latency=0.05, pieces=150, words=1100)
                taken.setdefault(name, []).append(timed(words, folder))
                answered = sum(server.counts()["answered"].values())
                taken[name][-1].fine &= answered == chosen.questions
    return report(taken, chosen.questions)


def report(taken: dict[str, list[Taken]], questions: int) -> int:
    """Print the table and return the exit status."""
    floor, ours = taken["bare aiohttp, streamed"], taken["harness run"]
    print(f"| client | wall s | questions/s | CPU s | peak MB | times the harness's wall |\n|{'---|' * 6}")
    for name, rounds in taken.items():
        wall, cpu = (statistics.median(getattr(one, f) for one in rounds) for f in ("wall", "cpu"))
        ratio = statistics.median(one.wall / our.wall for one, our in zip(rounds, ours))
        most = max(one.megabytes for one in rounds)
        note = "" if all(one.fine for one in rounds) else " (not all answered)"
        print(
            f"| {name}{note} | {wall:.1f} | {questions / wall:.0f} | {cpu:.1f} | {most:.0f} | {ratio:.2f} |"
        )
    share = statistics.median(one.wall / our.wall for one, our in zip(floor, ours))
    seconds = statistics.median(our.cpu / one.cpu for one, our in zip(floor, ours))
    most = max(one.megabytes for one in ours)
    print(f"\nharness run: {share:.2f} of the floor's speed, {seconds:.1f} times its CPU, {most:.0f} MB")
    short = share < SHARE or most > MEGABYTES or not all(one.fine for one in ours)
    for name, wanted in TIMES.items():
        if name in taken:
            times = statistics.median(one.wall / our.wall for one, our in zip(taken[name], ours))
            print(f"{times:.1f} times as fast as {name} ({wanted} wanted)")
            short |= times < wanted
        else:
            print(f"{name}: not installed here, left out; name a Python that has it with --inspect")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
