"""Marks: what a reply claims, where it differs from the truth, and the verdict on a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.records.judging import Opinion
from harness.records.words import Status


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a response commits to."""

    text: str
    start: int
    """Character offset in the response; ``response[start:end]`` is the claim as it stands."""
    end: int
    target: str = ""
    relation: str = ""
    prominence: str = ""
    """Why it counts as final: boxed, heading, cue, target, option, last, or anywhere."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A concrete point where claim and reference differ."""

    point: Mapping[str, str]
    """Symbol → value; matrices as text."""
    claimed: str
    expected: str
    says: str
    """The same in one sentence."""
    confirmed: bool = False
    """Whether a second, independent evaluation in high precision agreed."""


@dataclass(frozen=True, slots=True)
class TargetMark:
    """The mark of one target, checkpoint or false step."""

    target: str
    status: Status
    claim: Claim | None = None
    method: str = ""
    """How it was established: exact, points, digits, tolerance, sides, option, phrase…"""
    evidence: str = ""
    witness: Witness | None = None
    reason: str = ""
    expected: str = ""
    confidence: float = 1.0
    """How much of the evidence says that this is what the reply claims, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mark of one part of one transcript."""

    status: Status
    reason: str
    claim: Claim | None = None
    method: str = ""
    evidence: str = ""
    witness: Witness | None = None
    targets: tuple[TargetMark, ...] = ()
    checkpoints: tuple[TargetMark, ...] = ()
    """``correct`` for one that was met, ``no_answer`` for one that was not found."""
    false_steps: tuple[TargetMark, ...] = ()
    """Those that were found; ``witness``/``reason`` say why each is false."""
    question: str = ""
    part: str = ""
    sample: int = 0
    model: str = ""
    run_key: str = ""
    marker_version: str = ""
    reference_digest: str = ""
    confidence: float = 1.0
    """The same of the part: that of the least sure of its targets."""
    by: str = "marker"
    """Who decided: ``marker``, or ``judge:NAME`` where a line that mattered was decided by a judge."""
    opinions: tuple[Opinion, ...] = ()
    """What judges said, also where it does not count."""

    @property
    def correct(self) -> bool:
        """Whether the whole part is right."""
        return self.status == "correct"

    def __bool__(self) -> bool:
        """Whether the whole part is right: ``if verify(gold, reply)`` means what it says."""
        return self.correct
