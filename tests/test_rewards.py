"""The marker as a reward, in the call shapes of the trainers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from harness import rewards
from harness.rewards import accuracy_reward, compute_score, process_results, rubric_reward, value

CHATS = [
    [{"role": "assistant", "content": text}] for text in ("\\boxed{4}", "It is 5.", "I cannot say.", "4")
]


def test_trl_gets_a_reward_a_completion() -> None:
    found = accuracy_reward(
        prompts=["?"] * 4,
        completions=CHATS,
        completion_ids=[[1]] * 4,
        answer=["4"] * 3 + ["\\frac{"],
        trainer_state=None,
    )
    assert found == [1.0, 0.0, 0.0, None]
    assert accuracy_reward(completions=CHATS, solution=["so #### 4"] * 4) == [1.0, 0.0, 0.0, 1.0]
    assert accuracy_reward(completions=["4"], answer=["\\frac{"], undecided=0.25) == [0.25]


def test_columns_of_a_data_set_declare_what_they_say() -> None:
    rows: dict[str, Any] = {
        "answer": ["\\sqrt{a^2}", "\\sqrt{a^2}", ["1/2", "0.5"]],
        "symbols": [{"a": "positive"}, {"a": None}, None],
    }
    assert accuracy_reward(completions=["a", "a", "0.5"], **rows) == [1.0, 0.0, 1.0]


def test_a_row_that_cannot_be_marked_stops_no_training() -> None:
    assert accuracy_reward(completions=["a"], answer=["a"], symbols=[{"a": "purple"}]) == [None]
    with pytest.raises(ValueError, match="name one of answer"):
        accuracy_reward(completions=["a"])


def test_trls_table_of_completions_says_why() -> None:
    told: dict[str, list[Any]] = {}
    accuracy_reward(completions=CHATS, answer=["4"] * 4, log_extra=told.__setitem__)
    assert told["mark_status"] == ["correct", "incorrect", "no_answer", "correct"]
    assert "claimed 5" in told["mark_reason"][1]


def test_a_part_of_what_is_asked_earns_its_share() -> None:
    (found,) = accuracy_reward(completions=["x = 1 and y = 3"], answer=["1, 2"], targets=[["x", "y"]])
    assert found == 0.5


def test_verl_gets_one_table_of_keys_whatever_comes() -> None:
    right = compute_score(
        data_source="own", solution_str="<think>so</think>It is 4.", ground_truth="4", extra_info=None
    )
    wrong = compute_score("own", "5", "4", {"symbols": {"x": "positive"}, "index": 3})
    undecided = compute_score("own", "5", "\\frac{", undecided=-0.5)
    assert (right["score"], wrong["score"], undecided["score"]) == (1.0, 0.0, -0.5)
    assert right.keys() == wrong.keys() == undecided.keys()
    assert (undecided["decided"], undecided["acc"]) == (0.0, 0.0)


def test_verl_loads_the_file_by_its_path() -> None:
    spec = importlib.util.spec_from_file_location("custom_module", Path(rewards.__file__))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.compute_score("own", "4", "4")["score"] == 1.0


def test_a_rubric_gets_a_number() -> None:
    assert rubric_reward(CHATS[0], "4", state={}, info={}) == 1.0
    assert rubric_reward("5", ["4", "5"]) == 1.0
    assert rubric_reward("5", "\\frac{", undecided=0.5) == 0.5


def test_lm_eval_gets_its_metrics() -> None:
    assert process_results({"answer": "… #### 4"}, ["It is 4."]) == {"correct": 1.0, "undecided": 0.0}
    assert process_results({"target": "4"}, [["4", "5"]]) == {"correct": 0.5, "undecided": 0.0}
    assert process_results({"answer": "\\frac{"}, ["4"]) == {"correct": 0.0, "undecided": 1.0}


def test_statuses_have_the_value_that_is_stated() -> None:
    from harness import Verdict

    words = ("correct", "incorrect", "hedged", "no_answer", "unsupported", "failed")
    assert [value(Verdict(word, ""), None) for word in words] == [1.0, 0.0, 0.0, 0.0, None, None]  # type: ignore[arg-type]
