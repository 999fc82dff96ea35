"""No stream stalls the others: limits hold whatever arrives, and what the format allows is read as meant."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from harness import providers
from harness.adapters import Request, Setup, build
from harness.errors import AdapterError, BadReply, Unreachable
from harness.records import Conversation, Reply, Turn

sys.path.insert(0, str(Path(__file__).parent))
import raw

event, delta = raw.event, raw.delta
ASKED = Conversation("bank/one", (Turn("What is 1 + 1?", ("a",)),))
GZIP = raw.STREAM.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
END = event(delta(None, "stop")) + raw.DONE


async def asked(url: str, request: Request | None = None, **table: Any) -> Reply:
    adapter = build(Setup(replace(providers.get("local", base_url=url), **table), "m"))
    try:
        return await adapter.ask(ASKED, (), request or Request())
    finally:
        await adapter.close()


def ask(answer: Any, request: Request | None = None, **table: Any) -> Reply:
    with raw.serving(answer) as server:
        return asyncio.run(asked(server.url, request, **table))


def bomb(block: bytes, times: int) -> bytes:
    """Return a gzip of a block many times over, made without making the whole."""
    head = zlib.compressobj(9, zlib.DEFLATED, 31)
    rest = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = rest.compress(block) + rest.flush(zlib.Z_FULL_FLUSH)
    return head.flush(zlib.Z_FULL_FLUSH) + one * times


def forever(head: bytes, block: bytes) -> Any:
    def answer(line: socket.socket, heard: Any) -> None:
        line.sendall(head)
        while True:
            line.sendall(block)

    return answer


FLOODS = {
    "compressed comments": raw.said(bomb(b": x\n\n" * 200_000, 2_000), head=GZIP),
    "comments": forever(raw.STREAM, b":\n\n" * 20_000),
    "events that add nothing": forever(raw.STREAM, event(delta("")) * 1_000),
    "events without choices": forever(raw.STREAM, b"data: {}\n\n" * 5_000),
    "fields nobody knows": forever(raw.STREAM, b"".join(event({f"x{n}": n}) for n in range(2_000))),
    "blank lines": forever(raw.STREAM, b"\n\n" * 20_000),
    "one line of 200 MB": raw.said(b'data: {"x": "', *[b"x" * (1 << 20)] * 200),
    "one compressed line": raw.said(bomb(b"data: " + b"x" * (1 << 20), 2_000), head=GZIP),
    "lines without an end": forever(raw.STREAM, b"data: x\n" * 10_000),
    "carriage returns": forever(raw.STREAM, b"data: x\r" * 10_000),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_ends_in_time_and_lets_the_others_go_on(flood: str) -> None:
    gaps: list[float] = []

    async def others() -> None:
        last = perf_counter()
        while True:
            await asyncio.sleep(0.01)
            gaps.append(perf_counter() - last)
            last = perf_counter()

    async def both(url: str) -> float:
        watching, began = asyncio.create_task(others()), perf_counter()
        with pytest.raises(AdapterError):
            await asked(url, Request(deadline=2.0, idle_limit=1.0))
        watching.cancel()
        return perf_counter() - began

    with raw.serving(FLOODS[flood]) as server:
        assert asyncio.run(both(server.url)) < 3.0
    assert max(gaps) < 1.0


def test_a_deadline_holds_while_text_pours_in() -> None:
    began = perf_counter()
    with pytest.raises(Unreachable, match="--deadline"):
        ask(_trickle(b"".join(event(delta(f"{n} ")) for n in range(20)), 0.02), Request(deadline=1.0))
    assert perf_counter() - began < 2.0


def _trickle(block: bytes, gap: float) -> Any:
    from time import sleep

    def answer(line: socket.socket, heard: Any) -> None:
        line.sendall(raw.STREAM)
        while True:
            line.sendall(block)
            sleep(gap)

    return answer


def test_a_million_tiny_events_are_read() -> None:
    block = event(delta("a")) * 10_000
    found = ask(raw.said(*[block] * 60, END))
    assert found.answer == "a" * 600_000


def test_streams_are_asked_for_uncompressed() -> None:
    with raw.serving(raw.said(event(delta("2", "stop")), raw.DONE)) as server:
        asyncio.run(asked(server.url))
        assert server.heard[0].headers["accept-encoding"] == "identity"


def test_what_is_compressed_all_the_same_is_read() -> None:
    body = json.dumps({"choices": [{"message": {"content": "2"}, "finish_reason": "stop"}]}).encode()
    packed = raw.whole(gzip.compress(body), "Content-Encoding: gzip\r\nConnection: close\r\n")
    assert ask(raw.said(head=packed)).answer == "2"
    assert ask(raw.said(gzip.compress(event(delta("2")) + END), head=GZIP)).answer == "2"


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (bomb(b" " * (1 << 20), 500), "gzip"),
        (b"not that", "gzip"),
        (b"\x01\x02", "br"),
        (gzip.compress(b"{}")[:9], "gzip"),
    ],
    ids=["a bomb", "no gzip", "a coding nobody asked for", "cut off"],
)
def test_what_cannot_be_inflated_is_a_failed_try(body: bytes, coding: str) -> None:
    with pytest.raises(Unreachable):
        ask(raw.said(head=raw.whole(body, f"Content-Encoding: {coding}\r\nConnection: close\r\n")))


def test_the_body_of_an_error_is_bounded() -> None:
    packed = bomb(b" " * (1 << 20), 500)
    head = raw.whole(packed, "Content-Encoding: gzip\r\nConnection: close\r\n", "500 Broken")
    began = perf_counter()
    with pytest.raises(Unreachable):
        ask(raw.said(head=head), Request(deadline=5.0))
    assert perf_counter() - began < 3.0


READ = {
    "a byte order mark": (b"\xef\xbb\xbf" + event(delta("not ")) + event(delta("2")), "not 2"),
    "text after the end, in the same packet": (
        event(delta("2", "stop")) + raw.DONE + event(delta("EVIL")),
        "2",
    ),
    "the first reply second in the list": (
        event({"choices": [*delta("WRONG", index=1)["choices"], *delta("2")["choices"]]}),
        "2",
    ),
    "another reply alone": (event(delta("WRONG", index=1)) + event(delta("2")), "2"),
    "lines that end in carriage returns": ((event(delta("2")) + END).replace(b"\n", b"\r"), "2"),
    "lines that end in both": ((event(delta("2")) + END).replace(b"\n", b"\r\n"), "2"),
    "a number of 5,000 digits": (
        b'data: {"usage": {"prompt_tokens": ' + b"9" * 5_000 + b"}}\n\n" + event(delta("2")),
        "2",
    ),
    "comments between": (b": hello\n\n" + event(delta("1")) + b":\n\n" * 100 + event(delta("2")), "12"),
    "names and numbers of events": (b"event: message\nid: 7\nretry: 9\n" + event(delta("2")), "2"),
}


@pytest.mark.parametrize("case", READ)
def test_the_format_is_read_as_it_is_meant(case: str) -> None:
    text, answer = READ[case]
    assert ask(raw.said(text, b"" if b"[DONE]" in text else END)).answer == answer


@pytest.mark.parametrize("case", READ)
def test_it_is_read_the_same_byte_by_byte(case: str) -> None:
    text, answer = READ[case]
    pieces = [text[at : at + 1] for at in range(min(len(text), 600))] + [text[600:]]
    assert ask(raw.said(*pieces, b"" if b"[DONE]" in text else END)).answer == answer


def test_the_words_of_an_error_event_are_kept() -> None:
    with pytest.raises(BadReply, match="too busy"):
        ask(raw.said(b'event: error\ndata: {"message": "too busy"}\n\n'))


def test_what_is_kept_beside_the_reply_is_bounded() -> None:
    many = b"".join(event({"choices": [], f"x{n}": "y" * 500}) for n in range(20_000))
    long = event(delta(None, "s" * 5_000_000))
    found = ask(raw.said(many, event(delta("2")), long, raw.DONE))
    assert found.answer == "2"
    assert len(json.dumps(found.extras)) < 300_000
    assert len(found.finish_reason or "") <= 200


def _finished(native: str) -> bytes:
    last = {"index": 0, "delta": {}, "finish_reason": "stop", "native_finish_reason": native}
    found: bytes = event({"choices": [last]})
    return found


@pytest.mark.parametrize("native", ["network_error", "UPSTREAM_TIMEOUT", "aborted", "cancelled"])
def test_a_router_that_calls_a_failure_stop_has_failed(native: str) -> None:
    with pytest.raises(Unreachable, match=native):
        ask(raw.said(event(delta("Half of 3 is")), _finished(native), raw.DONE))


def test_a_router_that_names_the_models_own_word_is_believed() -> None:
    last = {
        "choices": [{"index": 0, "delta": {}, "finish_reason": "stop", "native_finish_reason": "end_turn"}]
    }
    assert ask(raw.said(event(delta("2")), event(last), raw.DONE)).answer == "2"


def test_an_answer_that_is_no_reply_is_named() -> None:
    with pytest.raises(AdapterError, match="HTTP 304: an answer without a reply"):
        ask(raw.said(head=b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"))
