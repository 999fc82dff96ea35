r"""One parser for LaTeX, unicode and plain text, by precedence climbing.

``parse(text, scope)`` returns an `Expr` and raises only `ParseError`. From loose to tight: ``or``,
``and``, commas, relations, unions, sums, products (explicit or by juxtaposition), signs, powers.
Length, tokens, digits, nesting and nodes are counted before anything is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from harness.maths.parsing import commanded, spelling, suffixes
from harness.maths.parsing import operations as forms
from harness.maths.parsing import random_variables as randomness
from harness.maths.parsing.brackets import bracket
from harness.maths.parsing.commands import BASIS, LAWS, PRODUCTS, SETS, UNIONS
from harness.maths.parsing.cursor import DEPTH, Cursor
from harness.maths.parsing.ellipsis import continued, with_terms
from harness.maths.parsing.fold import fold
from harness.maths.parsing.indicators import indicator
from harness.maths.parsing.lex import lex
from harness.maths.parsing.scope import Names, Scope, names_of
from harness.maths.parsing.tokens import Token
from harness.maths.tree.expr import Expr, Node, Num, ParseError, Sym, extent, num

KEPT = 300
"""Trees of texts up to so many characters are kept: the same claim is read several times."""
NODES, LEVELS = 800, 90
"""Budgets: the nodes and levels of the tree."""
FEW = 40
"""So few tokens cannot go beyond the budgets of a tree."""

_NOTHING = Scope()
_RELATIONS = frozenset(("=", "<", "<=", ">", ">=", "!=", "in", "notin", "not", "~", "->", "<-"))
_SIGNS = frozenset(("+", "-", "pm", "mp"))
_ENDING = frozenset(("", ")", "]", "}", "&", "\\\\"))
"""What ends every statement: the last token, a closing bracket, the end of an entry."""
_BETWEEN: dict[str, Callable[[Expr, Expr], Expr]] = {
    "/": forms.quotient,
    "angle": forms.turned,
    "choose": lambda n, k: Node("binom", (n, k)),
    "mod": lambda a, b: Node("mod", (a, b)),
}
"""Signs between factors that are no products."""
_OPENS = frozenset(("(", "[", "{", "\\{", "|", "||", "lfloor", "lceil", "langle"))
ORDERS = frozenset(("O", "Theta", "Omega"))
_BEHIND = frozenset(("^", "'", "!", "%", "permille", "degree", "_", "top"))
"""Signs that belong to what stands before them."""
_INDICATING = frozenset(("ONES", "I"))
_FACTOR_KINDS = frozenset(("num", "name", "func", "cmd", "begin", "accent"))


def parse(text: str, scope: Scope | Names | None = None) -> Expr:
    """Return the expression a text denotes; ParseError where it is none within our budgets."""
    names = scope if isinstance(scope, Names) else names_of(scope or _NOTHING)
    try:
        return _kept(text, names) if len(text) <= KEPT else read(text, names)
    except RecursionError as cause:  # our own depth is bounded; the caller's may not be
        raise ParseError("nested too deeply") from cause


@lru_cache(maxsize=1024)
def _kept(text: str, names: Names) -> Expr:
    return read(text, names)


def read(text: str, names: Names) -> Expr:
    """Return the expression of a text under the given names."""
    parser = Parser(lex(fold(text), names), names)
    expr = parser.statement()
    parser.finish()
    if len(parser.tokens) <= FEW:
        return expr
    nodes, levels = extent(expr)
    if nodes > NODES or levels > LEVELS:
        raise ParseError(f"more than {NODES} nodes or {LEVELS} levels")
    return expr


class Parser(Cursor):
    """The grammar: every method returns the expression it has read."""

    # -------------------------------------------------------------- statements

    def statement(self) -> Expr:
        """alternatives joined by ``or``."""
        first = self.sum()
        if self.tokens[self.at].value in _ENDING:  # by far the commonest: nothing but a sum
            return first
        sides = [self.conjunction(first)]
        while self.take("or"):
            sides.append(self.conjunction())
        return sides[0] if len(sides) == 1 else Node("any", tuple(sides))

    def conjunction(self, first: Expr | None = None) -> Expr:
        """claims joined by ``and``; the methods below take a first sum that was read already."""
        sides = [self.listing(first)]
        while self.take("and"):
            sides.append(self.listing())
        return sides[0] if len(sides) == 1 else Node("all", tuple(sides))

    def listing(self, first: Expr | None = None) -> Expr:
        """items with commas between them."""
        items = [self.conditional(first)]
        while self.sees(",", ";") and self.ahead().kind != "end":
            self.at += 1
            if self.sees("and", "or"):
                break
            items.append(self.conditional())
        return items[0] if len(items) == 1 else Node("tuple", tuple(items))

    def conditional(self, first: Expr | None = None) -> Expr:
        """a chain, with a condition after ``if``."""
        value = self.chain(first)
        if self.take("if"):
            return Node("case", (value, self.chain()))
        return value

    def chain(self, first: Expr | None = None) -> Expr:
        """sides with relations between them."""
        sides, signs = [self.residue(first)], []
        while (token := self.tokens[self.at]).kind == "op" and token.value in _RELATIONS:
            sign = token.value
            self.at += 1
            if sign == "not":
                self.need("in")
                sign = "notin"
            if sign in ("<", ">") and self.take("="):
                sign += "="
            signs.append(sign)
            sides.append(self.residue())
        return sides[0] if not signs else Node("chain", tuple(sides), " ".join(signs))

    def residue(self, first: Expr | None = None) -> Expr:
        """a side, which may be a residue class: ``3 (mod 7)`` is the pair (3 mod 7, 7)."""
        left = self.union(first)
        if self.take("pmod"):
            modulus = self.argument()
        elif self.sees("(") and self.ahead().value == "mod":
            self.at += 2
            modulus = self.sum()
            self.need(")")
        else:
            return left
        return Node("tuple", (Node("mod", (left, modulus)), modulus))

    def union(self, first: Expr | None = None) -> Expr:
        """regions joined by ∪, ∩ or ∖."""
        left = self.sum() if first is None else first
        while self.here.kind == "op" and self.here.value in UNIONS:
            op = UNIONS[self.here.value]
            self.at += 1
            left = Node(op, (left, self.sum()))
        return left

    def sum(self) -> Expr:
        """terms with signs between them."""
        self.deeper()
        terms = [self.signed()]
        while (token := self.tokens[self.at]).kind == "op" and token.value in _SIGNS:
            sign = token.value
            if sign == "+" and self.ahead().value == "dots":
                terms = with_terms(self, forms.added(terms))
                continue
            if self.spaces and token.spaced and not self.ahead().spaced:
                break
            self.at += 1
            if sign in ("pm", "mp"):
                right = self.product()
                terms = [Node("pm", (forms.added(terms), right), sign)]
                continue
            term = self.signed()
            terms.append(Node("neg", (term,)) if sign == "-" else term)
        self.depth -= 1
        return forms.added(terms)

    def signed(self) -> Expr:
        """one term with its own sign."""
        token = self.tokens[self.at]
        if token.kind != "op" or token.value not in _SIGNS:
            return self.product()
        self.at += 1
        if token.value == "+":
            return self.signed()
        if token.value == "-":
            self.deeper()
            term = self.signed()
            self.depth -= 1
            return Node("neg", (term,))
        return Node("pm", (num(0), self.product()), token.value)

    def product(self) -> Expr:
        """factors, with or without signs between them."""
        left = self.factor()
        while True:
            token = self.tokens[self.at]
            if token.kind == "end":
                return left
            if token.kind == "op" and token.value in PRODUCTS:
                self.at += 1
                if self.sees("dots"):
                    continue
                left = forms.multiplied(self, token.value, left, self.factor())
            elif token.kind == "op" and token.value in _BETWEEN:
                self.at += 1
                left = _BETWEEN[token.value](left, self.factor())
            elif token.kind == "op" and token.value == "dots":
                left = continued(self, left)
            elif self.spaces and token.spaced and token.kind == "num":
                return left
            elif self.starts_factor():
                if token.kind == "num" and isinstance(left, Num):
                    raise ParseError("two numbers side by side")
                left = forms.joined("mul", left, self.power())
            else:
                return left

    def factor(self) -> Expr:
        """one factor, which may carry a sign (``2 * -3``, ``x^-1``)."""
        token = self.tokens[self.at]
        if token.kind == "op" and token.value == "-":
            self.at += 1
            self.deeper()
            inner = self.factor()
            self.depth -= 1
            return Node("neg", (inner,))
        if token.kind == "op" and token.value in ("+", "not"):
            self.at += 1
            return self.factor() if token.value == "+" else Node("not", (self.factor(),))
        return self.raised(self.primary())

    def starts_factor(self) -> bool:
        """Return whether a factor begins here without a sign before it."""
        token = self.tokens[self.at]
        if token.kind in _FACTOR_KINDS:
            return True
        if token.kind != "op":
            return False
        if token.value in ("|", "||"):
            return self.bars == 0
        if token.value == "(" and self.ahead().value == "mod":
            return False
        return token.value in _OPENS

    def power(self) -> Expr:
        """a primary with everything that is raised or set behind it."""
        return self.raised(self.primary())

    def raised(self, base: Expr) -> Expr:
        """the base with its exponents, primes, factorials and indices."""
        while (token := self.tokens[self.at]).kind == "op" and token.value in _BEHIND:
            if token.value == "^":
                self.at += 1
                base = forms.superscript(self, base)
            elif self.sees("'", "top"):
                base = forms.primed(self, base)
            elif self.take("!"):
                base = suffixes.double_factorial(base) if self.take("!") else Node("factorial", (base,))
            elif self.take("%"):
                base = Node("percent", (base,))
            elif self.take("permille"):
                base = Node("div", (base, num(1000)))
            elif self.take("degree"):
                base = Node("degree", (base,))
            elif self.sees("_") and not isinstance(base, Num):
                self.at += 1
                base = forms.indexed(self, base)
            else:
                break
        return base

    def argument(self) -> Expr:
        """what a command without brackets takes: a group or the next single token."""
        if self.take("{"):
            self.deeper()
            if (number := self._only_number()) is not None:
                return number
            bars, self.bars = self.bars, 0
            inner = self.statement()
            self.bars = bars
            self.need("}")
            self.depth -= 1
            return inner
        token = self.here
        if token.kind == "num" and len(token.value) > 1 and token.value.isdigit():
            self.tokens[self.at] = Token("num", token.value[1:], False, num(int(token.value[1:])))
            return num(int(token.value[0]))
        return self.primary()

    def _only_number(self) -> Num | None:
        """the number that is all a group holds: by far the commonest argument."""
        token = self.tokens[self.at]
        after = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if token.kind != "num" or after.kind != "op" or after.value != "}" or self.depth >= DEPTH:
            return None
        self.at += 2
        self.depth -= 1
        return token.number

    def primary(self) -> Expr:
        """a number, a name, a bracket or a command with its arguments."""
        token = self.here
        if token.number is not None:
            if token.value == "1" and (found := indicator(self)) is not None:
                return found
            self.at += 1
            return forms.mixed(self, token.number)
        if token.kind in ("name", "accent"):
            return self.name()
        if token.kind == "func":
            return commanded.function(self)
        if token.kind == "cmd":
            return commanded.command(self)
        if token.kind == "begin":
            return commanded.environment(self)
        if token.kind == "op":
            return bracket(self)
        if token.kind == "text":
            self.at += 1
            law = LAWS.get(token.value.strip().lower()) if self.sees("(") else None
            return Node("law", forms.items(bracket(self)), law) if law else Node("text", (), token.value)
        raise ParseError(
            f"an expression was expected before {token.value[:20]!r}" if token.value else "it breaks off"
        )

    def name(self) -> Expr:
        """a name with its accents, subscript, star and primes."""
        if self.here.value in _INDICATING and (found := indicator(self)) is not None:
            return found
        base = spelling.name(self)
        if base in SETS and self.names.get(base) is None:
            return Node(SETS[base])
        if base.startswith("ONES_"):
            return Node("ones", (Sym(base[5:]),))
        if base == "EXPECT" or (base == "E" and self.sees("[") and self.names.get("E") is None):
            return randomness.expectation(self)
        if base in randomness.WORDS and (found := randomness.of_chance(self, base)):
            return found
        full = self.names.canonical(base)
        if full in suffixes.TAKING and (taken := suffixes.taken(self, full)):
            return taken
        if full in ORDERS and self.names.get(full) is None and self.sees("("):
            return Node("order", forms.items(bracket(self)), full)
        if full == "N" and self.names.get("N") is None and self.sees("("):
            return randomness.normal(self)
        if full in commanded.EXTREMES and self.names.get(full) is None and self.sees("("):
            return commanded.extreme(self, full)
        if full in BASIS and not self.names.symbols:
            return Sym(full[0])
        if self.names.is_function(full) and self.sees("("):
            return Node("call", forms.items(bracket(self)), full)
        if self.sees("(") and self.names.get(full) is None:
            return suffixes.at_number(self, full)
        return Sym(full)
