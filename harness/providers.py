"""Providers as data: ``providers.toml`` and the user's own ``harness.toml`` → Provider, Rules, Price.

Nothing here asks anyone anything; keys are not read here (see ``harness.adapters.keys``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit, urlunsplit

import msgspec

from harness.errors import SettingsError
from harness.files import read_bounded
from harness.records import Json
from harness.trust import Claimed

T = TypeVar("T")
FOUND = "harness.toml"
"""The settings file that is looked for in the working folder."""
LONGEST_SETTINGS = 1 << 20
NOT_SETTINGS = frozenset(("name", "rules", "stranger"))
"""Fields of a provider that no settings file sets."""
SendBack = Literal["never", "may", "must"]


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, and since when this was so."""

    input: float
    output: float
    cached: float | None = None
    """For prompt tokens found in the provider's cache; None: as ``input``."""
    currency: str = "USD"
    date: str = ""
    source: str = ""
    peak_factor: float = 1.0
    peak_hours: tuple[tuple[int, int], ...] = ()
    """Hours of the day in UTC, start included, end not."""
    peak_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Days of the week, Monday = 0."""

    def factor(self, when: datetime) -> float:
        """Return what prices are multiplied by at ``when``."""
        now = when.astimezone(UTC)
        busy = now.weekday() in self.peak_days and any(
            a <= now.hour < b if a < b else now.hour >= a or now.hour < b for a, b in self.peak_hours
        )
        return self.peak_factor if busy else 1.0


@dataclass(frozen=True, slots=True)
class Rules:
    """How a request to one model of a provider must look."""

    effort_field: str = ""
    """Where the effort goes in the body, dots between levels; empty: there is no such switch."""
    effort: tuple[str, ...] = ()
    """The efforts it knows; ``*`` for any."""
    thinking_on: Mapping[str, Json] = field(default_factory=dict)
    """Fields of the body that switch thinking on; empty with ``thinking_off`` empty: no switch."""
    thinking_off: Mapping[str, Json] = field(default_factory=dict)
    sampling: Mapping[str, str | float] = field(default_factory=dict)
    """Parameter → ``ignored``, ``ignored while thinking``, ``refused``, or the only value allowed."""
    sampling_unthinking: Mapping[str, str | float] = field(default_factory=dict)
    """The same where thinking is switched off; laid over ``sampling``."""
    most_reply: int | None = None
    """The largest reply limit it takes, thinking included."""
    sees: bool = False
    """Whether it takes figures: ``image_url`` parts with the bytes in base64."""
    checked: str = ""
    """When these rules were last held against the provider's own words."""
    source: str = ""
    """Where those are."""
    token_limit: str = "max_tokens"
    send_back: SendBack = "never"
    """Whether earlier replies go back with their reasoning."""
    body: Mapping[str, Json] = field(default_factory=dict)
    """Fields sent with every request."""
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """How a provider takes batches: files of questions, answered later for less."""

    window: str = "24h"
    purpose: str = "batch"
    """What an uploaded file is said to be for."""
    lines: int = 50_000
    megabytes: int = 100
    factor: float = 1.0
    """Of the price by batch to the usual one."""
    models: tuple[str, ...] = ("*",)
    date: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A settings file nobody named, and what it claims about a provider."""

    file: str
    claim: Claimed

    def said(self) -> str:
        """Return the claim in words."""
        what = " or ".join(self.claim.key_env) or "questions"
        return f"{self.file} sends {what} to {self.claim.origin} as provider {self.claim.provider}"


@dataclass(frozen=True, slots=True)
class Provider:
    """Someone who answers, and how to reach them."""

    name: str
    title: str = ""
    adapter: str = "openai_chat"
    base_url: str = ""
    key_env: tuple[str, ...] = ()
    """Environment variables that may hold the key; the first that is set counts."""
    key_needed: bool = True
    reasoning: tuple[str, ...] = ("reasoning_content", "reasoning", "reasoning_details")
    """Fields that may hold the reasoning, in the order they are looked at."""
    stream: bool = True
    idle_limit: float = 600.0
    """Seconds without a piece of text after which a try is given up."""
    stream_usage: bool = True
    """Whether ``stream_options.include_usage`` may be sent."""
    states_cost: bool = False
    """Whether ``usage.cost`` of its replies is what they cost (a router's own bill)."""
    connections: int = 8
    """How many requests at once to begin with."""
    max_connections: int = 64
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    batch: Batch | None = None
    """How it takes batches; None: not at all."""
    check_model: str = ""
    """The model ``harness providers --check`` asks; empty: the first one the server names."""
    note: str = ""
    date: str = ""
    """When these facts were last looked up."""
    stranger: Stranger | None = None
    """Set where a settings file that merely lay there decides where its key goes."""
    rules: Rules = Rules()
    models: tuple[Mapping[str, Json], ...] = ()
    """Tables with ``match`` and the rules that differ for the models it matches; later ones win."""

    def rules_for(self, model: str) -> Rules:
        """Return the rules that hold for ``model``."""
        found: dict[str, Any] = {f.name: getattr(self.rules, f.name) for f in fields(Rules)}
        for table in self.models:
            if fnmatchcase(model, str(table["match"])):
                found.update({k: v for k, v in table.items() if k != "match"})
        return _read(found, Rules, f"provider {self.name}, model {model}")


def split(model: str) -> tuple[str, str]:
    """Return provider and name of ``provider:name``; SettingsError where there is no colon.

    >>> split("deepseek:deepseek-flash")
    ('deepseek', 'deepseek-flash')
    """
    provider, colon, name = model.partition(":")
    if not colon and provider == "oracle":
        return provider, ""
    if not colon or not provider or not (name or provider == "oracle"):
        raise SettingsError(f"--model {model}: write PROVIDER:NAME, e.g. deepseek:deepseek-flash")
    if "," in name and provider != "oracle":
        raise SettingsError(
            f"--model {model}: write PROVIDER:NAME for each, e.g. kimi:kimi-k3,kimi:kimi-k2.6"
        )
    return provider, name


def load(settings: Path | None = None) -> dict[str, Provider]:
    """Return all providers by name, the user's own tables laid over the shipped ones.

    A file that was not named (``settings`` is None) but found may be a stranger's: a provider whose
    address, adapter or key variables differ from the shipped ones because of it is marked.
    """
    own = user_settings(settings).get("providers", {})
    found = _laid(own, settings or Path(FOUND))
    if settings is not None or not own:
        return found
    meant, file = shipped(), str(Path(FOUND).resolve())
    return {
        name: one
        if name in meant and claimed(one) == claimed(meant[name])
        else replace(one, stranger=Stranger(file, claimed(one)))
        for name, one in found.items()
    }


def claimed(provider: Provider) -> Claimed:
    """Return what decides where a provider's key goes."""
    return Claimed(provider.name, origin(provider.base_url), provider.adapter, provider.key_env)


def origin(url: str) -> str:
    """Return scheme, host and port of an address.

    >>> origin("https://API.deepseek.com/v1"), origin("http://[::1]:8000/v1")
    ('https://api.deepseek.com', 'http://[::1]:8000')
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}" if parts.netloc else url


def in_the_open(url: str) -> bool:
    """Return whether what is sent there could be read on the way: no https, and not this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        here = ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost" or host.endswith(".localhost")
    return parts.scheme != "https" and not here


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Provider]:
    """Return the providers as they ship."""
    return _laid({}, None)


def _laid(own: Any, settings: Path | None) -> dict[str, Provider]:
    """Return the providers with the tables of a settings file laid over the shipped ones."""
    tables = {name: dict(table) for name, table in _shipped().items()}
    if not isinstance(own, dict):
        raise SettingsError(f"{settings}: providers: must be a table of tables")
    for name, table in own.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{settings}: providers.{name}: must be a table")
        old = tables.get(name, {})
        tables[name] = {**old, **table, "models": [*old.get("models", ()), *table.get("models", ())]}
    return {name: provider(name, _like(table, tables)) for name, table in tables.items()}


def _like(table: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the table with what it leaves to the one it is ``like`` filled in."""
    own = {key: value for key, value in table.items() if key not in ("like", "other_prices")}
    if "like" not in table:
        return own
    if table["like"] not in tables:
        raise SettingsError(f"like = {table['like']!r}: no such provider")
    base = dict(tables[table["like"]])
    if table.get("other_prices"):
        base["models"] = [{k: v for k, v in m.items() if k != "price"} for m in base.get("models", ())]
    return {**base, **own, "models": [*base.get("models", ()), *own.get("models", ())]}


def get(name: str, settings: Path | None = None, base_url: str | None = None) -> Provider:
    """Return the provider called ``name``, at ``base_url`` if given; SettingsError where unknown."""
    known = load(settings)
    if name not in known:
        raise SettingsError(
            f"no provider {name!r}; there are {', '.join(known)} – or add [providers.{name}] to harness.toml"
        )
    return _at(known[name], base_url)


def provider(name: str, table: Mapping[str, Any]) -> Provider:
    """Return the provider a table describes; SettingsError naming the key that is wrong."""
    where = f"provider {name}"
    for key in ("key", "api_key", "token"):
        if key in table:
            raise SettingsError(f"{where}: {key}: keys do not belong in a settings file; name it in key_env")
    own = {f.name for f in fields(Provider)}
    plain = {k: v for k, v in table.items() if k in own - NOT_SETTINGS}
    rules = {k: v for k, v in table.items() if k not in own - NOT_SETTINGS}
    for model in table.get("models", ()):
        if not isinstance(model, dict) or not isinstance(model.get("match"), str):
            raise SettingsError(f'{where}: models: every entry needs match = "NAME*"')
        _read({k: v for k, v in model.items() if k != "match"}, Rules, f"{where}, models {model['match']}")
    known = (own | {f.name for f in fields(Rules)}) - NOT_SETTINGS
    for key in rules:
        if key not in known:
            raise SettingsError(f"{where}: no setting {key!r}; there are {', '.join(sorted(known))}")
    return _read({**plain, "name": name, "rules": _read(rules, Rules, where)}, Provider, where)


def user_settings(file: Path | None = None) -> dict[str, Any]:
    """Return the user's harness.toml (``file``, or the one in this folder); empty where there is none."""
    found = file or Path(FOUND)
    try:
        return tomllib.loads(read_bounded(found, LONGEST_SETTINGS).decode("utf-8"))
    except FileNotFoundError as cause:
        if file is None:
            return {}
        raise SettingsError(f"{found}: no such settings file") from cause
    except (OSError, ValueError) as cause:
        raise SettingsError(f"{found}: cannot be read: {cause}") from cause


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("harness").joinpath("providers.toml").read_text("utf-8"))


def _at(found: Provider, base_url: str | None) -> Provider:
    if base_url is None:
        return found
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"--base-url {base_url}: write http://HOST:PORT/v1 or https://…")
    if parts.username or parts.password:
        raise SettingsError("--base-url: no user or password in it; put the key into the environment")
    if parts.query or parts.fragment:
        raise SettingsError("--base-url: nothing after ? or # in it; put the key into the environment")
    return replace(found, base_url=urlunsplit(parts).rstrip("/"))


def _read(table: Mapping[str, Any], kind: type[T], where: str) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}: no setting {key!r}; there are {', '.join(sorted(known))}")
    try:
        return msgspec.convert(msgspec.to_builtins(dict(table)), kind)
    except (msgspec.ValidationError, TypeError) as cause:
        raise SettingsError(f"{where}: {cause}") from cause
