"""MathML as LaTeX, for pages whose formulas carry no LaTeX of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

from harness.importing import characters
from harness.importing.sources.tree import Element

DEEPEST = 60
_UNSEEN = frozenset("\u2061\u2062\u2063\u2064")
"""Operators that say what a gap means; KaTeX writes one after a function's name, even inside a script."""
_DELIMITERS = {"[": "bmatrix", "(": "pmatrix", "|": "vmatrix", r"\|": "Vmatrix", r"\{": "Bmatrix"}
_PAIRS = {"[": "]", "(": ")", "|": "|", r"\|": r"\|", r"\{": r"\}"}


def latex(element: Element) -> str:
    """Return a ``<math>`` element as LaTeX: its annotation or ``alttext`` where it has one."""
    note = next(
        (e for e in element.walk() if e.tag in ("annotation", "annotation-xml")
         and "tex" in e.attributes.get("encoding", "").lower()), None)  # fmt: skip
    if note is not None:
        return note.text().strip()
    written = element.attributes.get("alttext", "")
    if "\\" in written or "^" in written or "_" in written:
        return written.strip()
    return _tidy(_row(element.elements(), 0))


def _tidy(text: str) -> str:
    return re.sub(r" +(?=[^A-Za-z0-9 ])| {2,}", lambda m: "" if len(m[0]) < 2 else " ", text).strip()


def _row(elements: list[Element], depth: int) -> str:
    """Return a row of elements; brackets around a table become the table's."""
    if depth > DEEPEST:
        return r"\ldots "
    out: list[str] = []
    place = 0
    while place < len(elements):
        fenced = _fenced(elements, place, depth)
        if fenced is not None:
            out.append(fenced)
            place += 3
            continue
        out.append(_one(elements[place], depth))
        place += 1
    return "".join(out)


def _fenced(elements: list[Element], place: int, depth: int) -> str | None:
    """Return a matrix or cases with the sign before it (and after it), or None where none stands here."""
    if place + 1 >= len(elements):
        return None
    table = _only(elements[place + 1])
    opening = _sign(elements[place])
    if table.tag != "mtable" or opening not in _DELIMITERS:
        return None
    rows = _table(table, depth + 1)
    closing = _sign(elements[place + 2]) if place + 2 < len(elements) else ""
    if closing == _PAIRS[opening]:
        env = _DELIMITERS[opening]
        return rf"\begin{{{env}}} {rows} \end{{{env}}}"
    if opening == r"\{" and (place + 2 >= len(elements) or closing == ""):
        after = _one(elements[place + 2], depth) if place + 2 < len(elements) else ""
        return rf"\begin{{cases}} {rows} \end{{cases}}{after}"
    return None


def _only(element: Element) -> Element:
    """Return the element inside wrappers that hold one element each."""
    while element.tag in ("mrow", "mstyle", "mpadded", "semantics") and len(element.elements()) == 1:
        element = element.elements()[0]
    return element


def _sign(element: Element) -> str:
    element = _only(element)
    return characters.tex(element.text().strip()).strip() if element.tag == "mo" else ""


def _one(element: Element, depth: int) -> str:
    handle = _HANDLERS.get(element.tag)
    if handle is not None:
        return handle(element, depth + 1)
    return _row(element.elements(), depth + 1) if element.elements() else _letters(element, depth)


def _letters(element: Element, depth: int) -> str:
    return "".join(characters.tex(sign) for sign in element.text().strip())


def _identifier(element: Element, depth: int) -> str:
    name = element.text().strip()
    if name == "∣":  # what KaTeX writes for the bars of |x|
        return "|"
    if name in characters.FUNCTIONS:
        return f"\\{name} "
    variant = element.attributes.get("mathvariant", "")
    if len(name) > 1 and name.isascii() and name.isalpha():
        return rf"\operatorname{{{name}}}" if name in characters.OPERATORS else rf"\text{{{name}}}"
    style = {
        "bold": "mathbf",
        "double-struck": "mathbb",
        "script": "mathcal",
        "bold-italic": "boldsymbol",
    }.get(variant)
    said = "".join(characters.tex(sign) for sign in name)
    return rf"\{style}{{{said.strip()}}}" if style and said else said


def _operator(element: Element, depth: int) -> str:
    name = element.text().strip()
    if name == "∣":
        return "|"
    if name in characters.FUNCTIONS:
        return f"\\{name} "
    if len(name) > 1 and name.isalpha():
        return rf"\operatorname{{{name}}}"
    return "".join(characters.tex(sign) for sign in name)


def _words(element: Element, depth: int) -> str:
    text = re.sub(r"\s+", " ", element.text().replace("\u00a0", " "))
    return rf"\text{{{text}}}" if text.strip() else " "


def _space(element: Element, depth: int) -> str:
    width = re.match(r"([\d.]+)em", element.attributes.get("width", ""))
    return r"\quad " if width and float(width[1]) >= 0.9 else " "


def _scripts(below: bool, above: bool) -> Callable[[Element, int], str]:
    def write(element: Element, depth: int) -> str:
        base, *rest = [e for e in element.elements() if e.text() not in _UNSEEN] or [element]
        said = _one(base, depth) if element.elements() else ""
        parts = [_one(e, depth).strip() for e in rest]
        under = parts.pop(0) if below and parts else ""
        over = parts.pop(0) if above and parts else ""
        if over and set(over) == {"'"}:
            return said.strip() + (f"_{{{under}}}" if under else "") + over
        grouped = f"{{{said}}}" if "^" in said and over and not said.endswith(("}", ")")) else said.strip()
        return grouped + (f"_{{{under}}}" if under else "") + (f"^{{{over}}}" if over else "")

    return write


def _over(element: Element, depth: int) -> str:
    children = element.elements()
    if len(children) == 2:
        accent = characters.ACCENTS.get(children[1].text().strip())
        if accent:
            accent = {"bar": "overline", "hat": "widehat", "tilde": "widetilde"}.get(accent, accent) if (
                len(children[0].text().strip()) > 1) else accent  # fmt: skip
            return rf"\{accent}{{{_one(children[0], depth).strip()}}}"
    return _scripts(False, True)(element, depth)


def _pair(command: str) -> Callable[[Element, int], str]:
    def write(element: Element, depth: int) -> str:
        parts = [_one(e, depth).strip() for e in element.elements()]
        return "\\" + command + "".join(f"{{{part}}}" for part in parts[:2])

    return write


def _root(element: Element, depth: int) -> str:
    return rf"\sqrt{{{_row(element.elements(), depth).strip()}}}"


def _nth_root(element: Element, depth: int) -> str:
    base, degree = ([_one(e, depth).strip() for e in element.elements()] + ["", ""])[:2]
    return rf"\sqrt[{degree}]{{{base}}}"


def _table(element: Element, depth: int) -> str:
    rows = [row for row in element.elements() if row.tag in ("mtr", "mlabeledtr")]
    cells = [[_row(c.elements(), depth).strip() for c in row.elements() if c.tag == "mtd"] for row in rows]
    return r" \\ ".join(" & ".join(row) for row in cells)


def _rows(element: Element, depth: int) -> str:
    return rf"\begin{{aligned}} {_table(element, depth)} \end{{aligned}}"


def _enclosed(element: Element, depth: int) -> str:
    inside = _row(element.elements(), depth).strip()
    notation = element.attributes.get("notation", "").split()
    return rf"\boxed{{{inside}}}" if set(notation) & {"box", "roundedbox", "circle"} else inside


def _fences(element: Element, depth: int) -> str:
    opening, closing = element.attributes.get("open", "("), element.attributes.get("close", ")")
    separators = element.attributes.get("separators", ",").strip() or ","
    inside = separators[0].join(_one(e, depth).strip() for e in element.elements())
    return "".join((characters.tex(opening), inside, characters.tex(closing)))


_HANDLERS: dict[str, Callable[[Element, int], str]] = {
    "mi": _identifier,
    "mn": _letters,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": _space,
    "mphantom": lambda element, depth: "",
    "annotation": lambda element, depth: "",
    "annotation-xml": lambda element, depth: "",
    "mfrac": _pair("frac"),
    "msqrt": _root,
    "mroot": _nth_root,
    "msub": _scripts(True, False),
    "msup": _scripts(False, True),
    "msubsup": _scripts(True, True),
    "munder": _scripts(True, False),
    "mover": _over,
    "munderover": _scripts(True, True),
    "mtable": _rows,
    "menclose": _enclosed,
    "mfenced": _fences,
}
"""Element → how it is written."""
