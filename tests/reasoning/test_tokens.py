"""Native, recounted and estimated tokens, and what makes a thinking raw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.billing import output_tokens
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
        ({"completion_tokens": 500, "reasoning_tokens": 0}, (462, 38), "estimated"),
        ({"completion_tokens": 500}, (462, 38), "estimated"),
        ({"completion_tokens": 500, "reasoning_tokens": 900}, (462, 38), "estimated"),
        (
            {"completion_tokens": 100, "reasoning_tokens": 400, "prompt_tokens": 10, "total_tokens": 510},
            (400, 100),
            "native",
        ),
        (
            {"completion_tokens": 330, "reasoning_tokens": 280, "prompt_tokens": 10, "total_tokens": 620},
            (280, 330),
            "native",
        ),
        ({}, (300, 25), "recounted"),
        ({"completion_tokens": 0}, (300, 25), "recounted"),
        ({"completion_tokens": 0, "reasoning_tokens": 0}, (300, 25), "recounted"),
        ({"completion_tokens": 350, "reasoning_tokens": -1}, (323, 27), "estimated"),
        ({"completion_tokens": 350, "reasoning_tokens": 200}, (323, 27), "estimated"),
        ({"reasoning_tokens": 400}, (400, 25), "estimated"),
    ],
    ids=[
        "believed",
        "zero but text",
        "none",
        "impossible",
        "completion without reasoning",
        "completion without a shorter reasoning",
        "no usage",
        "nothing counted",
        "zeros",
        "below zero",
        "refuted by the texts",
        "half",
    ],
)
def test_tokens_and_how_they_are_known(usage: dict[str, int], expected: tuple[int, int], source: str) -> None:
    found = spent(reply(**usage))
    assert (found.thinking, found.answer, found.source) == (*expected, source)


def test_thinking_that_nobody_counted_or_showed_is_unknown() -> None:
    """As in a write-up that was brought in: its author copied the answers only."""
    assert spent(reply(reasoning="")) == Tokens(None, 25, "recounted", "no usage from the provider")


def test_hidden_thinking_without_a_count_is_what_the_answer_leaves() -> None:
    assert spent(reply(reasoning="", completion_tokens=100)) == Tokens(
        75, 25, "estimated", "no reasoning count from the provider; split as the texts are"
    )


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (reply(completion_tokens=400, reasoning_tokens=300), ""),
        (reply(completion_tokens=4000, reasoning_tokens=3900), "a summary"),
        (
            reply(
                "先算总和，再除以三。所以余数为零，" * 20,
                "余数为零。",
                completion_tokens=260,
                reasoning_tokens=255,
            ),
            "",
        ),
        (replace(reply(completion_tokens=340), model="claude-opus-4-1-20250805"), "this family"),
        (replace(reply(completion_tokens=340), model="claude-3-7-sonnet-20250219"), ""),
        (replace(reply(completion_tokens=650), model="deepseek-reasoner"), ""),
        (replace(reply(completion_tokens=650), model="an unknown one"), "a summary"),
        (reply(reasoning="", completion_tokens=400, reasoning_tokens=300), "300 reasoning tokens billed"),
        (reply(reasoning=" "), "no thinking text"),
        (Reply("a", "b" * 99, extras={"condensed": True}), "condensed"),
        (
            reply(reasoning="等等，检查一下。" * 100, answer="", completion_tokens=500, reasoning_tokens=500),
            "",
        ),
    ],
    ids=[
        "raw",
        "summary",
        "Chinese has 1.4 characters a token",
        "a family of summaries",
        "a raw member of it",
        "a raw family is doubted less",
        "than an unknown one",
        "hidden",
        "blank",
        "condensed",
        "Chinese is dense but raw",
    ],
)
def test_only_raw_thinking_is_measured_as_text(made: Reply, why: str) -> None:
    found = why_not_raw(made)
    assert why in found
    assert bool(found) is bool(why)


@pytest.mark.parametrize(
    ("text", "letters_a_token"),
    [
        ("Давайте проверим: сумма семнадцати и двадцати пяти равна сорока двум.", 2.3),
        ("まず合計を求めます。したがって、答えは四十二です。", 1.6),
        ("먼저 합을 구해 봅시다. 따라서 정답은 사십이입니다.", 1.1),
        ("لنتحقق مرة أخرى من المجموع ثم نكتب الجواب", 2.3),
    ],
    ids=["Cyrillic", "kana", "Hangul", "Arabic"],
)
def test_other_scripts_are_recounted_as_tokenizers_do(text: str, letters_a_token: float) -> None:
    """Measured once with a public tokenizer of 150,000 entries on such sentences; a fifth of play."""
    letters = sum(letter.isalpha() for letter in text)
    assert letters / recount(text) == pytest.approx(letters_a_token, rel=0.25)


def test_what_was_billed_is_what_thinking_and_answer_come_to() -> None:
    for usage in (Usage(10, 330, 280, None, 620), Usage(10, 500, None), Usage(10, 500, 300, None, 510)):
        found = spent(Reply(ANSWER, THINKING, usage=usage))
        assert (found.thinking or 0) + (found.answer or 0) == output_tokens(usage)


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
