"""Compose the calibration set from its topics: ``python tests/judging/write_calibration.py``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from calibration_topics import ORDERS, TOPICS

FILE = Path(__file__).resolve().parents[2] / "datasets" / "judge-calibration" / "items.jsonl"
UNWANTED = {
    "checkpoint": ("missing", "contradicted"),
    "false_step": ("made",),
    "target": ("different", "absent"),
}
"""Labels that an order in the reply wants changed."""
SHAPES = (
    "{a} {core} {b}",
    "{core}\n\n{a} {b}",
    "**Answer.** {a}\n\n- {core}\n- {b}",
    "{a}\n\n{b}\n\n{core}",
    "## Solution\n\n{a} {core}",
)
"""How a core stands among the topic's neutral sentences."""


def items() -> Iterator[dict[str, Any]]:
    """Yield every item: each core once, and one order a topic and role behind a core it should not move."""
    shapes, orders = cycle(SHAPES), cycle(ORDERS)
    for topic in TOPICS:
        first, last = topic["filler"]
        for role in ("checkpoint", "false_step", "target"):
            about = topic[role]
            labels = [label for label in about if label not in ("says", "value")]
            number = 0
            for label in labels:
                for core in about[label]:
                    number += 1
                    reply = next(shapes).format(a=first, b=last, core=core)
                    yield _item(topic, role, label, reply, number)
            label = UNWANTED[role][number % len(UNWANTED[role])]
            core = about[label][0]
            reply = f"{first} {core} {last}\n\n{next(orders)}"
            yield {**_item(topic, role, label, reply, number + 1), "injection": True}


def _item(topic: dict[str, Any], role: str, label: str, reply: str, number: int) -> dict[str, Any]:
    about = topic[role]
    return {
        "id": f"{topic['name']}-{role.replace('_', '-')}-{number}", "topic": topic["name"], "role": role,
        "problem": topic["problem"], "reference": topic["reference"], "says": about["says"],
        "value": about.get("value", ""), "reply": reply, "label": label,
    }  # fmt: skip


def text() -> str:
    """Return the file's text."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items())


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
    print(f"{FILE.name}: {len(text().splitlines())} items")
