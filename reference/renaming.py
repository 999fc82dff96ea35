"""Letters of a question exchanged for others, in its texts, names and answers alike.

A *letter* is what a name begins with, in plain spelling: ``eta`` or ``w``. Renaming ``sigma`` to
``tau`` turns ``\\sigma_\\ell`` into ``\\tau_\\ell``, ``σ²`` into ``τ²`` and ``sigma_l`` into ``tau_l``.
Latin letters change only where a formula stands (between dollars, in names, in values), never in
prose; in pasted text only in runs that are made of symbols, such as ``wt+1`` or ``Xw``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from harness.grading import traits
from harness.records import Answer, Expected, Json, Part, Question, Symbol, Target
from harness.symbols import GREEK, GREEK_NAMES

_SHIELDED = r"\\(?:text|mathrm|operatorname|begin|end)\s*\{[^{}]*\}"
_TOKEN = re.compile(
    rf"(?P<shield>{_SHIELDED})|\\(?P<command>[A-Za-z]+)|(?P<word>[A-Za-z]+)|(?P<sign>[^\W\d_])"
)
_SPANS = re.compile(r"\$\$.+?\$\$|\$[^$]+\$|\\\[.+?\\\]|\\\(.+?\\\)", re.DOTALL)
_INDEX = frozenset("tijk")
_BESIDE = frozenset("XYAVwxyz")
"""Letters that stand beside a symbol without a space in pasted text, as in ``Xw`` or ``xt``."""
_CHARS = {name: char for char, name in reversed(GREEK.items())}


@dataclass(frozen=True, slots=True)
class Renaming:
    """A one-to-one exchange of letters."""

    letters: Mapping[str, str]

    def inverse(self) -> Renaming:
        """Return the exchange that undoes this one."""
        return Renaming({new: old for old, new in self.letters.items()})

    def name(self, name: str) -> str:
        """Return a plain name (``sigma_l``, ``w_t+1``) under its new letter."""
        found = re.match(r"[A-Za-z]+", name)
        return self.letters.get(found[0], found[0]) + name[found.end() :] if found else name

    def formula(self, text: str) -> str:
        """Return a formula, in LaTeX, unicode or plain text, with its letters exchanged."""
        return _TOKEN.sub(lambda m: self._token(m, latin=True), text)

    def prose(self, text: str) -> str:
        """Return Markdown with its formulas' letters exchanged; Greek changes outside dollars too."""
        parts, at = [], 0
        for span in _SPANS.finditer(text):
            parts += [self._greek(text[at : span.start()]), self.formula(span[0])]
            at = span.end()
        return "".join([*parts, self._greek(text[at:])])

    def pasted(self, text: str) -> str:
        """Return text as copied from a PDF with the letters of its runs of symbols exchanged."""
        symbols = {old for old in self.letters if len(old) == 1}
        allowed = symbols | _INDEX | _BESIDE

        def run(match: re.Match[str]) -> str:
            word = match[0]
            mixed = set(word) <= allowed and set(word) & symbols
            return "".join(self.letters.get(c, c) for c in word) if mixed else word

        return re.sub(r"[A-Za-z]+", run, self._greek(text))

    def _greek(self, text: str) -> str:
        return _TOKEN.sub(lambda m: self._token(m, latin=False), text)

    def _token(self, match: re.Match[str], latin: bool) -> str:
        if match["shield"]:
            return match[0]
        if match["command"]:
            old = match["command"].removeprefix("var") if match["command"] != "var" else "var"
            new = self.letters.get(old) or self.letters.get(match["command"])
            return _latex(new) if new and (old in GREEK_NAMES or len(old) == 1) else match[0]
        if match["sign"]:
            new = self.letters.get(GREEK.get(match["sign"], ""))
            return _CHARS.get(new, new) if new else match[0]
        return self._word(match["word"], latin)

    def _word(self, word: str, latin: bool) -> str:
        if word in GREEK_NAMES:
            return self.letters.get(word, word)
        if latin and word not in ("cases", "bmatrix", "if", "and", "or", "otherwise"):
            return "".join(_latex(self.letters[c], " ") if c in self.letters else c for c in word)
        return word

    # ---------------------------------------------------------------- records

    def question(self, question: Question) -> Question:
        """Return the question under the new letters; parameters keep their keys."""
        return replace(
            question,
            stem=self.prose(question.stem),
            stem_pasted=self.pasted(question.stem_pasted),
            parts=tuple(map(self._part, question.parts)),
            symbols=self._symbols(question.symbols),
            assume=tuple(map(self.formula, question.assume)),
        )

    def answer(self, answer: Answer) -> Answer:
        """Return the answer under the new letters."""
        return replace(
            answer,
            latex=self.prose(answer.latex) if "$" in answer.latex else self.formula(answer.latex),
            expected=tuple(map(self._expected, answer.expected)),
            symbols=self._symbols(answer.symbols),
            assume=tuple(map(self.formula, answer.assume)),
            checkpoints=tuple(
                replace(
                    c,
                    says=self.prose(c.says),
                    expected=self._expected(c.expected),
                    ways=tuple(map(self._expected, c.ways)),
                )
                for c in answer.checkpoints
            ),
            false_steps=tuple(
                replace(
                    f,
                    says=self.prose(f.says),
                    expected=self._expected(f.expected),
                    witness=self.prose(f.witness),
                )
                for f in answer.false_steps
            ),
            derivation=self.prose(answer.derivation),
        )

    def _part(self, part: Part) -> Part:
        return replace(
            part,
            text=self.prose(part.text),
            text_pasted=self.pasted(part.text_pasted),
            targets=tuple(map(self._target, part.targets)),
            symbols=self._symbols(part.symbols),
            assume=tuple(map(self.formula, part.assume)),
            gold=None if part.gold is None else self.formula(part.gold),
        )

    def _target(self, target: Target) -> Target:
        return replace(
            target,
            name=self.name(target.name),
            asks=self.prose(target.asks),
            aliases=tuple(map(self.formula, target.aliases)),
            options={key: self._option(key, value) for key, value in target.options.items()},
        )

    def _option(self, key: str, value: Json) -> Json:
        if isinstance(value, list):
            return [self._option(key, v) for v in value]
        if isinstance(value, dict):
            return {k: self._option(key, v) for k, v in value.items()}
        if not isinstance(value, str):
            return value
        if key in ("variable", "together"):
            return self.name(value)
        return self.formula(value) if key == "tight" else self.prose(value)

    def _expected(self, expected: Expected) -> Expected:
        like = traits(expected)
        worded = like.words and not like.branches
        value = expected.value if worded else self.formula(expected.value)
        return Expected(self._target(expected.target), value, self.prose(expected.note))

    def _symbols(self, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
        return tuple(
            replace(
                s,
                name=self.name(s.name),
                shape=tuple(map(self.name, s.shape)),
                aliases=tuple(map(self.formula, s.aliases)),
            )
            for s in symbols
        )


def letters_of(text: str) -> set[str]:
    """Return every letter that the formulas and Greek signs of a Markdown text use."""
    found: set[str] = set()
    for span in _SPANS.findall(text):
        for token in _TOKEN.finditer(span):
            if token["command"]:
                found.add(token["command"].removeprefix("var"))
            elif token["word"]:
                found |= {token["word"]} if token["word"] in GREEK_NAMES else set(token["word"])
    return found | {GREEK[c] for c in text if c in GREEK}


def _latex(letter: str, after: str = "") -> str:
    """Return a letter as LaTeX writes it."""
    return f"\\{letter}{after}" if letter in GREEK_NAMES else letter
