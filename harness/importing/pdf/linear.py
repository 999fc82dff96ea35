"""One baseline's nodes as LaTeX: what is smaller and shifted is a script, what stands far off a new piece."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from harness.importing import characters
from harness.importing.pdf.nodes import AXIS, ITALIC, ROMAN, Node

SMALL = 0.82
"""Size of a script beside its base, at most."""
SHIFT = 0.11
"""Least shift of a script, in em of its base; what is shifted less is not certain to be one."""
WIDE = 0.85
"""Gap in em that is more than a space of mathematics."""
DEEPEST = 12
_OPENING, _CLOSING = "([", ")]"


def base_of(nodes: Sequence[Node]) -> tuple[float, float]:
    """Return the baseline and the size of the nodes that are not scripts of others."""
    signs = [n for n in nodes if n.kind not in ("delimiter", "operator")] or list(nodes)
    size = max(n.size for n in signs)
    level = [n for n in signs if n.size > SMALL * size]
    plain = [n for n in level if n.kind in ("sign", "function")] or level
    first = min(plain, key=lambda n: n.x0)
    counts = Counter(round(n.y) for n in plain)
    most = max(counts.values())
    y = round(first.y) if counts[round(first.y)] >= 0.5 * most else counts.most_common(1)[0][0]
    near = [n.y for n in plain if abs(n.y - y) <= 1]
    return sum(near) / len(near), size


def linear(nodes: Sequence[Node], doubts: list[tuple[float, str]], depth: int = 0) -> str:
    """Return the nodes as LaTeX; what was not certain is added to ``doubts``."""
    row = sorted(nodes, key=lambda n: (n.x0, -n.y))
    if not row:
        return ""
    if depth > DEEPEST:
        doubts.append((0.2, "scripts within scripts without end"))
        return "".join(n.text for n in row)
    doubts.extend((n.sure, n.why) for n in row if n.sure < 1)
    y, size = base_of(row)
    writer = _Writer(row, y, size, doubts, depth)
    text = writer.written()
    _balanced(row, y, size, doubts)
    return _tidied(text)


class _Writer:
    def __init__(
        self, row: list[Node], y: float, size: float, doubts: list[tuple[float, str]], depth: int
    ) -> None:
        self.row, self.y, self.size, self.doubts, self.depth = row, y, size, doubts, depth
        self.out: list[str] = []
        self.end: float | None = None

    def written(self) -> str:
        """Return the row from left to right."""
        at = 0
        while at < len(self.row):
            stop = at
            while stop < len(self.row) and self._is_script(self.row[stop]):
                stop += 1
            if stop > at:
                self._scripts(self.row[at:stop])
                at = stop
                continue
            at = self._word(at) or self._one(at)
        return "".join(self.out)

    def _is_script(self, node: Node) -> bool:
        if node.kind in ("delimiter", "operator"):
            return False
        shift = abs(node.y - self.y)
        if node.kind == "made":
            return node.size < SMALL * self.size and shift > SHIFT * self.size
        return node.size < SMALL * self.size or (shift > 0.3 * self.size and node.text not in "√")

    def _scripts(self, nodes: list[Node]) -> None:
        up = [n for n in nodes if n.y > self.y]
        down = [n for n in nodes if n.y <= self.y]
        for node in nodes:
            if abs(node.y - self.y) < SHIFT * self.size and node.text not in ("′", "'", "∗", "*", "⊤"):
                self.doubts.append((0.6, "a small sign that is hardly shifted"))
            elif node.size >= SMALL * self.size:
                self.doubts.append((0.6, "a shifted sign of full size"))
        if not self.out:
            self.doubts.append((0.6, "a script without its base"))
        if down:
            self.out.append(f"_{{{linear(down, self.doubts, self.depth + 1)}}}")
        primes = "".join(n.text for n in up).replace("″", "′′").replace('"', "′′").replace("'", "′")
        if up and not primes.strip("′"):
            self.out.append("'" * len(primes))
        elif up:
            self.out.append(f"^{{{linear(up, self.doubts, self.depth + 1)}}}")
        self.end = max(n.x1 for n in nodes)

    def _word(self, at: int) -> int:
        """Write a word in roman letters as one; 0 where none begins here."""
        stop = at
        while stop < len(self.row) and self._goes_on(at, stop):
            stop += 1
        letters = "".join(n.text for n in self.row[at:stop])
        if stop - at < 2 or not re.fullmatch(r"[A-Za-z]{2,}[-.]?", letters):
            return 0
        apart = self.end is not None and self.row[at].x0 - self.end > 0.17 * self.size
        self._gap(self.row[at])
        word = named(letters)
        if apart and word.startswith(r"\text{") and self.out and self.out[-1].startswith(r"\text{"):
            self.out[-1] = f"{self.out[-1][:-1]} {letters}}}"
        else:
            self.out.append(word)
        self.end = self.row[stop - 1].x1
        return stop

    def _goes_on(self, at: int, stop: int) -> bool:
        node = self.row[stop]
        letter = node.kind == "sign" and node.text.isascii() and node.text.isalpha()
        roman = bool(ROMAN.search(node.font)) and not ITALIC.search(node.font)
        near = stop == at or node.x0 - self.row[stop - 1].x1 < 0.12 * self.size
        return letter and roman and near and abs(node.y - self.y) < 1.0 and node.size > SMALL * self.size

    def _one(self, at: int) -> int:
        node = self.row[at]
        self._gap(node)
        self.out.append(_spaced(node.tex if node.kind != "function" else named(node.text)))
        self.end = node.x1
        return at + 1

    def _gap(self, node: Node) -> None:
        if self.end is not None and node.x0 - self.end > WIDE * self.size:
            self.out.append(r" \quad ")


def named(letters: str) -> str:
    """Return a word of roman letters: a function's name, or text.

    >>> named("max"), named("diag"), named("mom")
    ('\\\\max ', '\\\\operatorname{diag}', '\\\\text{mom}')
    """
    if letters in characters.FUNCTIONS:
        return f"\\{letters} "
    return rf"\operatorname{{{letters}}}" if letters in characters.OPERATORS else rf"\text{{{letters}}}"


def _spaced(tex: str) -> str:
    return tex + " " if re.search(r"\\[A-Za-z]+$", tex) else tex


def _balanced(row: list[Node], y: float, size: float, doubts: list[tuple[float, str]]) -> None:
    signs = [n.text for n in row if n.kind in ("sign", "delimiter") and n.size > SMALL * size]
    opened = sum(s in _OPENING for s in signs)
    closed = sum(s in _CLOSING for s in signs)
    if opened != closed:
        doubts.append((0.7, "a bracket without its partner"))
    if any(n.kind == "surd" for n in row):
        doubts.append((0.4, "a root whose bar was not found"))
    del y


def _tidied(text: str) -> str:
    text = text.replace(r"⇐\Rightarrow", r"\iff").replace(r"=\Rightarrow", r"\implies")
    text = text.replace(r"\Leftarrow \Rightarrow", r"\iff").replace(r"\Leftarrow =\Rightarrow", r"\iff")
    text = re.sub(r"\.\s?\.\s?\.", r"\\dots ", text).replace(r"\cdot \cdot \cdot", r"\cdots")
    text = re.sub(r"\\mid ?", "|", text)
    text = re.sub(r"/\s?=", r"\\ne ", text) if "/ =" in text or "/=" in text else text
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r"([_^])\{([A-Za-z0-9]|\\[A-Za-z]+)\}", _bare, text)
    text = re.sub(r"(\\[A-Za-z]+) (?=[^A-Za-z ])", r"\1", text)
    text = re.sub(r"(?<![\\{_^])\s*([=<>])\s*", r" \1 ", text)
    text = re.sub(r"([_^](?:\w|\{[^{}]*\}))(?=[A-Za-z0-9\\])", r"\1 ", text)
    return re.sub(r" {2,}", " ", text).strip()


def _bare(match: re.Match[str]) -> str:
    """Return a script of one token without its braces, as people write it."""
    after = match.string[match.end() : match.end() + 1]
    command = match[2].startswith("\\")
    if match[2][1:] in characters.FUNCTIONS:
        return match[0]
    return f"{match[1]}{match[2]}{' ' if command and after.isalpha() else ''}"


def height_of(axis: float, size: float) -> float:
    """Return the baseline of what is centred at a height, such as a fraction at its bar."""
    return axis - AXIS * size
