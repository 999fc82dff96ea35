"""Providers are data: the shipped tables, and the user's own laid over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import providers
from harness.adapters import Request
from harness.adapters.check import check
from harness.errors import SettingsError
from harness.records import Json


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


TODAY = [
    # model, thinking, parameters, refused
    ("deepseek:deepseek-flash", None, {"temperature": 0.6}, True),
    ("deepseek:deepseek-flash", None, {"presence_penalty": 0.1}, True),
    ("deepseek:deepseek-flash", None, {"top_p": 0.9}, False),
    ("deepseek:deepseek-flash", False, {"temperature": 0.6}, False),
    ("deepseek:deepseek-v4-pro", None, {"temperature": 0.6}, True),
    ("kimi:kimi-k3", None, {"temperature": 1.0}, False),
    ("kimi:kimi-k3", None, {"temperature": 0.6}, True),
    ("kimi:kimi-k3.1-pro", None, {"top_p": 0.5}, True),
    ("kimi:kimi-k2.6", None, {"temperature": 1.0}, False),
    ("kimi:kimi-k2.6", None, {"temperature": 0.6}, True),
    ("kimi:kimi-k2.6", False, {"temperature": 0.6}, False),
    ("kimi:kimi-k2.6", False, {"temperature": 1.0}, True),
    ("kimi:kimi-k2.5", False, {"temperature": 0.6}, False),
    ("kimi:kimi-k2.7-code", None, {"temperature": 0.6}, True),
    ("kimi:kimi-k2-0905-preview", None, {"temperature": 0.6}, False),
    ("kimi:moonshot-v1-8k", None, {"temperature": 0.3}, False),
    ("moonshot:kimi-k2.6", False, {"temperature": 0.6}, False),
    ("kimi-cn:kimi-k2.6", False, {"temperature": 0.6}, False),
]
"""What DeepSeek and Kimi took and refused when their tables were last checked."""


@pytest.mark.parametrize(("model", "thinking", "sampling", "refused"), TODAY)
@pytest.mark.parametrize("way", ["sampling", "extra"])
def test_rules_of_each_model(
    model: str, thinking: bool | None, sampling: dict[str, Json], refused: bool, way: str
) -> None:
    name, _, short = model.partition(":")
    request = Request(thinking=thinking, **{way: sampling})  # type: ignore[arg-type]
    if refused:
        with pytest.raises(SettingsError):
            check(providers.get(name), short, request)
    else:
        check(providers.get(name), short, request)


@pytest.mark.parametrize(
    ("model", "back", "most", "switch"),
    [
        ("deepseek:deepseek-flash", "never", 393_216, True),
        ("kimi:kimi-k3", "must", 1_048_576, False),
        ("kimi:kimi-k2.6", "must", 262_144, True),
        ("kimi:kimi-k2.7-code", "must", 262_144, False),
        ("kimi:moonshot-v1-8k", "never", None, False),
    ],
)
def test_what_goes_back_and_how_much_comes(model: str, back: str, most: int | None, switch: bool) -> None:
    name, _, short = model.partition(":")
    rules = providers.get(name).rules_for(short)
    assert (rules.send_back, rules.most_reply) == (back, most)
    assert bool(rules.thinking_off) is switch
    if most:
        with pytest.raises(SettingsError, match="takes at most"):
            check(providers.get(name), short, Request(reply_limit=most + 1))


@pytest.mark.parametrize("model", ["deepseek:deepseek-flash", "kimi:kimi-k3", "kimi:kimi-k2.6"])
def test_rules_have_a_date_and_a_source(model: str) -> None:
    name, _, short = model.partition(":")
    rules = providers.get(name).rules_for(short)
    assert rules.checked >= "2026-12-01"
    assert rules.source.startswith("https://")
    assert rules.price is not None
    assert rules.price.date
    assert rules.price.source
