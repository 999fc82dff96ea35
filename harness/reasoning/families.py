"""Whether a model family sends its raw thinking or a summary of it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


def shows(model: str) -> str:
    """Return ``raw`` or ``summary`` for a family that is listed, empty for any other.

    >>> shows("anthropic:claude-opus-4-1"), shows("DeepSeek-R1-0528"), shows("somebody's own")
    ('summary', 'raw', '')
    """
    name = model.lower()
    found = [(len(pattern), kind) for pattern, kind in _families() if pattern in name]
    return max(found)[1] if found else ""


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, str], ...]:
    table = tomllib.loads((files("harness.reasoning") / "families.toml").read_text("utf-8"))
    return tuple((pattern, kind) for kind, patterns in table.items() for pattern in patterns)
