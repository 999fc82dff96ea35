"""A large run's report: pages stay small; seconds, megabytes and the overview's opening are printed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import codec
from harness.questions import find
from harness.records import Conversation, Reply, Timing, Transcript, Turn, Usage
from harness.store import RunFolder
from reports.pages.pdf import browser

TRANSCRIPTS, QUESTIONS, MODELS, WORDS = 10_000, 50, 5, 900
SAYS = (
    "Let me write both fractions over {d} and add the numerators.",
    "The first term is {a}/{b}, the second is 1/3.",
    "Hmm, wait, {a} times 3 is {a3}.",
    "So the sum is {n}/{d}.",
    "Let me double check that {b} times 3 gives {d}.",
    "Alternatively, I could use decimals: {a}/{b} is about {x:.4f}.",
    "The numerators add up to {n} once both sides have been brought to the common denominator.",
    "So the answer is {w}/{d}.",
    "That seems fine, but let me verify it by going through the arithmetic one more time.",
    r"We have $\frac{{{a}}}{{{b}}} + \frac{{1}}{{3}} = \frac{{{n}}}{{{d}}}$.",
    "Nothing cancels here as far as I can see, since {n} and {d} share no small factor.",
)
REPORT = """
import json, resource, sys, time
from harness.cli import main

def spent(who):
    used = resource.getrusage(who)
    return {"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}

if __name__ == "__main__":
    start = time.monotonic()
    main(["report", "large", "--runs", sys.argv[1]])
    print(json.dumps({"wall": time.monotonic() - start, "own": spent(resource.RUSAGE_SELF),
                      "children": spent(resource.RUSAGE_CHILDREN)}))
"""


def thinking(draw: random.Random, a: int, b: int) -> str:
    """Return some 900 words of thought on a/b + 1/3, with right and wrong claims on the way."""
    said: list[str] = []
    words = 0
    while words < WORDS:
        wrong = draw.choice((0, 0, 1, 2))
        told = draw.choice(SAYS).format(
            a=a, b=b, a3=3 * a, d=3 * b, n=3 * a + b, w=3 * a + b + wrong, x=a / b
        )
        said.append(told)
        words += len(told.split())
    return " ".join(said)


def large(runs: Path) -> None:
    """Write a run of 10,000 transcripts, every thinking another, and mark it."""
    from harness.cli import main

    draw = random.Random(1)
    sums = [(draw.randint(2, 40), draw.randint(41, 90)) for _ in range(QUESTIONS)]
    bank = runs / "sums.jsonl"
    lines = [
        {
            "id": f"q{k}",
            "question": f"What is ${a}/{b} + 1/3$?",
            "answer": f"\\frac{{{3 * a + b}}}{{{3 * b}}}",
        }
        for k, (a, b) in enumerate(sums)
    ]
    bank.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    folder = RunFolder.of(runs, "large")
    folder.write_meta({"name": "large", "specs": [str(bank)]})
    asked = find(str(bank))
    with (folder.path / "transcripts.jsonl").open("w", encoding="ascii") as file:
        for n in range(TRANSCRIPTS):
            question, (a, b) = asked[n % QUESTIONS], sums[n % QUESTIONS]
            tokens = 1_300 + draw.randint(0, 800)
            claim = f"\\frac{{{3 * a + b + (draw.random() > 0.6)}}}{{{3 * b}}}"
            reply = Reply(
                f"Over a common denominator: $$\\boxed{{{claim}}}$$", thinking(draw, a, b),
                Usage(80, tokens + 60, tokens, 0, tokens + 140),
                Timing(0.2, 9.0 + 5 * draw.random(), 9.5, 12.0, 12.0),
            )  # fmt: skip
            talk = Conversation(question.id, (Turn(question.parts[0].text, (question.parts[0].label,)),))
            found = Transcript(
                f"{n:05d}", talk, (reply,), f"some:model-{n % MODELS}", n // (QUESTIONS * MODELS), cost=0.01,
                prices={"currency": "USD"}, finished="2026-11-20T10:00:00Z",
            )  # fmt: skip
            file.write(codec.encode(found) + "\n")
    assert main(["grade", "large", "--runs", str(runs)]) == 0


@pytest.mark.bench
def test_a_large_run_keeps_its_pages_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large(tmp_path)
    capsys.readouterr()
    script = tmp_path / "report.py"
    script.write_text(REPORT, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    folder = tmp_path / "large" / "report"
    with capsys.disabled():
        print(
            f"\n{TRANSCRIPTS:,} transcripts of {WORDS} words: {found['wall']:.0f} s; processor "
            f"{found['own']['cpu']:.0f} s and {found['children']['cpu']:.0f} s in helpers; at most "
            f"{found['own']['mb']:,.0f} MB and {found['children']['mb']:,.0f} MB a helper"
        )
        print(f"the overview opens in {opening(folder / 'index.html')}")
    assert max(path.stat().st_size for path in folder.rglob("*.html")) < 5_000_000


def opening(page: Path) -> str:
    """Return the milliseconds from asking for a page to its last picture, the fastest and slowest of five."""
    if browser() is None:
        return "– (no chromium on this machine)"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        taken = []
        for _ in range(5):
            tab = chromium.new_page()
            tab.goto(page.as_uri())
            taken.append(tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            tab.close()
        chromium.close()
    return f"{min(taken):.0f} to {max(taken):.0f} ms"
