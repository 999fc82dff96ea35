"""The words and numbers of the report, said one way on every page."""

from __future__ import annotations

import math

SHAPES = {
    "correct": "✓", "partial": "◐", "incorrect": "✗", "hedged": "⇄",
    "no_answer": "○", "unsupported": "?", "failed": "!",
}  # fmt: skip
WORDS = {
    "correct": "correct", "partial": "partly correct", "incorrect": "incorrect", "hedged": "hedged",
    "no_answer": "no answer", "unsupported": "for a person", "failed": "failed",
}  # fmt: skip
DASH = "–"


def number(value: float | None, digits: int = 0, unit: str = "") -> str:
    """Return a number for people, or a dash.

    >>> number(12345.6), number(None), number(0.5, 2, " s")
    ('12,346', '–', '0.50 s')
    """
    if value is None or math.isnan(value):
        return DASH
    return f"{value:,.{digits}f}{unit}"


def short(value: float | None) -> str:
    """Return a number of at most three or four figures.

    >>> short(1234567), short(1234), short(12.34), short(0.0123)
    ('1.23 M', '1,234', '12.3', '0.0123')
    """
    if value is None or not math.isfinite(value):
        return DASH if value is None or math.isnan(value) else "∞"
    if abs(value) >= 1e6:
        return f"{value / 1e6:.3g} M"
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def percent(value: float | None, digits: int = 0) -> str:
    """Return a share as a percentage, or a dash."""
    return DASH if value is None or math.isnan(value) else f"{100 * value:.{digits}f} %"


def money(value: float | None, currency: str) -> str:
    """Return a cost with its currency; small sums keep their leading figures."""
    if value is None:
        return DASH
    amount = f"{value:,.2f}" if value >= 1 or value == 0 else f"{value:.2g}"
    return f"{amount} {currency}".strip()


def plural(count: int, one: str, many: str = "") -> str:
    """Return a counted noun.

    >>> plural(1, "run"), plural(3, "reply", "replies")
    ('1 run', '3 replies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def interval(low: float | None, high: float | None) -> str:
    """Return an interval of shares in percent, or nothing where there is none."""
    return "" if low is None or high is None else f"{100 * low:.0f}–{100 * high:.0f} %"
