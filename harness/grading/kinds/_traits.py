"""What a kind of answer is like: how its claims are looked for and read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """What a kind says of itself beside how it decides; a kind that says nothing answers with a value."""

    words: bool = False
    """Its claim is a stretch of words, maths included."""
    options: bool = False
    """It chooses among options, which a reply may list without choosing (``words``)."""
    brief: bool = False
    """A word or a letter may be the whole answer: an announcement is read up to the end of its clause."""
    branches: bool = False
    """Its claim may be a whole paragraph or reply: one branch here, another there (``words``)."""
    prose: bool = False
    """Any sentence can be read as one, so that along a thinking only a right one is a claim (``words``)."""
    relation: bool = False
    """Its claim is a whole relation, not the value at its end; "and" and "or" may join several."""
    condition: bool = False
    """A condition said in passing may be the claim."""
    ranged: bool = False
    """Its claim may be a range in words; claims about one variable are joined to one region."""
    value: bool = False
    """Its answer is one value, which stands at the end of a chain."""
    scalar: bool = False
    """Its value is a number or a formula for one: it may be said in words, and a bound is none."""
    formula: bool = False
    """Its letters matter, even where they look like a word: ``v_0 + at``."""
    quantity: bool = False
    """Its number may have a unit, a currency, a time of day or another dress."""
    entries: bool = False
    """It has entries or elements: a single value is none of it."""
    gathers: bool = False
    """Its claim may be spread over several statements."""
    unordered: bool = False
    """Order does not matter in what is gathered; an equation may stand for its solutions."""
    upright: bool = False
    """Angle brackets around its entries are brackets: ⟨1, 2⟩."""
    changed: bool = False
    """Words beside the value may change it: "minus", "the inverse of"."""
    lone: bool = False
    """A reply that is nothing but one formula can be decided as it stands."""
    satisfies: bool = False
    """Its reference is a relation that any right claim satisfies."""
    reflexive: bool = True
    """Its reference passes as a claim on itself."""
