"""What a judge model said of a part: one opinion a line that it was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harness.records.words import SCHEMA, Status

Role = Literal["target", "checkpoint", "false_step"]
Says = Literal["equal", "different", "absent", "met", "missing", "contradicted", "made", "not_made"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one judge said of one target, checkpoint or false step, and what became of it."""

    by: str
    """The judge as asked: ``provider:name``."""
    role: Role
    name: str
    says: Says
    quote: str = ""
    """The words of the reply that it rests on, as the judge gave them."""
    restated: str = ""
    """The claim as the judge read it, in LaTeX; the marker compares it."""
    status: Status = "unsupported"
    """What the opinion comes to; ``unsupported`` where it is void."""
    counts: bool = False
    """Whether the judge has earned to decide this kind of line, and the opinion is not void."""
    why: str = ""
    """Why it is void or does not count."""
    overruled: bool = False
    """Whether the marker has a witness against it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that one judge said of one part of one transcript; a line of judgements.jsonl."""

    run_key: str
    part: str
    by: str
    protocol: str
    asked: str
    """Digest of what was sent, its markers left out."""
    opinions: tuple[Opinion, ...] = ()
    error: str = ""
    """Why there are no opinions: no reply, or one that could not be read."""
    when: str = ""
    model: str = ""
    """As the provider echoed it."""
    cost: float | None = None
    schema: int = SCHEMA
