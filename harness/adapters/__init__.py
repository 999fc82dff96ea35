"""Ways to ask a model: one protocol, one module a way, chosen by a provider's ``adapter``.

Third parties add a way by the entry point group ``homework_harness.adapters``: a callable that takes
a ``Setup`` and returns an ``Adapter``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from harness.adapters.protocol import Adapter, Annotates, Limited, Request, Setup, Tried, fault, tried
from harness.errors import SettingsError

__all__ = ["Adapter", "Annotates", "Limited", "Request", "Setup", "Tried", "build", "fault", "tried"]

ADAPTERS = ("openai_chat", "replay", "oracle")
"""The ways that ship: modules of this package, each with ``build(setup) -> Adapter``."""


def build(setup: Setup) -> Adapter:
    """Return the adapter that asks ``setup.model``; SettingsError where there is no such adapter."""
    name = setup.provider.adapter
    if name in ADAPTERS:
        return cast(Adapter, import_module(f"harness.adapters.{name}").build(setup))
    for entry in entry_points(group="homework_harness.adapters", name=name):
        factory = cast(Callable[[Setup], Adapter], entry.load())
        return factory(setup)
    raise SettingsError(
        f"provider {setup.provider.name}: no adapter {name!r}; there are {', '.join(ADAPTERS)}"
    )
