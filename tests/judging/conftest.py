"""A judge behind a real HTTP server on this machine, and a folder to work in."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main

sys.path.insert(0, str(Path(__file__).parent))

from judges import Judge, prose


class Bench:
    """A folder to work in and a judge that listens."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        self.judge: Judge = prose
        self.prompts: list[str] = []

    def words(self, *words: str) -> list[str]:
        quick = ["--no-stream", "--backoff", "0.01", "--deadline", "20", "--connections", "8"]
        return ["judge", *words, "--by", "local:judge", "--base-url", self.url, *quick]

    def run(self, *words: str) -> int:
        return main(self.words(*words))

    def rows(self, file: str) -> list[Any]:
        return [json.loads(line) for line in (self.folder / "runs" / file).read_text("utf-8").splitlines()]


@contextmanager
def listening(folder: Path) -> Iterator[Bench]:
    """Give a bench whose judge listens on this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            prompt = body["messages"][-1]["content"]
            made.prompts.append(prompt)
            message = {"role": "assistant", "content": made.judge(prompt)}
            usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            text = json.dumps({"id": "j", "model": "judge-1", "choices": [choice], "usage": usage}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Bench(folder, f"http://127.0.0.1:{server.server_address[1]}/v1")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Return a folder with a marked run `one` in it, and a judge whose character a test sets."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("LOCAL_API_KEY", raising=False)
    with listening(tmp_path) as made:
        yield made
