"""The openai package is loaded as far as asking needs it, and is whole for whoever wants more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def printed(code: str, *before: Path) -> list[str]:
    """Return the lines a process of its own prints, with ``before`` ahead on its path."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*before, ROOT]))}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_headers_and_address_come_from_the_package_without_its_models() -> None:
    code = """
import sys
from harness.adapters import package
client = package.silent(package.load(), "sk-1", "http://127.0.0.1:9/v1")
print(client.auth_headers["Authorization"], client.base_url, client.default_headers["User-Agent"][:11])
print(sum(name.startswith("openai.types.chat") for name in sys.modules))
"""
    assert printed(code) == ["Bearer sk-1 http://127.0.0.1:9/v1/ AsyncOpenAI", "0"]


def test_whoever_imports_it_later_has_it_whole() -> None:
    code = """
from harness.adapters import package
loaded = package.load()
import openai
from openai import AzureOpenAI, types
from openai.types.chat import ChatCompletion
print(openai.__version__[0].isdigit(), openai.AsyncOpenAI is loaded.client)
print(openai.RateLimitError is loaded.errors.RateLimitError, types.chat.ChatCompletion is ChatCompletion)
print(openai.OpenAI(api_key="sk-1", base_url="http://127.0.0.1:9/v1").chat.completions is not None)
"""
    assert printed(code) == ["True True", "True True", "True"]


def test_a_package_built_otherwise_is_loaded_whole(tmp_path: Path) -> None:
    made = tmp_path / "openai"
    made.mkdir()
    (made / "__init__.py").write_text(
        "READY = True\nfrom ._client import AsyncOpenAI\nclass APIError(Exception): ...\n"
    )
    (made / "_client.py").write_text("from openai import READY\nclass AsyncOpenAI: ...\n")
    code = """
from harness.adapters import package
loaded = package.load()
import openai
print(loaded.client is openai.AsyncOpenAI, hasattr(openai, "APIError"))
"""
    assert printed(code, tmp_path) == ["True True"]
