"""A judge's reply → what it says of each line; anything that is not in the schema is never used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from harness.judging.items import Line
from harness.judging.protocols import Protocol
from harness.records import Role, Says

MOST = 200_000
"""Characters of a judge's reply that are looked at."""
_TEXT = 4_000
"""Characters of a quote or a restated claim that are kept."""
WORDS: Mapping[Role, tuple[Says, ...]] = {
    "target": ("equal", "different", "absent"),
    "checkpoint": ("met", "missing", "contradicted"),
    "false_step": ("made", "not_made"),
}
"""What may be said of a line, by its role."""


class Said(msgspec.Struct, frozen=True):
    """What a judge says of one line."""

    id: str
    says: str
    quote: str = ""
    restated: str = ""


class _Reply(msgspec.Struct, frozen=True):
    lines: list[Said]


class Unreadable(ValueError):
    """A judge's reply is not what was asked for; the text says why, for the judge and for people."""


def read(text: str, lines: Sequence[Line], how: Protocol) -> dict[str, Said]:
    """Return line id → what is said of it, all lines; Unreadable where one is missing or not understood."""
    if how.reads == "word":
        return _word(text, lines, how)
    found = {one.id: one for one in _object(text[:MOST]).lines}
    missing = [line.id for line in lines if line.id not in found]
    if missing:
        raise Unreadable(f"nothing is said of {', '.join(missing)}")
    for line in lines:
        if found[line.id].says not in WORDS[line.role]:
            allowed = ", ".join(WORDS[line.role])
            raise Unreadable(f"{line.id}: says must be one of {allowed}, not {found[line.id].says[:40]!r}")
    return {line.id: _bounded(found[line.id]) for line in lines}


def _object(text: str) -> _Reply:
    """Return the reply's one object: the outermost braces, fenced or not."""
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise Unreadable("it holds no JSON object")
    try:
        return msgspec.json.decode(text[start : end + 1].encode("utf-8", "replace"), type=_Reply)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise Unreadable(f"its JSON does not fit: {str(cause)[:200]}") from cause


def _word(text: str, lines: Sequence[Line], how: Protocol) -> dict[str, Said]:
    known = "|".join(sorted(map(re.escape, how.words), key=len, reverse=True))
    found = re.findall(rf"(?<!\w)(?:{known})(?!\w)", text[-2_000:].strip())
    said = {how.words[word] for word in found}
    if len(said) != 1:
        raise Unreadable(f"reply with exactly one of {', '.join(how.words)}")
    return {line.id: Said(line.id, said.copy().pop()) for line in lines}


def _bounded(said: Said) -> Said:
    return Said(said.id, said.says, said.quote[:_TEXT], said.restated[:_TEXT])
