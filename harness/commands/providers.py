"""``harness providers``: who can be asked, who has a key, what it costs; ``--check`` asks a tiny question."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import codec, trust
from harness.errors import AdapterError, SettingsError
from harness.terminal import printable

if TYPE_CHECKING:
    from harness.providers import Provider

QUESTION = "What is 1 + 1? Answer with the number."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these (default: all)")
    parser.add_argument(
        "--check",
        metavar="PROVIDER[:MODEL]",
        action="append",
        nargs="?",
        const="",
        default=[],
        help="ask one tiny question; without a name, everyone who has a key and ships or is trusted",
    )
    parser.add_argument("--base-url", metavar="URL", help="where --check finds the provider")
    parser.add_argument("--deadline", type=float, default=120.0, metavar="S", help="of --check (120)")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="instead of ./harness.toml")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="keys, readable by you alone")
    parser.add_argument(
        "--plain-http", action="store_true", help="allow http to another machine, readable on the way"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the providers, or what each check came to; 1 where a check failed."""
    if arguments.check:
        if not _to_check(arguments):
            raise SettingsError("--check: no provider has a key; set one, or name whom to check")
        found = [asyncio.run(_checked(model, arguments)) for model in _to_check(arguments)]
        for one in found:
            print(json.dumps(one) if arguments.json else printable(_told(one)))
        return int(any(one["error"] for one in found))
    listed = _listed(arguments)
    if arguments.json:
        print(json.dumps(listed, ensure_ascii=True, indent=2))
    else:
        for one in listed:
            print(printable(_line(one)))
    return 0


def _to_check(arguments: argparse.Namespace) -> list[str]:
    """Return what to check: as named, or everyone who has a key."""
    named = [one for one in (*arguments.check, *arguments.names) if one]
    return named or [one["name"] for one in _listed(arguments) if one["key_from"] and one["trusted"]]


def _listed(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from harness import providers
    from harness.adapters import keys

    known = providers.load(arguments.settings)
    for name in arguments.names:
        if name not in known:
            raise SettingsError(f"no provider {name!r}; there are {', '.join(known)}")
    chosen = [known[name] for name in arguments.names or known]
    return [_described(one, keys.where(one, arguments.key_file)) for one in chosen]


def _described(provider: Provider, key_from: str) -> dict[str, Any]:
    prices = [
        {"match": str(table["match"]), **price}
        for table in codec.to_builtins(provider.models)
        if isinstance(price := table.get("price"), dict)
    ]
    stranger = provider.stranger
    return {
        "name": provider.name,
        "trusted": stranger is None or stranger.claim in trust.known().claims,
        "title": provider.title,
        "base_url": provider.base_url,
        "key_env": list(provider.key_env),
        "key_needed": provider.key_needed,
        "key_from": key_from,
        "reasoning": list(provider.reasoning),
        "effort": list(provider.rules.effort),
        "connections": provider.connections,
        "max_connections": provider.max_connections,
        "prices": prices,
        "date": provider.date,
        "note": provider.note,
    }


def _line(one: Mapping[str, Any]) -> str:
    key = one["key_from"] or (f"no key: set {one['key_env'][0]}" if one["key_needed"] else "needs no key")
    if not one["trusted"]:
        key = "not asked until you say so: harness trust"
    lines = [f"{one['name']:<12}{one['title']} · {one['base_url'] or 'no network'} · {key}"]
    for price in one["prices"]:
        peak = f", ×{price['peak_factor']:g} at peak hours" if price.get("peak_factor", 1) != 1 else ""
        cached = f" / {price['cached']:g} cached" if price.get("cached") is not None else ""
        lines.append(
            f"{'':<14}{price['match']}: {price['input']:g}{cached} in, {price['output']:g} out "
            f"{price.get('currency', 'USD')} a million tokens{peak} ({price['date']})"
        )
    return "\n".join(lines)


async def _checked(model: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what asking ``model`` one tiny question came to."""
    from harness import providers
    from harness.adapters import Request, Setup, build, keys
    from harness.adapters.openai_chat import first_model
    from harness.records import Conversation, Turn
    from harness.runner import assembly

    name, _, asked = model.partition(":")
    provider = providers.get(name, arguments.settings, arguments.base_url)
    if provider.adapter != "openai_chat":
        raise SettingsError(f"--check {model}: nothing to check, it is not asked over a network")
    key = keys.find(provider, arguments.key_file)
    redactor = keys.Redactor()
    redactor.add(key)
    setup = Setup(
        provider,
        asked,
        key=key,
        connections=1,
        clean=redactor,
        plain_http=arguments.plain_http,
    )
    goes = assembly.key_goes(provider, arguments.key_file) if key else ""
    if goes:
        print(printable(goes), file=sys.stderr)
    adapter = None
    try:
        asked = asked or provider.check_model or await first_model(setup)
        model = f"{name}:{asked}"
        adapter = build(replace(setup, name=asked))
        conversation = Conversation("providers/check", (Turn(QUESTION, ("a",)),))
        reply = await adapter.ask(conversation, (), Request(deadline=arguments.deadline))
    except AdapterError as error:
        return {"model": model, "error": redactor(f"{error.kind}: {error}")}
    finally:
        if adapter is not None:
            await adapter.close()
    return {
        "model": model,
        "error": None,
        "answer": redactor(reply.answer[:200]),
        "echoed": reply.model,
        "reasoning_from": reply.reasoning_from,
        "usage": codec.to_builtins(reply.usage),
        "seconds": reply.timing.total,
    }


def _told(one: Mapping[str, Any]) -> str:
    if one["error"]:
        return f"{one['model']}: {one['error']}"
    thinking = f"reasoning in {one['reasoning_from']}" if one["reasoning_from"] else "no reasoning shown"
    tokens = one["usage"]["completion_tokens"]
    return (
        f"{one['model']}: answered {one['answer'].strip()!r} in {one['seconds']:.1f} s as {one['echoed']}, "
        f"{thinking}, {tokens if tokens is not None else '?'} completion tokens"
    )
