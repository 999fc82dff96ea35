"""One row of nodes as text: which of its words are formulas, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.importing import characters
from harness.importing.pdf.linear import linear
from harness.importing.pdf.nodes import ITALIC, Node

SPACE = 0.17
"""Gap in em that is a space between words."""
_SIGNS = re.compile(r"[=<>≤≥≈+±×·⋅∈→←⇒∞|/−^_*]")
_NUMBER = re.compile(r"[(\[]?[\d.,]+[)\]]?%?")
_LABEL = re.compile(r"\(?[a-z]\)|\d{1,3}[.:)]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A row's text, and the formulas in it that are not certain: (as shown, confidence, why)."""

    text: str = ""
    unsure: tuple[tuple[str, float, str], ...] = ()
    display: bool = False
    """Whether the row is one displayed formula."""


@dataclass(slots=True)
class _Word:
    nodes: list[Node]
    maths: bool
    bold: bool

    @property
    def text(self) -> str:
        return "".join(n.text for n in self.nodes)

    @property
    def x0(self) -> float:
        return self.nodes[0].x0

    @property
    def x1(self) -> float:
        return max(n.x1 for n in self.nodes)


def shown(nodes: Sequence[Node], left: float, right: float, size: float, maths: float) -> Shown:
    """Return a row as text with its formulas between dollar signs; a row that is one formula is displayed."""
    size = min(size, max(n.size for n in nodes))
    words = _words(nodes, size, maths)
    if not any(word.maths for word in words) or not any(n.maths for n in nodes):
        return Shown(_emphasised([_Word(group, False, _is_bold(group)) for group in _groups(nodes, size)]))
    wide = right - left
    start, end = words[0].x0, max(word.x1 for word in words)
    maths_width = sum(w.x1 - w.x0 for w in words if w.maths)
    centred = start - left > 0.04 * wide + size and (end - start) < 0.93 * wide
    longest = max((len(re.sub(r"[^A-Za-z]", "", w.text)) for w in words if not w.maths), default=0)
    most = maths_width > 0.45 * sum(w.x1 - w.x0 for w in words)
    labelled = len(words) > 1 and bool(re.fullmatch(r"\(\w{1,2}\)", words[0].text)) and words[1].maths
    if (
        (words[0].maths or labelled)
        and centred
        and most
        and (longest < 12 or maths_width > 0.7 * (end - start))
    ):
        return _displayed(words)
    return _running(words)


def _words(nodes: Sequence[Node], size: float, maths: float) -> list[_Word]:
    """Return a row's words: cut at spaces, and where letters of running text touch a formula."""
    groups = _groups(nodes, size)
    _mark_variables(groups)
    words = [piece for group in groups for piece in _pieces(group, size, maths)]
    for index, word in enumerate(words):
        if not word.maths:
            word.maths = _between(words, index)
    return [piece for word in words for piece in _trimmed(word)]


def _groups(nodes: Sequence[Node], size: float) -> list[list[Node]]:
    """Return a row's nodes cut where a space stands."""
    groups: list[list[Node]] = []
    end = 0.0
    for node in sorted(nodes, key=lambda n: n.x0):
        gap = node.x0 - end
        if groups and gap <= SPACE * max(min(node.size, size), 0.6 * size):
            groups[-1].append(node)
        else:
            groups.append([node])
        end = max(end, node.x1) if len(groups[-1]) > 1 else node.x1
    return groups


_SHORT = frozenset(
    [
        "of",
        "in",
        "is",
        "to",
        "be",
        "an",
        "on",
        "or",
        "if",
        "we",
        "it",
        "at",
        "by",
        "as",
        "no",
        "so",
        "do",
        "my",
        "he",
        "up",
        "us",
        "am",
        "go",
        "me",
    ]
)


def _mark_variables(groups: list[list[Node]]) -> None:
    """Mark the letters of a text's own italics that are quantities: one or two, or with capitals mixed in."""
    runs: list[list[list[Node]]] = []
    for group in groups:
        runs.append([])
        for node in group:
            italic = (
                node.kind == "sign" and not node.maths and node.text.isalpha() and ITALIC.search(node.font)
            )
            if not italic:
                runs[-1].append([])
            elif runs[-1]:
                runs[-1][-1].append(node)
            else:
                runs[-1].append([node])
    wordy = [any(len(run) > 2 and _is_word(run) for run in found) for found in runs]
    for index, found in enumerate(runs):
        near = any(wordy[max(0, index - 1) : index]) or any(wordy[index + 1 : index + 2])
        for run in found:
            if run and not _is_word(run) and not (near and len(run) == 1 and run[0].text in "aAI"):
                for node in run:
                    node.variable = True


def _is_word(run: Sequence[Node]) -> bool:
    letters = "".join(n.text for n in run)
    return (len(letters) > 2 and letters[1:].islower()) or letters in _SHORT


def _pieces(group: list[Node], size: float, maths: float) -> list[_Word]:
    """Return one group without a gap as words: running letters, formula, closing punctuation."""
    found: list[_Word] = []
    at = 0
    while at < len(group):
        stop = at
        while stop < len(group) and _running_sign(group[stop], size):
            stop += 1
        letters = "".join(n.text for n in group[at:stop])
        if stop == len(group) and at == 0:
            return [_Word(group, _speaks_maths(letters), _is_bold(group))]
        if stop - at >= 2 and re.search(r"[A-Za-z]{2}", letters) and not _is_name(letters):
            found.append(_Word(group[at:stop], False, _is_bold(group[at:stop])))
            at = stop
            continue
        stop = max(stop, at + 1)
        while stop < len(group) and not _begins_text(group, stop, size):
            stop += 1
        found.append(_Word(group[at:stop], True, False))
        at = stop
    return found


def _running_sign(node: Node, size: float) -> bool:
    return node.kind in ("sign", "function") and not node.maths and node.size > 0.8 * size


def _begins_text(group: list[Node], at: int, size: float) -> bool:
    """Whether running text begins here within a group: two letters or more that are no function's name."""
    stop = at
    while (
        stop < len(group)
        and _running_sign(group[stop], size)
        and re.fullmatch(r"[A-Za-z-]+", group[stop].text)
    ):
        stop += 1
    letters = "".join(n.text for n in group[at:stop])
    return len(letters) >= 2 and not _is_name(letters) and len(re.sub("-", "", letters)) >= 2


def _is_name(letters: str) -> bool:
    bare = re.sub(r"[^A-Za-z]", "", letters)
    return bare in characters.FUNCTIONS or bare in characters.OPERATORS


def _speaks_maths(text: str) -> bool:
    """Whether a word of the text's own font is a formula by its signs: "x=1", "(0,1)", "≤"."""
    if _LABEL.fullmatch(text) or re.search(r"[A-Za-z]{3}", text):
        return False
    if re.fullmatch(r"[→⇒•·–—-]", text):
        return False
    return bool(re.search(r"[=<>≤≥≈±×∈→⇒∞Α-Ωα-ω]", text))


def _is_bold(nodes: Sequence[Node]) -> bool:
    fonts = [n.font for n in nodes if n.kind in ("sign", "function")]
    return bool(fonts) and all(
        re.search(r"bold|bx\d|medi\b|-b$|cmbx|black|heavy|demi", font, re.I) for font in fonts
    )


def _trimmed(word: _Word) -> list[_Word]:
    """Return a formula without the punctuation that ends its clause, and that apart."""
    if not word.maths:
        return [word]
    stop = len(word.nodes)
    while stop > 1 and word.nodes[stop - 1].kind == "sign" and word.nodes[stop - 1].text in ".,;:":
        stop -= 1
    tail = word.nodes[stop:]
    return [_Word(word.nodes[:stop], True, False), *([_Word(tail, False, False)] if tail else [])]


def _between(words: list[_Word], index: int) -> bool:
    """Whether digits and signs beside a formula belong to it."""
    text = words[index].text
    before = words[index - 1].maths if index else False
    after = words[index + 1].maths if index + 1 < len(words) else False
    if re.fullmatch(r"[=<>+*/|!−-]+", text):
        return before or after or len(words) == 1
    if re.fullmatch(r"[()\[\]{}]+", text):
        return before or after
    if _LABEL.fullmatch(text) and index == 0:
        return False
    bare = text.rstrip(".,;:")
    if re.fullmatch(r"[(\[]?\d[\d.,]*[)\]]?", bare):
        joined = bool(_SIGNS.search(words[index - 1].text[-1:])) if before else False
        return joined or (after and bool(_SIGNS.match(words[index + 1].text[:1])))
    return _is_name(bare) and after


# ----------------------------------------------------------------------- writing


def _formula(nodes: Sequence[Node]) -> tuple[str, float, str]:
    doubts: list[tuple[float, str]] = []
    tex = linear(nodes, doubts)
    confidence, why = min(doubts, default=(1.0, ""))
    return tex, confidence, why


def _displayed(words: list[_Word]) -> Shown:
    """Return a row that is one formula, its words as text within it; a closing sign and a number after it."""
    tail = ""
    while (
        len(words) > 1 and not words[-1].maths and re.fullmatch(r"[.,;:]+|\(\d{1,3}[a-z]?\)", words[-1].text)
    ):
        tail = words.pop().text + (" " + tail if tail else "")
    pieces: list[str] = []
    doubts: list[tuple[float, str]] = []
    run: list[Node] = []
    end: float | None = None
    if re.fullmatch(r"\(\w{1,2}\)", words[0].text) and len(words) > 1 and words[1].x0 - words[0].x1 > 0.8 * (
        words[0].nodes[0].size
    ):  # fmt: skip
        pieces, end, words = [rf"\text{{{words[0].text}}}"], words[0].x1, words[1:]
    for word in [*words, None]:
        if word is not None and (word.maths or re.fullmatch(r"[.,;:]", word.text)):
            run.extend(word.nodes)
            continue
        if word is not None and not re.search(r"[A-Za-z]", word.text):
            run.extend(word.nodes)
            continue
        if run:
            wide = end is not None and run[0].x0 - end > 0.85 * run[0].size
            pieces.append((r"\quad " if wide else "") + linear(run, doubts))
            end = max(n.x1 for n in run)
        run = []
        if word is not None:
            wide = end is not None and word.x0 - end > 0.85 * word.nodes[0].size
            pieces.append((r"\quad " if wide else "") + rf"\text{{ {word.text} }}")
            end = word.x1
    tex = re.sub(r" \}\s*\\text\{ ", " ", " ".join(pieces))
    confidence, why = min(doubts, default=(1.0, ""))
    unsure = ((tex, confidence, why),) if confidence < 1 else ()
    return Shown(f"$${tex}$${tail}", unsure, True)


def _running(words: list[_Word]) -> Shown:
    out: list[str] = []
    unsure: list[tuple[str, float, str]] = []
    at = 0
    end: float | None = None
    while at < len(words):
        stop = at
        if words[at].maths:
            stop = _formula_end(words, at)
            nodes = [n for word in words[at:stop] for n in word.nodes]
            tex, confidence, why = _formula(nodes)
            piece = f"${tex}$"
            if confidence < 1:
                unsure.append((tex, confidence, why))
        else:
            while stop < len(words) and not words[stop].maths and words[stop].bold == words[at].bold:
                stop += 1
            piece = _emphasised(words[at:stop])
        touches = end is not None and words[at].x0 - end < SPACE * words[at].nodes[0].size
        out.append(piece if touches or not out else " " + piece)
        end = words[stop - 1].x1
        at = stop
    return Shown("".join(out), tuple(unsure))


def _formula_end(words: Sequence[_Word], at: int) -> int:
    """Return where the formula that begins at a word ends; an open bracket holds it over a comma."""
    stop = at + 1
    while stop < len(words):
        before, word = words[stop - 1], words[stop]
        if word.maths:
            if _parts(before, word) and not _open([n for w in words[at:stop] for n in w.nodes]):
                break
            stop += 1
            continue
        opened = _open([n for w in words[at:stop] for n in w.nodes])
        goes_on = stop + 1 < len(words) and words[stop + 1].maths and re.fullmatch(r"[,;:.]", word.text)
        if not (opened and goes_on):
            break
        stop += 2
    return stop


def _parts(before: _Word, word: _Word) -> bool:
    """Whether the space between two formulas is that between words: no sign beside it leaves one."""
    gap = word.x0 - before.x1
    size = max(n.size for n in word.nodes)
    last, first = before.nodes[-1], word.nodes[0]
    calm = not _SIGNS.search(last.text[-1:]) and not _SIGNS.match(first.text[:1])
    names = last.kind in ("function", "operator") or first.kind in ("function", "operator")
    plain = last.kind == "sign" and first.kind == "sign" and not re.search(r"[,;:|‖]$", last.text)
    return calm and plain and not names and 0.24 * size < gap < 0.6 * size and last.text not in "([{∼≪≫⊥∥"


def _open(nodes: Sequence[Node]) -> bool:
    text = "".join(n.text for n in nodes if n.kind in ("sign", "delimiter"))
    return (
        text.count("(") > text.count(")")
        or text.count("[") > text.count("]")
        or text.count("{") > text.count("}")
    )


def _emphasised(words: Sequence[_Word]) -> str:
    """Return words of running text, the bold ones marked so."""
    out = ""
    bold = False
    for word in words:
        if word.bold != bold and re.search(r"\w", word.text):
            out = out.rstrip() + ("** " if bold else (" " if out else "") + "**")
            bold = word.bold
        elif out and not out.endswith("**"):
            out += " "
        out += word.text.replace("$", r"\$")
    return out + ("**" if bold else "")


def level(nodes: Sequence[Node], size: float) -> int:
    """Return a row's depth as a heading by how much larger than the text it is set; 0 for running text."""
    signs = [n for n in nodes if n.kind in ("sign", "function") and not n.maths]
    if not signs:
        return 0
    usual = sorted(n.size for n in signs)[len(signs) // 2]
    bold = _is_bold(signs)
    if usual > 1.45 * size:
        return 1
    if usual > 1.25 * size:
        return 2
    if usual > 1.06 * size and bold:
        return 3
    return (
        4
        if bold
        and len(signs) < 90
        and not any(n.maths for n in nodes)
        and any(n.text.isalpha() for n in signs)
        else 0
    )
