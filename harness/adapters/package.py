"""The ``openai`` package, loaded as far as asking needs it: its client and its errors.

``import openai`` takes longer than all the rest of a start together, and nearly all of it goes into the
models of endpoints nobody asks here. So the package's own ``__init__``, and those of the folders that
hold these models, wait until somebody wants a name from them; until then they are but a path to the
modules inside. For whoever imports ``openai`` later it is all there, as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from types import ModuleType
from typing import Any

WAITING = ("openai", "openai.lib", "openai.types", "openai.types.shared")
"""Packages whose ``__init__`` waits."""


@dataclass(frozen=True, slots=True)
class Package:
    """What of the package is used."""

    client: Callable[..., Any]
    """``AsyncOpenAI``."""
    errors: Any
    """The module with the errors' names."""
    http: Any
    """What the package itself speaks: httpx2 since its version 3."""


def load() -> Package:
    """Return the package's client and errors, without its models where that can be."""
    if "openai" not in sys.modules:
        sys.meta_path.insert(0, _FINDER)
        try:
            import_module("openai._client")
        except (ImportError, AttributeError):  # built otherwise than the versions known here
            for name in [name for name in sys.modules if name.partition(".")[0] == "openai"]:
                del sys.modules[name]
        finally:
            sys.meta_path.remove(_FINDER)
    client = sys.modules.get("openai._client") or import_module("openai")
    errors = sys.modules.get("openai._exceptions") or import_module("openai")
    return Package(client.AsyncOpenAI, errors, import_module("httpx2" if find_spec("httpx2") else "httpx"))


def silent(package: Package, key: str | None, base_url: str) -> Any:
    """Return a client that knows the address and the headers, and has no way to send anything."""
    http = package.http.AsyncClient(transport=package.http.AsyncBaseTransport(), trust_env=False)
    return package.client(api_key=key or "none", base_url=base_url, max_retries=0, http_client=http)


class _Waiting(Loader):
    """Runs a package's ``__init__`` when a name is wanted that only it can give."""

    def __init__(self, real: Loader) -> None:
        self._real = real

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def __getattr__(name: str) -> Any:
            inside = f"{module.__name__}.{name}"
            if name.startswith("_") and PathFinder.find_spec(inside, module.__path__) is not None:
                raise AttributeError(name)  # a module of the package: the import goes on to load just that
            del module.__dict__["__getattr__"]
            self._real.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = __getattr__


class _Finder(MetaPathFinder):
    """Finds the packages that wait."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in WAITING:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Waiting(spec.loader)
        return spec


_FINDER = _Finder()
