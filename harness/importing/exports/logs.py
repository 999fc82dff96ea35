"""Logs of other evaluations: Inspect, lm-evaluation-harness, and the rollouts of verifiers and TRL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from harness.importing.exports.conversation import (
    Entry,
    Exported,
    Message,
    content,
    gold_in,
    golds_of,
    moment,
    seconds_of,
    talk,
)

# ------------------------------------------------------------------------- Inspect


def inspect_log(entry: Entry) -> Iterator[Exported]:
    """Read an Inspect log dumped as one JSON object."""
    model = str((entry.get("eval") or {}).get("model") or "")
    for sample in entry["samples"] or ():
        yield inspect_sample(sample, model)


def inspect_sample(sample: Mapping[str, Any], model: str) -> Exported:
    """Read one sample of an Inspect log: an epoch is a sample of its question."""
    output = sample.get("output") or {}
    said = sample.get("messages") or []
    choices = output.get("choices") or [{}]
    found = talk(
        said,
        str(output.get("model") or model),
        output.get("usage"),
        total=seconds_of(output.get("time")) or seconds_of(sample.get("total_time")),
        finish={"max_tokens": "length"}.get(
            str(choices[0].get("stop_reason")), choices[0].get("stop_reason")
        ),
        when=moment(sample.get("started_at")),
    )
    error = sample.get("error")
    unread = [kind for one in said for kind in content(one.get("content"))[2]]
    return Exported(
        "", "", str(sample.get("id", "")), tuple(found), golds_of(sample.get("target")),
        max(0, int(sample.get("epoch") or 1) - 1), _plain(sample.get("metadata")),
        tuple(dict.fromkeys(unread)),
        str(error.get("message") or error)[:300] if isinstance(error, Mapping) else None,
    )  # fmt: skip


def _plain(found: Any) -> dict[str, Any]:
    """Return what of a table is small and plain."""
    if not isinstance(found, Mapping):
        return {}
    return {
        str(name): value
        for name, value in found.items()
        if isinstance(value, bool | int | float) or (isinstance(value, str) and len(value) <= 400)
    }


# ---------------------------------------------------------------------------- lm-eval


def lm_eval(entry: Entry) -> Iterator[Exported]:
    """Read a line of lm-eval's ``samples_*.jsonl``: the document, the requests made of it, the replies."""
    document = entry.get("doc") or {}
    name = str(document.get("id") or document.get("unique_id") or entry.get("doc_id"))
    prompt = _asked(entry.get("arguments"))
    golds = gold_in({"target": entry.get("target")}) or gold_in(document)
    replies = [reply for reply in _replies(entry["resps"]) if isinstance(reply, str)]
    if not replies:
        yield Exported("", "", name, (), golds, unread=("likelihoods of given answers",))
    for place, reply in enumerate(replies):
        yield Exported(
            "", "", name, (Message("user", prompt), Message("assistant", reply)), golds,
            place if len(replies) > 1 else None, _plain(document),
        )  # fmt: skip


def _replies(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _replies(one)
    else:
        yield value


def _asked(arguments: Any) -> str:
    """Return the prompt: the first argument of the first request, a chat's last user message."""
    while isinstance(arguments, Mapping | list) and arguments:
        arguments = next(iter(arguments.values())) if isinstance(arguments, Mapping) else arguments[0]
    text = arguments if isinstance(arguments, str) else ""
    if text.startswith("[{"):
        try:
            said = [m for m in json.loads(text) if m.get("role") == "user"]
            return content(said[-1].get("content"))[0] if said else text
        except (ValueError, AttributeError, RecursionError):
            return text
    return text


# ------------------------------------------------------------------- verifiers and TRL


def rollout(entry: Entry) -> Iterator[Exported]:
    """Read a row with a prompt and a completion, each a text or messages; several completions are samples."""
    prompt = entry["prompt"]
    asked = talk(prompt) if isinstance(prompt, list) else [Message("user", str(prompt or ""))]
    told = entry["completion"] if "completion" in entry else entry["completions"]
    several = isinstance(told, list) and not all(isinstance(one, Mapping) for one in told)
    name = next(
        (str(entry[k]) for k in ("example_id", "id", "prompt_id", "task_id") if entry.get(k) is not None), ""
    )
    about = entry.get("info")
    golds = gold_in(entry) or gold_in(about if isinstance(about, Mapping) else {})
    for place, one in enumerate(told if several else [told]):
        said = (
            talk(one, str(entry.get("model") or ""))
            if isinstance(one, list)
            else [Message("assistant", str(one))]
        )
        columns = _plain({key: entry.get(key) for key in ("task", "subject", "level")})
        yield Exported("", "", name, (*asked, *said), golds, place if several else None, columns)
