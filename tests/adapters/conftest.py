"""The stand-in endpoint for the tests of this folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SERVER = Path(__file__).parents[1] / "server.py"


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("server", SERVER)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Any]:
    """The stand-in endpoint, running."""
    with _module().Server() as server:
        yield server


@pytest.fixture
def server(endpoint: Any) -> Any:
    """The stand-in endpoint with its settings as at first."""
    endpoint.set()
    return endpoint
