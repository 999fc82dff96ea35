"""Connections: dead ones are replaced unseen, proxies are those of the environment, nothing else is asked."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
from pathlib import Path
from typing import Any

import pytest

from harness import providers
from harness.adapters import Request, Setup, build, transport
from harness.errors import AdapterError, SettingsError
from harness.records import Conversation, Turn

sys.path.insert(0, str(Path(__file__).parent))
import raw

ASKED = Conversation("bank/one", (Turn("What is 1 + 1?", ("a",)),))
BODY = json.dumps({"choices": [{"message": {"content": "2"}, "finish_reason": "stop"}]}).encode()
KEPT = raw.whole(BODY, "Connection: keep-alive\r\nSet-Cookie: taste=sweet\r\n")


def asks(url: str, times: int, pause: float = 0.0, key: str | None = None) -> list[str]:
    """Return what so many questions came to, one after the other over one adapter."""

    async def all_() -> list[str]:
        adapter = build(Setup(providers.get("local", base_url=url), "m", key=key))
        found = []
        try:
            for _ in range(times):
                try:
                    found.append((await adapter.ask(ASKED, (), Request(deadline=5.0))).answer)
                except AdapterError as error:
                    found.append(str(error))
                await asyncio.sleep(pause)
        finally:
            await adapter.close()
        return found

    return asyncio.run(all_())


def _reset(line: socket.socket) -> None:
    """Close so that the other side's next write meets a reset."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def dies_on(*numbers: int, how: str) -> Any:
    """Return an answer to every request but the so-manieth ones, at which the connection is gone."""
    count = 0

    def answer(line: socket.socket, heard: raw.Heard) -> bool:
        nonlocal count
        count += 1
        if count in numbers:
            if how == "reset":
                _reset(line)
            return False
        line.sendall(KEPT)
        return True

    return answer


@pytest.mark.parametrize("how", ["closed", "reset"])
def test_a_kept_connection_that_was_closed_is_no_failed_try(how: str) -> None:
    with raw.serving(dies_on(2, 4, 6, how=how)) as server:
        assert asks(server.url, 4) == ["2"] * 4
        assert server.connections > 2


def test_a_fresh_connection_that_breaks_is_a_failed_try() -> None:
    with raw.serving(dies_on(1, how="closed")) as server:
        first, second = asks(server.url, 2)
        assert "the connection broke" in first
        assert second == "2"


def test_a_server_that_thinks_and_then_hangs_up_is_not_asked_again_unseen() -> None:
    from time import sleep

    count = 0

    def answer(line: socket.socket, heard: raw.Heard) -> bool:
        nonlocal count
        count += 1
        if count == 2:
            sleep(transport.PROMPTLY + 0.3)
            return False
        line.sendall(KEPT)
        return True

    with raw.serving(answer) as server:
        first, second = asks(server.url, 2)
        assert (first, "the connection broke" in second, len(server.heard)) == ("2", True, 2)


def test_connections_are_kept_and_cookies_are_not() -> None:
    with raw.serving(dies_on(how="closed")) as server:
        assert asks(server.url, 3) == ["2"] * 3
        assert server.connections == 1
        assert all("cookie" not in heard.headers for heard in server.heard)


def test_no_key_no_authorization() -> None:
    with raw.serving(dies_on(how="closed")) as server:
        asks(server.url, 1)
        asks(server.url, 1, key="sk-planted-1234567890")
        without, with_ = server.heard
        assert "authorization" not in without.headers
        assert with_.headers["authorization"] == "Bearer sk-planted-1234567890"


def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy", "ALL_PROXY"])
def test_the_environments_proxy_is_used(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    _no_proxies(monkeypatch)
    with raw.serving(dies_on(how="closed")) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        assert asks("http://127.0.0.1:9/v1", 1) == ["2"]
        assert proxy.heard[0].line.startswith("POST http://127.0.0.1:9/v1/chat/completions")


def test_no_proxy_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    _no_proxies(monkeypatch)
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with raw.serving(dies_on(how="closed")) as server:
        assert asks(server.url, 1) == ["2"]


def test_a_proxy_that_cannot_be_used_is_said_and_not_gone_around(monkeypatch: pytest.MonkeyPatch) -> None:
    _no_proxies(monkeypatch)
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with raw.serving(dies_on(how="closed")) as server:
        with pytest.raises(SettingsError, match="ALL_PROXY: a socks5 proxy"):
            asks(server.url, 1)
        assert server.heard == []


def test_netrc_has_no_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _no_proxies(monkeypatch)
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login somebody password netrc-secret\n")
    file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(file))
    with raw.serving(dies_on(how="closed")) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        assert asks("http://127.0.0.1:9/v1", 1, key="sk-planted-1234567890") == ["2"]
        assert proxy.heard[0].headers["authorization"] == "Bearer sk-planted-1234567890"
