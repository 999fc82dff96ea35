"""`import harness`: what stands at the door, and that a verdict is true only where the reply is right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

import harness
from harness import DeclarationError, Verdict, candidates, load, mark, verify, verify_many
from harness.errors import HomeworkError
from harness.grading import gold_answer

RIGHT = ("4", "It is 4.")
WRONG = ("4", "It is 5.")


def test_every_name_of_the_door_can_be_had() -> None:
    assert {name for name in harness.__all__ if getattr(harness, name, None) is None} == set()
    assert set(dir(harness)) >= {"verify", "mark", "candidates", "Verdict", "DeclarationError", "load"}
    assert callable(candidates)
    assert callable(load)
    assert (files("harness") / "py.typed").is_file()


def test_nothing_heavy_is_loaded_by_the_door() -> None:
    told = (
        "import sys, harness; print([m for m in ('numpy', 'sympy', 'aiohttp', 'pandas') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_verdict_is_true_only_where_the_reply_is_right() -> None:
    assert verify(*RIGHT)
    assert not verify(*WRONG)
    assert sum(map(bool, (verify(*RIGHT), verify(*WRONG), verify("4", "no idea")))) == 1
    for status in ("incorrect", "partial", "hedged", "no_answer", "unsupported", "failed"):
        assert not Verdict(status, "")  # type: ignore[arg-type]


@pytest.mark.parametrize("golds", [["1/2", "0.5"], {"0.5"}, ["7", r"\frac{1}{2}"]])
def test_any_of_several_golds_is_right(golds: object) -> None:
    assert verify(golds, "So it is 0.5.").status == "correct"


def test_nothing_is_wrong_while_a_gold_could_not_be_read() -> None:
    assert verify(["1", "2"], "It is 3.").status == "incorrect"
    assert verify([r"\frac{", "2"], "It is 3.").status == "unsupported"
    assert verify([], "It is 3.").status == "unsupported"


@pytest.mark.parametrize("gold", [Decimal("0.5"), Fraction(1, 2), 0.5])
def test_numbers_are_golds(gold: object) -> None:
    assert verify(gold, "It is 1/2.")


def test_a_python_tuple_is_not_guessed_at() -> None:
    found = verify((1, 2), "(1, 2)")
    assert found.status == "unsupported"
    assert "a pair or two golds" in found.reason


def test_symbols_as_text_are_a_declaration_error() -> None:
    with pytest.raises(DeclarationError, match="dictionary"):
        verify("x", "x", symbols="x=positive")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "reply", "status"),
    [
        ("(0, 1)", r"$x \in (0, 1)$, an open interval", "correct"),
        ("(0, 1)", "(1, 0)", "incorrect"),
        ("y = 2x + 1", "y - 2x = 1", "correct"),
        ("70,000", r"\boxed{70000}", "correct"),
        (["Monday", "Tuesday"], "It is a Tuesday.", "correct"),
        ("x=3", "x = 3", "correct"),
    ],
)
def test_a_gold_read_once_marks_as_verify_does(gold: object, reply: str, status: str) -> None:
    kept = gold_answer(gold)
    assert mark(kept, reply).status == verify(gold, reply).status == status


@pytest.mark.parametrize("gold", ["", r"\frac{", [], None])
def test_a_gold_that_cannot_be_read_cannot_be_kept(gold: object) -> None:
    with pytest.raises(HomeworkError):
        gold_answer(gold)


def test_many_pairs_are_marked_in_order_by_one_and_by_two() -> None:
    pairs = [(str(n), f"The answer is {n + (n % 3 == 0)}.") for n in range(700)]
    alone = list(verify_many(pairs))
    assert [bool(v) for v in alone] == [n % 3 != 0 for n in range(700)]
    assert list(verify_many(pairs, workers=2)) == alone


def test_a_bad_declaration_is_told_before_any_worker_starts() -> None:
    with pytest.raises(DeclarationError):
        verify_many([RIGHT], symbols={"x": "purple"}, workers=2)


def test_a_killed_worker_loses_nothing_and_doubles_nothing() -> None:
    pairs = [(str(n), f"The answer is {n}.") for n in range(4_000)]
    found: list[bool] = []
    killed: list[int] = []

    def kill() -> None:
        for _ in range(3_000):
            if len(found) > 200 and (children := _children(os.getpid())):
                os.kill(children[0], signal.SIGKILL)
                killed.append(children[0])
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    for verdict in verify_many(pairs, workers=2):
        found.append(bool(verdict))
    killer.join()
    assert killed
    assert found == [True] * len(pairs)


def _children(parent: int) -> list[int]:
    """Return the worker processes: the children that run multiprocessing's spawned main."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return [int(one) for one in listed if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
