"""What other tools write, brought in: nothing merges, golds come along, what is said of a reply is kept."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.errors import ImportFileError
from harness.importing import Labels, bring_in
from harness.records import Reply, Transcript, Usage
from harness.store import RunFolder

ASK, SAY = "What is 1 + 1?", "It is 2."


def brought(path: Path, content: Any, *, lines: bool = False) -> tuple[Transcript, ...]:
    text = "".join(json.dumps(one) + "\n" for one in content) if lines else json.dumps(content)
    path.write_text(text, "utf-8")
    return bring_in(path, "auto", Labels("imported/{id}")).transcripts


def only(transcripts: tuple[Transcript, ...]) -> Reply:
    ((reply,),) = (t.replies for t in transcripts)
    return reply


def marks(folder: Path, *words: str) -> list[str]:
    """Return what ``harness import`` makes of it, marked at once."""
    assert main(["import", *words, "--name", "x", "--runs", str(folder / "runs")]) == 0
    return [v.status for v in RunFolder(folder / "runs" / "x").verdicts()]


# ------------------------------------------------------------------- epochs and samples


def sample(name: str, epoch: int, said: str, target: Any = "1.5") -> dict[str, Any]:
    return {
        "id": name, "epoch": epoch, "target": target,
        "messages": [{"role": "user", "content": f"{name}?"}, {"role": "assistant", "content": said}],
        "output": {"usage": {"input_tokens": 9, "output_tokens": 7, "input_tokens_cache_read": 4},
                   "time": 2.5},
        "started_at": "2031-05-04T03:02:01+00:00",
    }  # fmt: skip


def test_equal_replies_of_epochs_do_not_merge(tmp_path: Path) -> None:
    right = [sample("half", n, "\\boxed{1.5}") for n in range(1, 10)]
    wrong = [sample("half", n, f"\\boxed{{{n}}}") for n in range(10, 18)]
    log = {"eval": {"model": "m-1"}, "samples": [*right, *wrong]}
    (tmp_path / "log.json").write_text(json.dumps(log), "utf-8")
    found = marks(tmp_path, str(tmp_path / "log.json"))
    assert (found.count("correct"), len(found)) == (9, 17)
    transcripts = list(RunFolder(tmp_path / "runs" / "x").transcripts())
    assert [t.sample for t in transcripts] == list(range(17))
    assert len({t.run_key for t in transcripts}) == 17
    reply = transcripts[0].replies[0]
    assert (reply.usage.cached_tokens, reply.timing.total) == (4, 2.5)
    assert transcripts[0].started == "2031-05-04T03:02:01Z"


def test_equal_rows_without_names_are_samples_of_one_question(tmp_path: Path) -> None:
    row = {"prompt": ASK, "completion": SAY, "answer": "2"}
    (tmp_path / "rows.jsonl").write_text((json.dumps(row) + "\n") * 3, "utf-8")
    assert marks(tmp_path, str(tmp_path / "rows.jsonl")) == ["correct"] * 3
    found = list(RunFolder(tmp_path / "runs" / "x").transcripts())
    assert (len({t.conversation.question for t in found}), [t.sample for t in found]) == (1, [0, 1, 2])


def test_chats_under_one_title_are_different_questions(tmp_path: Path) -> None:
    chats = [
        {"id": "Sum", "messages": [{"role": "user", "content": q}, {"role": "assistant", "content": "2"}]}
        for q in ("1 + 1?", "4 - 2?")
    ]
    found = brought(tmp_path / "c.json", chats)
    assert len({t.conversation.question for t in found}) == 2


def test_usage_of_a_conversation_is_counted_once(tmp_path: Path) -> None:
    entry = {
        "messages": [{"role": r, "content": c} for r, c in [("user", "a"), ("assistant", "b")] * 2],
        "usage": {
            "prompt_tokens": 5,
            "completion_tokens": 100,
            "completion_tokens_details": {"reasoning_tokens": 60},
        },
    }
    (found,) = brought(tmp_path / "c.json", entry)
    assert [r.usage.completion_tokens for r in found.replies] == [None, 100]
    assert found.replies[1].usage.reasoning_tokens == 60


# ------------------------------------------------------------------------ each tool

LM_EVAL = {
    "doc_id": 4, "doc": {"question": "Six over four?", "answer": "so #### 1.5", "level": 2}, "target": "1.5",
    "arguments": {"gen_args_0": {"arg_0": "Q: Six over four?\nA:", "arg_1": {"until": ["\n\n"]}}},
    "resps": [["3/2", "7"]], "filtered_resps": ["3/2"], "filter": "none", "doc_hash": "d", "exact_match": 0.0,
}  # fmt: skip


def test_lm_eval_samples(tmp_path: Path) -> None:
    rows = [LM_EVAL, {**LM_EVAL, "filter": "strict"}]
    (tmp_path / "samples_t.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    assert marks(tmp_path, str(tmp_path / "samples_t.jsonl")) == ["correct", "incorrect"]


def test_likelihoods_are_named_as_not_read(tmp_path: Path) -> None:
    row = {**LM_EVAL, "resps": [[[-1.5, False]]]}
    path = tmp_path / "samples_t.jsonl"
    path.write_text(json.dumps(LM_EVAL) + "\n" + json.dumps({**row, "doc_id": 5}) + "\n", "utf-8")
    assert bring_in(path, "auto", Labels("imported/{id}")).doubts == (
        "1 × likelihoods of given answers: not read",
    )


BODY = {
    "id": "chatcmpl-1", "object": "chat.completion", "created": 1900000000, "model": "m-1",
    "system_fingerprint": "fp-7",
    "choices": [
        {"index": 0, "finish_reason": "stop",
         "message": {"role": "assistant", "content": SAY, "reasoning_content": "Two ones."}}
    ],
    "usage": {
        "prompt_tokens": 9, "completion_tokens": 20, "total_tokens": 29,
        "completion_tokens_details": {"reasoning_tokens": 12}, "prompt_tokens_details": {"cached_tokens": 8},
    },
}  # fmt: skip


def test_a_completion_keeps_all_that_is_said_of_it(tmp_path: Path) -> None:
    (found,) = brought(tmp_path / "one.json", BODY)
    (reply,) = found.replies
    assert (reply.answer, reply.reasoning, reply.finish_reason) == (SAY, "Two ones.", "stop")
    assert (reply.model, reply.request_id, reply.fingerprint) == ("m-1", "chatcmpl-1", "fp-7")
    assert reply.usage == Usage(9, 20, 12, 8, 29)
    assert found.started == "2030-03-17T17:46:40Z"


def test_several_choices_are_samples(tmp_path: Path) -> None:
    two = {**BODY, "choices": [{"index": n, "message": {"content": SAY}} for n in range(2)]}
    assert [t.sample for t in brought(tmp_path / "one.json", two)] == [0, 1]


def test_a_batch_is_marked_against_its_bank(tmp_path: Path) -> None:
    bank = [{"id": "Q 1", "question": ASK, "answer": "2"}, {"id": "Q 2", "question": "2 + 2?", "answer": "4"}]
    (tmp_path / "sums.jsonl").write_text("".join(json.dumps(row) + "\n" for row in bank), "utf-8")
    lines = [
        {"id": "b1", "custom_id": "Q 1", "response": {"status_code": 200, "body": BODY}, "error": None},
        {"id": "b2", "custom_id": "Q 2", "response": {"status_code": 200, "body": BODY}, "error": None},
        {"id": "b3", "custom_id": "Q 2", "response": None, "error": {"message": "expired"}},
        {"id": "b4", "custom_id": "Q 9", "response": {"status_code": 200, "body": BODY}, "error": None},
    ]
    out = tmp_path / "out.jsonl"
    out.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    found = marks(tmp_path, str(out), "--bank", str(tmp_path / "sums.jsonl"))
    assert sorted(found) == ["correct", "failed", "incorrect", "unsupported"]
    first, _, third, _ = RunFolder(tmp_path / "runs" / "x").transcripts()
    assert (first.conversation.question, first.conversation.turns[0].text) == ("sums/q-1", ASK)
    assert "expired" in (third.error or "")


def test_a_responses_object(tmp_path: Path) -> None:
    entry = {
        "id": "resp_1", "object": "response", "created_at": 1900000000, "status": "completed", "model": "m-2",
        "input": ASK,
        "output": [
            {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Two ones."}]},
            {"type": "web_search_call", "id": "w"},
            {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": SAY}]},
        ],
        "usage": {"input_tokens": 3, "output_tokens": 9, "output_tokens_details": {"reasoning_tokens": 5}},
    }  # fmt: skip
    (found,) = brought(tmp_path / "one.json", entry)
    (reply,) = found.replies
    assert (found.conversation.turns[0].text, reply.answer, reply.reasoning) == (ASK, SAY, "Two ones.")
    assert (reply.usage.reasoning_tokens, reply.finish_reason) == (5, "stop")
    assert bring_in(tmp_path / "one.json", "auto", Labels("imported/{id}")).doubts == (
        "1 × web_search_call: not read",
    )


def test_rollouts_of_a_trainer(tmp_path: Path) -> None:
    rows = [
        {"example_id": 0, "prompt": [{"role": "user", "content": ASK}], "answer": "2", "reward": 1.0,
         "completion": [{"role": "assistant", "content": "<think>one, one</think>It is 2."}]},
        {"prompt": "3?", "completions": ["3", "4"], "solution": "3"},
    ]  # fmt: skip
    path = tmp_path / "results.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert marks(tmp_path, str(path)) == ["correct", "correct", "incorrect"]
    first = next(RunFolder(tmp_path / "runs" / "x").transcripts())
    assert (first.replies[0].reasoning, first.replies[0].answer) == ("one, one", "It is 2.")


CLAUDE = [
    {
        "uuid": "u", "name": "Sum", "created_at": "2031-01-01T00:00:00Z",
        "chat_messages": [
            {"sender": "human", "text": ASK, "content": [{"type": "text", "text": ASK}],
             "created_at": "2031-01-01T00:00:00Z", "files": [{"file_name": "a.png"}]},
            {"sender": "assistant", "text": SAY, "created_at": "2031-01-01T00:00:09Z",
             "content": [
                 {"type": "thinking", "thinking": "Two ones.", "start_timestamp": "2031-01-01T00:00:01Z",
                  "stop_timestamp": "2031-01-01T00:00:08.500000Z"},
                 {"type": "text", "text": SAY},
             ]},
        ],
    }
]  # fmt: skip
WEBUI_THOUGHT = (
    '<details type="reasoning" done="true" duration="12">\n<summary>Thought for 12 seconds</summary>\n'
    "Two ones.\n</details>"
)
WEBUI = [
    {
        "id": "w", "title": "Sum",
        "chat": {
            "models": ["m-3"],
            "history": {
                "currentId": "b",
                "messages": {
                    "a": {"parentId": None, "role": "user", "content": ASK, "timestamp": 1900000000},
                    "old": {"parentId": "a", "role": "assistant", "content": "It is 3."},
                    "b": {"parentId": "a", "role": "assistant", "model": "m-3", "timestamp": 1900000009,
                          "content": f"{WEBUI_THOUGHT}\n{SAY}"},
                },
            },
        },
    }
]  # fmt: skip
DEEPSEEK = [
    {
        "id": "d", "title": "Sum",
        "mapping": {
            "1": {"parent": None, "children": ["2"],
                  "message": {"fragments": [{"type": "REQUEST", "content": ASK}]}},
            "2": {"parent": "1", "children": [], "message": {
                "model": "m-4", "inserted_at": "2031-01-01T08:00:00.000+08:00",
                "fragments": [{"type": "THINK", "content": "Two ones.", "elapsed_secs": 31.5},
                              {"type": "RESPONSE", "content": SAY}]}},
        },
    }
]  # fmt: skip
CHATGPT = [
    {
        "title": "Sum", "default_model_slug": "m-5",
        "mapping": {
            "1": {"parent": None, "children": ["2"], "message": {
                "author": {"role": "user"}, "create_time": 1900000000.5,
                "content": {"parts": [ASK, {"asset": "x"}]}}},
            "2": {"parent": "1", "children": ["3"], "message": {
                "author": {"role": "assistant"},
                "content": {"content_type": "thoughts", "thoughts": [{"content": "Two ones."}]}}},
            "3": {"parent": "2", "children": ["4"], "message": {
                "author": {"role": "assistant"}, "metadata": {"finished_duration_sec": 23},
                "content": {"content_type": "reasoning_recap", "content": "Thought for 23 seconds"}}},
            "4": {"parent": "3", "children": [], "message": {
                "author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [SAY]}}},
        },
    }
]  # fmt: skip
CHATS = {
    "Claude": (CLAUDE, 7.5, "2031-01-01T00:00:00Z", ""),
    "DeepSeek": (DEEPSEEK, 31.5, "2031-01-01T00:00:00Z", "m-4"),
    "ChatGPT": (CHATGPT, 23.0, "2030-03-17T17:46:40Z", "m-5"),
    "Open WebUI": (WEBUI, 12.0, "2030-03-17T17:46:40Z", "m-3"),
}


@pytest.mark.parametrize(("export", "seconds", "when", "model"), CHATS.values(), ids=CHATS)
@pytest.mark.parametrize("packed", [False, True], ids=["json", "zip"])
def test_a_makers_export_as_it_comes(
    tmp_path: Path, export: Any, seconds: float, when: str, model: str, packed: bool
) -> None:
    path = tmp_path / ("export.zip" if packed else "conversations.json")
    if packed:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("user.json", "{}")
            archive.writestr("data/conversations.json", json.dumps(export))
    else:
        path.write_text(json.dumps(export), "utf-8")
    (found,) = bring_in(path, "auto", Labels("imported/{id}")).transcripts
    (reply,) = found.replies
    assert (found.conversation.turns[0].text, reply.answer.strip()) == (ASK, SAY)
    assert "Two ones." in reply.reasoning
    assert reply.timing.stated_thinking == seconds
    assert (found.started, reply.model or "") == (when, model)
    assert found.conversation.question == "imported/sum"


def test_no_import_is_called_by_its_template(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    path.write_text("**You:** What is 1 + 1?\n\n**ChatGPT:** It is 2.\n", "utf-8")
    found = bring_in(path, "auto", Labels("imported/{id}")).transcripts
    assert all("{" not in t.conversation.question for t in found)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "x"}, "nothing recognised"),
        ({"conversations.json": "{bad"}, "conversations.json: not JSON"),
        ({"conversations.json": '[{"talk": 1}]'}, "conversations.json, entry 1: no conversation found"),
    ],
)
def test_what_is_wrong_in_an_archive_is_said_with_its_place(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    with pytest.raises(ImportFileError, match=said):
        bring_in(path, "auto", Labels("imported/{id}"))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", b"[" + b" " * ((1 << 28) + 10) + b"]")
    with pytest.raises(ImportFileError, match="unpack"):
        bring_in(path, "auto", Labels("imported/{id}"))


def test_an_inspect_log_as_it_comes_in_its_archive(tmp_path: Path) -> None:
    zstd = pytest.importorskip(
        "backports.zstd.zipfile", reason="Zstandard needs backports.zstd before Python 3.14"
    )
    path = tmp_path / "log.eval"
    with zstd.ZipFile(path, "w", zstd.ZIP_ZSTANDARD) as archive:
        archive.writestr("header.json", json.dumps({"eval": {"model": "m-1"}, "status": "success"}))
        archive.writestr("summaries.json", "[]")
        for epoch in (1, 2):
            archive.writestr(f"samples/half_epoch_{epoch}.json", json.dumps(sample("half", epoch, "1.5")))
    assert marks(tmp_path, str(path)) == ["correct", "correct"]
    assert {t.model for t in RunFolder(tmp_path / "runs" / "x").transcripts()} == {"imported:m-1"}


def test_a_run_is_marked_against_another_bank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "one", "prompt": ASK, "completion": SAY, "answer": "3"}]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert marks(tmp_path, str(tmp_path / "r.jsonl")) == ["incorrect"]
    (tmp_path / "better.csv").write_text(f"nr,frage,soll\n7,{ASK},2\n", "utf-8")
    words = ["grade", "x", "--runs", str(tmp_path / "runs")]
    maps = ["--map", "frage=question", "--map", "soll=answer", "--map", "nr=id"]
    run = RunFolder(tmp_path / "runs" / "x")
    assert main([*words, "--against", str(tmp_path / "better.csv"), *maps]) == 0
    assert [v.status for v in run.verdicts()] == ["correct"]
    assert main(words) == 0
    assert [v.status for v in run.verdicts()] == ["correct"]
    assert main([*words, "--against", "-"]) == 0
    assert [v.status for v in run.verdicts()] == ["incorrect"]
    assert main([*words, "--against", "nothing"]) == 1
    assert "not a bank" in capsys.readouterr().err
