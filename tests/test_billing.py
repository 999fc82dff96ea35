"""What is billed as output, in every way providers count: one function, for costs, ceilings and reports."""

from __future__ import annotations

import pytest

from harness.billing import all_tokens, beside, output_tokens, total
from harness.records import Usage


@pytest.mark.parametrize(
    ("usage", "output"),
    [
        (Usage(20, 400, 300, None, 420), 400),
        (Usage(20, 400, None, None, 420), 400),
        (Usage(20, 100, 300, None, 420), 400),
        (Usage(20, 300, 100, None, 420), 400),
        (Usage(20, 100, 300, None, None), 400),
        (Usage(20, 0, 300, None, None), 300),
        (Usage(20, None, 300, None, None), 300),
        (Usage(20, 100, None, None, 420), 400),
        (Usage(20, None, None, None, 420), 400),
        (Usage(20, 400, 400, None, 420), 400),
        (Usage(20, 400, 300, 15, 435), 400),
        (Usage(20, 400, 300, None, 12), 400),
        (Usage(None, 400, 300, None, 999), 400),
        (Usage(20, 500, 900, None, 520), 500),
        (Usage(20, 0, 900, None, 20), 900),
        (Usage(20, 400, -1, None, 420), 400),
        (Usage(20, -1, -1, None, -1), None),
        (Usage(20, None, None, None, None), None),
        (Usage(), None),
    ],
    ids=[
        "thinking inside the completion",
        "no count of the thinking",
        "thinking beside the completion",
        "thinking beside it, and shorter",
        "more thinking than completion, no total",
        "nothing but thinking",
        "no completion count",
        "thinking in the total alone",
        "total and prompt alone",
        "all of it thinking",
        "a total that counts the cached prompt twice",
        "a total that cannot be",
        "a total without the prompt",
        "more thinking than completion, and a total that says there is no more",
        "no completion, and a total that knows of none",
        "a count of thinking below 0",
        "nothing but counts below 0",
        "prompt alone",
        "nothing",
    ],
)
def test_output_that_is_billed(usage: Usage, output: int | None) -> None:
    assert output_tokens(usage) == output


def test_thinking_beside_is_told_from_thinking_inside() -> None:
    assert beside(Usage(20, 100, 300, None, 420))
    assert not beside(Usage(20, 400, 300, None, 420))
    assert not beside(Usage())


def test_everything_billed() -> None:
    assert all_tokens(Usage(20, 100, 300, None, 420)) == 420
    assert all_tokens(Usage(20)) == 20
    assert all_tokens(Usage()) is None


def test_a_sum_with_an_unknown_cost_is_unknown() -> None:
    assert total([0.25, 0.5]) == 0.75
    assert total([0.25, None]) is None
    assert total([]) == 0
