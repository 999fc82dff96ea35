"""LaTeX to MathML at build time, with the source behind it.

The converter's tree is not trusted: it is printed anew here, tag by tag and
attribute by attribute from short lists, so nothing a model wrote inside a
formula can become an element of the page.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markupsafe import Markup

from reports.typeset.escape import clean, escape
from reports.typeset.spacing import spaced

WIDE = 45
"""Characters of source beyond which a formula may be wider than a narrow screen and scrolls by itself."""
LENGTH = 4_000
DEPTH = 40
ROWS = 400
"""Bounds before conversion: characters, open braces or environments at once, cells."""

_TAGS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "ms",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "mtable",
        "mtr",
        "mtd",
        "mpadded",
        "mphantom",
        "menclose",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "display",
        "displaystyle",
        "scriptlevel",
        "mathvariant",
        "stretchy",
        "fence",
        "form",
        "separator",
        "accent",
        "accentunder",
        "movablelimits",
        "largeop",
        "symmetric",
        "lspace",
        "rspace",
        "minsize",
        "maxsize",
        "linethickness",
        "columnalign",
        "columnspacing",
        "rowspacing",
        "columnlines",
        "rowlines",
        "width",
        "height",
        "depth",
        "voffset",
    ]
)
_VALUE = re.compile(r"[A-Za-z0-9 .%+\-]{0,80}")
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_LABEL = re.compile(r"\\(?:label|ref|eqref|cite)\{[^{}]{0,80}\}|\\(?:nonumber|notag)\b")


class Unconvertible(ValueError):
    """The formula stays as source; the message says why."""


@lru_cache(maxsize=50_000)
def formula(latex: str, display: bool = False) -> Markup:
    """Return the formula as MathML with its LaTeX behind it, or its source where it cannot be converted."""
    source = clean(latex).strip()
    try:
        body = _mathml(source, display)
    except Unconvertible as why:
        title = escape(f"shown as LaTeX source: {why}")
        return Markup('<code class="tex-source" title="{}">{}</code>').format(title, source)
    note = escape(source)
    shape = "block" if display else "inline"
    wide = ' wide" tabindex="0' if len(source) > WIDE else ""
    return Markup(
        f'<span class="tex {shape}{wide}"><math display="{shape}"><semantics>{body}'
        f'<annotation encoding="application/x-tex">{note}</annotation></semantics></math></span>'
    )


def value(text: str) -> Markup:
    """Return a claimed or expected value: typeset where it is LaTeX, as plain text where it is not."""
    source = text.strip().strip("$").strip()
    if len(source) <= LENGTH and re.search(r"[\\^_{}=<>/+*]", source) and not _wordy(source):
        return formula(source)
    return escape(text)


def _wordy(text: str) -> bool:
    plain = re.sub(r"\\[A-Za-z]+|[{}$]", " ", text[:LENGTH])
    return len(re.findall(r"[A-Za-z]{4,}", plain)) > 3


def _mathml(source: str, display: bool) -> str:
    check(source)
    try:
        tree = convert_to_element(_LABEL.sub("", source), display="block" if display else "inline")
    except Exception as cause:  # a named border: the converter raises whatever it likes
        raise Unconvertible(type(cause).__name__) from cause
    spaced(tree, display)
    return "".join(_print(child, 0) for child in tree)


def check(source: str) -> None:
    """Raise Unconvertible where the source is beyond the bounds of the converter."""
    if not source:
        raise Unconvertible("empty")
    if len(source) > LENGTH:
        raise Unconvertible(f"longer than {LENGTH} characters")
    if source.count("&") + source.count("\\\\") > ROWS:
        raise Unconvertible(f"more than {ROWS} cells")
    depth = deepest = 0
    for found in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        deepest = max(deepest, depth)
    if deepest > DEPTH or source.count("\\left") > DEPTH or source.count("\\begin") > DEPTH:
        raise Unconvertible(f"nested deeper than {DEPTH}")


def _print(node: Element, depth: int) -> str:
    tag = node.tag.rpartition("}")[2]
    if tag not in _TAGS or depth > 8 * DEPTH:
        raise Unconvertible(f"no plain MathML for {clean(tag[:20])}")
    text = _text(node.text)
    if tag in ("mi", "mo", "mn") and text.startswith("\\") and len(text) > 1:
        raise Unconvertible(f"unknown command {text[:30]}")
    pairs = [(name, found) for name, found in node.attrib.items() if _kept(name, found)]
    if tag == "menclose":
        tag, pairs = "mrow", [("class", "boxed")] if "box" in node.attrib.get("notation", "") else []
    attributes = "".join(f' {name}="{html.escape(found)}"' for name, found in pairs)
    inner = str(escape(text)) + "".join(_print(child, depth + 1) for child in node)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _kept(name: str, found: str) -> bool:
    return name in _ATTRIBUTES and _VALUE.fullmatch(found) is not None


def _text(text: str | None) -> str:
    def char(found: re.Match[str]) -> str:
        code = int(found.group(1), 16)
        return chr(code) if 32 <= code <= 0x10FFFF else "\ufffd"

    return _REFERENCE.sub(char, text or "")
