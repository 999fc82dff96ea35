"""Raw answers of models, servers, logs and trainers: what is the answer in them, and what is not."""

from __future__ import annotations

import pytest

from harness import verify

RIGHT: list[tuple[str, object]] = [
    ("42", "<think>maybe 41</think>The answer is 42."),
    ("42", "maybe 41</think>\n\nThe answer is 42."),
    ("42", "[THINK]41?[/THINK]The answer is 42."),
    (
        "42",
        "<|channel|>analysis<|message|>41?<|end|>"
        "<|start|>assistant<|channel|>final<|message|>It is 42.<|return|>",
    ),
    ("42", "The answer is 42<|im_end|>"),
    ("42", "42</s>"),
    ("42", "42<|endoftext|><|im_start|>user\nWhat is 6?<|im_end|>\n<|im_start|>assistant\nThe answer is 6."),
    ("42", "The answer is 42.\n\nQuestion: What is 1+1?\nAnswer: 2"),
    ("42", "#### 42\n\nHuman: thanks\n\nAssistant: welcome, 43"),
    ("42", "\\boxed{42}\n\nProblem: next one\nSolution: \\boxed{7}"),
    ("\\frac{1}{2}", "\\\\boxed{\\\\frac{1}{2}}"),
    ("\\frac{1}{2}", "The answer is $\\\\frac{1}{2}$.\\n\\nDone."),
    ("12\\pi", "The final answer is $12\\\\pi$."),
    ("42", {"role": "assistant", "content": "It is 42."}),
    ("42", [{"role": "user", "content": "6*7? 41?"}, {"role": "assistant", "content": "It is 42."}]),
    ("42", {"role": "assistant", "content": [{"type": "text", "text": "It is 42."}]}),
    (
        "42",
        {
            "role": "assistant",
            "content": [{"type": "thinking", "thinking": "41"}, {"type": "text", "text": "It is 42."}],
        },
    ),
    ("42", {"role": "assistant", "reasoning_content": "41", "content": "It is 42."}),
    ("42", {"choices": [{"message": {"role": "assistant", "content": "It is 42."}}]}),
    (
        "42",
        {
            "output": [
                {"type": "reasoning", "summary": []},
                {
                    "type": "message",
                    "role": "assistant",
                    "content": [{"type": "output_text", "text": "It is 42."}],
                },
            ]
        },
    ),
    (
        "42",
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {"type": "function", "function": {"name": "submit", "arguments": '{"answer": "42"}'}}
            ],
        },
    ),
    (
        "42",
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [{"function": {"name": "final_answer", "arguments": {"answer": 42}}}],
        },
    ),
    ("42", "<answer>42</answer>"),
    ("42", "<reasoning>41</reasoning>\n<answer>42</answer>"),
    ("42", "<think>\n</think>\n\n42"),
    ("42", "<Think>41</Think> 42"),
    ("42", "<seed:think>41</seed:think>42"),
    ("42", "<|begin_of_thought|>41<|end_of_thought|><|begin_of_solution|>42<|end_of_solution|>"),
    ("42", "Assistant: The answer is 42."),
    ("42", "<start_of_turn>model\nThe answer is 42.<end_of_turn>"),
    ("42", "<｜Assistant｜>The answer is 42.<｜end▁of▁sentence｜>"),
    ("42", "### Response:\nThe answer is 42."),
    ("42", "### Answer\n42"),
    ("42", '{"answer": 42}'),
    ("42", '```json\n{"reasoning": "6*7", "answer": "42"}\n```'),
    ("\\frac12", '{"answer": "\\\\frac{1}{2}"}'),
    ("42", "<final_answer>42</final_answer>"),
    ("42", "Final Answer: \\( 42 \\)<|eot_id|>"),
    ("x<3", "The answer is x<3."),
    ("42", "I will use <think> tags. The answer is 42."),
    ("42", b"It is 42."),
    ("42", "**Answer:** 42\n\n<|im_start|>assistant\n"),
    ("42", "\ufeff42"),
    ("42", '<tool_call>\n{"name": "submit_answer", "arguments": {"answer": "42"}}\n</tool_call>'),
    ("42", "<think>a</think><think>b 41</think>The answer is 42."),
    ("42", "The answer is 42.<think>hmm 41"),
    ("42", '<details type="reasoning"><summary>Thought</summary>41</details>\n42'),
    ("42", "> thinking 41\n\n42"),
    ("42", "*Thinking: 41?*\n\nThe answer is 42."),
    ("42", "User: 6*7?\nAssistant: 42"),
    ("42", "Q: 6*7?\nA: 42"),
]
NOT_THIS: list[tuple[str, object]] = [
    ("41", "<think>maybe 41</think>The answer is 42."),
    ("41", "The answer is 41, or not?</think>\n\nThe answer is 42."),
    ("41", "<think>so \\boxed{41}, let me check"),
    ("41", "<thinking>\nThe answer is 41."),
    ("41", "◁think▷so \\boxed{41}"),
    ("41", "<|channel|>analysis<|message|>It is \\boxed{41}."),
    ("2", "The answer is 42.\n\nQuestion: What is 1+1?\nAnswer: 2"),
    ("7", "\\boxed{42}\n\nProblem: next one\nSolution: \\boxed{7}"),
    ("12", "The final answer is $12\\\\pi$."),
    ("41", [{"role": "user", "content": "6*7? 41?"}, {"role": "assistant", "content": "It is 42."}]),
    ("41", {"role": "assistant", "reasoning_content": "It is 41", "content": ""}),
    (
        "42",
        {
            "role": "assistant",
            "content": "",
            "tool_calls": [{"function": {"name": "python", "arguments": '{"code": "print(42)"}'}}],
        },
    ),
    ("41", '{"guess": 41, "answer": 42}'),
    ("42", None),
    ("42", ""),
]


@pytest.mark.parametrize(("gold", "raw"), RIGHT)
def test_the_answer_is_found_in_a_raw_reply(gold: str, raw: object) -> None:
    assert verify(gold, raw).status == "correct"


@pytest.mark.parametrize(("gold", "raw"), NOT_THIS)
def test_what_is_thought_asked_or_computed_there_is_no_answer(gold: str, raw: object) -> None:
    assert not verify(gold, raw).correct
