"""A real third-party server: the LiteLLM proxy with canned replies, in a virtual environment of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness import providers
from harness.adapters import Request, Setup, build
from harness.adapters.openai_chat import first_model
from harness.errors import RateLimited, Refused
from harness.records import Conversation, Reply, Turn

pytestmark = [pytest.mark.optional, pytest.mark.timeout(1200)]

KEY = "sk-litellm-planted-123456"
CONFIG = r"""
model_list:
  - model_name: canned
    litellm_params:
      model: openai/canned
      api_key: none
      mock_response: 'Adding them up gives $\boxed{2}$.'
  - model_name: busy
    litellm_params:
      model: openai/busy
      api_key: none
      mock_response: litellm.RateLimitError
general_settings:
  master_key: KEY
router_settings:
  num_retries: 0
  disable_cooldowns: true
"""
ASKED = Conversation("bank/one", (Turn("What is 1 + 1?", ("a",)), Turn("And why?", ("b",))))


def _installed() -> Path:
    """Return a Python that has the proxy; made once and kept in the user's cache."""
    given = os.environ.get("HARNESS_TEST_LITELLM")
    place = Path(given) if given else Path.home() / ".cache" / "homework-harness-tests" / "litellm"
    python = place / "bin" / "python"
    if not (place / "bin" / "litellm").exists():
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "litellm[proxy]"], check=True)
    return python


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The proxy's address."""
    if sys.platform == "win32":
        pytest.skip("the proxy is started the POSIX way here")
    folder = tmp_path_factory.mktemp("litellm")
    (folder / "config.yaml").write_text(CONFIG.replace("KEY", KEY))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        _installed().parent / "litellm",
        "--config",
        "config.yaml",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    environment.pop("PYTHONPATH", None)
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(words, cwd=folder, stdout=said, stderr=said, env=environment)
        try:
            _wait(f"http://127.0.0.1:{port}/health/liveliness", process, folder / "said.txt")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait()


def _wait(url: str, process: subprocess.Popen[Any], said: Path) -> None:
    for _ in range(900):
        assert process.poll() is None, said.read_text()[-2000:]
        try:
            urllib.request.urlopen(url).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(said.read_text()[-2000:])


def ask(url: str, name: str = "canned", key: str = KEY, **request: Any) -> Reply:
    async def once() -> Reply:
        adapter = build(Setup(providers.get("local", base_url=url), name, key=key))
        try:
            return await adapter.ask(ASKED, (), Request(**request))
        finally:
            await adapter.close()

    return asyncio.run(once())


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "in one piece"])
def test_canned_reply(proxy: str, stream: bool) -> None:
    found = ask(proxy, stream=stream)
    assert found.answer == r"Adding them up gives $\boxed{2}$."
    assert found.finish_reason == "stop"
    assert found.usage.completion_tokens
    assert found.timing.total


def test_wrong_key_is_refused(proxy: str) -> None:
    """Without a database the proxy says 400 to a key it does not know, so only the refusal is sure."""
    with pytest.raises(Refused) as caught:
        ask(proxy, key="sk-wrong-key-000000")
    assert "sk-wrong-key-000000" not in str(caught.value)


def test_unknown_model_is_refused(proxy: str) -> None:
    with pytest.raises(Refused):
        ask(proxy, name="nobody")


def test_busy_is_told_apart(proxy: str) -> None:
    with pytest.raises(RateLimited):
        ask(proxy, name="busy")


def test_models_are_named(proxy: str) -> None:
    setup = Setup(providers.get("local", base_url=proxy), "", key=KEY)
    assert asyncio.run(first_model(setup)) in ("canned", "busy")


def test_run_through_the_proxy(proxy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from harness.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOCAL_API_KEY", KEY)
    Path("bank.jsonl").write_text('{"id": "one", "question": "What is 1 + 1?", "answer": "2"}\n')
    words = [
        "run",
        "bank.jsonl",
        "--model",
        "local:canned",
        "--base-url",
        proxy,
        "--name",
        "x",
        "--samples",
        "20",
    ]
    assert main(words) == 0
    assert KEY not in "".join(f.read_text() for f in Path("runs").rglob("*") if f.is_file())
