"""What this user has said may be trusted: origins a found settings file names, folders whose code may run.

A settings file or a ``reference`` folder that merely lies in the working folder may be a stranger's. What
it asks for is confirmed once with ``harness trust`` and remembered here, for this user, on this machine.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from harness.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a settings file says of a provider that decides where a key goes."""

    provider: str
    origin: str
    """Scheme, host and port."""
    adapter: str
    key_env: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What was confirmed."""

    claims: frozenset[Claimed] = frozenset()
    folders: frozenset[str] = frozenset()


def config_folder() -> Path:
    """Return where a user's own files are kept: keys and what is trusted."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "homework-harness"


def file() -> Path:
    """Return the file that remembers."""
    return config_folder() / "trusted.json"


def known() -> Trusted:
    """Return what was confirmed; nothing where nothing was, SettingsError where it cannot be read."""
    try:
        found = json.loads(file().read_text("utf-8"))
        return Trusted(
            frozenset(_claim(one) for one in found["claims"]), frozenset(map(str, found["folders"]))
        )
    except FileNotFoundError:
        return Trusted()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as cause:
        raise SettingsError(
            f"{file()}: cannot be read ({type(cause).__name__}); remove it and run harness trust again"
        ) from cause


def remember(claims: Iterable[Claimed] = (), folders: Iterable[Path] = ()) -> None:
    """Add to what is trusted."""
    old = known()
    _write(Trusted(old.claims | set(claims), old.folders | {str(folder.resolve()) for folder in folders}))


def forget(claims: Iterable[Claimed] = (), folders: Iterable[Path] = ()) -> None:
    """Take away from what is trusted."""
    old = known()
    _write(Trusted(old.claims - set(claims), old.folders - {str(folder.resolve()) for folder in folders}))


def runs_code_of(path: Path) -> bool:
    """Return whether the code in a file may run: its true place is in a folder that was confirmed."""
    true = path.resolve()
    return any(Path(folder) in true.parents for folder in known().folders)


def _claim(found: Any) -> Claimed:
    plain = {f.name: str(found[f.name]) for f in fields(Claimed) if f.name != "key_env"}
    return Claimed(**plain, key_env=tuple(map(str, found["key_env"])))


def _write(trusted: Trusted) -> None:
    data = {
        "claims": [asdict(one) for one in sorted(trusted.claims, key=lambda one: (one.provider, one.origin))],
        "folders": sorted(trusted.folders),
    }
    place = file()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=place.parent, prefix=".trusted-")  # readable by its owner alone
        try:
            with open(handle, "w", encoding="utf-8") as out:
                out.write(json.dumps(data, indent=2) + "\n")
            os.replace(part, place)
        except OSError:
            with suppress(OSError):
                os.unlink(part)
            raise
    except OSError as cause:
        raise SettingsError(f"{place}: cannot be written: {cause.strerror}") from cause
