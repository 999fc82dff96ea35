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
    r"\ne": ("≠", "!="),
    r"\lt": ("<", "<"),
    r"\gt": (">", ">"),
    r"\pm": ("±", "+-"),
    r"\in": ("∈", "in"),
    r"\cup": ("∪", "U"),
    r"\to": ("→", "->"),
    r"\infty": ("∞", "inf"),
    r"\pi": ("π", "pi"),
    r"\ln": ("ln ", "ln "),
    r"\log": ("log ", "log "),
    r"\exp": ("exp", "exp"),
    r"\min": ("min", "min"),
    r"\max": ("max", "max"),
    r"\ell": ("ℓ", "l"),
    r"\top": ("T", "T"),
    r"\perp": ("⊥", "perp"),
    r"\star": ("*", "*"),
    r"\mathbb{E}": ("E", "E"),
    r"\{": ("❴", "❴"),
    r"\}": ("❵", "❵"),
    r"\|": ("‖", "||"),
}
"""Command → its unicode and plain spelling; braces that are signs get theirs at the end."""
SPACES = (
    *(r"\left", r"\right", r"\bigl", r"\bigr", r"\displaystyle", r"\,", r"\;", r"\!"),
    *(r"\quad", r"\mathrm", r"\text", r"\operatorname", r"\mathbf"),
)
ACCENTS = {"tilde": "\u0303", "hat": "\u0302", "bar": "\u0304", "check": "\u030c"}
SUPERSCRIPTS = dict(zip("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", strict=True)) | {"T": "ᵀ", "*": "*"}
SUBSCRIPTS = dict(zip("0123456789+-aeijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
LONGEST = 400
_WORD = re.compile(r"[A-Za-z0-9]+")
_SPACED = re.compile(r" {2,}")


def spelt(latex: str, form: str) -> str | None:
    r"""Return ``latex`` in ``form`` (``unicode`` or ``plain``); None where it has more than can be spelt.

    >>> spelt(r"\frac{\sigma^2}{n}", "unicode"), spelt(r"\frac{\sigma_i^2}{n}", "plain")
    ('(σ²)/(n)', '(sigma_i^2)/(n)')
    """
    if len(latex) > LONGEST or _UNSPEAKABLE.search(latex):
        return None
    column = 0 if form == "unicode" else 1
    text = latex
    for space in SPACES:
        text = re.sub(re.escape(space) + r"(?![A-Za-z])", "", text)
    text = _RUN_ON.sub(r"\1 ", text)
    for sign in sorted(SIGNS, key=len, reverse=True):
        after = r"(?![A-Za-z])" if sign[-1].isalpha() else ""
        text = re.sub(re.escape(sign) + after, lambda _, s=sign: SIGNS[s][column], text)  # type: ignore[misc]
    for name, letter in GREEK.items():
        text = re.sub(rf"\\{name}(?![A-Za-z])", letter if column == 0 else name, text)
    found = _Speller(text, form).groups()
    if found is None or "\\" in found:
        return None
    return _SPACED.sub(" ", found).replace("❴", "{").replace("❵", "}").strip()


_UNSPEAKABLE = re.compile(r"\\begin|\\sqrt\s*\[|\\log\s*_|[0-9]\s*\\[dt]?frac")
"""What plain text has no plain way to say: arrays, roots and logarithms with an index, mixed numbers."""
_RUN_ON = re.compile(r"([A-Za-z0-9])(?=\\[A-Za-z])")
r"""A letter right before a command, which would run together with the name: ``x\ln x``."""


class _Speller:
    """One walk over a text whose signs and letters are spelt already."""

    def __init__(self, text: str, form: str) -> None:
        self.text, self.unicode, self.place = text, form == "unicode", 0

    def groups(self) -> str | None:
        """Return the text with fractions, roots, accents, powers, subscripts and braces spelt out."""
        out: list[str] = []
        while self.place < len(self.text):
            piece = self._piece()
            if piece is None:
                return None
            out.append(piece)
        return "".join(out)

    def _piece(self) -> str | None:
        text, sign = self.text, self.text[self.place]
        command = re.compile(r"\\[A-Za-z]+").match(text, self.place)
        if command is not None:
            self.place = command.end()
            return self._command(command[0][1:])
        if sign == "}":
            return None
        if sign == "{":
            return self.argument()
        self.place += 1
        if sign == "^":
            return self._power(self.argument())
        if sign == "_":
            return self._subscript(self.argument())
        return sign

    def _command(self, name: str) -> str | None:
        if name in ("frac", "tfrac", "dfrac"):
            top, bottom = self.argument(), self.argument()
            return None if top is None or bottom is None else f"({top})/({bottom})"
        inner = self.argument() if name == "sqrt" or name in ACCENTS else None
        if inner is None:
            return None
        if name == "sqrt":
            return f"√({inner})" if self.unicode else f"sqrt({inner})"
        if len(inner) != 1:
            return None
        return inner + ACCENTS[name] if self.unicode else f"{inner}_{name}"

    def argument(self) -> str | None:
        """Return the spelt argument that comes next; None where it cannot be spelt."""
        text = self.text
        while text[self.place : self.place + 1] == " ":
            self.place += 1
        if self.place >= len(text) or text[self.place] in "}\\":
            return None
        if text[self.place] != "{":
            self.place += 1
            return text[self.place - 1]
        start, depth = self.place, 0
        for end in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if depth == 0:
                self.place = end + 1
                return _Speller(text[start + 1 : end], "unicode" if self.unicode else "plain").groups()
        return None

    def _power(self, inner: str | None) -> str | None:
        if inner is None:
            return None
        if inner == "*" or (self.unicode and all(c in SUPERSCRIPTS for c in inner)):
            return "".join(SUPERSCRIPTS[c] for c in inner)
        return (
            f"^{inner}" if _WORD.fullmatch(inner) and (len(inner) == 1 or inner.isdigit()) else f"^({inner})"
        )

    def _subscript(self, inner: str | None) -> str | None:
        if inner is None:
            return None
        if self.unicode and len(inner) < 4 and all(c in SUBSCRIPTS for c in inner):
            return "".join(SUBSCRIPTS[c] for c in inner)
        inner = inner.replace("+-", "pm")
        return f"_{inner}" if len(inner) == 1 or _WORD.fullmatch(inner) else f"_{{{inner}}}"
