"""Keys: the one place that reads them, and the one that takes them out of whatever is written or shown.

A key comes from the provider's environment variable, from a key file only its owner can read, or from
the system's keyring where the ``keyring`` package is installed – never from a flag or a settings file.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tomllib
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast
from urllib.parse import quote

from harness import trust
from harness.errors import SettingsError
from harness.providers import Provider

SHORTEST = 6
"""A shorter key is no secret and could be part of any word; it is not searched for."""

PLACE = "[key]"


def key_file() -> Path:
    """Return where the key file is looked for unless told otherwise."""
    return trust.config_folder() / "keys.toml"


def find(provider: Provider, file: Path | None = None) -> str | None:
    """Return the provider's key; None where it needs none, SettingsError where it needs one and has none.

    SettingsError too where a stranger's settings file decides where the key would go.
    """
    _meant(provider)
    found = _environment(provider) or _file(provider, file) or _keyring(provider)
    if found is None and provider.key_needed:
        names = " or ".join(provider.key_env) or "(no variable named: add key_env to its table)"
        raise SettingsError(
            f"no key for {provider.name}: set {names}, "
            f'or write {provider.name} = "…" into {file or key_file()}'
        )
    return found


def _meant(provider: Provider) -> None:
    """Raise SettingsError where nobody has confirmed what a found settings file says of the provider."""
    if provider.stranger is not None and provider.stranger.claim not in trust.known().claims:
        raise SettingsError(
            f"{provider.stranger.said()}, and was only found here: "
            f"harness trust if you mean that, or --settings {provider.stranger.file}"
        )


def where(provider: Provider, file: Path | None = None) -> str:
    """Return where the provider's key is found, in words; empty where there is none."""
    for name in provider.key_env:
        if os.environ.get(name):
            return name
    if _file(provider, file):
        return "key file"
    return "keyring" if _keyring(provider) else ""


def _environment(provider: Provider) -> str | None:
    for name in provider.key_env:
        found = os.environ.get(name, "").strip()
        if found:
            if not (found.isascii() and found.isprintable()) or " " in found:
                raise SettingsError(f"{name}: holds characters that no key has; set it again")
            return found
    return None


def _file(provider: Provider, file: Path | None) -> str | None:
    place = file or key_file()
    try:
        mode = place.stat().st_mode
        if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SettingsError(f"{place}: others can read your keys; run: chmod 600 {place}")
        table = tomllib.loads(place.read_text("utf-8"))
    except FileNotFoundError as cause:
        if file is None:
            return None
        raise SettingsError(f"{place}: no such key file") from cause
    except (OSError, ValueError) as cause:
        raise SettingsError(f"{place}: cannot be read as TOML: {type(cause).__name__}") from None
    found = table.get(provider.name)
    return found.strip() or None if isinstance(found, str) else None


def _keyring(provider: Provider) -> str | None:
    if not provider.key_env or find_spec("keyring") is None:
        return None
    ask = cast(Callable[[str, str], str | None], import_module("keyring").get_password)
    try:
        return ask("homework-harness", provider.name)
    except Exception:  # the border: a locked or broken keyring is as good as none
        return None


class Redactor:
    """Takes known keys out of text, however they are written there."""

    def __init__(self) -> None:
        self._spellings: list[str] = []

    def add(self, key: str | None) -> None:
        """Learn a key."""
        if key and len(key) >= SHORTEST:
            found = {key, json.dumps(key)[1:-1], json.dumps(json.dumps(key)[1:-1])[1:-1], quote(key, safe="")}
            self._spellings = sorted({*self._spellings, *found}, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return ``text`` without any known key."""
        for spelling in self._spellings:
            if spelling in text:
                text = text.replace(spelling, PLACE)
        return text
