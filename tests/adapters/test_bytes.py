"""What a server may send byte for byte, and what half a key looks like after it was cut."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from harness import codec, providers
from harness.adapters import Request, Setup, build, tried
from harness.adapters.keys import Redactor
from harness.errors import AdapterError, BadReply, Refused
from harness.records import Conversation, Reply, Turn

KEY = 'sk-planted-"1234567890/abc'
ASKED = Conversation("bank/one", (Turn("What?", ("a",)),))
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
WHOLE = STREAM.replace(b"text/event-stream", b"application/json")


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": "x", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more}


def events(*found: Any) -> bytes:
    return b"".join(b"data: " + json.dumps(one, ensure_ascii=False).encode() + b"\n\n" for one in found)


STOP = chunk({}, "stop")
SAID = events(
    chunk({"reasoning_content": "thí"}), chunk({"content": "Ans 😀"}), chunk({"content": "!"}), STOP
)
DONE = b"data: [DONE]\n\n"


def said(*pieces: bytes) -> Reply:
    """Return what the adapter makes of a server that sends exactly these pieces, one by one."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        await reader.readexactly(int(head.partition(b"content-length: ")[2].split(b"\r\n")[0]))
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            if piece is not pieces[-1]:
                await asyncio.sleep(0.01 if len(pieces) < 9 else 0)
        writer.close()

    async def once() -> Reply:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            clean = Redactor()
            clean.add(KEY)
            provider = providers.get("local", base_url=f"http://127.0.0.1:{port}/v1")
            adapter = build(Setup(provider, "m", key=KEY, clean=clean))
            try:
                return await adapter.ask(ASKED, (), Request(deadline=20))
            finally:
                await adapter.close()

    return asyncio.run(once())


def bytewise(text: bytes) -> Iterator[bytes]:
    return (text[n : n + 1] for n in range(len(text)))


CRLF = (SAID + DONE).replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    "pieces",
    [
        [STREAM + SAID + DONE],
        [STREAM + SAID],
        [STREAM, *bytewise(SAID + DONE)],
        [STREAM + CRLF],
        [STREAM, *bytewise(CRLF)],
        [STREAM + b": hello\n\n" + SAID.replace(b"data:", b": c\nevent: message\nid: 4\ndata:") + DONE],
        [STREAM + SAID.replace(b"data: ", b"data:") + b"data:[DONE]\n\n"],
        [STREAM.replace(b"text/event-stream", b"text/plain") + SAID + DONE],
        [STREAM.replace(b"text/event-stream", b"application/octet-stream") + b": hi\n\n" + SAID],
    ],
    ids=[
        "plain",
        "no [DONE]",
        "byte by byte",
        "CRLF",
        "CRLF byte by byte",
        "comments and names",
        "no space",
        "called text",
        "called bytes",
    ],
)
def test_a_stream_is_read_by_the_letter(pieces: list[bytes]) -> None:
    found = said(*pieces)
    assert (found.answer, found.reasoning, found.finish_reason) == ("Ans 😀!", "thí", "stop")


USAGE = {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12, "cached_tokens": 3}


@pytest.mark.parametrize(
    "last",
    [
        events(chunk({}, "stop", usage=USAGE)),
        events(STOP, {"id": "x", "choices": [], "usage": USAGE}),
        events({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop", "usage": USAGE}]}),
    ],
    ids=["with the finish", "after it", "in the choice"],
)
def test_usage_is_found_where_it_comes(last: bytes) -> None:
    found = said(STREAM + events(chunk({"content": "A"})) + last + DONE).usage
    assert (found.prompt_tokens, found.completion_tokens, found.cached_tokens) == (5, 7, 3)


@pytest.mark.parametrize(
    ("content", "answer", "reasoning"),
    [
        ("The tag <think> and </think> mark it. 4", "The tag <think> and </think> mark it. 4", ""),
        ("so it is 4</think>4", "4", "so it is 4"),
        ([{"type": "thinking", "thinking": [{"text": "hm"}]}, {"type": "text", "text": "4"}], "4", "hm"),
        ([{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "4"}], "4", "hm"),
    ],
    ids=["tags that are talked of", "a lone closing tag", "typed pieces", "typed text"],
)
def test_thinking_in_the_content(content: Any, answer: str, reasoning: str) -> None:
    choice = {"message": {"content": content}, "finish_reason": "stop"}
    found = said(WHOLE + json.dumps({"choices": [choice]}).encode())
    assert (found.answer, found.reasoning) == (answer, reasoning)


def test_a_byte_that_is_no_text_does_not_cost_the_reply() -> None:
    odd = b'data: {"choices":[{"index":0,"delta":{"content":"a\xffb"}}]}\n\n'
    assert said(STREAM + odd + events(STOP) + DONE).answer == "a\ufffdb"


def test_nesting_without_end_is_a_bad_reply() -> None:
    deep = (
        b'data: {"choices":[{"index":0,"delta":{"content":"a"}}],"x":' + b"[" * 9000 + b"]" * 9000 + b"}\n\n"
    )
    with pytest.raises(BadReply):
        said(STREAM + deep + events(STOP) + DONE)


def test_an_error_in_two_packets_keeps_its_type() -> None:
    body = json.dumps({"error": {"message": "m" * 200, "type": "exceeded_current_quota_error"}}).encode()
    head = b"HTTP/1.1 429 No\r\nConnection: close\r\n\r\n"
    with pytest.raises(Refused, match="no money left") as found:
        said(head + body[:150], body[150:])
    assert tried(found.value).fatal


def test_a_moved_address_is_named_and_not_followed() -> None:
    with pytest.raises(Refused, match=r"moved to https://there/v1.*--base-url"):
        said(b"HTTP/1.1 301 Moved\r\nLocation: https://there/v1\r\nContent-Length: 0\r\n\r\n")


@pytest.mark.parametrize("before", range(480, 501, 4))
def test_no_half_key_is_left_where_a_message_is_cut(before: int) -> None:
    told = json.dumps({"error": {"message": "m" * before + KEY}}).encode()
    with pytest.raises(AdapterError) as found:
        said(b"HTTP/1.1 400 No\r\nConnection: close\r\n\r\n" + told)
    assert "sk-" not in str(found.value)


def test_no_half_key_is_left_in_what_a_reply_carries() -> None:
    head = STREAM.replace(b"Connection", b"x-request-id: " + b"i" * 190 + KEY.encode() + b"\r\nConnection")
    more = {
        "model": "m" * 490 + KEY,
        "system_fingerprint": "f" * 490 + KEY,
        "service": "s" * 19_990 + KEY,
        "n" * 190 + KEY: 1,
    }
    found = said(head + events(chunk({"content": "A"}), chunk({}, "stop", **more)) + DONE)
    assert "sk-" not in codec.encode(found)
    assert codec.encode(found).count("[key]") == 5
