"""Glyphs as nodes that formulas are put together of: what each says as LaTeX, and how tall it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from harness.importing import characters
from harness.importing.pdf.content import Glyph, Stroke

Kind = Literal["sign", "delimiter", "operator", "surd", "function", "made"]
AXIS = 0.25
"""Height of the middle of fractions and brackets over the baseline, in em."""
MATH_FONTS = re.compile(
    r"CM(?:MI|SY|EX)|MSBM|MSAM|EUFM|EURM|LMMath|LMEX|LatinModernMath|Math|KaTeX|MJX|Symbol|StandardSym|rtxmi|rtxsy|ntxmi|txmi"
    r"|txsy|txex|MTMI|MTSY|STIX\w*Math|Cambria ?Math|Asana|XITS|Pazo|fplm|Rsfs|RSFS|wasy|LM(?:Math|Sym)",
    re.I,
)
ROMAN = re.compile(
    r"CMR|CMSS|LMRoman|LMSans|Main-Reg|Main-Bold|Roman|Regu\b|Regular|-Roma|SFRM|ecrm|Times-Rom|fplmr|NimbusRom",
    re.I,
)
ITALIC = re.compile(r"MI\d|MI\b|Italic|Ital\b|Ital$|Oblique|Slant|rtxmi|Math-It", re.I)
_EXTENSION = re.compile(r"EX\d|EX$|MathExtension|txex|fplmex|Extension", re.I)
_KATEX_SIZE = re.compile(r"(?:KaTeX_|MJX\w*-?TEX-?S|MathJax_)Size(\d)")
PIECE = "\x00"
"""What the text of a piece of a tall sign begins with until the pieces are put together."""
_SPACES = frozenset("\u200b\u2060\u2061\u2062\u2063\u2064\u00ad\ufeff")
_CID = re.compile(r"\(cid:(\d+)\)")
_LIGATURES = {27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl", 136: "•", 15: "•"}


def _omx(height: float, **codes: str) -> dict[int, tuple[str, float]]:
    return {int(code[1:]): (sign, height) for code, sign in codes.items()}


OMX: dict[int, tuple[str, float]] = {
    **_omx(1.2, c0="(", c1=")", c2="[", c3="]", c4="⌊", c5="⌋", c6="⌈", c7="⌉", c8="{", c9="}", c10="⟨",
    c11="⟩", c112="√"),
    **_omx(1.8, c16="(", c17=")", c104="[", c105="]", c106="⌊", c107="⌋", c108="⌈", c109="⌉", c110="{",
    c111="}",
           c68="⟨", c69="⟩", c113="√"),
    **_omx(2.4, c18="(", c19=")", c20="[", c21="]", c22="⌊", c23="⌋", c24="⌈", c25="⌉", c26="{", c27="}",
           c28="⟨", c29="⟩", c114="√"),
    **_omx(3.0, c32="(", c33=")", c34="[", c35="]", c36="⌊", c37="⌋", c38="⌈", c39="⌉", c40="{", c41="}",
           c42="⟨", c43="⟩", c115="√"),
    **_omx(1.8, c48="(", c64="(", c49=")", c65=")", c50="[", c52="[", c51="]", c53="]", c116="√"),
    **_omx(0.9, c56="{", c58="{", c57="}", c59="}"),
    **_omx(1.8, c60="{", c61="}"),
    **_omx(0.6, c12="|", c13="‖", c66="(", c67=")", c54="[", c55="]", c117="√", c118="√"),
    **_omx(0.3, c62="{"),
    **_omx(1.0, c80="∑", c81="∏", c83="⋃", c84="⋂", c96="∐"),
    **_omx(1.4, c88="∑", c89="∏", c91="⋃", c92="⋂"),
    **_omx(1.11, c82="∫"),
    **_omx(2.22, c90="∫"),
}  # fmt: skip
"""Code of the font of tall signs → what it shows, and how far it hangs down from its place, in em."""
PIECES = frozenset(
    [48, 64, 49, 65, 50, 52, 51, 53, 56, 58, 57, 59, 60, 61, 12, 13, 66, 67, 54, 55, 62, 117, 118, 116]
)
"""Codes of which several make one tall sign."""
OPERATORS = frozenset("∑∏∫∮⋃⋂∐")
DELIMITERS = frozenset("()[]{}|‖∥⌊⌋⌈⌉⟨⟩")
_BUILT = {**dict.fromkeys("⎡⎢⎣", "["), **dict.fromkeys("⎤⎥⎦", "]"), **dict.fromkeys("⎛⎜⎝", "("),
          **dict.fromkeys("⎞⎟⎠", ")"), **dict.fromkeys("⎧⎨⎩⎪", "{"), **dict.fromkeys("⎫⎬⎭", "}")}  # fmt: skip
"""Characters of which browsers build tall brackets → the bracket."""
_ACCENTS_WIDE = {98: "^", 99: "^", 100: "^", 101: "~", 102: "~", 103: "~"}


@dataclass(slots=True)
class Node:
    """A sign or a formula put together of signs, with its place."""

    x0: float
    x1: float
    y: float
    """Baseline."""
    size: float
    top: float
    bottom: float
    text: str
    """The characters as printed, for running text."""
    tex: str
    font: str = ""
    kind: Kind = "sign"
    grey: float = 0.0
    sure: float = 1.0
    """How sure the reading is; below 1 something in it was not certain."""
    why: str = ""
    variable: bool = False
    """Whether it is a letter of the text's own italics that stands for a quantity."""
    inside: list[Node] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Half way across."""
        return (self.x0 + self.x1) / 2

    @property
    def maths(self) -> bool:
        """Whether the font or the kind says that it belongs to a formula."""
        return (
            self.variable or self.kind in ("made", "operator", "surd") or bool(MATH_FONTS.search(self.font))
        )

    def doubt(self, confidence: float, why: str) -> None:
        """Lower how sure the reading is."""
        if confidence < self.sure:
            self.sure, self.why = confidence, why


def made(nodes: Iterable[Node], y: float, size: float, tex: str) -> Node:
    """Return nodes put together as one formula, as unsure as the least sure of them."""
    parts = list(nodes)
    least = min(parts, key=lambda n: n.sure)
    return Node(
        min(n.x0 for n in parts),
        max(n.x1 for n in parts),
        y,
        size,
        max(n.top for n in parts),
        min(n.bottom for n in parts),
        "".join(n.text for n in parts),
        tex,
        kind="made",
        grey=max(n.grey for n in parts),
        sure=least.sure,
        why=least.why,
        inside=parts,
    )


def nodes_of(glyphs: Iterable[Glyph], strokes: Iterable[Stroke] = ()) -> list[Node]:
    """Return a page's glyphs and drawn brackets as nodes; white space and invisible signs are left out."""
    found = [node for glyph in glyphs if (node := _node(glyph)) is not None]
    found = _stacked(found)
    for stroke in strokes:
        high = stroke.top - stroke.bottom
        middle = (stroke.top + stroke.bottom) / 2
        near = [
            n
            for n in found
            if stroke.x0 - 60 < n.middle < stroke.x1 + 60 and stroke.bottom < n.y < stroke.top
        ]
        if not near or not any(n.maths for n in near):
            continue
        size = max(n.size for n in near)
        if high < 0.9 * size:
            continue
        found.append(
            Node(stroke.x0, stroke.x1, middle - AXIS * size, size, stroke.top, stroke.bottom, stroke.sign,
                 characters.tex(stroke.sign).strip(), "drawn-Math", "delimiter")
        )  # fmt: skip
    return found


def _node(glyph: Glyph) -> Node | None:
    text, size, y = glyph.text, glyph.size, glyph.y
    if size < 3 or text in _SPACES:
        return None
    code = _CID.fullmatch(text)
    if _EXTENSION.search(glyph.font):
        number = int(code[1]) if code else ord(text[0])
        return _extension(glyph, number)
    if code:
        text = _LIGATURES.get(int(code[1]), "\ufffd")
    text = "".join(c for c in text if c not in _SPACES)
    if not text.strip():
        return None
    if "ﬀ" <= text[0] <= "ﬆ":
        text = unicodedata.normalize("NFKC", text)
    if match := _KATEX_SIZE.match(glyph.font):
        return _sized(glyph, text, int(match[1]))
    node = Node(glyph.x0, glyph.x1, y, size, y + 0.7 * size, y - 0.2 * size, text, _tex(text, glyph.font),
    glyph.font,
                grey=glyph.grey)  # fmt: skip
    if text in _BUILT:
        node.kind, node.top, node.bottom = "delimiter", y + 1.15 * size, y
        node.text, node.tex = PIECE + _BUILT[text], characters.tex(_BUILT[text])
    elif text == "√":
        node.kind, node.top, node.bottom = "surd", y + 0.9 * size, y - size
    elif text in OPERATORS:
        node.kind, node.top, node.bottom = "operator", y + 0.75 * size, y - 0.25 * size
    elif "\ufffd" in text or "\ufffe" in text:
        node.doubt(0.2, "a sign that the PDF names no character for")
    return node


def _tex(text: str, font: str) -> str:
    if re.search(r"MSBM|AMS|bbold|Bbb", font) and text.isascii() and text.isalpha():
        return rf"\mathbb{{{text}}}"
    if re.search(r"CMSY|rsfs|Caligraphic|Script", font, re.I) and text.isascii() and text.isupper():
        return rf"\mathcal{{{text}}}"
    return "".join(characters.tex(sign) for sign in text)


def _extension(glyph: Glyph, code: int) -> Node | None:
    size, y = glyph.size, glyph.y
    if code in _ACCENTS_WIDE:
        sign = _ACCENTS_WIDE[code]
        return Node(glyph.x0, glyph.x1, y, size, y + 0.2 * size, y, sign, sign, glyph.font, grey=glyph.grey)
    if code not in OMX:
        node = Node(glyph.x0, glyph.x1, y, size, y, y - size, "\ufffd", r"\square ", glyph.font)
        node.doubt(0.2, "a tall sign that is not known")
        return node
    sign, height = OMX[code]
    bottom = y - height * size
    kind: Kind = "surd" if sign == "√" else "operator" if sign in OPERATORS else "delimiter"
    base = (y + bottom) / 2 - AXIS * size
    node = Node(
        glyph.x0, glyph.x1, base, size, y, bottom, sign, characters.tex(sign), glyph.font, kind, glyph.grey
    )
    if code in PIECES:
        node.text = PIECE + sign
    return node


def _sized(glyph: Glyph, text: str, number: int) -> Node:
    """Return a sign of a font whose number says how tall its signs are."""
    size, y = glyph.size, glyph.y
    height = 0.6 * (number + 1) * size
    middle = y + AXIS * size
    kind: Kind = "operator" if text in OPERATORS else "surd" if text == "√" else "delimiter"
    if text not in OPERATORS and text not in DELIMITERS and text != "√":
        kind = "sign"
    if kind == "operator":
        height = (1.0 if number == 1 else 1.4) * size
    return Node(glyph.x0, glyph.x1, y, size, middle + height / 2, middle - height / 2, text,
                characters.tex(text), glyph.font, kind, glyph.grey)  # fmt: skip


def _stacked(found: list[Node]) -> list[Node]:
    """Return the nodes with the pieces of tall signs, set one below the other, as one sign each."""
    pieces = sorted((n for n in found if n.text.startswith(PIECE)), key=lambda n: (round(n.x0), -n.top))
    kept = [n for n in found if not n.text.startswith(PIECE)]
    while pieces:
        first = pieces.pop(0)
        for other in [p for p in pieces if abs(p.x0 - first.x0) < 1.5 and p.text == first.text]:
            if other.top >= first.bottom - 0.35 * first.size:
                first.bottom = min(first.bottom, other.bottom)
                pieces.remove(other)
        first.text = first.text[1:]
        first.y = (first.top + first.bottom) / 2 - AXIS * first.size
        kept.append(first)
    return kept
