"""The homework: a question as the student gets it, with its parts, targets and symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.records.words import Json


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared name: what it stands for and what may be assumed of it."""

    name: str
    """Canonical plain spelling, e.g. ``sigma_l``."""
    kind: str
    """real, positive, nonnegative, negative, nonzero, integer, natural, complex, vector, matrix,
    identity, function or index."""
    shape: tuple[str, ...] = ()
    """Sizes as written, e.g. ``("n", "d")``; empty for a scalar."""
    assumptions: tuple[str, ...] = ()
    """Each assumption in the words of the declaration grammar, e.g. ``in (0, 1)``."""
    aliases: tuple[str, ...] = ()
    """Further spellings a reply may use."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a part asks for."""

    name: str
    """The name asked for, e.g. ``eta`` or ``theta``; unique within its part."""
    kind: str
    """An answer kind: the name of a module in ``harness.grading.kinds``."""
    asks: str = ""
    """What it is, in a few words, for people."""
    aliases: tuple[str, ...] = ()
    """Other names a reply may give it."""
    options: Mapping[str, Json] = field(default_factory=dict)
    """Settings of the kind, e.g. ``{"variable": "eta"}``; each kind documents its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """One lettered part of a question."""

    label: str
    text: str
    kind: str
    """The kind of the part as a whole: that of its only target, or ``several``/``derivation``; empty
    where it is to be read off the gold."""
    targets: tuple[Target, ...]
    text_pasted: str = ""
    """The same text as copied out of a PDF viewer; empty where there is none."""
    builds_on: tuple[str, ...] = ()
    """Labels of parts whose text a reader needs to understand this one."""
    symbols: tuple[Symbol, ...] = ()
    """Symbols declared for this part only."""
    assume: tuple[str, ...] = ()
    """Relations among symbols that hold in this part only."""
    gold: str | None = None
    """The answer as LaTeX where the file itself carries it (banks without a reference)."""
    golds: tuple[str, ...] = ()
    """Further answers that are as right as ``gold``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image that belongs to a question."""

    name: str
    """Of its file, beside the question file."""
    media: str
    """``image/png`` and the like."""
    digest: str
    """Of its bytes: the same name with another image is another figure."""


@dataclass(frozen=True, slots=True)
class Variant:
    """How a question was drawn anew from its original."""

    kind: Literal["rename", "renumber", "reshape"]
    seed: int
    parameters: Mapping[str, Json]
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Canonical name → the name shown to the model."""


@dataclass(frozen=True, slots=True)
class Question:
    """One exercise as the student gets it."""

    id: str
    """``set/name``, e.g. ``deep-learning-hw1/optimizer-geometry``."""
    title: str
    stem: str
    parts: tuple[Part, ...]
    stem_pasted: str = ""
    symbols: tuple[Symbol, ...] = ()
    assume: tuple[str, ...] = ()
    """Relations among symbols, e.g. ``sigma_l > sigma_s``."""
    parameters: Mapping[str, Json] = field(default_factory=dict)
    source: str = ""
    variant: Variant | None = None
    figures: tuple[Figure, ...] = ()
    """Images that are sent with the question, in this order, before its text."""
    columns: Mapping[str, Json] = field(default_factory=dict)
    """What else a bank says of it, e.g. ``{"level": 3, "subject": "Algebra"}``: for tables and groups."""
