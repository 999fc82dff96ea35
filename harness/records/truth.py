"""The truth: what is expected of a part, how it was derived, and what an experiment found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.records.homework import Symbol, Target
from harness.records.words import Json


@dataclass(frozen=True, slots=True)
class Expected:
    """The true value of one target, as text the marker reads with its own grammar."""

    target: Target
    value: str
    """LaTeX. A region is a relation (``0 < \\eta < 1``), a conditional a ``cases`` environment, a
    set ``\\{…\\}``, a choice the key of the right option, a predicate the relations that a claimed
    value must satisfy (joined by ``;``)."""
    note: str = ""
    """What a person should know, e.g. "any larger T is valid too; this is the tightest"."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A claim a complete derivation makes somewhere."""

    name: str
    says: str
    """The claim in words, for people."""
    expected: Expected
    required: bool = True
    ways: tuple[Expected, ...] = ()
    """Other things a reply may state that make the same claim: another formula, a sentence."""


@dataclass(frozen=True, slots=True)
class FalseStep:
    """A claim a right derivation never makes."""

    name: str
    says: str
    expected: Expected
    """How the false claim is recognised: its value is the *false* one."""
    witness: str
    """Why it is false: a point or an experiment's figures, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reference's answer to one part."""

    question: str
    part: str
    kind: str
    latex: str
    """The whole answer for people."""
    expected: tuple[Expected, ...]
    symbols: tuple[Symbol, ...] = ()
    assume: tuple[str, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    false_steps: tuple[FalseStep, ...] = ()
    derivation: str = ""
    """How it was derived: Markdown with LaTeX."""
    alternatives: tuple[Answer, ...] = ()
    """Answers that are as right: other readings of the same gold, and further golds."""
    inferred: bool = False
    """Whether kind and name were read off the gold: then a reply may also be the gold as it is written."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one experiment found about one part's answer."""

    question: str
    part: str
    experiment: str
    """What was run, in one line."""
    passed: bool
    figures: Mapping[str, Json] = field(default_factory=dict)
    """The numbers seen, by name, with the unit in the name where there is one."""
    finding: str = ""
    """One sentence; where it refutes, the point at which claim and experiment differ."""
    series: Mapping[str, Json] = field(default_factory=dict)
    """Optional curves for a plot: ``{"x": […], "x_label": "η", "y_label": …, "lines": {name: […]}}``."""
