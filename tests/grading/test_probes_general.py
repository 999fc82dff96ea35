"""Replies written after the marker was, marked once and then kept (docs/marker-benchmark.md).

Each line of ``probes/general.jsonl`` is a gold, a reply and a label given by hand before the marker saw
it. ``missed`` marks what it still gets wrong; a line that comes out right must lose the mark.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from harness import verify

_LINES = (Path(__file__).parent / "probes" / "general.jsonl").read_text(encoding="ascii").splitlines()
_BY_GOLD: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _line in _LINES:
    _BY_GOLD[(_row := json.loads(_line))["gold"]].append(_row)


@pytest.mark.parametrize("gold", _BY_GOLD, ids=str)
def test_probes_of_a_gold(gold: str) -> None:
    wrong = []
    for row in _BY_GOLD[gold]:
        verdict = verify(gold, row["response"])
        if (verdict.correct is row["right"]) is row.get("missed", False):
            wrong.append((row["response"], row["right"], verdict.status, verdict.reason))
    assert not wrong


def test_no_probe_has_two_labels() -> None:
    assert len({(row["gold"], row["response"]) for rows in _BY_GOLD.values() for row in rows}) == len(_LINES)
