"""What the converter leaves out of a formula: bars that open and close, relations that keep a distance.

A vertical bar is one character with three uses. Within one row it opens where an operand may begin and
closes where one has ended; where that does not come out even it stands between two things ("given").
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

BARS = frozenset("|‖∥")
RELATIONS = frozenset("⟺⟹⟸⟷⟶⟵⇔⇒⇐⪯⪰≼≽≺≻≲≳⊑⊒↦⇝")
FUNCTIONS = frozenset([
    "ln", "log", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh",
    "tanh", "coth", "arcsin", "arccos", "arctan", "det", "tr", "rank", "dim", "ker", "deg", "arg", "gcd",
])  # fmt: skip
LIMITS = frozenset(["min", "max", "inf", "sup", "lim", "argmin", "argmax", "liminf", "limsup"])
_WIDE, _THIN = "0.278em", "0.167em"
_SCRIPTS = ("msub", "msup", "msubsup")


def spaced(node: Element, display: bool) -> None:
    """Set the spacing of all that stands below the node."""
    for child in node:
        spaced(child, display)
    if node.tag.rpartition("}")[2] in _SCRIPTS:
        if display and _text(node[0]) in LIMITS:
            node.tag = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}[node.tag]
        return
    _pair_bars(node)
    _keep_distance(node)


def _text(node: Element) -> str:
    return _character((node.text or "").strip())


def _character(text: str) -> str:
    """Return the text, a numeric reference as the character it stands for."""
    if text.startswith("&#x") and text.endswith(";") and text.count("&") == 1:
        try:
            return chr(int(text[3:-1], 16))
        except (ValueError, OverflowError):
            return text
    return text


def _base(node: Element) -> Element:
    """Return what carries the scripts of a node, or the node itself."""
    while node.tag in _SCRIPTS and len(node):
        node = node[0]
    return node


def _pair_bars(row: Element) -> None:
    bars = [(place, _base(child)) for place, child in enumerate(row) if _is_bar(_base(child))]
    opened: list[tuple[str, Element]] = []
    pairs: list[tuple[Element, Element]] = []
    for place, bar in bars:
        kind = _text(bar)
        nested = bool(opened) and place > 0 and row[place - 1] is opened[-1][1]
        if nested or _begins(row, place) or not (opened and opened[-1][0] == kind):
            opened.append((kind, bar))
        else:
            pairs.append((opened.pop()[1], bar))
    for left, right in pairs if not opened else []:
        left.attrib |= {"form": "prefix", "lspace": "0", "rspace": "0"}
        right.attrib |= {"form": "postfix", "lspace": "0", "rspace": "0"}


def _is_bar(node: Element) -> bool:
    return node.tag == "mo" and _text(node) in BARS and "form" not in node.attrib


def _begins(row: Element, place: int) -> bool:
    """Whether an operand may begin at this place: at the start and after an operator or an opening."""
    if place == 0:
        return True
    before = row[place - 1]
    if before.tag in _SCRIPTS:
        return False
    return before.tag == "mo" and _text(before) not in BARS | set(")]}!")


def _keep_distance(row: Element) -> None:
    added = 0
    for place, child in enumerate(list(row)):
        text = _text(child)
        if child.tag in ("mi", "mo") and text in RELATIONS:
            child.tag = "mo"
            child.attrib |= {"lspace": _WIDE, "rspace": _WIDE}
        elif child.tag == "mo" and text == "/":
            child.attrib |= {"lspace": "0", "rspace": "0"}
        elif _text(_base(child)) in FUNCTIONS and _takes_argument(row, place + added + 1):
            row.insert(place + added + 1, Element("mspace", {"width": _THIN}))
            added += 1


def _takes_argument(row: Element, place: int) -> bool:
    """Whether what follows a function's name is an argument without brackets."""
    if place >= len(row):
        return False
    follows = _base(row[place])
    if follows.tag == "mrow" and len(follows):
        follows = follows[0]
    return follows.tag != "mo" and follows.tag != "mspace"
