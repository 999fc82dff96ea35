"""A server whose every byte is chosen by the test: real sockets on loopback, a thread a connection."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Answer = Callable[[socket.socket, "Heard"], bool | None]
"""Writes an answer to a request; True: the connection stays open for the next one."""

STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
DONE = b"data: [DONE]\n\n"


class Heard:
    """A request as it came in."""

    def __init__(self, head: bytes, body: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.line = lines[0]
        self.headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines[1:])
        }
        self.body = body


class Raw:
    """The server: what it heard, over how many connections."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.heard: list[Heard] = []
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line:
            try:
                while (heard := _read(line)) is not None:
                    self.heard.append(heard)
                    if not self.answer(line, heard):
                        return
            except OSError:
                return


def _read(line: socket.socket) -> Heard | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = line.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    heard = Heard(head, b"")
    wanted = int(heard.headers.get("content-length", 0))
    while len(body) < wanted:
        body += line.recv(65536)
    heard.body = body
    return heard


@contextmanager
def serving(answer: Answer) -> Iterator[Raw]:
    """Serve until the end of ``with``."""
    found = Raw(answer)
    try:
        yield found
    finally:
        found.socket.close()


def event(data: Any) -> bytes:
    """Return an event of a stream."""
    return b"data: " + json.dumps(data).encode() + b"\n\n"


def delta(text: str | None, finish: str | None = None, field: str = "content", index: int = 0) -> Any:
    """Return an event that adds a piece of text."""
    said = {} if text is None else {field: text}
    return {"choices": [{"index": index, "delta": said, "finish_reason": finish}]}


def said(*pieces: bytes, head: bytes = STREAM) -> Answer:
    """Return an answer that sends these bytes and closes."""

    def answer(line: socket.socket, heard: Heard) -> None:
        line.sendall(head)
        for piece in pieces:
            line.sendall(piece)

    return answer


def whole(body: bytes, more: str = "", status: str = "200 OK", kind: str = "application/json") -> bytes:
    """Return a response in one piece."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body
