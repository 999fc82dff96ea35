"""Native, recounted and estimated tokens, and what makes a thinking raw."""

from __future__ import annotations

import pytest

from harness.reasoning.pace import pace
from harness.reasoning.tokens import Tokens, recount, spent, why_not_raw
from harness.records import Reply, Timing, Usage

THINKING, ANSWER = "so " * 300, "yes " * 25


def reply(reasoning: str = THINKING, answer: str = ANSWER, **usage: int) -> Reply:
    return Reply(answer=answer, reasoning=reasoning, usage=Usage(**usage))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        ("   ", 0),
        ("gradient", 2),
        ("the cat", 2),
        ("1234567", 3),
        (r"\frac{1}{2}", 8),
        ("θ_0=0", 5),
        ("a\n\n\nb", 3),
        ("等等检查一", 3),
    ],
    ids=repr,
)
def test_the_recount_follows_its_rule(text: str, tokens: int) -> None:
    assert recount(text) == tokens


def test_the_recount_is_in_the_range_of_real_tokenizers_on_mathematics() -> None:
    text = "Then c_{t+1} = (1 - 2α * 1.0101) c_t + 2α, so the fixed point satisfies 2α * 1.0101 c = 2α. " * 20
    assert 2.0 <= len(text) / recount(text) <= 3.3


@pytest.mark.parametrize(
    ("usage", "expected", "source"),
    [
        ({"completion_tokens": 500, "reasoning_tokens": 400}, (400, 100), "native"),
        ({"completion_tokens": 500, "reasoning_tokens": 0}, (450, 50), "estimated"),
        ({"completion_tokens": 500}, (450, 50), "estimated"),
        ({"completion_tokens": 500, "reasoning_tokens": 900}, (450, 50), "estimated"),
        (
            {"completion_tokens": 100, "reasoning_tokens": 400, "prompt_tokens": 10, "total_tokens": 510},
            (400, 100),
            "native",
        ),
        ({}, (300, 25), "recounted"),
        ({"reasoning_tokens": 400}, (400, 25), "estimated"),
    ],
    ids=[
        "believed",
        "zero but text",
        "none",
        "impossible",
        "completion without reasoning",
        "no usage",
        "half",
    ],
)
def test_tokens_and_how_they_are_known(usage: dict[str, int], expected: tuple[int, int], source: str) -> None:
    found = spent(reply(**usage))
    assert (found.thinking, found.answer, found.source) == (*expected, source)


def test_hidden_thinking_without_a_count_is_what_the_answer_leaves() -> None:
    assert spent(reply(reasoning="", completion_tokens=100)) == Tokens(
        75, 25, "estimated", "no reasoning count from the provider; split by characters"
    )


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (reply(completion_tokens=400, reasoning_tokens=300), ""),
        (reply(completion_tokens=4000, reasoning_tokens=3900), "a summary"),
        (reply(reasoning="", completion_tokens=400, reasoning_tokens=300), "300 reasoning tokens billed"),
        (reply(reasoning=" "), "no thinking text"),
        (Reply("a", "b" * 99, extras={"condensed": True}), "condensed"),
        (
            reply(reasoning="等等，检查一下。" * 100, answer="", completion_tokens=500, reasoning_tokens=500),
            "",
        ),
    ],
    ids=["raw", "summary", "hidden", "blank", "condensed", "Chinese is dense but raw"],
)
def test_only_raw_thinking_is_measured_as_text(made: Reply, why: str) -> None:
    found = why_not_raw(made)
    assert why in found
    assert bool(found) is bool(why)


def test_a_condensed_recording_is_estimated_from_the_stated_length() -> None:
    told = Reply("a", "short", extras={"condensed": True, "original_thinking_characters": 2800})
    assert (spent(told).thinking, spent(told).answer, spent(told).source) == (1000, None, "estimated")
    assert spent(Reply("a", "short", extras={"condensed": True})).source == ""


def test_pace_prefers_the_measured_to_the_stated() -> None:
    timed = Timing(
        first_reasoning=0.5, last_reasoning=10.5, first_answer=10.6, last_answer=13.0, stated_thinking=77
    )
    found = pace(Reply(ANSWER, THINKING, timing=timed))
    assert (found.thinking, found.source, found.first_thinking) == (10.0, "measured", 0.5)
    assert found.tokens_per_second == pytest.approx(325 / 12.5)
    stated = pace(Reply(ANSWER, timing=Timing(stated_thinking=77)))
    assert (stated.thinking, stated.source, stated.tokens_per_second) == (77, "stated", None)
