"""Reading an answer by cases: a ``cases`` environment, or the cases that a page tells in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from harness.grading.kinds._cases import ALWAYS, BESIDE, BORDER, WHEN, Asked, Case, Unread, cases
from harness.grading.kinds._claimed import read_claim, signs_apart
from harness.grading.kinds._outcomes import TEXT, Choices, Outcomes
from harness.grading.language import lexicon as cues
from harness.grading.language.relations import relation_text
from harness.grading.page.segments import Page, page
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.regions import snapped
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, has, num, show
from harness.maths.tree.expr import names as free_names

LIMIT = 4_000
EVERYWHERE = Node("chain", (num(0), num(0)), "=")
"""A condition that always holds."""
_ENVIRONMENT = re.compile(r"\\begin\{([dr]?cases)\}(.*?)\\end\{\1\}", re.DOTALL)
PutIn = Callable[[str, int], "str | None"]
"""Puts what a reply's own names stand for into a text at a place; None where one may mean several things."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A value and where it holds."""

    value: Expr | str
    """An expression, or the key of a choice."""
    condition: Expr | None
    """None: wherever no other branch says anything."""
    border: bool = False
    """Whether it holds only where two other branches meet, its condition."""


Told = tuple[int, "Branch | None"]
"""Where a branch is told, and the branch; None for one that is not read."""


@dataclass(frozen=True)
class Reading:
    """How the branches of one question are read."""

    choices: Choices
    variable: str
    scope: Scope
    gold: Expr
    """The conditions of the reference together, each of whose names a claim may use."""
    outcomes: Outcomes | None
    put_in: PutIn | None = None

    def asked(self) -> Asked:
        """Return what cases are about."""
        return Asked(self.outcomes, self.about, self.spans, self.variable, self._known())

    def _known(self) -> frozenset[str]:
        names = (n for s in self.scope.symbols.values() for n in (s.name, *s.aliases))
        return frozenset(n for n in names if n.isalpha() and len(n) > 1)

    def about(self, text: str) -> bool:
        """Return whether a relation is a condition on the variable: so is one that cannot be read."""
        try:
            expr = read_claim(text, Held(self.gold), self.scope)
        except ParseError:
            return self.outcomes is not None
        if self.variable not in free_names(expr) or _labelled(expr, self.variable):
            return False
        return self.outcomes is not None or _states(expr, self.variable)

    def spans(self, text: str) -> bool:
        """Return whether a text is a range of the variable without its name, where no value is asked."""
        if self.outcomes is None or not text.startswith(("(", "[", "\\left", "]")):
            return False
        try:
            expr = read_claim(text, Held(self.gold), self.scope)
        except ParseError:
            return False
        pair = isinstance(expr, Node) and expr.op == "tuple" and len(expr.args) == 2
        return pair or (isinstance(expr, Node) and expr.op in ("interval", "union"))


def _labelled(expr: Expr, variable: str) -> bool:
    """Whether an equation only says what another name stands for: ``T = 1/p``."""
    if not isinstance(expr, Node) or expr.op != "chain" or not set(expr.mark.split()) <= {"=", "~"}:
        return False
    first = expr.args[0]
    return (isinstance(first, Sym) and first.name != variable) or (
        isinstance(first, Node) and first.op == "call"
    )


def _states(expr: Expr, variable: str) -> bool:
    """Whether a relation says something of the variable, and no value of a function of it."""
    if not isinstance(expr, Node) or expr.op in ("any", "all", "tuple"):
        return isinstance(expr, Node) and all(_states(a, variable) for a in expr.args)
    if expr.op != "chain":
        return False
    if not set(expr.mark.split()) <= {"=", "~"}:
        return True
    others = [a for a in expr.args if a != Sym(variable)]
    return len(others) < len(expr.args) and all(variable not in free_names(a) for a in others)


# ---------------------------------------------------------------------------- the whole


def reference_branches(text: str, scope: Scope, choices: Choices) -> list[Branch]:
    """Return the branches of a reference, which is a ``cases`` environment."""
    start, end = text.find("\\begin"), text.rfind("}") + 1
    return _from_cases(parse(text[start:end], names_of(scope)), choices)


def branches(sheet: Page, start: int, end: int, reading: Reading) -> list[Told]:
    """Return the branches told between two places of a page, in order."""
    found: list[Told] = []
    low = start
    for inside in _ENVIRONMENT.finditer(sheet.text, start, min(end, start + 10 * LIMIT)):
        found += _of_page(sheet, low, inside.start(), reading)
        found += [(inside.start(), branch) for branch in _of_environment(inside[0], inside[2], reading)]
        low = inside.end()
    return found + _of_page(sheet, low, end, reading)


def conditions(sheet: Page, start: int, end: int, reading: Reading) -> list[tuple[Case, str | None]]:
    """Return the cases told between two places of a page with the text of each condition, own names put in.

    None stands for a condition that is not read, or that is none by itself, such as "otherwise".
    """
    found: list[tuple[Case, str | None]] = []
    for case in cases(sheet, start, end, reading.asked()):
        if isinstance(case, Unread):
            continue
        try:
            text = _put(case.condition, case.start, reading) if case.how == WHEN else None
        except ParseError:
            text = None
        found.append((case, text))
    return found


def _of_environment(whole: str, rows: str, reading: Reading) -> list[Branch | None]:
    """Return the branches of a ``cases`` environment: its rows read as a list where outcomes are words."""
    if reading.outcomes is None:
        try:
            read = _from_cases(read_claim(whole, Held(reading.gold), reading.scope), {})
            return [replace(b, condition=b.condition and _settled(b.condition, reading)) for b in read]
        except ParseError:
            return [None]
    listed = "\n".join(f"- {row.replace('&', ' : ').strip()}" for row in rows.split("\\\\") if row.strip())
    sheet = page(TEXT.sub(r" \1 ", listed))
    return [branch for _, branch in _of_page(sheet, 0, len(sheet.flat), replace(reading, put_in=None))]


def _of_page(sheet: Page, start: int, end: int, reading: Reading) -> list[Told]:
    if start >= end:
        return []
    found: list[Told] = []
    told = cases(sheet, start, end, reading.asked())
    before: Expr | None = None
    for case in told:
        try:
            branch = None if isinstance(case, Unread) else _branch(case, before, reading)
        except ParseError:
            branch = None
        if branch is not None and branch.condition is not None and not branch.border:
            before = branch.condition
        found.append((case.start, branch))
    return found


def _branch(case: Case, before: Expr | None, reading: Reading) -> Branch:
    """Return a case as a branch; ``before`` is the condition read last."""
    value = case.outcome if reading.outcomes is not None else _value(case, reading)
    if case.how == WHEN:
        return Branch(value, condition_of(case.condition, case.start, reading))
    if case.how == BESIDE:
        return Branch(value, _beside(before, cues.BEYOND[case.condition], reading.variable))
    if case.how == BORDER:
        return Branch(value, None, border=True)
    return Branch(value, EVERYWHERE if case.how == ALWAYS else None)


def _value(case: Case, reading: Reading) -> Expr:
    text = _put(case.outcome, case.start, reading)
    expr = read_claim(text, Held(reading.gold), reading.scope)
    return expr.args[-1] if isinstance(expr, Node) and expr.op == "chain" else expr


def _put(text: str, position: int, reading: Reading) -> str:
    """Return a text with the reply's own names put in; ParseError where one may mean several things."""
    if reading.put_in is None:
        return text
    found = reading.put_in(text, position)
    if found is None:
        raise ParseError("a name that the reply defines in two ways")
    return found


def _beside(before: Expr | None, sign: str, variable: str) -> Expr:
    """Return the condition of what lies on one side of the border said last."""
    if isinstance(before, Node) and before.op == "chain" and Sym(variable) in before.args:
        at = before.args.index(Sym(variable))
        signs = before.mark.split()
        ends = {}  # the upper end by ">", what lies beyond it, and the lower one by "<"
        if at:
            ends["<" if signs[at - 1][0] == "<" else ">"] = before.args[at - 1]
        if at + 1 < len(before.args):
            ends[">" if signs[at][0] == "<" else "<"] = before.args[at + 1]
        end = ends.get(sign) or (next(iter(ends.values())) if len(ends) == 1 else None)
        if end is not None:
            return Node("chain", (Sym(variable), end), sign)
    raise ParseError("a side of a border that is not said")


# ------------------------------------------------------------------------- conditions


def condition_of(text: str, position: int, reading: Reading) -> Expr:
    """Return a condition as a region of the variable; ParseError where it is none."""
    text = _put(text, position, reading)
    held = Held(reading.gold)
    try:
        expr = read_claim(text, held, reading.scope)
    except ParseError:
        expr = read_claim(relation_text(re.sub(r"\bup to\b", "at most", text)), held, reading.scope)
    return _settled(expr, reading)


def _settled(expr: Expr, reading: Reading) -> Expr:
    """Return a condition without what only says an end of it again; of ±, either."""
    if (isinstance(expr, Node) and expr.op in ("all", "any")) or _chains(expr):
        assert isinstance(expr, Node)
        return Node("any" if expr.op == "any" else "all", tuple(_settled(a, reading) for a in expr.args))
    if isinstance(expr, Node) and (expr.op in ("interval", "union") or expr.op == "tuple"):
        expr = Node("chain", (Sym(reading.variable), expr), "in")
    if not isinstance(expr, Node) or expr.op != "chain":
        raise ParseError("no condition")
    if has(expr, {"pm"}):
        return Node("any", tuple(_settled(e, reading) for e in signs_apart(expr)))
    strange = free_names(expr) - {reading.variable} - free_names(reading.gold)
    if reading.scope.declared and any(names_of(reading.scope).get(n) is None for n in strange):
        expr = _known_sides(expr, strange)
    return snapped(_exact(expr, reading), reading.gold)


def _chains(expr: Expr) -> bool:
    listed = isinstance(expr, Node) and expr.op == "tuple" and len(expr.args) > 0
    return (
        listed and isinstance(expr, Node) and all(isinstance(a, Node) and a.op == "chain" for a in expr.args)
    )


def _known_sides(chain: Node, strange: frozenset[str]) -> Node:
    """Return a chain without the sides in unknown names that another side equals; ParseError for others."""
    args, signs = list(chain.args), chain.mark.split()
    for at in range(len(args) - 2, -1, -1):
        if free_names(args[at]) & strange and signs[at] == "=":
            del args[at], signs[at]
    if any(free_names(a) & strange for a in args):
        raise ParseError("a condition on a name that is not known")
    return Node("chain", tuple(args), " ".join(signs))


def _exact(chain: Node, reading: Reading) -> Node:
    """Return a chain with one side where several are equal: the last exact one; the others must agree."""
    groups: list[list[Expr]] = [[chain.args[0]]]
    exact: list[int] = [1]
    kept: list[str] = []
    for sign, arg in zip(chain.mark.split(), chain.args[1:], strict=True):
        if sign in ("=", "~"):
            groups[-1].append(arg)
            if sign == "=" and exact[-1] == len(groups[-1]) - 1:
                exact[-1] += 1
        else:
            kept.append(sign)
            groups.append([arg])
            exact.append(1)
    own = Sym(reading.variable)
    if len(groups) == 1:
        rest = [a for a in groups[0] if a != own]
        if len(rest) in (0, len(groups[0])):
            if chain.mark != "=":
                raise ParseError("a chain that says several things")
            return chain
        return Node("chain", (own, _one_of(rest, max(1, exact[0] - 1), reading)), "=")
    return Node(
        "chain", tuple(_one_of(g, n, reading) for g, n in zip(groups, exact, strict=True)), " ".join(kept)
    )


def _one_of(group: list[Expr], exact: int, reading: Reading) -> Expr:
    """Return the last exact of several sides that are equal; ParseError where one is not."""
    best = group[exact - 1]
    for other in group:
        if other is best:
            continue
        if compare(Held(best), other, reading.scope, names_of(reading.scope)).equal is False:
            raise ParseError("two ends of a condition that are not equal")
    return best


def _from_cases(expr: Expr, choices: Choices) -> list[Branch]:
    if isinstance(expr, Node) and expr.op == "chain":
        expr = expr.args[-1]
    if not isinstance(expr, Node) or expr.op != "cases":
        raise ParseError("no case distinction")
    out = []
    for branch in expr.args:
        assert isinstance(branch, Node)
        value = branch.args[0]
        text = value.mark if isinstance(value, Node) and value.op == "text" else show(value)
        out.append(
            Branch(text if text in choices else value, branch.args[1] if branch.op == "case" else None)
        )
    return out
