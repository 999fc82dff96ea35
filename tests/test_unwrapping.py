"""Whatever servers and trainers leave around an answer is taken off; what only looks like it stays."""

from __future__ import annotations

import pytest

from harness import verify
from harness.unwrapping import content, split, unwrapped

PAIRS = [
    ("<think>", "</think>"),
    ("<Thinking>", "</Thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),
    ("<scratchpad>", "</scratchpad>"),
    ("◁think▷", "◁/think▷"),
    ("[THINK]", "[/THINK]"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ('<details type="reasoning" open>', "</details>"),
    ("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
def test_only_what_follows_the_thinking_is_the_answer(opening: str, closing: str) -> None:
    assert verify("9", rf"{opening}Perhaps \boxed{{9}}?{closing}The answer is 4.").status == "incorrect"
    assert verify("9", rf"{opening}Perhaps \boxed{{4}}?{closing}The answer is 9.").status == "correct"


@pytest.mark.parametrize(("opening", "_closing"), PAIRS)
def test_a_thinking_that_never_ends_has_no_answer(opening: str, _closing: str) -> None:
    found = verify("9", rf"{opening}It must be \boxed{{9}}, let me")
    assert (found.status, found.reason) == ("no_answer", "the reply breaks off within its thinking")


@pytest.mark.parametrize("closing", [closing for _, closing in PAIRS[:8]])
def test_the_opening_tag_may_have_been_the_templates(closing: str) -> None:
    assert verify("9", rf"Perhaps \boxed{{9}}?{closing}The answer is 4.").status == "incorrect"


ENDS = [
    "<|im_end|>",
    "</s>",
    "<|eot_id|>",
    "<eos>",
    "<end_of_turn>",
    "<|endoftext|>",
    "<｜end▁of▁sentence｜>",
    "[EOS]",
]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("reply", ["7/2", "The answer is 7/2.", r"$\boxed{\frac72}$", "**7/2**"])
def test_a_token_that_ends_the_turn_is_no_part_of_the_answer(reply: str, end: str) -> None:
    assert verify("7/2", reply + end).status == "correct"
    assert verify("7/2", f"{reply}{end}\n<|im_start|>user\nAnd 3?<|im_end|>\n3").status == "correct"


RUN_ON = {
    "hashes": "So 6 + 5 = 11.\n#### 11\n\nQuestion: What is 2 + 2?\nAnswer: 2 + 2 = 4\n#### 4",
    "a bare answer": "11\n\nQ: What is 2 + 2?\nA: 4",
    "a box": "\\boxed{11}\n\nProblem: What is 2 + 2?\nSolution: \\boxed{4}",
    "roles": "The answer is 11.\n\nUser: And 2 + 2?\nAssistant: It is 4.",
}


@pytest.mark.parametrize("reply", RUN_ON.values(), ids=RUN_ON.keys())
def test_a_question_of_its_own_making_is_not_answered_for_ours(reply: str) -> None:
    assert verify("11", reply).status == "correct"
    assert verify("4", reply).status == "incorrect"


@pytest.mark.parametrize(
    ("gold", "reply", "status"),
    [
        (r"6\pi", r"The final answer is $6\\pi$.", "correct"),
        ("6", r"The final answer is $6\\pi$.", "incorrect"),
        (r"\frac15", r"\\boxed{\\frac{1}{5}}", "correct"),
        (r"\\frac{1}{5}", r"\frac{1}{5}", "correct"),
        (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", "correct"),
        (r"\begin{pmatrix} a \\ b \end{pmatrix}", r"\begin{pmatrix}a\\b\end{pmatrix}", "correct"),
    ],
)
def test_backslashes_written_twice_are_read_once(gold: str, reply: str, status: str) -> None:
    assert verify(gold, reply).status == status


MESSAGES = [
    {"role": "assistant", "content": "It is 5."},
    [{"role": "user", "content": "2 + 3? I say 4."}, {"role": "assistant", "content": "It is 5."}],
    {
        "role": "assistant",
        "content": [{"type": "thinking", "thinking": "4?"}, {"type": "text", "text": "It is 5."}],
    },
    {"choices": [{"message": {"content": "It is 5."}}, {"message": {"content": "It is 6."}}]},
    {"content": None, "tool_calls": [{"function": {"name": "final_answer", "arguments": '{"answer": 5}'}}]},
    b"It is 5.",
    5,
]


@pytest.mark.parametrize("raw", MESSAGES)
def test_a_chat_message_is_what_it_says(raw: object) -> None:
    assert verify("5", raw).status == "correct"
    assert verify("role", raw).status != "correct"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"role": "user", "content": "5"},
        {"tool_calls": [{"function": {"name": "search"}}]},
        {"content": {}},
    ],
)
def test_what_says_nothing_answers_nothing(raw: object) -> None:
    assert verify("5", [raw] if isinstance(raw, dict) else raw).status == "no_answer"


@pytest.mark.parametrize(
    "text",
    [
        "For a < b and c > d the answer is 3.",
        "Write `<think>` before it, then 3.",
        "Question: What is 1 + 2?\nAnswer: 3",
        "We strike out <s>4</s> and keep 3.",
        "<details><summary>Steps</summary>1 + 2</details>\n\nThe answer is 3.",
        "It is 3, tags such as <think> aside.",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert unwrapped(text).answer == text
    assert split(text).tag is None


def test_claims_stand_where_they_stand_in_the_raw_text() -> None:
    raw = "<think>4?</think>\n\nThe answer is 12.<|im_end|>"
    claim = verify("12", raw).claim
    assert claim is not None
    assert raw[claim.start : claim.end] == claim.text == "12"


def test_deep_and_odd_messages_end() -> None:
    deep: object = "5"
    for _ in range(5_000):
        deep = {"content": deep}
    assert content(deep) == ""
    assert unwrapped("<think>" * 40_000 + "5").unfinished
    assert unwrapped("</think>" * 40_000 + "5").answer == "5"
