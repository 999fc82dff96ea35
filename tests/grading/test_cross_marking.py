"""Replies held against parts they do not answer: nothing raises, nothing is slow, no plain number passes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cross_marking import faults, parts, replies

EVERY = 150
"""The default lane takes a share; ``make test-slow`` takes all."""


def test_a_share_of_all_replies_against_every_part() -> None:
    assert list(faults(replies()[::EVERY], parts())) == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_all_replies_against_every_part() -> None:
    assert list(faults(replies(), parts())) == []
