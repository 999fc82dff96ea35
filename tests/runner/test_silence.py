"""Replies that finish without an answer: kept whole, asked for once more at most, never a reason to stop."""

from __future__ import annotations

from typing import Any

import pytest

from harness.cli import main

REFUSES = {"choices": [{"index": 0, "message": {"content": None, "refusal": "I would rather not."},
                        "finish_reason": "stop"}]}  # fmt: skip


def _verdicts(bench: Any, name: str = "run") -> list[Any]:
    from harness.store import RunFolder

    assert main(["grade", name]) == 0
    return list(RunFolder(bench.folder / "runs" / name).verdicts())


@pytest.mark.parametrize("shape", ["thought", "unclosed"])
def test_thinking_alone_is_asked_for_once_more_and_kept(
    bench: Any, server: Any, shape: str, capsys: Any
) -> None:
    bench.bank(6)
    server.set(shape=shape)
    assert bench.run("--connections", "1") == 0
    assert sum(server.counts()["asked"].values()) == 12
    found = bench.transcripts()
    assert all(one.error is None and len(one.attempts) == 2 for one in found)
    assert all("one and one make two" in one.replies[0].reasoning.lower() for one in found)
    first = found[0].attempts[0]
    assert first.error == "no_answer: thinking only; asked once more"
    assert first.reply is not None
    assert first.reply.reasoning == found[0].replies[0].reasoning
    assert "6 without an answer" in capsys.readouterr().out
    verdicts = _verdicts(bench)
    assert {(v.status, v.method) for v in verdicts} == {("no_answer", "thinking only")}
    assert "6 no_answer (6 thinking only)" in capsys.readouterr().out


def test_an_answer_at_the_second_try_counts(bench: Any, server: Any) -> None:
    bench.bank(1)
    server.set(script=["silent"])
    assert bench.run() == 0
    (found,) = bench.transcripts()
    assert found.replies[0].answer
    assert [bool(attempt.error) for attempt in found.attempts] == [True, False]
    assert found.attempts[0].reply is not None


def test_a_fault_at_the_second_try_leaves_the_first_reply(bench: Any, server: Any) -> None:
    bench.bank(1)
    server.set(script=["silent", "500", "500"])
    assert bench.run() == 0
    (found,) = bench.transcripts()
    assert found.error is None
    assert found.replies[0].reasoning
    assert len(found.attempts) == 2


def test_a_refusal_is_an_outcome(bench: Any, server: Any) -> None:
    bench.bank(6)
    server.set(stream=False, extra=REFUSES)
    assert bench.run("--connections", "1") == 0
    assert sum(server.counts()["asked"].values()) == 6
    assert bench.transcripts()[0].replies[0].extras["refusal"] == "I would rather not."
    verdict = _verdicts(bench)[0]
    assert (verdict.status, verdict.method) == ("no_answer", "refused")
    assert "I would rather not." in verdict.reason
