"""Thinking inside the answer's text: tags some servers leave there, and where the answer begins after it."""

from __future__ import annotations

from dataclasses import dataclass

TAGS = (
    ("<think>", "</think>"),
    ("◁think▷", "◁/think▷"),
    ("<thinking>", "</thinking>"),
)


@dataclass(frozen=True, slots=True)
class Split:
    """A text taken apart into thinking and answer."""

    reasoning: str
    answer: str
    tag: str | None
    """The opening tag, or the closing one where it stood alone; None where there was none."""
    begins: int
    """Where the answer begins in the text."""


def split(text: str) -> Split:
    """Return the thinking at the head of ``text`` apart from the answer.

    >>> split("<think>two</think>2").reasoning, split("two</think>2").answer
    ('two', '2')
    """
    found = led(text)
    if found is not None:
        return found
    for opening, closing in TAGS:
        place = text.find(closing)
        if place >= 0 and opening not in text[:place]:
            return _apart(text, 0, place, place + len(closing), closing)
    return Split("", text, None, 0)


def led(text: str) -> Split | None:
    """Return the parts of a text that begins with a thinking tag; None where it does not."""
    start = len(text) - len(text.lstrip())
    for opening, closing in TAGS:
        if text.startswith(opening, start):
            inner = start + len(opening)
            place = text.find(closing, inner)
            if place < 0:
                return Split(text[inner:].strip(), "", opening, len(text))
            return _apart(text, inner, place, place + len(closing), opening)
    return None


def _apart(text: str, inner: int, close: int, after: int, tag: str) -> Split:
    while after < len(text) and text[after].isspace():
        after += 1
    return Split(text[inner:close].strip(), text[after:], tag, after)
