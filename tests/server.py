"""A stand-in for a model's endpoint, on loopback, in a process of its own.

Run as a script it serves; imported it offers `Server`, which starts it and talks to it. It answers
as its settings say, fails as its ``script`` (in the order of requests) or its ``rates`` say, and
counts on its own side what was asked and what was answered to the last byte.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import subprocess
import sys
import urllib.request
from collections import Counter
from typing import Any

THOUGHT = "Let me add the two numbers. One and one make two. Wait, let me check: yes, two."
ANSWER = r"Adding them up gives $\boxed{2}$."
DEFAULTS: dict[str, Any] = {
    "latency": 0.0,  # seconds before the first byte
    "pieces": 12,  # events a reply is cut into
    "spread": 0.0,  # seconds over which they are spread
    "words": 0,  # thinking is repeated up to so many words
    "shape": "reasoning_content",
    "stream": True,  # False: one piece, whatever was asked for
    "keep_alive": 0.02,
    "retry_after": None,
    "script": [],
    "rates": {},
    "seed": 0,
    "echo_key": False,
    "limit": 0,  # more at once are sent back by 429
    "extra": {},
    "usage": "counted",  # or what is sent as usage; None: nothing
}


class Endpoint:
    """The endpoint's state."""

    def __init__(self) -> None:
        self.set(dict(DEFAULTS))

    def set(self, settings: dict[str, Any]) -> None:
        """Take new settings and forget the counts."""
        self.settings = {**DEFAULTS, **settings}
        self.dice = random.Random(self.settings["seed"])
        self.script = list(self.settings["script"])
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.bodies: list[Any] = []
        self.headers: dict[str, str] = {}
        self.live = self.peak = 0
        deltas, self.message = self.shaped()
        self.events = [event(envelope(self, ".chunk", [{"index": 0, "delta": d}])) for d in deltas]
        self.silent = [one for one, d in zip(self.events, deltas) if not d.get("content")]

    def fault(self) -> str | None:
        """Return what goes wrong with this request, if anything."""
        if self.settings["limit"] and self.live > self.settings["limit"]:
            return "429"
        if self.script:
            return self.script.pop(0)
        roll = self.dice.random()
        for name, rate in self.settings["rates"].items():
            if roll < rate:
                return str(name)
            roll -= rate
        return None

    def texts(self) -> tuple[str, str]:
        """Return thinking and answer."""
        words = self.settings["words"]
        thought = THOUGHT if not words else " ".join((THOUGHT.split() * (words // 16 + 1))[:words])
        return thought, ANSWER

    def shaped(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """Return the deltas of a stream and the message of a reply in one piece."""
        thought, answer = self.texts()
        pieces = max(2, self.settings["pieces"])
        many, few = cut(thought, max(1, pieces * 3 // 4)), cut(answer, max(1, pieces // 4))
        return SHAPES[self.settings["shape"]](many, few)


def cut(text: str, pieces: int) -> list[str]:
    size = max(1, -(-len(text) // pieces))
    return [text[i : i + size] for i in range(0, len(text), size)]


def _field(*names: str) -> Any:
    def shape(thoughts: list[str], answers: list[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": None}]
        deltas += [dict.fromkeys(names, t) for t in thoughts] + [{"content": a} for a in answers]
        return deltas, {"content": "".join(answers), **dict.fromkeys(names, "".join(thoughts))}

    return shape


def _details(thoughts: list[str], answers: list[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    def detail(text: str) -> dict[str, Any]:
        return {"reasoning_details": [{"type": "reasoning.text", "text": text}]}

    deltas = [detail(t) for t in thoughts] + [{"content": a} for a in answers]
    return deltas, {"content": "".join(answers), **detail("".join(thoughts))}


def _tagged(opening: str, closing: str, also: str = "") -> Any:
    def shape(thoughts: list[str], answers: list[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        text = f"{opening}{''.join(thoughts)}{closing}\n\n{''.join(answers)}"
        deltas = [{"content": piece} for piece in cut(text, len(thoughts) + len(answers))]
        message = {"content": text}
        if also:
            deltas = [{also: t} for t in thoughts] + deltas
            message[also] = "".join(thoughts)
        return deltas, message

    return shape


SHAPES: dict[str, Any] = {
    "reasoning_content": _field("reasoning_content"),
    "reasoning": _field("reasoning"),
    "twice": _field("reasoning_content", "reasoning"),
    "details": _details,
    "think": _tagged("<think>", "</think>"),
    "kimi": _tagged("◁think▷", "◁/think▷"),
    "lone": _tagged("", "</think>"),
    "legacy": _tagged("<think>", "</think>", also="reasoning_content"),
    "thought": lambda thoughts, answers: (
        [{"reasoning_content": t} for t in thoughts],
        {"content": None, "reasoning_content": "".join(thoughts)},
    ),
    "unclosed": lambda thoughts, answers: (
        [{"content": "<think>"}, *({"content": t} for t in thoughts)],
        {"content": f"<think>{''.join(thoughts)}"},
    ),
    "none": lambda thoughts, answers: ([{"content": a} for a in answers], {"content": "".join(answers)}),
}


def usage(endpoint: Endpoint) -> Any:
    if endpoint.settings["usage"] != "counted":
        return endpoint.settings["usage"]
    thought, answer = endpoint.texts()
    thinking, said = len(thought.split()), len(answer.split())
    return {
        "prompt_tokens": 10,
        "completion_tokens": thinking + said,
        "total_tokens": 10 + thinking + said,
        "prompt_cache_hit_tokens": 4,
        "completion_tokens_details": {"reasoning_tokens": thinking},
    }


def envelope(endpoint: Endpoint, kind: str, choices: list[Any], **more: Any) -> dict[str, Any]:
    head = {"id": "reply-1", "object": f"chat.completion{kind}", "created": 1, "model": "stand-in-1"}
    return {**head, "system_fingerprint": "fp-1", "choices": choices, **endpoint.settings["extra"], **more}


def event(data: Any) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def refusal(status: int, kind: str, message: str) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"message": message, "type": kind, "code": kind}}


REFUSALS: dict[str, tuple[int, Any]] = {
    "429": refusal(429, "rate_limit_error", "slow down"),
    "500": refusal(500, "server_error", "something broke"),
    "503": refusal(503, "overloaded_error", "too many"),
    "400": refusal(400, "invalid_request_error", "a field is wrong"),
    "401": refusal(401, "invalid_authentication_error", "this key is not known"),
    "402": refusal(402, "unknown", "Insufficient Balance"),
    "404": refusal(404, "model_not_found", "there is no such model"),
    "quota": refusal(429, "exceeded_current_quota_error", "your account has no money left"),
    "error200": (200, {"error": {"message": "upstream failed", "code": 502}}),
    "empty200": (200, {"error": {}}),
    "nothing": (200, None),
}
"""Fault → what is sent instead of a reply."""


def serve() -> None:
    from aiohttp import web

    endpoint = Endpoint()

    async def chat(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        prompt = str(body["messages"][-1]["content"])
        endpoint.asked[prompt] += 1
        endpoint.headers = dict(request.headers)
        endpoint.bodies = [*endpoint.bodies[-20:], body]
        endpoint.live += 1
        endpoint.peak = max(endpoint.peak, endpoint.live)
        fault = endpoint.fault()
        try:
            if fault:
                endpoint.faults[fault] += 1
            return await answer(request, body, fault, prompt)
        finally:
            endpoint.live -= 1

    async def answer(request: web.Request, body: Any, fault: str | None, prompt: str) -> web.StreamResponse:
        settings = endpoint.settings
        if fault in REFUSALS:
            status, told = REFUSALS[fault]
            if settings["echo_key"] and told:
                told = {"error": {**told["error"], "message": f"bad key {request.headers['Authorization']}"}}
            after = settings["retry_after"]
            headers = {} if after is None else {"Retry-After": str(after)}
            return web.Response(
                status=status,
                body=json.dumps(told).encode() if told else b"",
                headers=headers,
                content_type="application/json",
            )
        if fault == "hang":
            await asyncio.sleep(600)
        await asyncio.sleep(settings["latency"])
        if body.get("stream") and settings["stream"]:
            return await streamed(request, fault, prompt)
        return await whole(request, fault, prompt)

    async def streamed(request: web.Request, fault: str | None, prompt: str) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "x-request-id": "rq-1"})
        await response.prepare(request)
        events = endpoint.silent if fault == "silent" else endpoint.events
        half = len(events) // 2
        sent = events if fault not in ("cut", "cutjson", "stall") else events[:half]
        gap = endpoint.settings["spread"] / len(events)
        if gap:
            for one in sent:
                await response.write(b": keep-alive\n\n" + one)
                await asyncio.sleep(gap)
        else:
            await response.write(b"".join(sent))
        if fault == "cut":
            assert request.transport is not None
            request.transport.abort()
            return response
        if fault == "stall":
            for _ in range(int(600 / endpoint.settings["keep_alive"])):
                await response.write(b": keep-alive\n\n")
                await asyncio.sleep(endpoint.settings["keep_alive"])
        if fault == "cutjson":
            await response.write(events[half][: len(events[half]) // 2])
        elif fault == "error in stream":
            await response.write(event({"error": {"message": "upstream died", "code": 502}}))
        elif fault != "unfinished":
            reason = {"length": "length", "resource": "insufficient_system_resource"}.get(str(fault), "stop")
            last = [{"index": 0, "delta": {}, "finish_reason": reason}]
            await response.write(event(envelope(endpoint, ".chunk", last)))
            await response.write(event(envelope(endpoint, ".chunk", [], usage=usage(endpoint))))
            await response.write(b"data: [DONE]\n\n")
        await response.write_eof()
        endpoint.answered[prompt] += fault is None or fault == "length"
        return response

    async def whole(request: web.Request, fault: str | None, prompt: str) -> web.StreamResponse:
        choice = {"index": 0, "message": {"role": "assistant", **endpoint.message}, "finish_reason": "stop"}
        text = json.dumps(envelope(endpoint, "", [choice], usage=usage(endpoint))).encode()
        if fault == "cutjson":
            text = text[: len(text) // 2]
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b"\n\n" + text)
        await response.write_eof()
        endpoint.answered[prompt] += fault is None
        return response

    async def settings(request: web.Request) -> web.Response:
        endpoint.set(await request.json())
        return web.json_response({})

    async def counts(request: web.Request) -> web.Response:
        found = {
            name: getattr(endpoint, name) for name in ("asked", "answered", "faults", "bodies", "headers")
        }
        return web.json_response({**found, "peak": endpoint.peak, "live": endpoint.live})

    async def models(request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": "stand-in", "object": "model"}]})

    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/chat/completions", chat)
    app.router.add_get("/v1/models", models)
    app.router.add_post("/settings", settings)
    app.router.add_get("/counts", counts)

    async def main() -> None:
        runner = web.AppRunner(app, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0)
        await site.start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())


class Server:
    """The endpoint in its own process, from ``with`` to its end."""

    def __enter__(self) -> Server:
        self.process = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.root = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.url = f"{self.root}/v1"
        return self

    def __exit__(self, *ended: object) -> None:
        self.process.kill()
        self.process.wait()

    def set(self, **settings: Any) -> None:
        """Answer like this from now on; the counts begin anew."""
        request = urllib.request.Request(
            f"{self.root}/settings", json.dumps(settings).encode(), method="POST"
        )
        urllib.request.urlopen(request).close()

    def counts(self) -> dict[str, Any]:
        """Return what the server counted."""
        with urllib.request.urlopen(f"{self.root}/counts") as found:
            return dict(json.load(found))


def bank(count: int) -> str:
    """Return a question bank of ``count`` one-line questions, each with a text of its own."""
    marks = (hashlib.sha256(str(n).encode()).hexdigest()[:6] for n in range(count))
    return "".join(
        json.dumps({"id": f"q{n}", "question": f"[{mark}] What is 1 + 1?", "answer": "2"}) + "\n"
        for n, mark in enumerate(marks)
    )


if __name__ == "__main__":
    serve()
