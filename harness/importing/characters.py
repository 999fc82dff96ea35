"""The characters of printed mathematics and the LaTeX that they stand for."""

from __future__ import annotations

import unicodedata

_GREEK = dict(
    zip(
        "αβγδϵεζηθϑικλμνξπϖρϱσςτυφϕχψωΓΔΘΛΞΠΣΥΦΨΩ",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "varpi",
            "rho",
            "varrho",
            "sigma",
            "varsigma",
            "tau",
            "upsilon",
            "varphi",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Upsilon",
            "Phi",
            "Psi",
            "Omega",
        ],
        strict=True,
    )
)
_NAMED = {
    "∆": "Delta", "∇": "nabla", "∂": "partial", "∞": "infty", "ℓ": "ell", "ℏ": "hbar", "ℜ": "Re", "ℑ": "Im",
    "∅": "emptyset", "⌀": "emptyset", "∀": "forall", "∃": "exists", "¬": "neg", "⊤": "top", "⊺": "top",
    "⊥": "perp", "⟂": "perp",
    "≤": "le", "⩽": "le", "≥": "ge", "⩾": "ge", "≠": "ne", "≈": "approx", "≃": "simeq", "≅": "cong",
    "≡": "equiv", "∝": "propto", "≪": "ll", "≫": "gg", "≺": "prec", "≻": "succ", "⪯": "preceq", "⪰": "succeq",
    "≼": "preceq", "≽": "succeq", "∼": "sim", "∈": "in", "∉": "notin", "∋": "ni", "⊂": "subset",
    "⊃": "supset",
    "⊆": "subseteq", "⊇": "supseteq", "∪": "cup", "∩": "cap", "∖": "setminus", "±": "pm", "∓": "mp",
    "×": "times", "÷": "div", "·": "cdot", "⋅": "cdot", "∙": "cdot", "•": "bullet", "∘": "circ",
    "⊙": "odot", "⊗": "otimes",
    "⊕": "oplus", "∧": "wedge", "∨": "vee", "←": "leftarrow", "→": "to", "↔": "leftrightarrow",
    "⇐": "Leftarrow",
    "⇒": "Rightarrow", "⇔": "Leftrightarrow", "⟵": "leftarrow", "⟶": "to", "⟸": "Leftarrow",
    "⟹": "implies", "⟺": "iff", "↦": "mapsto", "⟼": "mapsto", "↑": "uparrow", "↓": "downarrow", "⟨": "langle",
    "⟩": "rangle", "〈": "langle", "〉": "rangle", "⌈": "lceil", "⌉": "rceil", "⌊": "lfloor", "⌋": "rfloor",
    "∥": "|", "‖": "|", "∑": "sum", "∏": "prod", "∫": "int", "∮": "oint", "⋃": "bigcup", "⋂": "bigcap",
    "…": "dots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "†": "dagger", "⊢": "vdash", "⊨": "models",
    "≜": "triangleq", "≔": "coloneqq", "∣": "mid", "□": "square", "◦": "circ", "⋆": "star", "∴": "therefore",
    "∵": "because", "∠": "angle", "⊖": "ominus", "⊊": "subsetneq", "≲": "lesssim", "≳": "gtrsim",
}  # fmt: skip
_PLAIN = {"−": "-", "∗": "*", "∕": "/", "⁄": "/", "′": "'", "″": "''", "‵": "`", "ı": r"\imath",
"ȷ": r"\jmath",
          "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "–": "-", "\u2010": "-",
          "\u2011": "-", "\u00a0": " ", "∶": ":", "\u2062": "", "\u2061": "", "\u2063": "", "\u2064": "",
          "\u200b": "", "\u2060": "", "ˆ": "^", "“": "``", "”": "''", "ϱ": r"\varrho"}  # fmt: skip
TEX: dict[str, str] = {
    **{sign: "\\" + name for sign, name in (_GREEK | _NAMED).items()},
    **_PLAIN,
}
"""Character → its LaTeX in mathematics; a character that is not here stands for itself."""

DOUBLE_STRUCK = {chr(code): letter for code, letter in zip(
    [0x2102, 0x210D, 0x2115, 0x2119, 0x211A, 0x211D, 0x2124], "CHNPQRZ")}  # fmt: skip

FUNCTIONS = frozenset(
    [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "csc",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "hom",
        "inf",
        "ker",
        "lg",
        "lim",
        "liminf",
        "limsup",
        "ln",
        "log",
        "max",
        "min",
        "Pr",
        "sec",
        "sin",
        "sinh",
        "sup",
        "tan",
        "tanh",
    ]
)
"""Names that LaTeX sets upright by a command of their own."""
OPERATORS = frozenset(
    [
        "tr",
        "diag",
        "rank",
        "span",
        "sgn",
        "sign",
        "argmin",
        "argmax",
        "Var",
        "Cov",
        "var",
        "cov",
        "vec",
        "Tr",
        "prox",
        "dom",
        "cond",
        "erf",
    ]
)
"""Further upright names that are operators."""

ACCENTS = {
    "˜": "tilde", "~": "tilde", "∼": "tilde", "ˇ": "check", "ˆ": "hat", "^": "hat", "¯": "bar", "‾": "bar",
    "ˉ": "bar",
    "_": "bar", "→": "vec", "˙": "dot", "¨": "ddot", "´": "acute", "`": "grave", "˘": "breve",
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u030c": "check", "\u0307": "dot", "\u0308": "ddot",
    "\u0305": "bar", "\u20d7": "vec", "⏞": "overbrace", "︷": "overbrace", "―": "overline",
}  # fmt: skip


def letter_of(sign: str) -> tuple[str, str]:
    """Return a character of a mathematical alphabet as a plain letter and its style.

    The style is ``bb``, ``cal``, ``frak``, ``bf``, ``it``, ``rm`` or nothing.

    >>> letter_of("ℝ"), letter_of("𝑥"), letter_of("x")
    (('R', 'bb'), ('x', 'it'), ('x', ''))
    """
    if sign in DOUBLE_STRUCK:
        return DOUBLE_STRUCK[sign], "bb"
    if sign in TEX:
        return sign, ""
    if sign in "ℎℏ":
        return ("h", "it") if sign == "ℎ" else (sign, "")
    if len(sign) != 1 or not (0x1D400 <= ord(sign) <= 0x1D7FF or 0x210A <= ord(sign) <= 0x2134):
        return sign, ""
    plain, name = unicodedata.normalize("NFKC", sign), unicodedata.name(sign, "")
    if len(plain) != 1 or not plain.isalnum():
        return sign, ""
    for word, style in (
        ("DOUBLE-STRUCK", "bb"),
        ("SCRIPT", "cal"),
        ("FRAKTUR", "frak"),
        ("BLACK-LETTER", "frak"),
    ):
        if word in name:
            return plain, style
    if "BOLD" in name:
        return plain, "bf"
    return plain, "it" if "ITALIC" in name else "rm"


def tex(sign: str) -> str:
    """Return the LaTeX of one character of a formula, a command followed by a space.

    >>> tex("≤"), tex("x"), tex("ℝ")
    ('\\\\le ', 'x', '\\\\mathbb{R}')
    """
    letter, style = letter_of(sign)
    if style in ("bb", "cal", "frak", "bf"):
        return rf"\math{style}{{{TEX.get(letter, letter)}}}"
    found = TEX.get(letter, letter)
    return found + " " if found[:1] == "\\" and found[-1:].isalpha() else found
