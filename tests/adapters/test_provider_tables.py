"""Providers are data: the shipped tables, and the user's own laid over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import providers
from harness.adapters import Request
from harness.adapters.check import check
from harness.errors import SettingsError


@pytest.mark.parametrize("name", list(providers.load()))
def test_shipped_table_is_whole(name: str) -> None:
    found = providers.load()[name]
    assert found.title
    if found.adapter == "openai_chat":
        assert found.base_url.startswith("http")
        assert found.key_env
    for table in found.models:
        rules = found.rules_for(str(table["match"]).replace("*", ""))
        assert rules.price is None or (rules.price.date and rules.price.output > 0)


@pytest.mark.parametrize(
    ("model", "effort", "output"),
    [
        ("deepseek-flash", ("low", "high", "max"), 0.60),
        ("deepseek-v4-pro-0813", ("low", "high", "max"), 1.98),
        ("kimi-k3", ("low", "high", "max"), 15.0),
        ("kimi-k3.1-pro", ("low", "high", "max"), 10.0),
        ("kimi-k3.1-pro-highspeed", ("low", "high", "max"), 20.0),
        ("kimi-k2.6", (), 4.0),
    ],
)
def test_later_and_nearer_rules_win(model: str, effort: tuple[str, ...], output: float) -> None:
    rules = providers.get("kimi" if model.startswith("kimi") else "deepseek").rules_for(model)
    assert rules.price is not None
    assert (rules.effort, rules.price.output) == (effort, output)


def test_chinese_kimi_is_like_the_other_but_for_prices() -> None:
    here, there = providers.get("kimi"), providers.get("kimi-cn")
    assert here.base_url != there.base_url
    assert here.key_env != there.key_env
    assert there.rules_for("kimi-k3").price is None
    assert there.rules_for("kimi-k2.6").sampling == here.rules_for("kimi-k2.6").sampling


def test_own_settings_are_laid_over(tmp_path: Path) -> None:
    file = tmp_path / "harness.toml"
    file.write_text(
        '[providers.lakeside]\nbase_url = "https://lake.example/v1"\nkey_env = ["LAKE"]\n'
        '[providers.deepseek]\nconnections = 3\n[[providers.deepseek.models]]\nmatch = "deepseek-flash"\n'
        'price = { input = 9.0, output = 9.0, date = "2026-12-01" }\n'
    )
    price = providers.get("deepseek", file).rules_for("deepseek-flash").price
    assert price is not None
    assert (price.input, providers.get("deepseek", file).connections) == (9.0, 3)
    assert providers.get("lakeside", file).base_url == "https://lake.example/v1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[providers.x]\nbase = 1\n", "no setting 'base'"),
        ("[providers.x]\nkey_env = 1\n", "key_env"),
        ('[providers.x]\nlike = "nobody"\n', "no such provider"),
        ("[[providers.deepseek.models]]\nprice = {}\n", "match"),
        ('[[providers.deepseek.models]]\nmatch = "a*"\nprice = { input = 1.0 }\n', "output"),
        ('[providers.x]\ntoken = "sk-1"\n', "keys do not belong"),
        ("providers = 3\n", "table"),
    ],
)
def test_wrong_table_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "harness.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=says):
        providers.load(file)


@pytest.mark.parametrize(
    "request_",
    [
        Request(effort="max"),
        Request(thinking=False, sampling={"temperature": 0.5}),
        Request(reply_limit=9, extra={"user_id": "u"}),
    ],
    ids=["effort", "sampling without thinking", "extra"],
)
def test_what_deepseek_takes_is_sent(request_: Request) -> None:
    check(providers.get("deepseek"), "deepseek-flash", request_)


def test_extra_may_not_change_what_is_asked() -> None:
    with pytest.raises(SettingsError, match="messages is set by the harness"):
        check(providers.get("local"), "x", Request(extra={"messages": []}))
