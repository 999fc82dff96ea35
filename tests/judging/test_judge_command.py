"""A judge reads what is left open; it counts where that was earned, and a misread value is overruled."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main

sys.path.insert(0, str(Path(__file__).parent))

from judges import answer_in, asked, honest, hostile, lazy, prose, said

STATED = (
    "Each update is a multiple of a row, hence that part keeps its initial value 0 for all times; "
    "a rotation of the rows by $V_1$ does the rest."
)
"""Says both things that q2 (c) asks for, the first in words that no list knows."""


def reader(word: str = "met") -> Any:
    """Return a judge that reads every checkpoint alike, quotes the reply, and knows the calibration set."""

    def judge(prompt: str) -> str:
        lines = asked(prompt)
        if len(lines) == 1:
            return honest(prompt)
        quote = max(answer_in(prompt).splitlines(), key=len)
        words = {"target": "different", "checkpoint": word, "false_step": "not_made"}
        return said([{"id": i, "says": words[r], "quote": quote, "restated": ""} for i, r in lines])

    return judge


@pytest.fixture
def run(bench: Any) -> Any:
    """Return a bench with the marked run `one`, whose reply to q2 (c) the marker leaves open."""
    talk = {
        "question": "deep-learning-hw1/q2",
        "turns": [{"text": "(c)", "parts": ["c"]}],
    }
    row = {
        "run_key": "k1", "conversation": talk, "model": "local:student",
        "started": "2026-11-30T00:00:00Z", "replies": [{"answer": STATED, "finish_reason": "stop"}],
        "finished": "2026-11-30T00:00:01Z", "schema": 1,
    }  # fmt: skip
    folder = bench.folder / "runs" / "one"
    folder.mkdir(parents=True)
    (folder / "transcripts.jsonl").write_text(json.dumps(row) + "\n")
    (folder / "run.json").write_text(
        json.dumps({"schema": 1, "name": "one", "specs": [], "models": ["local:student"], "goes": []})
    )
    assert main(["grade", "one"]) == 0
    assert verdict(bench)["status"] == "unsupported"
    return bench


def verdict(bench: Any) -> dict[str, Any]:
    return bench.rows("one/verdicts.jsonl")[0]  # type: ignore[no-any-return]


def test_a_judge_that_earned_nothing_is_shown_and_does_not_count(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    run.judge = reader()
    assert run.run("one") == 0
    assert verdict(run)["status"] == "unsupported"
    assert {o["status"] for o in verdict(run)["opinions"]} == {"correct"}
    assert not any(o["counts"] for o in verdict(run)["opinions"])
    assert "has not earned to decide" in capsys.readouterr().out


def test_a_judge_that_has_earned_it_decides_and_the_verdict_says_who(run: Any) -> None:
    run.judge = reader()
    assert run.run("--calibrate") == 0
    assert run.run("one") == 0
    assert (verdict(run)["status"], verdict(run)["by"]) == ("correct", "judge:local:judge")
    assert main(["grade", "one"]) == 0, "marking again keeps what judges said"
    assert (verdict(run)["status"], verdict(run)["by"]) == ("correct", "judge:local:judge")


def test_a_judge_that_finds_nothing_makes_nothing_right(run: Any) -> None:
    run.judge = reader("missing")
    assert run.run("--calibrate") == 0
    assert run.run("one") == 0
    assert verdict(run)["status"] in ("incorrect", "partial")


@pytest.mark.parametrize("judge", [lazy, prose, hostile], ids=["lazy", "prose", "hostile"])
def test_what_is_not_quoted_from_the_reply_is_void_even_for_a_judge_with_the_right(
    run: Any, judge: Any
) -> None:
    run.judge = honest
    assert run.run("--calibrate") == 0
    run.judge = judge
    assert run.run("one") == 0
    assert verdict(run)["status"] == "unsupported"
    assert not any(o["counts"] and o["role"] != "false_step" for o in verdict(run)["opinions"])


def test_nine_in_ten_is_shown_and_not_counted(run: Any) -> None:
    run.judge = partial(honest, share=0.9)
    assert run.run("--calibrate") == 0
    run.judge = reader()
    assert run.run("one") == 0
    assert verdict(run)["status"] == "unsupported"


def test_two_judges_must_agree(run: Any) -> None:
    run.judge = reader()
    both = ["--by", "local:judge,local:other"]
    assert main([*run.words("--calibrate"), *both]) == 0
    turns = iter([reader("met"), reader("missing")])
    run.judge = lambda prompt: next(turns)(prompt)
    assert main([*run.words("one"), *both, "--connections", "1"]) == 0
    assert verdict(run)["status"] == "unsupported"
    assert {o["by"] for o in verdict(run)["opinions"]} == {"local:judge", "local:other"}


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.run("one", "--dry-run") == 0
    out = capsys.readouterr().out
    assert STATED in out
    assert "C1 (checkpoint)" in out
    assert run.prompts == []
    assert not (run.folder / "runs" / "one" / "judgements.jsonl").exists()


def test_the_thinking_is_never_sent_and_no_answer_can_close_its_own_markers(run: Any) -> None:
    run.judge = reader()
    assert run.run("one") == 0
    assert run.prompts[0].count("\n<answer-") == 1
    assert answer_in(run.prompts[0]) == STATED


def test_no_byte_of_a_hostile_judge_reaches_a_page_unescaped(run: Any) -> None:
    run.judge = hostile
    assert run.run("one") == 0
    assert main(["report", "one", "--no-truth"]) == 0
    pages = list((run.folder / "runs" / "one" / "report").rglob("*.html"))
    assert pages
    texts = [page.read_text("utf-8") for page in pages]
    assert any("What judges said" in text and "&lt;script&gt;document.title" in text for text in texts)
    assert not any("<script>document.title" in text for text in texts)


def test_a_value_that_the_judge_takes_for_equal_and_is_not_is_overruled(bench: Any) -> None:
    """The judge reads, the marker decides: a restated value with a witness against it is wrong."""
    from harness.judging import checking, items, protocols
    from harness.judging.reading import Said
    from harness.questions import load_question
    from reference import answers

    question = load_question("deep-learning-hw1/q5")
    answer = answers(question)["d"]
    one = items.item("k", question, "d", answer, "The limit is y/x.")
    line = one.lines[0]
    opinion = checking.checked(
        one, {line.id: Said(line.id, "equal", "The limit is y/x.", "y/x")}, (line,),
        protocols.protocol("rubric"), "local:judge", lambda group: True,
    )[0]  # fmt: skip
    assert (opinion.status, opinion.overruled) == ("incorrect", True)


def test_a_recorded_judge_says_nothing_of_a_reply_that_it_did_not_read(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The recording holds a judgement of q2 (c), of other words."""
    words = ["judge", "one", "--by", "replay:judge-claude-2026-12-01", "--json"]
    assert main(words) == 1
    assert "the recording holds no reply to judging/deep-learning-hw1/q2/" in capsys.readouterr().err
    assert "opinions" not in verdict(run) or not verdict(run)["opinions"]
