"""Gates for a CI: a change fails it only where the interval supports the claim.

score < -2pp        completion < -5pp       (differences, in percentage points)
tokens > +10%       seconds > +25%          cost > +5%      words > +10%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.errors import SettingsError
from reports.measured.pairing import DIFFERENCES, RATIO_NAMES, Effect, Pair

_GATE = re.compile(r"\s*([a-z]+)\s*([<>])\s*([+-]?\d{1,6}(?:\.\d{1,6})?)\s*(pp|%)\s*")


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition under which a comparison fails."""

    text: str
    measure: str
    above: bool
    bound: float
    """A difference of shares, or a ratio."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a gate says of a pair."""

    gate: str
    pair: str
    outcome: str
    """failed, passed or undecided."""
    reason: str


def parse(text: str) -> Gate:
    """Return the gate a text describes; SettingsError saying how one is written.

    >>> parse("score < -2pp").bound, parse("tokens > +10%").bound
    (-0.02, 1.1)
    """
    found = _GATE.fullmatch(text)
    if found is None:
        raise SettingsError(f'--fail-if {text!r}: write it like "score < -2pp" or "tokens > +10%"')
    measure, sign, amount, unit = found.groups()
    wanted = {**dict.fromkeys(DIFFERENCES, "pp"), **dict.fromkeys(RATIO_NAMES, "%")}
    if measure not in wanted:
        raise SettingsError(f"--fail-if {text!r}: no measure {measure!r}; there are {', '.join(wanted)}")
    if wanted[measure] != unit:
        raise SettingsError(f"--fail-if {text!r}: {measure} is compared in {wanted[measure]}")
    share = float(amount) / 100
    return Gate(text.strip(), measure, sign == ">", share if unit == "pp" else 1 + share)


def rule(gate: Gate, pair: Pair) -> Ruling:
    """Return whether a pair fails the gate: only where the whole interval lies beyond its bound.

    It passes where none of it does; what is undecided says how large a change is not ruled out.
    """
    name = f"{pair.left.name} → {pair.right.name}"
    effect = pair.effect(gate.measure)
    if effect is None:
        return Ruling(gate.text, name, "undecided", f"no {gate.measure} on common parts")
    told = worded(effect)
    beyond = effect.point > gate.bound if gate.above else effect.point < gate.bound
    if effect.low is None or effect.high is None:
        why = "beyond the bound, but too few pairs for an interval" if beyond else "not beyond the bound"
        return Ruling(gate.text, name, "undecided" if beyond else "passed", f"{told}: {why}")
    outcome = _ruled(gate, effect.low, effect.high)
    if outcome == "undecided":
        told += f"; {_change(effect, effect.high if gate.above else effect.low)} is not ruled out"
    return Ruling(gate.text, name, outcome, told)


def _ruled(gate: Gate, low: float, high: float) -> str:
    """Return failed where the whole interval lies beyond the bound, passed where none of it does."""
    if (low > gate.bound) if gate.above else (high < gate.bound):
        return "failed"
    passed = high <= gate.bound if gate.above else low >= gate.bound
    return "passed" if passed else "undecided"


def rule_all(gates: Sequence[Gate], pairs: Sequence[Pair]) -> list[Ruling]:
    """Return every ruling, gate by gate."""
    return [rule(gate, pair) for gate in gates for pair in pairs]


def _change(effect: Effect, value: float) -> str:
    return f"{100 * value:+.1f} pp" if effect.shape == "difference" else f"{100 * (value - 1):+.0f} %"


def worded(effect: Effect) -> str:
    """Return an effect in a line: its point, its interval and what it rests on."""
    ends = ""
    if effect.low is not None and effect.high is not None:
        ends = f", 95 %: {_change(effect, effect.low).split()[0]} to {_change(effect, effect.high)}"
    scale = f" ({effect.scale})" if effect.scale else ""
    return f"{effect.measure}{scale} {_change(effect, effect.point)}{ends} ({effect.n} {effect.unit})"


def levels(effect: Effect) -> str:
    """Return both sides' levels in words; a report's cards weigh each part and may differ."""
    if effect.before is None or effect.after is None:
        return ""
    if effect.shape == "difference":
        told = f"{100 * effect.before:.1f} → {100 * effect.after:.1f} %"
    else:
        told = f"{effect.before:,.4g} → {effect.after:,.4g}"
    return f"{told}, each {effect.unit.removesuffix('s')} counts once"
