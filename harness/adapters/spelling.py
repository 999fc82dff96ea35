r"""LaTeX spelt as unicode or as plain text, the way a model writes where it does not use LaTeX.

Only what can be spelt without losing meaning: ``spelt`` returns None for the rest (matrices, cases).
"""

from __future__ import annotations

import re

LETTERS = """alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ
rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ Omega Ω"""
GREEK = dict(zip(LETTERS.split()[::2], LETTERS.split()[1::2], strict=True))
SIGNS = {
    r"\cdot": ("·", "*"),
    r"\times": ("×", "*"),
    r"\leq": ("≤", "<="),
    r"\le": ("≤", "<="),
    r"\geq": ("≥", ">="),
    r"\ge": ("≥", ">="),
    r"\neq": ("≠", "!="),
    r"\pm": ("±", "+-"),
    r"\infty": ("∞", "oo"),
    r"\pi": ("π", "pi"),
    r"\ln": ("ln ", "ln "),
    r"\log": ("log ", "log "),
    r"\exp": ("exp", "exp"),
    r"\min": ("min", "min"),
    r"\max": ("max", "max"),
    r"\ell": ("ℓ", "l"),
}
SPACES = (r"\left", r"\right", r"\bigl", r"\bigr", r"\,", r"\;", r"\!", r"\quad", r"\mathrm", r"\text")
SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
LONGEST = 400


def spelt(latex: str, form: str) -> str | None:
    r"""Return ``latex`` in ``form`` (``unicode`` or ``plain``); None where it has more than can be spelt.

    >>> spelt(r"\frac{\sigma^2}{n}", "unicode"), spelt(r"\frac{\sigma^2}{n}", "plain")
    ('(σ²)/(n)', '(sigma^(2))/(n)')
    """
    if len(latex) > LONGEST or r"\begin" in latex:
        return None
    column = 0 if form == "unicode" else 1
    text = latex
    for space in SPACES:
        text = re.sub(re.escape(space) + r"(?![A-Za-z])", "", text)
    for sign in sorted(SIGNS, key=len, reverse=True):
        text = re.sub(re.escape(sign) + r"(?![A-Za-z])", lambda _, s=sign: SIGNS[s][column], text)  # type: ignore[misc]
    for name, letter in GREEK.items():
        text = re.sub(rf"\\{name}(?![A-Za-z])", letter if column == 0 else name, text)
    found = _groups(text, form)
    return None if found is None or "\\" in found else found


def _groups(text: str, form: str) -> str | None:
    """Return the text with fractions, roots, powers and braces spelt out."""
    out: list[str] = []
    place = 0
    while place < len(text):
        if text.startswith((r"\frac", r"\tfrac", r"\dfrac"), place):
            place += text[place:].index("c") + 1
            top, place = _argument(text, place, form)
            bottom, place = _argument(text, place, form)
            out.append(f"({top})/({bottom})")
        elif text.startswith(r"\sqrt{", place):
            inner, place = _argument(text, place + 5, form)
            out.append(f"√({inner})" if form == "unicode" else f"sqrt({inner})")
        elif text[place] == "^":
            inner, place = _argument(text, place + 1, form)
            out.append(_power(inner, form))
        elif text[place] == "{":
            inner, place = _argument(text, place, form)
            out.append(inner)
        elif text[place] == "}":
            return None
        else:
            out.append(text[place])
            place += 1
    return "".join(out)


def _argument(text: str, place: int, form: str) -> tuple[str, int]:
    """Return the spelt argument at ``place`` and where it ends; a backslash where it cannot be spelt."""
    if place >= len(text):
        return "\\", place
    if text[place] != "{":
        return text[place], place + 1
    depth = 0
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return _groups(text[place + 1 : end], form) or "\\", end + 1
    return "\\", len(text)


def _power(inner: str, form: str) -> str:
    if inner == "\\":
        return "\\"
    if form == "unicode" and all(c in "0123456789+-n" for c in inner):
        return inner.translate(SUPERSCRIPTS)
    return f"^({inner})"
