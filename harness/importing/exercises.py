"""An exercise sheet – LaTeX, Markdown, a notebook, a PDF – as questions and parts, their text kept.

Nothing is solved here: what a symbol may stand for and what kind of answer a part may want are proposals
for a person, made from the words and relations that the sheet itself uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import DeclarationError, ImportFileError
from harness.importing.sources import read_source
from harness.symbols import GREEK_NAMES, declare

_QUESTION = re.compile(
    r"^\W{0,6}(?:Question|Problem|Exercise|Task|Aufgabe|Exercice|Ejercicio|Q)\s*\.?\s*(\d{1,2})\b[\s.:)\]–-]*(.*)$",
    re.I,
)
_NUMBER = re.compile(r"^\s{0,3}(?:\*\*)?(\d{1,2})[.)](?:\*\*)?\s+(\S.*)$")
_PART = re.compile(r"^\s{0,8}(?:[-*]\s+)?(?:\*\*)?(?:\(([a-z])\)|([a-z])[.)])(?:\*\*)?\s+(\S.*)$")
_MATHS = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
_NAME = re.compile(
    r"(\\[A-Za-z]+|(?<![A-Za-z\\])[A-Za-z])(?:_(?:\{([A-Za-z0-9]{1,12})\}|([A-Za-z0-9])))?(?![A-Za-z])"
)
_STYLED = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|mathrm|vec|hat|tilde|bar|mathcal)\s*\{?\s*(\\?[A-Za-z]+)\s*\}?"
)
_NO_SYMBOLS = frozenset(("e", "i", "d", "pi", "Pi"))
_MATRIX = re.compile(
    r"\\in\s*\\(?:mathbb|R|bb)?\s*\{?R\}?\s*\^\s*\{\s*([A-Za-z0-9]+)\s*\\times\s*([A-Za-z0-9]+)\s*\}"
)
_VECTOR = re.compile(r"\\in\s*\\mathbb\s*\{?R\}?\s*\^\s*\{?\s*([A-Za-z0-9]+)\s*\}?")
_WITHIN = re.compile(r"\\in\s*([(\[])\s*([^,()\[\]]{1,20}),\s*([^,()\[\]]{1,20})\s*([)\]])")
_INTEGER = re.compile(r"\\in\s*\\mathbb\s*\{?([NZ])\}?")
SHOWS = re.compile(
    r"\b(?:show|prove|explain|justify|derive|why|argue|discuss|describe|verify that"
    r"|zeige|beweise|begründe|erkläre)\b",
    re.I,
)
"""Words by which a part asks for a derivation or an explanation rather than a value."""
_KINDS = (
    ("region", r"\b(?:range|interval|for which|set of values|condition on|inequality|all real)\b"),
    ("choice", r"\bwhich of\b"),
    ("truth", r"^(?:is|are|does|do|can|will|has|true or false)\b"),
    ("matrix", r"\bmatri(?:x|ces)\b|\bJacobian\b|\bHessian\b"),
    ("vector", r"\bvector\b|\bgradient\b"),
    ("set", r"\b(?:all solutions|eigenvalues|roots|zeros|the set)\b"),
    ("equation", r"\bequation (?:of|for)\b"),
)
_ASKED = re.compile(
    r"\b(?:of|for|find|determine|compute|calculate|give|evaluate|express|derive|state|all|real)\s*(?:the\s+)?$",
    re.I,
)
"""What stands right before a name that is asked for."""
_TERMS = re.compile(r"in terms of\s+((?:[^.;?]|\.\d){1,120})", re.I)


@dataclass(slots=True)
class ExercisePart:
    """One lettered part of an exercise."""

    label: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The part's text as it stands."""
        return "\n".join(self.lines).strip()

    @property
    def shows(self) -> bool:
        """Whether it asks to show or explain rather than for a value."""
        return SHOWS.search(_MATHS.sub(" ", self.text)) is not None

    @property
    def kind(self) -> str:
        """The kind of answer its words ask for."""
        if self.shows:
            return "derivation"
        words = _MATHS.sub(" ", self.text).strip()
        found = next((kind for kind, sign in _KINDS if re.search(sign, words, re.I)), "")
        return found or "expression"

    @property
    def target(self) -> str:
        """The name asked for, where the first formula of the part is one; else ``answer_`` and the label."""
        maths = _MATHS.search(self.text)
        if maths is None or _ASKED.search(self.text[: maths.start()]) is None:
            return f"answer_{self.label}"
        name = _NAME.fullmatch(next(filter(None, maths.groups()), "").strip())
        return (_plain(name) if name is not None else "") or f"answer_{self.label}"


@dataclass(slots=True)
class Exercise:
    """One question of a sheet."""

    number: int
    title: str = ""
    stem: list[str] = field(default_factory=list)
    parts: list[ExercisePart] = field(default_factory=list)

    def settled(self) -> Exercise:
        """Return it with at least one part: a question without letters is one part."""
        if self.parts:
            return self
        return Exercise(self.number, self.title, [], [ExercisePart("a", self.stem)])

    @property
    def text(self) -> str:
        """All its text."""
        return "\n".join(["\n".join(self.stem), *(part.text for part in self.parts)])


def read_exercises(path: Path) -> list[Exercise]:
    """Return the questions of a sheet; ImportFileError where none can be told apart."""
    found = [one.settled() for one in _exercises(line.text for line in read_source(path).lines)]
    found = [one for one in found if one.text.strip()]
    if not found:
        raise ImportFileError(
            f"{path}: no questions found; begin each with a line such as 'Question 1' or '1.' and its parts "
            "with (a), (b), …"
        )
    return found


def _exercises(lines: Iterable[str]) -> Iterator[Exercise]:
    now: Exercise | None = None
    for line in lines:
        begun = _begun(line, now)
        if begun is not None:
            if now is not None:
                yield now
            now = begun
            continue
        if now is None:
            continue
        part = _PART.match(line)
        label = (part[1] or part[2]) if part else ""
        if part is not None and label == chr(ord("a") + len(now.parts)):
            now.parts.append(ExercisePart(label, [part[3]]))
        elif now.parts:
            now.parts[-1].lines.append(line)
        else:
            now.stem.append(line)
    if now is not None:
        yield now


def _begun(line: str, now: Exercise | None) -> Exercise | None:
    """Return the question that a line begins; None where it begins none."""
    named = _QUESTION.match(line)
    if named is not None:
        return Exercise(int(named[1]), named[2].strip(" *#"))
    numbered = _NUMBER.match(line)
    if (
        numbered is not None
        and int(numbered[1]) == (now.number if now else 0) + 1
        and not (now and now.parts and now.title)
    ):
        return Exercise(int(numbered[1]), "", [numbered[2]])
    return None


# ------------------------------------------------------------------------- symbols


def symbols(text: str) -> dict[str, str]:
    """Return the letters of a text's formulas with what they may stand for, in the grammar of declarations.

    >>> symbols(r"Let $p \\in (0, 1)$ and $A \\in \\mathbb{R}^{n \\times d}$, $\\eta > 0$.")
    {'p': 'in (0, 1)', 'A': 'matrix n x d', 'n': 'natural', 'd': 'natural', 'eta': 'positive'}
    """
    found: dict[str, str] = {}
    sizes: list[str] = []
    for maths in _MATHS.finditer(text):
        inner = next(filter(None, maths.groups()), "")
        plain = _STYLED.sub(lambda m: f" {m[1]} ", inner)
        for name in _NAME.finditer(re.sub(r"\\(?:text|mathrm|operatorname|mathbb)\s*\{[^{}]*\}", " ", plain)):
            called = _plain(name)
            if called and called not in found:
                found[called] = "real"
        for called, words, named in _said(plain):
            if called in found:
                found[called] = words
            sizes += named
    for size in sizes:
        if size.isalpha():
            found[size] = "natural"
    return {name: _declarable(name, words) for name, words in found.items()}


def _plain(name: re.Match[str]) -> str:
    letter = name[1].lstrip("\\")
    if name[1].startswith("\\") and letter not in GREEK_NAMES:
        return ""
    below = name[2] or name[3] or ""
    return "" if letter in _NO_SYMBOLS and not below else f"{letter}_{below}" if below else letter


def _said(inner: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what a formula's relations say of a name: the name, its declaration, and the sizes it names."""
    for name in _NAME.finditer(inner):
        rest, called = inner[name.end() :].lstrip(), _plain(name)
        if matrix := _MATRIX.match(rest):
            yield called, f"matrix {matrix[1]} x {matrix[2]}", [matrix[1], matrix[2]]
        elif vector := _VECTOR.match(rest):
            yield called, f"vector {vector[1]}", [vector[1]]
        elif within := _WITHIN.match(rest):
            yield called, f"in {within[1]}{within[2].strip()}, {within[3].strip()}{within[4]}", []
        elif integer := _INTEGER.match(rest):
            yield called, "natural" if integer[1] == "N" else "integer", []
        elif re.match(r"(?:>\s*(?:\\?[A-Za-z_{}0-9]+\s*>\s*)*0)(?![.\d])", rest):
            yield called, "positive", []
        elif re.match(r"(?:\\geq?(?![a-z])|≥)\s*0(?![.\d])", rest):
            yield called, "nonnegative", []


def _declarable(name: str, words: str) -> str:
    """Return a declaration that can be read; ``real`` where the proposal cannot."""
    try:
        declare(name, words)
    except DeclarationError:
        return "real"
    return words


def wanted_letters(text: str) -> frozenset[str]:
    """Return the letters that a part wants its answer in terms of.

    >>> sorted(wanted_letters("Express $E$ in terms of $p$ and $q$."))
    ['p', 'q']
    """
    found: set[str] = set()
    for told in _TERMS.finditer(text):
        for maths in _MATHS.finditer(told[1]):
            inner = next(filter(None, maths.groups()), "")
            found |= {name for one in _NAME.finditer(inner) if (name := _plain(one))}
    return frozenset(found)
