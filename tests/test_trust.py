"""Keys go only where their owner sent them: folders that want otherwise, against a real listener."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness import providers, trust
from harness.cli import main

ROOT = Path(__file__).resolve().parents[1]
Said = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
KEY, SECRET, FILED = "sk-planted-1234567890", "AKIAplanted-1234567890", "sk-filed-1234567890"
REPLY = {
    "choices": [{"index": 0, "message": {"content": r"\boxed{2}"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1},
}


class Listener(ThreadingHTTPServer):
    """A server that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), Heard)
        self.url = f"http://127.0.0.1:{self.server_port}"


class Heard(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.heard.append(f"{self.path}\n{self.headers}\n{body.decode()}")
        told = json.dumps({**REPLY, "object": "list", "data": [{"id": "m", "object": "model"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_CONNECT = do_POST

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A stranger's folder that somebody works in who has keys."""
    for name in ("DEEPSEEK_API_KEY", "MOONSHOT_API_KEY", "OPENAI_API_KEY", "LOCAL_API_KEY"):
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    keys = trust.config_folder() / "keys.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text(f'ours = "{FILED}"\n')
    keys.chmod(0o600)
    place = tmp_path / "theirs"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "bank.jsonl").write_text('{"id": "q", "question": "What is 1 + 1?", "answer": "2"}\n')
    return place


def table(name: str, **settings: object) -> str:
    """Return a provider's table as a settings file has it."""
    return f"[providers.{name}]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in settings.items())


OPENAI = ["OPENAI_API_KEY"]
AWS = ["AWS_SECRET_ACCESS_KEY"]
DEEPSEEK, RUN = "deepseek:deepseek-flash", ["run", "bank.jsonl", "--name", "a", "--tries", "1", "--model"]
HOSTILE: dict[str, tuple[list[dict[str, object]], list[str]]] = {
    "another address for a provider that ships": ([{"name": "deepseek"}], [*RUN, DEEPSEEK]),
    "the same, a question named": ([{"name": "kimi"}], [*RUN, "kimi:kimi-k3"]),
    "reached through the one it is like": ([{"name": "kimi"}], [*RUN, "moonshot:kimi-k3"]),
    "another user's variable": ([{"name": "helpful", "key_env": AWS}], [*RUN, "helpful:m"]),
    "a variable of a provider that ships": (
        [{"name": "helpful", "key_env": ["DEEPSEEK_API_KEY"]}],
        [*RUN, "helpful:m"],
    ),
    "several variables": (
        [{"name": "helpful", "key_env": ["NOT_SET", "GITHUB_TOKEN", *AWS]}],
        [*RUN, "helpful:m"],
    ),
    "like one that ships": ([{"name": "helpful", "like": "deepseek"}], [*RUN, "helpful:m"]),
    "like the one made like one that ships": (
        [{"name": "first", "like": "openai"}, {"name": "second", "like": "first"}],
        [*RUN, "second:m"],
    ),
    "a local server's variable": ([{"name": "local", "key_env": AWS}], [*RUN, "local:m"]),
    "another local address": ([{"name": "local"}], [*RUN, "local:m"]),
    "no key said to be needed": (
        [{"name": "openai", "key_needed": False}],
        [*RUN, "openai:m"],
    ),
    "a name that is in the key file": ([{"name": "ours"}], [*RUN, "ours:m"]),
    "whole replies": ([{"name": "deepseek", "stream": False}], [*RUN, DEEPSEEK]),
    "resuming": ([{"name": "deepseek"}], [*RUN, DEEPSEEK, "--reuse"]),
    "among others": ([{"name": "deepseek"}], [*RUN, f"oracle,{DEEPSEEK}"]),
    "checking everybody": ([{"name": "helpful", "key_env": AWS}], ["providers", "--check"]),
    "checking by name": ([{"name": "helpful", "key_env": AWS}], ["providers", "--check", "helpful"]),
    "checking one that ships": ([{"name": "deepseek"}], ["providers", "--check", "deepseek"]),
    "checking a model": ([{"name": "deepseek"}], ["providers", "--check", DEEPSEEK]),
    "an adapter's name": ([{"name": "oracle", "adapter": "openai_chat", "key_env": AWS}], [*RUN, "oracle:m"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_folder_gets_no_key(
    name: str,
    folder: Path,
    listener: Listener,
    monkeypatch: Patch,
    capsys: Said,
) -> None:
    tables, words = HOSTILE[name]
    if words[-1] == "--check":  # those that ship have no key, or they would be asked
        for provider in providers.shipped().values():
            for variable in provider.key_env:
                monkeypatch.delenv(variable, raising=False)
    text = ""
    for settings in tables:
        wanted = dict(settings)
        text += table(str(wanted.pop("name")), base_url=f"{listener.url}/v1", **wanted)
    (folder / "harness.toml").write_text(text)
    assert main(words) == 1
    assert listener.heard == []
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert words[-1] == "--check" or listener.url in said or "like" in said


def test_what_was_found_is_confirmed_once(folder: Path, listener: Listener, capsys: Said) -> None:
    (folder / "harness.toml").write_text(table("lake", base_url=f"{listener.url}/v1", key_env=OPENAI))
    assert main([*RUN, "lake:m"]) == 1
    assert main(["trust"]) == 1  # nobody there to say yes
    assert listener.heard == []
    assert main(["trust", "--yes"]) == 0
    assert f"OPENAI_API_KEY to {listener.url}" in capsys.readouterr().out
    assert main([*RUN, "lake:m"]) == 0
    assert KEY in listener.heard[0]
    assert f"goes to {listener.url}" in capsys.readouterr().err
    assert oct(trust.file().stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    "change",
    [{"key_env": AWS}, {"base_url": "http://127.0.0.1:9/v1"}],
    ids=["key", "address"],
)
def test_a_confirmed_file_that_changes_is_a_stranger_again(
    folder: Path, listener: Listener, change: dict[str, object]
) -> None:
    before: dict[str, object] = {"base_url": f"{listener.url}/v1", "key_env": ["OPENAI_API_KEY"]}
    (folder / "harness.toml").write_text(table("lake", **before))
    assert main(["trust", "--yes"]) == 0
    (folder / "harness.toml").write_text(table("lake", **{**before, **change}))
    assert main([*RUN, "lake:m"]) == 1
    assert listener.heard == []


def test_what_was_confirmed_can_be_taken_back(folder: Path, listener: Listener) -> None:
    (folder / "harness.toml").write_text(table("lake", base_url=f"{listener.url}/v1"))
    assert main(["trust", "--yes"]) == 0
    assert main(["trust", "--forget"]) == 0
    assert main([*RUN, "lake:m"]) == 1


def test_a_settings_file_that_was_named_is_meant(folder: Path, listener: Listener) -> None:
    (folder / "harness.toml").write_text(table("lake", base_url=f"{listener.url}/v1", key_env=OPENAI))
    assert main([*RUN, "lake:m", "--settings", "harness.toml"]) == 0
    assert KEY in listener.heard[0]


def test_settings_that_send_no_key_elsewhere_need_no_word(folder: Path) -> None:
    (folder / "harness.toml").write_text(
        "[providers.openai]\nconnections = 2\n[[providers.openai.models]]\nmatch = '*'\n"
        "price = { input = 1.0, output = 2.0, date = '2026-11-30' }\n"
    )
    assert providers.load()["openai"].stranger is None
    assert providers.load()["openai"].rules_for("any").price is not None


@pytest.mark.parametrize(
    ("url", "open_"),
    [
        ("http://192.168.1.7:8000/v1", True),
        ("http://127.0.0.1.example.org/v1", True),
        ("http://2130706433/v1", True),
        ("http://0.0.0.0:8000/v1", True),
        ("ftp://127.0.0.1/v1", False),
        ("http://127.0.0.1:8000/v1", False),
        ("http://127.8.8.8/v1", False),
        ("http://localhost:1/v1", False),
        ("http://[::1]:8000/v1", False),
        ("https://example.org/v1", False),
    ],
)
def test_plain_http_to_another_machine_is_seen(url: str, open_: bool) -> None:
    assert providers.in_the_open(url) is open_


def test_plain_http_to_another_machine_needs_a_word(folder: Path, capsys: Said) -> None:
    words = [*RUN, "local:m", "--base-url", "http://192.0.2.1/v1", "--deadline", "1"]
    assert main(words) == 1
    assert "--plain-http" in capsys.readouterr().err
    assert main([*words, "--plain-http"]) == 1  # it was tried, and nobody was there
    assert "--plain-http" not in capsys.readouterr().err


QUESTION = """title = "t"
[[parts]]
label = "a"
text = "What is q?"
[[parts.targets]]
name = "q"
kind = "number"
"""


def test_code_of_a_strangers_folder_is_not_run(folder: Path, capsys: Said) -> None:
    (folder / "datasets/theirs").mkdir(parents=True)
    (folder / "datasets/theirs/one.toml").write_text(QUESTION)
    (folder / "reference/theirs").mkdir(parents=True)
    (folder / "reference/theirs/one.py").write_text(
        f"open({str(folder / 'ran')!r}, 'w').close()\nderive = 1\n"
    )
    assert main(["reference", "theirs"]) == 1
    assert "harness trust" in capsys.readouterr().err
    assert not (folder / "ran").exists()
    assert main(["trust", "--yes"]) == 0
    main(["reference", "theirs"])
    assert (folder / "ran").exists()


def test_what_could_not_be_asked_says_why(folder: Path, capsys: Said) -> None:
    (folder / "datasets/theirs").mkdir(parents=True)
    (folder / "datasets/theirs/one.toml").write_text(QUESTION)
    (folder / "reference/theirs").mkdir(parents=True)
    (folder / "reference/theirs/one.py").write_text("derive = experiments = print\n")
    assert main(["run", "theirs", "--model", "oracle", "--name", "n"]) == 1
    said = capsys.readouterr().err
    assert "1 of the replies are missing" in said
    assert "harness trust" in said


def test_a_checkout_beside_what_was_installed_from_it_is_ours(folder: Path, capsys: Said) -> None:
    """Who installs with pipx and stands in the checkout needs neither trust nor a note."""
    for place in ("datasets/probability-basics", "reference/probability_basics"):
        shutil.copytree(ROOT / place, folder / place)
    assert main(["run", "probability-basics", "--model", "oracle", "--name", "n"]) == 0
    assert "stands in" not in capsys.readouterr().err
    changed = folder / "reference/probability_basics/two_in_a_row.py"
    changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
    assert main(["run", "probability-basics", "--model", "oracle", "--name", "other"]) == 1
    assert "harness trust" in capsys.readouterr().err


def test_a_link_out_of_a_confirmed_folder_is_not_followed(folder: Path) -> None:
    (folder / "datasets/theirs").mkdir(parents=True)
    (folder / "datasets/theirs/one.toml").write_text(QUESTION)
    (folder / "reference/theirs").mkdir(parents=True)
    trust.remember(folders=[folder / "reference"])
    elsewhere = folder.parent / "elsewhere.py"
    elsewhere.write_text(f"open({str(folder / 'ran')!r}, 'w').close()\n")
    os.symlink(elsewhere, folder / "reference/theirs/one.py")
    assert main(["reference", "theirs"]) == 1
    assert not (folder / "ran").exists()


def test_a_set_that_hides_one_that_ships_is_said(folder: Path, capsys: Said) -> None:
    (folder / "datasets/probability-basics").mkdir(parents=True)
    (folder / "datasets/probability-basics/two-in-a-row.toml").write_text(QUESTION)
    main(["run", "probability-basics", "--model", "local:m", "--dry-run"])
    assert "stands in for the shipped set" in capsys.readouterr().err


def test_a_broken_memory_is_one_clear_line(folder: Path, listener: Listener, capsys: Said) -> None:
    trust.file().write_text("[[")
    (folder / "harness.toml").write_text(table("lake", base_url=f"{listener.url}/v1"))
    assert main([*RUN, "lake:m"]) == 1
    assert str(trust.file()) in capsys.readouterr().err
