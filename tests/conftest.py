"""The stand-in endpoint, for every test that asks something of a server."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("shared machine", deadline=None)  # how long one example takes says nothing there
settings.load_profile("shared machine")


@pytest.fixture(autouse=True)
def _own_config(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a user has confirmed, and their keys, are not those of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def stand_in() -> Any:
    """The module that serves the stand-in endpoint and makes its question banks."""
    spec = importlib.util.spec_from_file_location("server", Path(__file__).with_name("server.py"))
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["server"] = found
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="session")
def endpoint(stand_in: Any) -> Iterator[Any]:
    """The stand-in endpoint, running."""
    with stand_in.Server() as server:
        yield server


@pytest.fixture
def server(endpoint: Any) -> Any:
    """The stand-in endpoint with its settings as at first."""
    endpoint.set()
    return endpoint
