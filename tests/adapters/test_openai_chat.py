"""The adapter against a real server: where reasoning is, what a reply carries, how each fault is named."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from harness import providers
from harness.adapters import Request, Setup, build, tried
from harness.errors import AdapterError, BadReply, RateLimited, Refused, Unreachable
from harness.records import Conversation, Reply, Turn

ASKED = Conversation("bank/one", (Turn("What is 1 + 1?", ("a",)), Turn("And why?", ("b",))))
THOUGHT = "Let me add the two numbers. One and one make two. Wait, let me check: yes, two."
ANSWER = r"Adding them up gives $\boxed{2}$."


def ask(server: Any, request: Request | None = None, replies: tuple[Reply, ...] = (), **table: Any) -> Reply:
    async def once() -> Reply:
        provider = providers.get(table.pop("provider", "local"), base_url=server.url)
        name = table.pop("name", "stand-in")
        adapter = build(Setup(replace(provider, **table), name, key="sk-planted-1234567890"))
        try:
            return await adapter.ask(ASKED, replies, request or Request())
        finally:
            await adapter.close()

    return asyncio.run(once())


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "in one piece"])
@pytest.mark.parametrize(
    ("shape", "source"),
    [
        ("reasoning_content", "reasoning_content"),
        ("reasoning", "reasoning"),
        ("twice", "reasoning_content"),
        ("details", "reasoning_details"),
        ("think", "<think>"),
        ("kimi", "◁think▷"),
        ("lone", "</think>"),
        ("legacy", "reasoning_content"),
        ("none", None),
    ],
)
def test_reasoning_is_found_where_the_provider_puts_it(
    server: Any, shape: str, source: str | None, stream: bool
) -> None:
    server.set(shape=shape, stream=stream)
    found = ask(server)
    assert (found.answer, found.reasoning_from) == (ANSWER, source)
    assert found.reasoning == (THOUGHT if source else "")


def test_reply_carries_what_the_provider_counted(server: Any) -> None:
    server.set(extra={"service_tier": "flex"})
    found = ask(server)
    assert (found.usage.prompt_tokens, found.usage.cached_tokens, found.usage.reasoning_tokens) == (10, 4, 17)
    assert (found.model, found.fingerprint, found.request_id) == ("stand-in-1", "fp-1", "rq-1")
    assert (found.finish_reason, found.extras["service_tier"]) == ("stop", "flex")


@pytest.mark.parametrize("shape", ["reasoning_content", "think"])
def test_times_are_in_order(server: Any, shape: str) -> None:
    server.set(shape=shape, latency=0.05, spread=0.3)
    t = ask(server).timing
    seen = [t.first_reasoning, t.last_reasoning, t.first_answer, t.last_answer, t.total]
    assert all(seconds is not None for seconds in seen)
    assert seen == sorted(seen, key=lambda s: s or 0.0)
    assert seen[0] != seen[1]


@pytest.mark.parametrize(
    ("fault", "error", "fatal"),
    [
        ("429", RateLimited, False),
        ("500", Unreachable, False),
        ("503", RateLimited, False),
        ("400", Refused, False),
        ("401", Refused, True),
        ("402", Refused, True),
        ("404", Refused, True),
        ("quota", Refused, True),
        ("error200", Unreachable, False),
        ("empty200", BadReply, False),
        ("nothing", BadReply, False),
        ("cut", Unreachable, False),
        ("cutjson", BadReply, False),
        ("unfinished", BadReply, False),
        ("error in stream", Unreachable, False),
        ("resource", Unreachable, False),
    ],
)
def test_fault_is_named_by_what_it_is(
    server: Any, fault: str, error: type[AdapterError], fatal: bool
) -> None:
    server.set(script=[fault])
    with pytest.raises(error) as caught:
        ask(server)
    assert tried(caught.value).fatal is fatal
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "limits", "says"),
    [
        ("stall", {"idle_limit": 0.2, "deadline": 20.0}, "idle-limit"),
        ("stall", {"idle_limit": 20.0, "deadline": 0.3}, "deadline"),
        ("hang", {"idle_limit": 0.2, "deadline": 20.0}, "idle-limit"),
    ],
    ids=["keep-alives do not count as text", "deadline by the clock", "never answered"],
)
def test_limits_end_a_try(server: Any, fault: str, limits: dict[str, float], says: str) -> None:
    server.set(script=[fault])
    with pytest.raises(Unreachable, match=says):
        ask(server, Request(**limits))  # type: ignore[arg-type]


def test_slow_but_steady_text_outlives_the_idle_limit(server: Any) -> None:
    server.set(spread=1.5, pieces=30)
    assert ask(server, Request(idle_limit=0.75)).answer == ANSWER


def test_cut_off_reply_is_a_reply(server: Any) -> None:
    server.set(script=["length"])
    assert ask(server).finish_reason == "length"


def test_retry_after_is_read(server: Any) -> None:
    server.set(script=["429"], retry_after=7)
    with pytest.raises(RateLimited) as caught:
        ask(server)
    assert tried(caught.value).retry_after == 7


def test_nobody_there(server: Any) -> None:
    gone = type("Gone", (), {"url": "http://127.0.0.1:9/v1"})
    with pytest.raises(Unreachable, match=r"cannot connect to http://127\.0\.0\.1:9/v1") as caught:
        ask(gone)
    assert not tried(caught.value).heard


Body = Callable[[dict[str, Any]], bool]


@pytest.mark.parametrize(
    ("table", "request_", "holds"),
    [
        ({}, Request(), lambda b: set(b) == {"model", "messages", "stream", "stream_options"}),
        ({}, Request(stream=False), lambda b: set(b) == {"model", "messages"}),
        ({"provider": "openrouter"}, Request(effort="high"), lambda b: b["reasoning"] == {"effort": "high"}),
        (
            {"provider": "deepseek", "name": "deepseek-flash"},
            Request(thinking=False, reply_limit=9),
            lambda b: b["thinking"] == {"type": "disabled"} and b["max_tokens"] == 9,
        ),
        ({"provider": "openai"}, Request(reply_limit=9), lambda b: b["max_completion_tokens"] == 9),
    ],
    ids=["nothing nobody set", "in one piece", "effort where it goes", "switches", "token limit's name"],
)
def test_body_says_what_was_asked_for(
    server: Any, table: dict[str, Any], request_: Request, holds: Body
) -> None:
    ask(server, request_, **table)
    assert holds(server.counts()["bodies"][-1])


@pytest.mark.parametrize(
    ("table", "goes_back"),
    [({"provider": "deepseek"}, False), ({"provider": "kimi"}, True), ({"provider": "openrouter"}, False)],
    ids=["deepseek: never", "kimi: must", "openrouter: may"],
)
def test_earlier_replies_go_back(server: Any, table: dict[str, Any], goes_back: bool) -> None:
    ask(server, replies=(Reply(answer="2", reasoning="thought"),), **table)
    user, assistant, last = server.counts()["bodies"][-1]["messages"]
    assert (user["role"], assistant["content"], last["content"]) == ("user", "2", "And why?")
    assert (assistant.get("reasoning_content") == "thought") is goes_back


def test_openai_account_names_go_to_openai_only(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    ask(server)
    assert "org-mine" not in server.counts()["headers"].values()
    assert server.counts()["headers"]["Authorization"] == "Bearer sk-planted-1234567890"
    told = {name for name in server.counts()["headers"] if name.lower().startswith("x-stainless")}
    assert told == set(), "nobody is told which system asks"
