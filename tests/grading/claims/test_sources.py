"""Where an answer is looked for is one table: what is added to it is weighed with the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness import verify
from harness.grading.claims import sources
from harness.grading.claims.search import Asked
from harness.grading.claims.sources import Candidate


def test_every_source_says_how_its_claims_are_called() -> None:
    assert sources.SOURCES.keys() <= sources.PROMINENCE.keys()


def test_a_new_source_is_looked_at_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between arrows this reply says what no other source would find, and says nothing else."""

    def between_arrows(asked: Asked) -> Iterator[Candidate]:
        flat = asked.search.reader.flat
        start, end = flat.find(">>>") + 3, flat.find("<<<")
        if 2 < start < end:
            yield Candidate(start, end, "arrows", None, flat[start:end].strip("ab "))

    reply = "Here goes nothing at all.\n\n>>>ab 7 ba<<<"
    assert not verify("7", reply).correct
    monkeypatch.setitem(sources.SOURCES, "arrows", between_arrows)
    monkeypatch.setitem(sources.PROMINENCE, "arrows", "last")
    assert verify("7", reply).correct
