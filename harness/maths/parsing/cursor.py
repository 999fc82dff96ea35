"""A place in the tokens, and the grammar as those see it who read a piece of it.

The readers of brackets, names, tables, sums and so on need the grammar for what stands inside, and the
grammar needs them: both know this interface, and only `parser` knows them all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from harness.maths.parsing.scope import Names
from harness.maths.parsing.tokens import Token
from harness.maths.tree.expr import Expr, ParseError

DEPTH = 40
"""So many brackets within brackets are read."""


class Cursor(ABC):
    """A place in the tokens, and the grammar that reads on from there (`parser.Parser`)."""

    def __init__(self, tokens: list[Token], names: Names) -> None:
        self.tokens, self.names = tokens, names
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.bound: list[str] = []
        """The indices of the sums around what is read."""
        self.integrals = 0
        """How many integrals are open: in one, a d before a name ends the integrand."""
        self.spaces = False
        """Whether spaces separate entries here: [1 2; 3 4]."""

    @property
    def here(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def ahead(self, by: int = 1) -> Token:
        """The token after the next."""
        return self.tokens[min(self.at + by, len(self.tokens) - 1)]

    def sees(self, *values: str) -> bool:
        """Return whether the next token is one of these signs."""
        token = self.tokens[self.at]
        return token.kind == "op" and token.value in values

    def take(self, *values: str) -> bool:
        """Step over the next token if it is one of these signs."""
        token = self.tokens[self.at]
        if token.kind != "op" or token.value not in values:
            return False
        self.at += 1
        return True

    def need(self, value: str) -> None:
        """Step over a sign that must come now."""
        if not self.take(value):
            raise ParseError(f"expected {value!r} before {self.here.value[:20]!r}")

    def finish(self) -> None:
        """Raise unless everything was read."""
        while self.take(",", ";", "\\\\", "."):
            pass
        if self.here.kind != "end":
            raise ParseError(f"cannot read on at {self.here.value[:20]!r}")

    def deeper(self) -> None:
        """Count one more bracket."""
        self.depth += 1
        if self.depth > DEPTH:
            raise ParseError(f"more than {DEPTH} brackets within brackets")

    # ------------------------------------------------------------------ the grammar, from loose to tight

    @abstractmethod
    def statement(self) -> Expr:
        """Read alternatives joined by ``or``."""

    @abstractmethod
    def listing(self, first: Expr | None = None) -> Expr:
        """Read items with commas between them; ``first`` is a sum that was read already."""

    @abstractmethod
    def conditional(self, first: Expr | None = None) -> Expr:
        """Read a chain, with a condition after ``if``."""

    @abstractmethod
    def chain(self, first: Expr | None = None) -> Expr:
        """Read sides with relations between them."""

    @abstractmethod
    def sum(self) -> Expr:
        """Read terms with signs between them."""

    @abstractmethod
    def product(self) -> Expr:
        """Read factors, with or without signs between them."""

    @abstractmethod
    def factor(self) -> Expr:
        """Read one factor, which may carry a sign."""

    @abstractmethod
    def power(self) -> Expr:
        """Read a primary with everything that is raised or set behind it."""

    @abstractmethod
    def primary(self) -> Expr:
        """Read a number, a name, a bracket or a command with its arguments."""

    @abstractmethod
    def argument(self) -> Expr:
        """Read what a command without brackets takes: a group or the next single token."""

    @abstractmethod
    def raised(self, base: Expr) -> Expr:
        """Read the exponents, primes, factorials and indices behind a base."""

    @abstractmethod
    def starts_factor(self) -> bool:
        """Return whether a factor begins here without a sign before it."""
