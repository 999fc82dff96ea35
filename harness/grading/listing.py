"""A list of statements taken together, where a collection or a region is asked for."""

from __future__ import annotations

from itertools import pairwise

from harness.grading.claims import VALUED, Reader, Statement
from harness.grading.naming import name


def as_region(reader: Reader, found: list[Statement]) -> str:
    """Return the relations of a list as one text, joined as the reply joins them."""
    flat = reader.flat
    text = flat[found[0].start : found[0].end]
    for earlier, later in pairwise(found):
        gap = reader.lowered[earlier.end : later.start]
        words = gap.replace("}", " ").replace("{", " ").split()
        joint = next((f" \\text{{ {w} }} " for w in ("or", "and") if w in words), ", ")
        text += joint + flat[later.start : later.end]
    return text


def as_collection(reader: Reader, found: list[Statement], kind: str) -> str:
    """Return the members of a list as one set or tuple; named members in the order of their names."""
    flat = reader.flat
    values: list[tuple[str, str]] = []
    for statement in found:
        chain = statement.sides
        valued = [s for s in chain[1:] if s.relation == "="] or [s for s in chain[1:] if s.relation in VALUED]
        side = valued[-1] if valued else chain[-1]
        label = flat[chain[0].start : chain[0].end].strip() if len(chain) > 1 else ""
        values.append((label, flat[side.start : side.end].strip()))
    if kind == "set":
        return "\\{" + ", ".join(_inside(value) for _, value in values) + "\\}"
    if len({label for label, _ in values}) == len(values) and all(name(label) for label, _ in values):
        values.sort()
    return "(" + ", ".join(value for _, value in values) + ")"


def _inside(text: str) -> str:
    """Return the elements of a set that stands in a list of its own."""
    if text.startswith("\\{") and text.endswith("\\}"):
        return text[2:-2]
    return text
