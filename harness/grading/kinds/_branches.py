"""Reading a piecewise answer: a ``cases`` environment, or a sentence such as "ℓ if η < …, otherwise s"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from harness.grading.kinds._claimed import read_claim
from harness.grading.language.relations import relation_text
from harness.maths.equality.compare import Held
from harness.maths.parsing.fold import fold
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, show

Choices = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Branch:
    """A value and where it holds; no condition means everywhere else."""

    value: Expr | str
    """An expression, or the key of a choice."""
    condition: Expr | None


_LIMIT = 4_000
_WHEN = r"(?:if|when|for)\b"
_CLAUSES = re.compile(
    r"(?:\s*[;\n]+\s*|\.\s+(?=[A-Z\\$])"
    r"|,?\s+(?=(?:otherwise|else|while|whereas|but)\b(?!\s*(?:$|[.,;\n])))"
    rf"|,\s*(?:and\s+)?(?=(?:{_WHEN}|in case\b))"
    r"|,\s*(?:and\s+)?(?=[^,;.]{1,60}?\s(?:otherwise|else)\b)"
    r"|\s+and\s+(?=\S{1,40}(?:\s+\S{1,20}){0,3}\s+(?:otherwise|else)\b)"
    rf"|,\s*(?:and|while|but)\s+(?=[^,;]{{1,80}}?\s{_WHEN})"
    rf"|\s+and\s+(?=\S{{1,40}}(?:\s+\S{{1,20}})?\s+{_WHEN}))",
    re.IGNORECASE,
)
_WHEN_FIRST = re.compile(
    r"^(?:(?:and|but|while|whereas|then)\s+)*(?:if|when|whenever|for|in case|provided)\b\s*"
    r"(?P<when>.{1,600}?)"
    r"(?:\s*(?:,\s*(?:then\b)?|:|\bthen\b|\\to|\\Rightarrow|⇒|→|->|=>)\s*)(?P<what>.{1,600})$",
    re.IGNORECASE | re.DOTALL,
)
_WHAT_FIRST = re.compile(
    r"^(?:(?:and|but|while|whereas)\s+)*(?P<what>.{1,600}?)\s*,?\s*"
    r"\b(?:if and only if|if|when|whenever|for|in case|provided(?: that)?|as long as)\b\s*"
    r"(?P<when>.{1,600})$",
    re.IGNORECASE | re.DOTALL,
)
_WHEN_THE = re.compile(
    r"^(?:(?:and|but|while|whereas|then)\s+)*(?:if|when|whenever|for)\b\s*"
    r"(?P<when>.{1,600}?)\s+(?P<what>(?:the|we|it)\s.{1,600})$",
    re.IGNORECASE | re.DOTALL,
)
_CONDITIONED = re.compile(r"\b(?:if|when|whenever|for)\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:otherwise|else|in all other cases|elsewhere)\b[,:]?", re.IGNORECASE)
_TEXT = re.compile(r"\\(?:text|mathrm|textbf|textit|mbox)\s*\{([^{}]*)\}")


def read_branches(text: str, scope: Scope, choices: Choices, gold: Held | None = None) -> list[Branch]:
    """Return the branches a text gives; ParseError where it gives none."""
    if len(text) > _LIMIT:
        raise ParseError("a case distinction that is too long")
    names = names_of(scope)
    if "\\begin" in text and "cases" in text:
        start, end = text.find("\\begin"), text.rfind("}") + 1
        expr = parse(_unmarked(text[start:end], choices, names), names)
        return _from_cases(expr, choices)
    plain = re.sub(r"[ \t]+", " ", _TEXT.sub(r" \1 ", text))
    clauses = [c.strip(" ,.") for c in _CLAUSES.split(plain) if c and c.strip(" ,.")][:24]
    return [_branch(c, scope, choices, gold) for c in clauses]


def _unmarked(text: str, choices: Choices, names: Names) -> str:
    """Return a cases environment with the words of its choices replaced by their keys as names."""
    out = text
    for key, spellings in choices.items():
        for spelling in sorted((str(s) for s in spellings), key=len, reverse=True):
            if len(spelling) > 2 and " " in spelling:
                out = out.replace(spelling, f"\\text{{{key}}}")
    return out


def _from_cases(expr: Expr, choices: Choices) -> list[Branch]:
    if isinstance(expr, Node) and expr.op == "chain":
        expr = expr.args[-1]
    if not isinstance(expr, Node) or expr.op != "cases":
        raise ParseError("no case distinction")
    out = []
    for branch in expr.args:
        assert isinstance(branch, Node)
        value = branch.args[0]
        key = key_of(value.mark if isinstance(value, Node) and value.op == "text" else show(value), choices)
        out.append(Branch(key or value, branch.args[1] if branch.op == "case" else None))
    return out


def _branch(clause: str, scope: Scope, choices: Choices, gold: Held | None) -> Branch:
    if found := _OTHERWISE.search(clause):
        return Branch(
            _value(clause[: found.start()] + " " + clause[found.end() :], scope, choices, gold), None
        )
    for pattern in (_WHEN_FIRST, _WHAT_FIRST, _WHEN_THE):
        match = pattern.match(clause)
        if match is None:
            continue
        try:
            condition = _condition(match["when"], scope, gold)
            return Branch(_value(match["what"], scope, choices, gold), condition)
        except ParseError:
            continue
    if choices and _CONDITIONED.search(clause):
        raise ParseError("a condition that cannot be read")
    return Branch(_value(clause, scope, choices, gold), None)


def _condition(text: str, scope: Scope, gold: Held | None) -> Expr:
    held = gold or Held(Sym("x"))
    try:
        expr = read_claim(text, held, scope)
    except ParseError:
        expr = read_claim(relation_text(text), held, scope)
    if not isinstance(expr, Node) or expr.op not in ("chain", "all", "any", "tuple"):
        raise ParseError("no condition")
    return Node("all", expr.args) if expr.op == "tuple" else expr


def _value(text: str, scope: Scope, choices: Choices, gold: Held | None) -> Expr | str:
    if choices:
        key = key_of(text, choices)
        if not key:
            raise ParseError("no option is named")
        return key
    expr = read_claim(text, gold or Held(Sym("x")), scope)
    return expr.args[-1] if isinstance(expr, Node) and expr.op == "chain" else expr


@lru_cache(maxsize=1024)
def _spelled(text: str) -> str:
    """Return a text with names in their plain spelling: σ_ℓ and \\sigma_\\ell as sigma_l."""
    try:
        folded = fold(text)
    except ParseError:
        folded = text
    folded = re.sub(r"\\ell(?![A-Za-z])", "l", folded)
    return re.sub(r"\s+", " ", re.sub(r"\s*_\s*", "_", re.sub(r"[\\{}]", "", folded))).strip().lower()


def key_of(text: str, choices: Choices) -> str:
    """Return the key of the only option a text names, or of the one it names first; empty for none."""
    plain = _spelled(_TEXT.sub(r" \1 ", text)).strip(" $.,;:()")
    for key, spellings in choices.items():
        if plain == key.lower() or plain in (_spelled(str(s)) for s in spellings):
            return key
    places: list[tuple[int, int, str]] = []
    for key, spellings in choices.items():
        for spelling in spellings:
            found = re.search(
                rf"(?<![A-Za-z0-9_]){re.escape(_spelled(str(spelling)))}(?![A-Za-z0-9_])", plain
            )
            if found:
                places.append((found.start(), -len(str(spelling)), key))
    return min(places)[2] if places else ""
