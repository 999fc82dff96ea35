"""Second readings of formulas whose layout a text has lost, where the text leaves no other.

``σ2`` is σ², a lone ``ℓ`` on the next line its index; a numerator and a denominator stand on lines of
their own after a relation; a lone ``√`` or ``p`` is the root of the next line. What could be read in
two ways is left alone, and a second reading may confirm an answer, never refute it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CONFIDENCE = 0.6
MOST_LINES = 12
"""Lines of one displayed formula, at most."""
_GREEK = "αβγδεζηθκλμνξπρστφχψωϵϕΣΛΘΩΔ"
_WORDY = re.compile(r"[A-Za-z]{4,}")
_INDEX = re.compile(r"(ℓ|[a-z0-9]|max|min)(?![A-Za-z0-9(=])(?: ?)(.*)", re.S)
_RELATION = re.compile(r"[=<>≤≥←≈]\s*$")
_RELATES = re.compile(r"[=<>≤≥←≈]")
_STARTS = re.compile(r"[=<>≤≥←≈+−·,.]|[A-Z][a-z]")
_TAG = re.compile(r"\(\d{1,2}\)")
_LABEL = re.compile(r"\([A-Z]\)")
_ACCENTS = {"ˆ": "hat", "ˇ": "check", "˜": "tilde", "¯": "bar"}


def second_reading(answer: str) -> tuple[str, tuple[str, ...]]:
    """Return a flat text with its displayed formulas as LaTeX where they read in one way only, and those.

    >>> second_reading("It is stable for\\n0 < η < 1\\nσ2\\nℓ\\n.\\nDone here.")[1]
    ('0 < η < \\\\frac{1}{σ_{ℓ}^{2}}',)
    """
    lines = answer.split("\n")
    out: list[str] = []
    found: list[str] = []
    at = 0
    for start, stop in _blocks(lines):
        readings = _readings([line.strip().lstrip("•").strip() for line in lines[start:stop]], answer)
        if readings:
            out += [*lines[at:start], *(f"$${reading}$$" for reading in readings)]
            found += readings
            at = stop
    return "\n".join([*out, *lines[at:]]), tuple(found)


def _blocks(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return where runs of lines begin and end that are formulas alone."""
    blocks: list[tuple[int, int]] = []
    start = 0
    for index, line in enumerate([*lines, ""]):
        text = line.strip().lstrip("•").strip()
        if text and not _WORDY.search(text) and len(text) < 90:
            continue
        if 0 < index - start <= MOST_LINES:
            blocks.append((start, index))
        start = index + 1
    return blocks


def _readings(block: list[str], answer: str) -> list[str]:
    """Return the formulas of a block: one, or one a line where each line is an equation of its own."""
    lines = [line for line in block if not _TAG.fullmatch(line) and not _LABEL.fullmatch(line)]
    lines = _indexed(_rooted([_signs(line, answer) for line in lines]))
    lines = [line for line in lines if not re.fullmatch(r"[.,;]", line)]
    if not lines:
        return []
    if len(lines) > 1 and all(_RELATES.search(line) and _whole(line.rstrip(" .,;")) for line in lines):
        ends = all(line.rstrip().endswith((",", ";", ".")) for line in lines[:-1])
        return [line.rstrip(" .,;") for line in lines] if ends else []
    lines[-1] = lines[-1].rstrip(" .,;")
    formula = _stacked(lines)
    return [formula] if _whole(formula) else []


def _whole(formula: str) -> bool:
    """Whether a formula is no piece of another one: it has two sides, and begins with no index left over."""
    if not _RELATES.search(formula) or re.search(r"\ufffd|· · ·|\. \. \.", formula):
        return False
    sides = _RELATES.split(formula)
    first, last = sides[0].strip(), sides[-1].strip()
    piece = re.fullmatch(r"[ℓist]|t\+1|(?:min|max|mom)\S*", first) or re.match(r"(?!det)[A-Za-z]{3}", first)
    return bool(first and last) and not piece and not last.endswith(("+", "−", "E", "("))


def _signs(line: str, answer: str) -> str:
    """Return one line with powers, indices and accents where they can be nothing else."""
    line = re.sub(r"([)\]∥|])([23])(?!\d|\.\d)", r"\1^{\2}", line)
    line = re.sub(rf"(?<![A-Za-z])([A-Za-z]|[{_GREEK}])([23])(?!\d|\.\d)", lambda m: _power(m, answer), line)
    line = re.sub(rf"([{_GREEK}])([23])(?!\d|\.\d)", lambda m: _power(m, answer), line)
    line = re.sub(rf"(?<![A-Za-z])([A-Za-z{_GREEK}])([01])(?!\d|\.\d)", r"\1_{\2}", line)
    line = re.sub(rf"([A-Za-z{_GREEK}])∗(?=\W|$)", r"\1^{*}", line)
    line = re.sub(r"\)−1(?=[\w(. ,]|$)", r")^{-1}", line)
    line = re.sub(r"(?<![A-Za-z])((?:[A-Z])+?) ?T(?=[\W\d_]|[a-z]\W|[A-Z]|$)", r"\1^{T}", line)
    line = line.replace("⊤", r"^{\top}").replace(" ^{", "^{")
    line = re.sub(rf"(?<![A-Za-z])([a-z{_GREEK}])(t)([+−]1)(?![A-Za-z0-9])", r"\1_{\2\3}", line)
    line = re.sub(r"(?<![A-Za-z])([b-hj-mo-ru-z]|a(?=t\[))t(?![A-Za-z+])", r"\1_{t}", line)
    line = re.sub(r"w⊥(,[0t])?", lambda m: rf"w_{{\perp{m[1] or ''}}}", line)
    line = re.sub(rf"([{_GREEK}])(ℓ|max|min|[is](?![A-Za-z]))", r"\1_{\2}", line)
    line = re.sub(r"(?<![A-Za-z])w(opt|mom)(?![A-Za-z])", r"w_{\\text{\1}}", line)
    for sign, name in _ACCENTS.items():
        line = re.sub(rf"{sign} ?([A-Za-z])", rf"\\{name}{{\1}}", line)
    return re.sub(r"√(1 −\w)(?=$|[ .])", r"\\sqrt{\1}", line)


def _power(match: re.Match[str], answer: str) -> str:
    """Return a letter with a 2 or 3 after it: a power only where the text has no such letter with a 1."""
    indexed = re.search(rf"(?<![A-Za-z]){match[1]}1(?!\d|\.\d)", answer)
    return f"{match[1]}_{{{match[2]}}}" if indexed else f"{match[1]}^{{{match[2]}}}"


def _rooted(lines: list[str]) -> list[str]:
    """Return the lines with each lone root sign put over the line after it."""
    found: list[str] = []
    for line in lines:
        if found and found[-1] in ("√", "p") and line and not _RELATES.search(line):
            found[-1] = rf"\sqrt{{{line}}}"
        else:
            found.append(line)
    return found


def _indexed(lines: list[str]) -> list[str]:
    """Return the lines with an index that stands on the next line put under its power."""
    found: list[str] = []
    for line in lines:
        match = _INDEX.match(line)
        power = re.search(r"(\^\{(?:[23*T]|\\top)\}|[′']+)$", found[-1]) if found else None
        if match and power:
            head = found[-1][: power.start()]
            found[-1] = f"{head}_{{{match[1]}}}{power[1]} {match[2]}".rstrip()
        else:
            found.append(line)
    return found


def _stacked(lines: list[str]) -> str:
    """Return lines as one formula: a numerator over a denominator after a relation, or one line alone."""
    if len(lines) == 1:
        return lines[0]
    if (
        len(lines) == 3
        and _RELATION.search(lines[0])
        and not any(_STARTS.match(line.removeprefix("−")) for line in lines[1:])
    ):
        arrays = re.search(r"[A-Z](?![a-z(\[])", lines[2])  # nothing is divided by a matrix: its rows, rather
        if not arrays and not any(_RELATES.search(line) for line in lines[1:]):
            return rf"{lines[0]} \frac{{{lines[1]}}}{{{lines[2]}}}"
        return ""
    if len(lines) != 2 or _STARTS.match(lines[1]) or _RELATES.search(lines[1]):
        return ""
    head = re.fullmatch(r"(.*[=<>≤≥←])\s*([^=<>≤≥←]+)", lines[0])
    one_term = head is not None and not re.search(r"\S\s*[+−±∓]|^(?:ln|log|E|Pr)$", head[2].strip())
    if head is None or re.fullmatch(r"[a-zℓ]", lines[1]) or re.match(r"[A-Z]\b", head[1]):
        return ""  # an index left over, or the rows of a matrix
    return rf"{head[1]} \frac{{{head[2]}}}{{{lines[1]}}}" if head and one_term else ""
