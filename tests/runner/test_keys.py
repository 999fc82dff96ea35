"""A key is never written anywhere, also where the server sends it back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from harness.adapters.keys import Redactor, find
from harness.cli import main
from harness.errors import SettingsError
from harness.providers import get
from harness.runner.progress import Event, JsonView, LineView

KEY = 'sk-planted-"1234567890/abc'


def _everywhere(folder: Path, *said: str) -> str:
    found = [file.read_text("utf-8", "replace") for file in folder.rglob("*") if file.is_file()]
    return "\n".join([*found, *said])


@pytest.mark.parametrize(
    "settings",
    [
        {"extra": {"debug": f"Bearer {KEY}"}},
        {"rates": {"401": 1.0}, "echo_key": True},
        {"rates": {"400": 1.0}, "echo_key": True},
        {"rates": {"500": 1.0}, "echo_key": True},
    ],
    ids=["in a reply", "in a 401", "in a 400", "in a 500"],
)
def test_key_the_server_echoes(bench: Any, server: Any, settings: dict[str, Any], capsys: Any) -> None:
    server.set(**settings)
    bench.run("--tries", "2")
    bench.run("--tries", "2", "--json", name="other")
    shown = capsys.readouterr()
    assert server.counts()["headers"]["Authorization"] == f"Bearer {KEY}"
    text = _everywhere(bench.folder / "runs", shown.out, shown.err)
    for spelling in (KEY, json.dumps(KEY)[1:-1], quote(KEY, safe=""), "1234567890"):
        assert spelling not in text
    assert "[key]" in text


def test_what_people_and_programs_see_is_cleaned() -> None:
    clean = Redactor()
    clean.add(KEY)
    out = io.StringIO()
    for view in (JsonView(clean, out), LineView(clean, out)):
        view.take(Event("note", text=f"failed: ValueError: {KEY}"))
    assert out.getvalue().count("[key]") == 2
    assert "sk-planted" not in out.getvalue()


def test_redactor_knows_every_spelling() -> None:
    redactor = Redactor()
    redactor.add(KEY)
    twice = json.dumps(json.dumps({"a": KEY}))
    assert "1234567890" not in redactor(f"{KEY} {json.dumps(KEY)} {twice} {quote(KEY, safe='')}")


def test_key_file_must_be_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)
    file = tmp_path / "keys.toml"
    file.write_text('deepseek = "sk-from-a-file"\n')
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        find(get("deepseek"), file)
    file.chmod(0o600)
    assert find(get("deepseek"), file) == "sk-from-a-file"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--model", "deepseek:deepseek-flash"], "set DEEPSEEK_API_KEY"),
        (["--model", "nobody:x"], "no provider 'nobody'"),
        (["--model", "deepseek"], "PROVIDER:NAME"),
        (["--model", "local:x", "--base-url", "http://user:pass@h/v1"], "no user or password"),
        (["--model", "local:x", "--extra", "[]"], "JSON object"),
        (["--model", "deepseek:x", "--temperature", "1"], "ignores it while it thinks"),
        (["--model", "deepseek:x", "--effort", "huge"], "knows low, high, max"),
        (["--model", "kimi:kimi-k3", "--temperature", "0.5"], "allows only 1"),
        (["--model", "kimi:kimi-k2.6", "--effort", "low"], "no such switch"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_wrong_settings_are_one_clear_line(
    bench: Any, words: list[str], says: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)
    assert main(["run", "bank.jsonl", "--name", "x", *words]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_key_in_a_settings_file_is_refused(bench: Any, capsys: Any) -> None:
    (bench.folder / "harness.toml").write_text('[providers.local]\napi_key = "sk-x"\n')
    assert bench.run() == 1
    assert "keys do not belong in a settings file" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["[providers.local\n", "[providers.local]\nconnections = 'many'\n"])
def test_broken_settings_are_named(bench: Any, broken: str, capsys: Any) -> None:
    (bench.folder / "harness.toml").write_text(broken)
    assert bench.run() == 1
    assert capsys.readouterr().err.count("\n") == 1
