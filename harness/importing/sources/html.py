"""A web page as lines: headings, paragraphs, lists, who speaks, and its formulas as the LaTeX they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harness.importing.document import THOUGHT, About, Line, Role, Source
from harness.importing.sources.mathml import latex
from harness.importing.sources.speakers import speaker_of
from harness.importing.sources.tree import Element, tree_of

BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "ul",
        "ol",
        "dl",
        "li",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "details",
        "summary",
        "hr",
        "form",
        "fieldset",
        "address",
        "nav",
        "body",
        "html",
        "user-query",
        "model-response",
        "message-content",
    ]
)
SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "link",
        "meta",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
    ]
)
"""Elements without words for a reader; one line says that each was there."""
RENDERED = frozenset(["katex-html", "MathJax_Preview", "MJX_Assistive_MathML", "mjx-speech"])
"""Classes of what shows a formula that stands beside as LaTeX or MathML."""
EMPHASIS = {"strong": "**", "b": "**", "code": "`", "tt": "`"}
COMMENTED = frozenset(
    ["comment", "annotation", "sticky-note", "margin-note", "marginnote", "sidenote", "aside-note"]
)


def read_html(text: str) -> Source:
    """Return a page's lines in reading order."""
    root = tree_of(text)
    writer = _Writer(any(e.attributes.get("type", "").startswith("math/tex") for e in root.walk()))
    writer.write(root)
    writer.end_line()
    lost = (f"{writer.lost} formulas are pictures without LaTeX behind them",) if writer.lost else ()
    return Source("html", tuple(writer.lines), _about(root), lost)


def _about(root: Element) -> About:
    said: dict[str, str] = {}
    for element in root.walk():
        if element.tag == "title" and "title" not in said:
            said["title"] = " ".join(element.text().split())
        elif element.tag == "meta":
            name = (element.attributes.get("name") or element.attributes.get("property") or "").lower()
            for wanted, key in _META:
                if name == wanted and element.attributes.get("content"):
                    said.setdefault(key, element.attributes["content"].strip())
    return About(**said)


_META = (
    ("questions", "questions"),
    ("author", "author"),
    ("article:author", "author"),
    ("date", "date"),
    ("dcterms.created", "date"),
    ("article:published_time", "date"),
    ("model", "model"),
)


@dataclass(frozen=True, slots=True)
class _Where:
    """What holds for the text of an element: who speaks, the heading's depth, and so on."""

    speaker: str = ""
    level: int = 0
    known: Role | None = None
    kept: bool = False
    """Whether line ends and spaces count."""


class _Writer:
    def __init__(self, has_scripts: bool) -> None:
        self.has_scripts = has_scripts
        self.lines: list[Line] = []
        self.buffer: list[str] = []
        self.where = _Where()
        self.lost = 0
        self.counts: list[int | None] = []

    # ------------------------------------------------------------------ lines

    def end_line(self, blank: bool = False) -> None:
        """Close the current line, and leave a blank one where a paragraph ends."""
        text = "".join(self.buffer)
        self.buffer = []
        text = text if self.where.kept else re.sub(r"[ \t]+", " ", text).strip()
        if text.strip():
            self._line(text)
        if blank and self.lines and self.lines[-1].text.strip():
            self._line("")

    def _line(self, text: str) -> None:
        where = self.where if text.strip() else _Where(self.where.speaker)
        number = len(self.lines) + 1
        self.lines.append(Line(number, 1, text, level=where.level, known=where.known, speaker=where.speaker))

    def _silent(self, element: Element) -> None:
        size = len(element.text())
        if size and element.tag != "svg":
            self.end_line()
            line = Line(len(self.lines) + 1, 1, f"<{element.tag}>: {size} characters", known="markup")
            self.lines.append(line)

    # ------------------------------------------------------------------- walk

    def write(self, element: Element) -> None:
        """Write an element's text, its children in order."""
        formula = self._formula(element)
        if formula is not None:
            self._put_formula(*formula)
        elif element.tag in SILENT:
            self._silent(element)
        elif not RENDERED & set(element.classes) and not self._shown_twice(element):
            self._inside(element)

    def _shown_twice(self, element: Element) -> bool:
        return self.has_scripts and any(name.startswith("MathJax") for name in element.classes)

    def _inside(self, element: Element) -> None:
        before, block = self.where, element.tag in BLOCKS
        after = self._where(element)
        if block or after != before:
            self.end_line()
        self.where = after
        mark = EMPHASIS.get(element.tag, "") if not after.level and not after.kept else ""
        if element.tag in ("ul", "ol"):
            start = element.attributes.get("start", "1")
            self.counts.append((int(start[:6]) if start.isdecimal() else 1) if element.tag == "ol" else None)
        if element.tag == "li":
            self.buffer.append(self._bullet())
        if element.tag == "pre":
            self._line("```")
        self._children(element, mark)
        if element.tag == "br":
            self.end_line()
        if element.tag in ("td", "th"):
            self.buffer.append(" | ")
        if block or after != before:
            self.end_line(blank=element.tag not in ("li", "tr", "html", "body"))
        if element.tag == "pre":
            self._fence_end()
        if element.tag in ("ul", "ol"):
            self.counts.pop()
        self.where = before

    def _children(self, element: Element, mark: str) -> None:
        wraps = mark and element.text().strip()
        if wraps:
            self.buffer.append(mark)
        for child in element.children:
            if isinstance(child, str):
                self._text(child)
            else:
                self.write(child)
        if wraps:
            while self.buffer and not self.buffer[-1].strip():
                self.buffer.pop()
            self.buffer.append(mark)

    def _fence_end(self) -> None:
        if self.lines and not self.lines[-1].text:
            self.lines.pop()
        self._line("```")

    def _text(self, text: str) -> None:
        if not self.where.kept:
            self.buffer.append(re.sub(r"\s+", " ", text))
            return
        first, *rest = text.split("\n")
        self.buffer.append(first)
        for line in rest:
            self.end_line()
            self.buffer.append(line)

    def _bullet(self) -> str:
        if not self.counts or self.counts[-1] is None:
            return "- "
        number = self.counts[-1]
        self.counts[-1] = number + 1
        return f"{number}. "

    def _where(self, element: Element) -> _Where:
        where = self.where
        if speaker := speaker_of(element):
            where = replace(where, speaker=speaker)
        if re.fullmatch(r"h[1-6]", element.tag):
            where = replace(where, level=int(element.tag[1]))
        wraps = element.tag == "pre" or "whitespace-pre-wrap" in element.classes
        if wraps or "pre" in element.attributes.get("style", "").partition("white-space:")[2][:10]:
            where = replace(where, kept=True)
        if element.tag == "pre":
            where = replace(where, known="code")
        if element.tag in ("button", "nav", "select", "label") and not THOUGHT.search(element.text()):
            where = replace(where, known="markup")
        if COMMENTED & set(element.classes) or element.tag == "aside":
            where = replace(where, known="note")
        return where

    # --------------------------------------------------------------- formulas

    def _put_formula(self, text: str, display: bool) -> None:
        text = " ".join(text.split())
        if not text:
            self.lost += 1
            text = r"\text{?}"
        if display:
            self.end_line()
            self.buffer.append(f"$${text}$$")
        else:
            self.buffer.append(f"${text}$")

    def _formula(self, element: Element) -> tuple[str, bool] | None:
        """Return an element's formula and whether it is displayed, or None where it is none."""
        kind = element.attributes.get("type", "")
        if element.tag == "script" and kind.startswith("math/tex"):
            return element.text(), "display" in kind
        if element.tag == "img":
            alt = element.attributes.get("alt", "")
            named = any(re.search("math|latex|tex|equation", name) for name in element.classes)
            if alt and (named or "\\" in alt):
                return re.sub(r"^\{\\displaystyle (.*)\}$", r"\1", alt.strip().strip("$")), False
            return None
        if element.tag == "math":
            return latex(element), element.attributes.get("display") == "block"
        if element.tag == "mjx-container" or ("MathJax" in element.classes and not self.has_scripts):
            display = element.attributes.get("display") == "true" or "MathJax_Display" in element.classes
            return next(_written(element), ""), display
        if "katex" in element.classes:
            maths = next((e for e in element.walk() if e.tag == "math"), None)
            return (latex(maths) if maths else element.attributes.get("data-latex", "")), _displayed(element)
        if "katex-display" in element.classes:
            inner = next((e for e in element.walk() if "katex" in e.classes), None)
            found = self._formula(inner) if inner else None
            return (found[0], True) if found else None
        return None


def _displayed(element: Element) -> bool:
    return any(e.tag == "math" and e.attributes.get("display") == "block" for e in element.walk())


def _written(element: Element) -> Iterator[str]:
    """Yield the LaTeX that a typeset formula carries, the surest first."""
    for inner in element.walk():
        if inner.attributes.get("data-latex"):
            yield inner.attributes["data-latex"]
    for inner in element.walk():
        if inner.tag == "math":
            yield latex(inner)
    for inner in element.walk():
        if inner.attributes.get("data-mathml"):
            yield latex(
                next((e for e in tree_of(inner.attributes["data-mathml"]).walk() if e.tag == "math"), inner)
            )
