"""Whatever a reply says, a verdict comes back soon, in little memory, and is the same everywhere."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from hostile import HOSTILE  # noqa: E402

from harness.codec import encode  # noqa: E402
from harness.grading import verify  # noqa: E402

LOOPS = 6.5
"""Half a second, in fixed loops of about 80 ms each (`hostile_worker.loop`)."""
MEGABYTES = 200
SHORT = [name for name, (gold, reply, _) in HOSTILE.items() if len(gold) + len(reply) < 3_000]


def _worker(hash_seed: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / "hostile_worker.py")],
        capture_output=True,
        text=True,
        timeout=280,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return _worker("1")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_reply_is_right(found: dict[str, Any], name: str) -> None:
    assert found[name]["status"] != "failed", found[name]
    assert (found[name]["status"] == "correct") is name.startswith("fair"), found[name]


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(found: dict[str, Any], name: str) -> None:
    assert found[name]["loops"] < LOOPS, found[name]


def test_memory_is_bounded(found: dict[str, Any]) -> None:
    most = max(found.values(), key=lambda entry: entry["megabytes"])
    assert most["megabytes"] < MEGABYTES, next(
        n for n, e in found.items() if e["megabytes"] == most["megabytes"]
    )


def _verdict(name: str) -> str:
    gold, reply, settings = HOSTILE[name]
    return encode(verify(gold, reply, **settings))


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    return {name: _verdict(name) for name in SHORT}


def test_same_verdicts_in_32_threads(alone: dict[str, str]) -> None:
    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(_verdict, SHORT * 2)) == list(alone.values()) * 2


def test_same_verdicts_inside_asyncio(alone: dict[str, str]) -> None:
    async def both() -> tuple[list[str], list[str]]:
        inside = [_verdict(name) for name in SHORT]
        beside = await asyncio.gather(*(asyncio.to_thread(_verdict, name) for name in SHORT))
        return inside, list(beside)

    inside, beside = asyncio.run(both())
    assert inside == beside == list(alone.values())


def test_same_verdicts_under_another_hash_seed(found: dict[str, Any], alone: dict[str, str]) -> None:
    drifted = [n for n in SHORT if json.loads(alone[n])["status"] != found[n]["status"]]
    drifted += [n for n in SHORT if json.loads(alone[n])["reason"] != found[n]["verdict"][0]]
    assert not drifted
