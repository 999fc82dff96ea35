r"""Folding: every alphabet a reply may use becomes ASCII with LaTeX commands.

Character by character and linear: superscripts to ``^{…}`` before any compatibility folding (which
would turn x² into x2), vulgar fractions to ``\vulgar{a}{b}``, dashes to minus, full-width forms to
ASCII, combining accents to ``\hat{…}``. Characters that can hide what a text says are refused.
"""

from __future__ import annotations

import re
import unicodedata

from harness.maths.parsing.packages import written_out
from harness.maths.tree.expr import ParseError
from harness.symbols import GREEK

_SIGNS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "×": "\\times ", "·": "\\cdot ",
    "⋅": "\\cdot ", "∙": "\\cdot ", "•": "\\cdot ", "∗": "*", "÷": "/", "∕": "/", "⁄": "/", "≤": "<=",
    "⩽": "<=", "≦": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "\\ne ", "≈": "\\approx ", "≃": "\\approx ",
    "≅": "\\approx ", "≡": "\\equiv ", "≔": ":=", "≪": "<", "≫": ">", "∝": "\\propto ", "∼": "\\sim ",
    "→": "\\to ", "⟶": "\\to ", "↦": "\\to ", "←": "\\leftarrow ", "⟵": "\\leftarrow ",
    "⇒": "\\Rightarrow ", "⟹": "\\Rightarrow ", "⇔": "\\iff ", "⟺": "\\iff ", "∈": "\\in ", "∉": "\\notin ",
    "∪": "\\cup ", "∩": "\\cap ", "∖": "\\setminus ", "∅": "\\emptyset ", "∧": "\\land ", "∨": "\\lor ",
    "∞": "\\infty ", "±": "\\pm ", "∓": "\\mp ", "√": "\\sqrt ", "∛": "\\sqrt[3]", "∜": "\\sqrt[4]",
    "∑": "\\sum ", "∏": "\\prod ", "∫": "\\int ", "∂": "\\partial ", "∇": "\\nabla ", "⊙": "\\odot ",
    "∘": "\\circ ", "⊗": "\\otimes ", "†": "\\dagger ", "⊤": "\\top ", "ᵀ": "^{\\top}", "⊺": "\\top ",
    "′": "'", "″": "''", "‴": "'''", "’": "'", "‘": "'", "“": '"', "”": '"', "‖": "\\|", "∥": "\\|",
    "∣": "|", "⟨": "\\langle ", "⟩": "\\rangle ", "〈": "\\langle ", "〉": "\\rangle ", "⌊": "\\lfloor ",
    "⌋": "\\rfloor ", "⌈": "\\lceil ", "⌉": "\\rceil ", "ℓ": "\\ell ", "ℝ": "\\reals ", "ℤ": "\\integers ",
    "ℕ": "\\naturals ", "ℚ": "\\rationals ", "ℂ": "\\complexes ", "𝔼": "\\E ", "ℒ": "L", "ℏ": "\\hbar ",
    "ⅈ": "i", "ⅇ": "e", "𝟙": "\\ones ", "°": "\\degree ", "…": "\\dots ", "⋯": "\\dots ", "⋮": "\\vdots ",
    "⋱": "\\ddots ", "µ": "\\mu ", "€": "\\euro ", "£": "\\pounds ", "¥": "\\yen ", "⁺": "^{+}",
    "¢": "\\text{cents}", "ħ": "\\hbar ", "∠": "\\angle ", "¬": "\\neg ",
    "∀": "\\forall ", "、": ",", "。": ".", "，": ",", "；": ";", "：": ":", "【": "[", "】": "]",
    "「": " ", "」": " ", "⋆": "*", "★": "*", "∶": ":", "‰": "\\permille ", "\u00a0": " ", "\u2009": "\\,",
    "\u202f": "\\,", "\u2007": "\\,", "\u2008": "\\,", "\u2005": " ", "\u2004": " ", "\u2003": " ",
    "\u2002": " ", "\u3000": " ", "\u200a": " ", "\u2006": " ", "\u2061": "", "\u2062": " ", "\u2063": ",",
    "\u2064": "+",
}  # fmt: skip
_TABLE = {**_SIGNS, **{char: f"\\{name} " for char, name in GREEK.items()}}
LENGTH = 20_000
"""Longer texts are refused before a character is read."""
_COMBINING = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u0307": "dot",
              "\u0308": "ddot", "\u030c": "check", "\u20d7": "vec", "\u0306": "breve"}  # fmt: skip
_REFUSED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x00")


def fold(text: str) -> str:
    r"""Return ``text`` in ASCII and LaTeX commands.

    >>> fold("σ² ≤ x̂₁ᵀ")
    '\\sigma ^{2} <= \\hat{x}_{1}^{\\top}'
    """
    if len(text) > LENGTH:
        raise ParseError(f"longer than {LENGTH:,} characters")
    text = written_out(text)
    if text.isascii():
        if "\x00" in text:
            raise ParseError("the text holds a NUL")
        return text
    out: list[str] = []
    script = ""
    run: list[str] = []
    for char in text:
        kind, base = _script(char)
        if kind != script and run:
            out.append(f"{script}{{{''.join(run)}}}")
            run = []
        script = kind
        if kind:
            run.append(base)
            continue
        if char in _COMBINING and out:
            _accent(out, _COMBINING[char])
            continue
        out.append(_plain(char))
    if run:
        out.append(f"{script}{{{''.join(run)}}}")
    folded = "".join(out).replace("^{-}^{\\top}", "^{-\\top}")
    return _LAID.sub(r"\\vulgar{\1}{\2}", folded) if "}/_{" in folded else folded


_LAID = re.compile(r"\^\{(\d{1,4})\}/_\{(\d{1,4})\}")
"""A fraction of raised and lowered digits: ³⁄₂."""


def _script(char: str) -> tuple[str, str]:
    """Return ("^" or "_", base text) for a raised or lowered character, else ("", "")."""
    if char.isascii() or char in _TABLE:
        return "", ""
    kind, _, code = unicodedata.decomposition(char).partition(" ")
    if kind not in ("<super>", "<sub>") or not code:
        return "", ""
    base = "".join(chr(int(c, 16)) for c in code.split())
    return ("^" if kind == "<super>" else "_"), _TABLE.get(base, base).replace("\u2212", "-")


def _accent(out: list[str], accent: str) -> None:
    base = out.pop()
    while base == "" and out:
        base = out.pop()
    out.append(f"\\{accent}{{{base.strip()}}}" if base.strip() else base)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char in _TABLE:
        return _TABLE[char]
    category = unicodedata.category(char)
    if char in _REFUSED or category in ("Cs", "Co", "Cn"):
        raise ParseError(f"the text holds a character that hides what it says (U+{ord(char):04X})")
    if category in ("Cf", "Cc", "Mn", "Me") or char in "\u20dd":
        return ""
    if unicodedata.decomposition(char).startswith("<fraction>"):
        top, _, below = unicodedata.normalize("NFKC", char).partition("\u2044")
        return f"\\vulgar{{{top}}}{{{below or 1}}}"
    split = unicodedata.normalize("NFD", char)
    if len(split) == 2 and split[1] in _COMBINING and split[0].isascii():
        return f"\\{_COMBINING[split[1]]}{{{split[0]}}}"
    wide = unicodedata.normalize("NFKC", char)
    return "".join(_TABLE.get(c, c) for c in wide[:8])
