"""From what the user asked for to lanes that are ready to ask: providers, keys, adapters, ceilings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness import providers
from harness.adapters import Request, Setup, build, keys
from harness.adapters.check import check
from harness.errors import SettingsError
from harness.providers import Provider
from harness.records import Answer, Conversation, Question
from harness.runner.loop import Lane
from harness.runner.pace import Pace, Window
from harness.runner.plan import Unit


@dataclass(frozen=True, slots=True)
class Ways:
    """How the models are reached; None leaves it to the provider's table."""

    base_url: str | None = None
    settings: Path | None = None
    key_file: Path | None = None
    connections: int | None = None
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    plain_http: bool = False


def known(models: Sequence[str], ways: Ways) -> dict[str, Provider]:
    """Return the provider of each model; SettingsError where one is unknown."""
    if ways.base_url and len({providers.split(model)[0] for model in models}) > 1:
        raise SettingsError("--base-url: only with models of one provider; put the others into harness.toml")
    return {model: providers.get(providers.split(model)[0], ways.settings, ways.base_url) for model in models}


def checked(found: Mapping[str, Provider], requests: Sequence[Request]) -> None:
    """Raise SettingsError where a request asks a model for what it refuses or ignores."""
    for model, provider in found.items():
        for request in requests:
            check(provider, providers.split(model)[1], request)


def seen(found: Mapping[str, Provider], units: Iterable[Unit]) -> None:
    """Raise SettingsError where a model that does not see is asked a question with a figure."""
    for unit in units:
        figures = [one.name for turn in unit.conversation.turns for one in turn.figures]
        provider, name = found[unit.model], providers.split(unit.model)[1]
        if figures and provider.adapter == "openai_chat" and not provider.rules_for(name).sees:
            raise SettingsError(
                f"{unit.model} does not see, and {unit.conversation.question} has a figure "
                f"({', '.join(figures)}): ask a model that does, or write sees = true into its table"
            )


def lanes(
    found: Mapping[str, Provider],
    ways: Ways,
    redactor: keys.Redactor,
    questions: Callable[[Conversation], Question],
    answers: Callable[[Question], Mapping[str, Answer]],
) -> list[Lane]:
    """Return one lane a provider; SettingsError naming the variable where a key is missing."""
    by_provider: dict[str, list[str]] = {}
    for model, provider in found.items():
        by_provider.setdefault(provider.name, []).append(model)
    return [
        _lane(found[models[0]], models, ways, redactor, questions, answers) for models in by_provider.values()
    ]


def _lane(
    provider: Provider,
    models: Sequence[str],
    ways: Ways,
    redactor: keys.Redactor,
    questions: Callable[[Conversation], Question],
    answers: Callable[[Question], Mapping[str, Answer]],
) -> Lane:
    key = keys.find(provider, ways.key_file)
    redactor.add(key)
    most = ways.connections or provider.max_connections
    names = {model: providers.split(model)[1] for model in models}
    return Lane(
        provider=provider,
        adapters={
            model: build(Setup(provider, name, questions, answers, key, most, redactor, ways.plain_http))
            for model, name in names.items()
        },
        prices={model: provider.rules_for(name).price for model, name in names.items()},
        key_goes=key_goes(provider, ways.key_file) if key else "",
        pace=Pace(ways.connections or provider.connections, most, fixed=ways.connections is not None),
        requests=Window(ways.requests_per_minute or provider.requests_per_minute),
        tokens=Window(ways.tokens_per_minute or provider.tokens_per_minute),
    )


def key_goes(provider: Provider, key_file: Path | None) -> str:
    """Return in words where a key goes; empty where that is where the provider is known to be."""
    there, known = providers.origin(provider.base_url), providers.shipped().get(provider.name)
    if known is not None and there == providers.origin(known.base_url):
        return ""
    return f"the key of {provider.name} ({keys.where(provider, key_file)}) goes to {there}"
