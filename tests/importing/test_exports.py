"""Conversations in the shapes that providers and tools export them."""

import json
from pathlib import Path

import pytest

from harness.errors import ImportFileError
from harness.importing import Labels, bring_in
from harness.importing.exports import read_export

ASK, THINK, SAY = "What is 1 + 1?", "Two ones.", "It is 2."

OPENAI = {
    "id": "x",
    "model": "m-1",
    "messages": [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": ASK},
        {"role": "assistant", "content": SAY, "reasoning_content": THINK},
    ],
}
SHAREGPT = {"conversations": [{"from": "human", "value": ASK}, {"from": "gpt", "value": SAY}]}
CHATGPT = {
    "title": "Sum",
    "current_node": "c",
    "mapping": {
        "r": {"message": None, "parent": None, "children": ["a"]},
        "a": {
            "message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": [ASK]}},
            "parent": "r",
            "children": ["b", "old"],
        },
        "old": {
            "message": {"author": {"role": "assistant"}, "content": {"parts": ["It is 3."]}},
            "parent": "a",
            "children": [],
        },
        "b": {
            "message": {
                "author": {"role": "assistant"},
                "content": {"content_type": "thoughts", "thoughts": [{"content": THINK}]},
            },
            "parent": "a",
            "children": ["c"],
        },
        "c": {
            "message": {
                "author": {"role": "assistant"},
                "content": {"content_type": "text", "parts": [SAY]},
                "metadata": {"model_slug": "m-1"},
            },
            "parent": "b",
            "children": [],
        },
    },
}
DEEPSEEK = {
    "title": "Sum",
    "mapping": {
        "root": {"id": "root", "parent": None, "children": ["1"], "message": None},
        "1": {
            "parent": "root",
            "children": ["2"],
            "message": {"fragments": [{"type": "REQUEST", "content": ASK}]},
        },
        "2": {
            "parent": "1",
            "children": [],
            "message": {
                "model": "m-1",
                "fragments": [{"type": "THINK", "content": THINK}, {"type": "RESPONSE", "content": SAY}],
            },
        },
    },
}
INSPECT = {
    "eval": {"model": "m-1"},
    "samples": [
        {
            "id": "s1",
            "messages": [
                {"role": "user", "content": ASK},
                {
                    "role": "assistant",
                    "content": [{"type": "reasoning", "reasoning": THINK}, {"type": "text", "text": SAY}],
                },
            ],
            "output": {"usage": {"input_tokens": 5, "output_tokens": 7, "reasoning_tokens": 4}},
        }
    ],
}
SHAPES = {
    "openai": OPENAI,
    "sharegpt": SHAREGPT,
    "chatgpt": CHATGPT,
    "deepseek": DEEPSEEK,
    "inspect": INSPECT,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("lines", [False, True], ids=["json", "jsonl"])
def test_each_shape_gives_prompt_thinking_and_answer(shape: str, lines: bool, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(SHAPES[shape]) + "\n" if lines else json.dumps([SHAPES[shape]]), "utf-8")
    (transcript,) = bring_in(path, "transcripts", Labels("sums/one")).transcripts
    (turn,), (reply,) = transcript.conversation.turns, transcript.replies
    assert (turn.text, reply.answer) == (ASK, SAY)
    if shape != "sharegpt":
        assert reply.reasoning == THINK
        assert transcript.model == "imported:m-1"


def test_token_counts_of_a_log_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(INSPECT), "utf-8")
    usage = bring_in(path, "transcripts", Labels("sums/{id}")).transcripts[0].replies[0].usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.reasoning_tokens) == (5, 7, 4)


def test_prompts_with_letters_name_their_parts(tmp_path: Path) -> None:
    said = [("user", "(a) one?"), ("assistant", "1"), ("user", "(c) three?"), ("assistant", "3")]
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"messages": [{"role": r, "content": c} for r, c in said]}), "utf-8")
    (transcript,) = bring_in(path, "transcripts", Labels("s/q")).transcripts
    assert [turn.parts for turn in transcript.conversation.turns] == [("a",), ("c",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"messages": []}\n{"messages": \n', "line 2"),
        ('{"talk": 1}', "no conversation found"),
        ("[1]", "expected an object"),
        ('{"messages": [3]}', "not as messages writes it"),
    ],
    ids=["torn line", "unknown shape", "no object", "wrong type"],
)
def test_what_is_wrong_is_said_with_its_place(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ImportFileError, match=says):
        list(read_export(path))


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    nodes = {"1": {"parent": "2", "children": ["2"]}, "2": {"parent": "1", "children": ["1"]}}
    path = tmp_path / "circle.json"
    path.write_text(json.dumps({"mapping": nodes, "current_node": "1"}), "utf-8")
    assert [e.messages for e in read_export(path)] == [()]
