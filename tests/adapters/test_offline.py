"""What needs no server: reading odd streams, splitting thinking, naming faults, spoiling answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from harness import providers
from harness.adapters import Setup, build, planting, tried
from harness.adapters.faults import classified, retry_after, said
from harness.adapters.oracle import options
from harness.adapters.protocol import Request
from harness.adapters.reading import Taming, read_usage, reply
from harness.adapters.spelling import spelt
from harness.adapters.stream import Gathered
from harness.errors import AdapterError, BadReply, Refused, SettingsError
from harness.records import Answer, Conversation, Expected, Json, Question, Target, Turn, Usage
from harness.unwrapping import split

LOCAL = providers.get("local")


def chunk(delta: dict[str, Any] | None = None, **more: Any) -> bytes:
    choice = {"index": 0, "delta": delta or {}, **{k: v for k, v in more.items() if k == "finish_reason"}}
    rest = {k: v for k, v in more.items() if k != "finish_reason"}
    return b"data: " + json.dumps({"choices": [choice], **rest}).encode() + b"\n\n"


TEXT = chunk({"role": "assistant"}) + chunk({"content": "4"}) + chunk({"content": "2"})
END = chunk({}, finish_reason="stop") + b"data: [DONE]\n\n"


@pytest.mark.parametrize(
    "stream",
    [
        TEXT + END,
        b": hello\n\n" + TEXT + b": keep-alive\n\n" + END,
        (TEXT + END).replace(b"\n", b"\r\n"),
        (TEXT + END).replace(b"data: {", b"data:{"),
        (TEXT + END).replace(b"data: ", b"event: message\nid: 7\ndata: "),
        TEXT.replace(b', "delta"', b',\ndata: "delta"') + END,
        chunk({"content": [{"type": "text", "text": "42"}]}) + END,
        TEXT + chunk({}, finish_reason="stop", usage={"prompt_tokens": 1}),
        TEXT + END + b"data: {}\n\n",
        TEXT + chunk({"content": None, "tool_calls": None}, usage=None, error=None) + END,
        chunk({"content": "42"}, finish_reason="stop")[:-2],
    ],
    ids=[
        "plain",
        "comments",
        "CRLF",
        "no space",
        "event names",
        "one event on two lines",
        "content in pieces",
        "no DONE",
        "more after DONE",
        "nulls",
        "no last line end",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_stream_is_read_however_it_is_cut(stream: bytes, size: int) -> None:
    found = Gathered()
    for place in range(0, len(stream), size):
        found.feed(stream[place : place + size], 1.0)
    found.end(2.0)
    assert reply(found, LOCAL, {}, 2.0).answer == "42"


def test_lone_surrogate_and_deep_extras_survive() -> None:
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    found = Gathered()
    found.feed(chunk({"content": "\ud800"}, debug=deep, odd=float("1e400")) + END, 1.0)
    made = reply(found, LOCAL, {}, 1.0)
    assert made.answer == "\ud800"
    json.dumps(made.extras, allow_nan=False)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"<html>", b"[" * 100_000, b'{"choices": 7}', b'{"choices": [{"message": 3}]}'],
)
def test_odd_bodies_are_bad_replies(body: bytes) -> None:
    def read() -> None:
        found = Gathered()
        found.take_body(body, 1.0)
        reply(found, LOCAL, {}, 1.0)

    with pytest.raises(BadReply):
        read()


@pytest.mark.parametrize(
    ("text", "reasoning", "answer", "tag"),
    [
        ("<think>a</think>\n\nb", "a", "b", "<think>"),
        ("\n<think>\na\n</think>b", "a", "b", "<think>"),
        ("a</think>b", "a", "b", "</think>"),
        ("◁think▷a◁/think▷b", "a", "b", "◁think▷"),
        ("<think>never closed", "never closed", "", "<think>"),
        ("b about <think> tags", "", "b about <think> tags", None),
        ("<think></think>b", "", "b", "<think>"),
    ],
)
def test_thinking_is_split_off(text: str, reasoning: str, answer: str, tag: str | None) -> None:
    found = split(text)
    assert (found.reasoning, found.answer, found.tag) == (reasoning, answer, tag)
    assert text[found.begins :] == answer


@pytest.mark.parametrize(
    ("raw", "usage"),
    [
        ({"prompt_tokens": 5, "cached_tokens": 2}, Usage(prompt_tokens=5, cached_tokens=2)),
        ({"prompt_tokens_details": {"cached_tokens": 3}, "cached_tokens": 2}, Usage(cached_tokens=3)),
        ({"completion_tokens": 9.0, "reasoning_tokens": 4}, Usage(completion_tokens=9, reasoning_tokens=4)),
        ({"completion_tokens": -1, "prompt_tokens": True, "total_tokens": "7"}, Usage()),
        ("nonsense", Usage()),
    ],
)
def test_usage_is_read_whatever_it_is_called(raw: Any, usage: Usage) -> None:
    assert read_usage(raw) == usage


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "-4"}, 0.0),
        ({"retry-after": "1e9"}, 900.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize(
    ("status", "body", "kind", "fatal"),
    [
        (429, {"error": {"type": "engine_overloaded_error", "message": "busy"}}, "rate_limited", False),
        (429, {"error": {"type": "exceeded_current_quota_error", "message": "no"}}, "refused", True),
        (403, {"error": {"message": "Insufficient balance"}}, "refused", True),
        (403, {"error": {"message": "moderated"}}, "refused", False),
        (200, {"error": {"code": 429, "message": "upstream"}}, "rate_limited", False),
        (200, {"error": {"code": 502, "message": "upstream"}}, "unreachable", False),
        (524, "<html>a proxy's page</html>", "unreachable", False),
        (422, {"detail": [{"loc": ["body"]}]}, "refused", False),
        (400, {"error": None}, "refused", False),
    ],
)
def test_error_is_classified_by_type(status: int, body: Any, kind: str, fatal: bool) -> None:
    error: AdapterError = classified(said(status, body, {}), "someone", "KEY")
    assert (error.kind, tried(error).fatal) == (kind, fatal)
    assert len(str(error)) < 700


def test_tame_bounds_what_is_kept() -> None:
    wide: Json = Taming().tame({str(n): "x" * 30_000 for n in range(1000)})
    assert isinstance(wide, dict)
    assert len(wide) == 200
    assert len(str(wide["0"])) == 20_000
    assert len(str(wide)) < 210_000


def test_taming_bounds_what_grows_in_depth() -> None:
    deep: Json = "z" * 20_000
    for _ in range(4):
        deep = {str(n): deep for n in range(12)}
    assert len(str(Taming().tame(deep))) < 300_000


@pytest.mark.parametrize("text", ["mistakes=2", "form=loud", "what=1", "seed=x", "mistakes"])
def test_oracle_options_are_checked(text: str) -> None:
    with pytest.raises(SettingsError):
        options(text)


@pytest.mark.parametrize(
    ("latex", "unicode", "plain"),
    [
        (r"\frac{\sigma^2}{n}", "(σ²)/(n)", "(sigma^2)/(n)"),
        (r"m_{t-1} \sigma_{i}^{2}", "mₜ₋₁ σᵢ²", "m_{t-1} sigma_i^2"),
        (r"w^* = X^\top (X X^T)^{-1}", "w* = Xᵀ (X Xᵀ)⁻¹", "w* = X^T (X X^T)^(-1)"),
        (r"\tilde{w}_0 = \eta_{\mathrm{max}}", "w̃₀ = ηₘₐₓ", "w_tilde_0 = eta_max"),
        (r"\left\{\frac{1}{2}, w_\infty\right\}", "{(1)/(2), w_∞}", "{(1)/(2), w_inf}"),
        (r"2^{-99}", "2⁻⁹⁹", "2^(-99)"),
        (r"\sqrt{1 - \beta}", "√(1 - β)", "sqrt(1 - beta)"),
        (r"0 < \eta \le 1", "0 < η ≤ 1", "0 < eta <= 1"),
        (r"\begin{bmatrix} 1 \end{bmatrix}", None, None),
        (r"\unknown{x}", None, None),
        (r"\frac{1", None, None),
    ],
)
def test_latex_is_spelt_or_left(latex: str, unicode: str | None, plain: str | None) -> None:
    assert (spelt(latex, "unicode"), spelt(latex, "plain")) == (unicode, plain)


@pytest.mark.parametrize(
    ("kind", "value", "options_"),
    [
        ("number", "7", {}),
        ("number", "0.25", {}),
        ("expression", r"\frac{1}{n}", {}),
        ("vector", r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}", {}),
        ("matrix", r"X^T X", {}),
        ("region", r"0 < \eta < 1", {}),
        ("set", r"\{1, 2\}", {}),
        ("equation", "y = 2x", {}),
        ("choice", "l", {"choices": {"l": ["large"], "s": ["small"]}}),
        ("truth", "true", {}),
        ("conditional", r"\begin{cases} 1 & x > 0 \\ 2 & x \le 0 \end{cases}", {}),
    ],
)
def test_planted_mistake_changes_the_value(kind: str, value: str, options_: dict[str, Json]) -> None:
    answer = Answer("s/q", "a", kind, value, (Expected(Target("x", kind, options=options_), value),))
    import random

    wrong, target = planting.planted(answer, True, random.Random(1))
    assert target == "x"
    assert wrong.expected[0].value != value
    assert planting.planted(answer, False, random.Random(1)) == (answer, "")


def test_replay_knows_only_what_was_recorded() -> None:
    adapter = build(Setup(providers.get("replay"), "deepseek-chat-thinking"))
    asked = Conversation("deep-learning-hw1/q1", (Turn("?", ("a",)),))
    with pytest.raises(Refused, match="holds no reply to deep-learning-hw1/q1, part a"):
        asyncio.run(adapter.ask(asked, (), Request()))


def test_oracle_needs_an_answer() -> None:
    question = Question("s/q", "t", "", ())
    setup = Setup(providers.get("oracle"), "", questions=lambda _: question, answers=lambda _: {})
    with pytest.raises(Refused, match="no answer"):
        asyncio.run(build(setup).ask(Conversation("s/q", (Turn("?", ("a",)),)), (), Request()))


def test_unknown_adapter_is_named() -> None:
    with pytest.raises(SettingsError, match="no adapter 'telepathy'"):
        build(Setup(replace(LOCAL, adapter="telepathy"), "x"))
