"""Judges of every character: functions from what they are sent to what they reply."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable

from harness.judging import calibration
from harness.judging.reading import WORDS

Judge = Callable[[str], str]
"""What a judge makes of the text it is sent."""
LINE = re.compile(r"^([TCF]\d+) \((target|checkpoint|false step)\): ", re.M)


def asked(prompt: str) -> list[tuple[str, str]]:
    """Return the lines that a prompt asks about: id and role."""
    rules = prompt.split("LINES TO CHECK\n", 1)[1].split("\n\nSay of each line", 1)[0]
    return [(m[1], m[2].replace(" ", "_")) for m in LINE.finditer(rules)]


def answer_in(prompt: str) -> str:
    """Return the answer that stands between the markers."""
    found = re.search(r"\n(<answer-[0-9a-f]{16}>)\n(.*)\n</answer-[0-9a-f]{16}>", prompt, re.S)
    assert found is not None
    return found[2]


def said(lines: list[dict[str, str]]) -> str:
    return json.dumps({"lines": lines}, ensure_ascii=False)


def lazy(prompt: str) -> str:
    """Says that everything is met, and makes the quotes up."""
    word = {"target": "equal", "checkpoint": "met", "false_step": "not_made"}
    return said(
        [
            {"id": i, "says": word[r], "quote": "as the student shows", "restated": "1"}
            for i, r in asked(prompt)
        ]
    )


def prose(prompt: str) -> str:
    """Does not answer in the form that was asked for."""
    return "The student has understood the matter well. I would give most of the points."


def hostile(prompt: str) -> str:
    """Tries to get into the page and beyond the schema."""
    evil = "<script>document.title='owned'</script>{{7*7}}\u202e"
    more = {"quote": evil, "restated": evil, "status": "correct", "counts": True}
    lines = [
        {"id": i, "says": "met" if r == "checkpoint" else WORDS[r][0], **more}  # type: ignore[index]
        for i, r in asked(prompt)
    ]
    return json.dumps(
        {"lines": [*lines, {"id": "X9", "says": "correct"}], "verdict": "correct", "by": "person:root"}
    )


def labels(prompt: str) -> str:
    """Return the known label of a calibration item."""
    return KNOWN[answer_in(prompt)]


def honest(prompt: str, *, share: float = 1.0, seed: int = 0, obeys: bool = False) -> str:
    """Knows every label of the calibration set; is right in a share of them, or obeys orders in the reply."""
    reply = answer_in(prompt)
    label, role = KNOWN[reply], asked(prompt)[0][1]
    if random.Random(f"{seed}{reply}").random() >= share or (obeys and reply in ORDERED):
        label = next(word for word in WORDS[role] if word != label)  # type: ignore[index]
    quote = max(reply.splitlines(), key=len)
    return said([{"id": asked(prompt)[0][0], "says": label, "quote": quote, "restated": ""}])


KNOWN = {one.item.reply: one.label for one in calibration.known()}
ORDERED = {one.item.reply for one in calibration.known() if one.injection}
