"""Random text never breaks the marker: briefly here, for minutes with ``--fuzz-seconds`` (``make fuzz``).

python tests/grading/test_fuzz_marker.py 300      # seconds; uses atheris where it is installed
"""

# ruff: noqa: E501
from __future__ import annotations

import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.codec import encode
from harness.grading import verify
from harness.records import Verdict

STATUSES = {"correct", "incorrect", "partial", "no_answer", "hedged", "unsupported"}
PIECES = (
    r"\frac", r"\sqrt", r"\left(", r"\right)", r"\begin{cases}", r"\end{cases}", r"\begin{pmatrix}", r"\end{pmatrix}",
    r"\\", "&", "{", "}", "^", "_", "$", "$$", r"\(", r"\)", r"\[", r"\]", r"\boxed{", r"\text{", r"\in", r"\le", "<",
    r"\pm", r"\infty", r"\sum_{k=1}^{9}", r"\int_0^1", r"\|", "|", "^\\top", "^{-1}", "X", "y", "w_{t+1}", "x", "η",
    "σ²", "1", "2.5", "1e9", "9^9", "!", "%", ",", ";", "=", ":=", " or ", " and ", "not ", "\n\n", "(a) ", "Answer: ",
    "**", "| ", "`", "```", "Actually, ", "either ", "∞", "½", "[", "]", "(", ")", r"\{", r"\}", "\u202e", "\ud800",
    "cm", r"\mathrm{MB}", r"^\circ", "True", "B", "\\", "\x00",
)  # fmt: skip
GOLDS = (
    "5", r"\frac{1}{2}", "x^2+1", "[0,1)", r"\{1,2\}", "(1,2)", r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "y=2x+1",
    r"1\pm\sqrt{3}", r"\begin{cases}x&x>0\\0&x\le0\end{cases}", r"\text{True}", r"\text{Saturday}", "B", "14\\text{ MB}",
)  # fmt: skip
DESIGN = {"X": "matrix n x d", "y": "vector n", "eta": "positive", "sigma": "positive"}
replies = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join)


def check(verdict: Verdict, reply: str) -> None:
    """Assert what holds of every verdict."""
    assert verdict.status in STATUSES
    if verdict.claim is not None and verdict.claim.end:
        assert 0 <= verdict.claim.start <= verdict.claim.end <= len(reply)
    if verdict.correct:
        assert verdict.claim is not None
    encode(verdict)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(GOLDS), replies)
def test_any_reply_gets_a_verdict(gold: str, reply: str) -> None:
    verdict = verify(gold, reply)
    check(verdict, reply)
    assert verify(gold, reply) == verdict


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from((r"X^\top y", r"0<\eta<\frac{1}{\sigma^2}", r"\eta\sigma")), replies)
def test_any_reply_to_declared_symbols(gold: str, reply: str) -> None:
    check(verify(gold, reply, symbols=DESIGN), reply)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(replies)
def test_any_gold_gets_a_verdict(gold: str) -> None:
    check(verify(gold, "The answer is 5."), "The answer is 5.")


def fuzz(seconds: float) -> int:
    """Return how many random replies were marked in that time, none of which broke anything."""
    import random

    dice, count, end = random.Random(), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        reply = "".join(dice.choice(PIECES) for _ in range(dice.randint(0, 60)))
        gold = dice.choice((*GOLDS, reply[: dice.randint(0, 40)]))
        start = time.process_time()
        try:
            check(verify(gold, reply), reply)
        except Exception:
            print("broke on", repr((gold, reply)))
            raise
        if time.process_time() - start > 0.5:
            print("slow", round(time.process_time() - start, 2), "s:", repr((gold, reply)))
        count += 1
    return count


def main() -> None:
    """Fuzz by atheris where it is installed, else by dice, for as many seconds as were given."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    try:
        import atheris
    except ImportError:
        print(f"{fuzz(seconds)} random replies marked in {seconds:g} s")
        return

    def one(data: bytes) -> None:
        text = data.decode("utf-8", "surrogatepass" if data[:1] < b"\x80" else "replace")
        gold, _, reply = text.partition("\n")
        check(verify(gold or "5", reply), reply)

    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}"], one)
    atheris.Fuzz()


@pytest.mark.slow
def test_fuzz_for_a_minute() -> None:
    assert fuzz(60) > 1_000


if __name__ == "__main__":
    main()
