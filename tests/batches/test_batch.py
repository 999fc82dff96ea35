"""`harness run --batch`: handed in, waited for, fetched; nothing paid twice though killed at any step."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.providers import shipped
from harness.store import RunFolder

_SPEC = importlib.util.spec_from_file_location("batch_provider", Path(__file__).with_name("provider.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
sys.modules["batch_provider"] = _MODULE
_SPEC.loader.exec_module(_MODULE)

SETTINGS = """
[providers.shop]
adapter = "openai_chat"
base_url = "{url}"
key_env = ["SHOP_KEY"]
price = {{ input = 1.0, output = 10.0, currency = "USD", date = "2031-01-01" }}
[providers.shop.batch]
factor = 0.5
lines = {lines}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHOP_KEY", "sk-secret-123456")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    rows = [{"id": f"n{n}", "question": f"What is {n} + {2 - n}?", "answer": "2"} for n in range(5)]
    Path("bank.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with _MODULE.BatchProvider(tmp_path / "shop") as provider:
        Path("my.toml").write_text(SETTINGS.format(url=provider.url, lines=3))
        yield provider


WORDS = [
    "run",
    "bank.jsonl",
    "--model",
    "shop:m-1",
    "--name",
    "b",
    "--settings",
    "my.toml",
    "--batch",
    "--poll",
    "0.05",
]


def test_a_run_by_batch_is_a_run_like_any_other(shop: Any) -> None:
    assert main(WORDS) == 0
    found = list(RunFolder(Path("runs/b")).transcripts())
    assert len(found) == len({t.run_key for t in found}) == 5
    assert {t.replies[0].answer for t in found} == {"It is 2."}
    assert {t.replies[0].reasoning for t in found} == {"hm"}
    assert [t.cost for t in found] == [pytest.approx((1000 * 0.5 + 2000 * 5.0) / 1e6)] * 5
    assert len(shop.log("create")) == 2
    assert "sk-secret" in shop.log("upload")[0]
    assert not any(b"sk-secret" in file.read_bytes() for file in Path("runs").rglob("*") if file.is_file())
    assert main(["grade", "b"]) == 0
    assert {v.status for v in RunFolder(Path("runs/b")).verdicts()} == {"correct"}
    assert main(WORDS) == 0
    assert len(shop.log("create")) == 2


def test_without_waiting_the_same_command_looks_again(shop: Any) -> None:
    assert main([*WORDS, "--no-wait"]) == 1
    assert main([*WORDS, "--no-wait"]) == 0
    assert len(shop.log("create")) == 2
    assert len(list(RunFolder(Path("runs/b")).transcripts())) == 5


def test_what_failed_is_handed_in_again_and_nothing_else(
    shop: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("bank.jsonl").open("a") as bank:
        bank.write(json.dumps({"id": "bad", "question": "fail?", "answer": "2"}) + "\n")
    assert main(WORDS) == 1
    assert "no luck" in capsys.readouterr().err
    (shop.folder / "mended").touch()
    assert main(WORDS) == 0
    assert len(shop.log("create")) == 3
    handed = [len(file.read_text().splitlines()) for file in Path("runs/b/batches").glob("*.jsonl")]
    assert sorted(handed) == [1, 3, 3]


def test_a_batch_whose_making_nobody_heard_of_is_found_and_not_made_twice(shop: Any) -> None:
    (shop.folder / "lose-create").touch()
    assert main(WORDS) == 0
    assert len(shop.log("create")) == 2
    assert len(list(RunFolder(Path("runs/b")).transcripts())) == 5


STEPS = {
    "uploaded": lambda shop: shop.log("upload"),
    "made": lambda shop: shop.log("create"),
    "all made": lambda shop: len(shop.log("create")) == 2,
    "fetching": lambda shop: shop.log("fetch"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_pays_nothing_twice(shop: Any, step: str) -> None:
    command = [sys.executable, "-m", "harness", *WORDS]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(4_000):
        if STEPS[step](shop) or running.poll() is not None:
            break
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert subprocess.run(command, capture_output=True, timeout=120).returncode == 0
    jobs = [line.split()[1] for line in shop.log("create")]
    assert len(jobs) == len(set(jobs)) == 2
    assert len(list(RunFolder(Path("runs/b")).transcripts())) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["deep-learning-hw1/optimizer-geometry"], "--mode alone or --mode whole"),
        (["bank.jsonl", "--max-cost", "1"], "cannot be stopped at a ceiling"),
    ],
)
def test_what_no_batch_can_do_is_said(
    shop: Any, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    more = ["--model", "shop:m-1", "--name", "c", "--settings", "my.toml", "--batch"]
    assert main(["run", *words, *more]) == 1
    assert said in capsys.readouterr().err
    assert shop.log("upload") == []


def test_who_takes_no_batches_is_said(shop: Any, capsys: pytest.CaptureFixture[str]) -> None:
    Path("my.toml").write_text(SETTINGS.format(url=shop.url, lines=3).partition("[providers.shop.batch]")[0])
    assert main(WORDS) == 1
    assert "takes no batches" in capsys.readouterr().err


def test_the_tables_say_who_takes_batches() -> None:
    told = {name: one.batch for name, one in shipped().items() if one.batch is not None}
    assert {"kimi", "kimi-cn", "moonshot", "openai", "together"} <= set(told)
    assert all(0 < batch.factor <= 1 and batch.date and batch.source for batch in told.values())
