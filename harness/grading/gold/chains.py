r"""A gold that is a chain of relations: a value under its name, an equation, a region."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from harness.grading.gold.gold import Gold
from harness.grading.language.naming import is_product, name
from harness.grading.page.runs import Side, sides
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import BINDERS, Expr, Node, Sym, names, num, relations
from harness.maths.tree.step_letters import letter_of

Inner = Callable[[str, Expr, Scope], Iterator[Gold]]
"""What reads one side by itself."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain with its sides as text and as expressions."""

    text: str
    expr: Node
    scope: Scope
    inner: Inner
    parts: tuple[Side, ...]
    signs: tuple[str, ...]

    def side(self, number: int) -> str:
        """Return the text of a side."""
        return self.text[self.parts[number].start : self.parts[number].end]

    def value(self, number: int = -1, called: str = "") -> list[Gold]:
        """Return the readings of a side, under a name if one is given."""
        found = self.inner(self.side(number), self.expr.args[number], self.scope)
        return [replace(gold, name=called) if called else gold for gold in found]

    @property
    def named(self) -> bool:
        """Whether the first side is a name."""
        return name(self.side(0)) is not None

    @property
    def lone(self) -> bool:
        """Whether there is one relation, and nobody has declared names."""
        return len(self.signs) == 1 and not self.scope.declared

    @property
    def valued(self) -> bool:
        """Whether the last side is a number."""
        return not names(self.expr.args[-1])


def chained(text: str, expr: Node, scope: Scope, inner: Inner) -> Iterator[Gold]:
    """Yield the readings of a gold that is a chain, the most likely first."""
    chain = _Chain(text, expr, scope, inner, tuple(sides(text, 0, len(text))), relations(expr))
    if not set(chain.signs) <= {"=", "~"} or len(chain.parts) != len(chain.signs) + 1:
        yield from _related(chain)
        return
    for rule in (_of_several_names, _of_a_product, _of_a_name, _of_numbers, _of_segments):
        found = rule(chain)
        if found is not None:
            yield from found
            return
    yield from _of_formulas(chain)


def _of_several_names(chain: _Chain) -> list[Gold] | None:
    """Return the reading of ``a = b = 5``: one value under several names."""
    *labels, last = chain.expr.args
    if len(chain.signs) < 2 or chain.scope.declared or not all(isinstance(one, Sym) for one in labels):
        return None
    spelt = [chain.side(number) for number in range(len(labels))]
    first = next(chain.inner(chain.side(-1), last, chain.scope), None)
    if first is None or any(name(one) is None for one in spelt):
        return None
    return [Gold("several", chain.text, parts=tuple(replace(first, name=one) for one in spelt))]


def _of_a_product(chain: _Chain) -> list[Gold] | None:
    """Return the readings of ``ab = 6``, whose left side is a name or a product of two."""
    if not (chain.named and chain.lone and is_product(chain.side(0))):
        return None
    found = [Gold("equation", chain.text)]
    return [*found, Gold("number", chain.side(-1), chain.side(0))] if chain.valued else found


def _of_a_name(chain: _Chain) -> list[Gold] | None:
    """Return the readings of a value under its name, ``x = 5``, which may be an equation too."""
    if not chain.named:
        return None
    expr, scope = chain.expr, chain.scope
    found = [Gold("equation", chain.text)] if _worth(expr.args[0], scope) else []
    if found and expr.args[-1] == num(0):
        return found
    related = len(chain.signs) == 1 and not chain.valued
    given = scope.declared and isinstance(expr.args[0], Sym) and expr.args[0].name in scope.symbols
    stepped = related and bool(letter_of(expr))
    if stepped or (related and (given or not scope.declared)):
        found.append(Gold("equation", chain.text, chain.side(0)))
    found += chain.value(called=chain.side(0))
    return [*found, Gold("equation", chain.text)] if stepped or (related and given) else found


def _of_numbers(chain: _Chain) -> list[Gold] | None:
    """Return the readings of a chain without letters: its last side, what stands before ≈."""
    if any(names(arg) for arg in chain.expr.args):
        return None
    return chain.value(0 if chain.signs == ("~",) else -1)


def _of_segments(chain: _Chain) -> list[Gold] | None:
    """Return the readings of the length of segments, or a ratio of them, as a number."""
    left = chain.expr.args[0]
    if not (chain.lone and chain.valued and isinstance(left, Node) and left.op in ("div", "abs", "mul")):
        return None
    points = names(left)
    if not points or not all(len(point) == 1 and point.isupper() for point in points):
        return None
    return [Gold("equation", chain.text), *chain.value()]


def _of_formulas(chain: _Chain) -> list[Gold]:
    """Return the readings of an equation: as itself, and by the side that is a value under the other."""
    first, last = chain.expr.args[0], chain.expr.args[-1]
    found: list[Gold] = []
    if chain.lone and isinstance(last, Sym) and not names(first):
        found += chain.value(0, called=chain.side(-1))
    if chain.lone and _only_names(first):
        found += chain.value()
    return [*found, Gold("equation", chain.text)]


def _related(chain: _Chain) -> Iterator[Gold]:
    """Yield the readings of a chain with an arrow, a membership or an inequality."""
    expr, only = chain.expr, chain.signs[0] if len(chain.signs) == 1 else ""
    second = expr.args[1]
    if only == "->" and chain.lone and isinstance(expr.args[0], Sym) and names(second):
        yield from chain.value()
    elif only == "in" and isinstance(second, Node) and second.op == "set":
        yield Gold("set", chain.side(-1), chain.side(0))
    else:
        yield Gold("region", chain.text, options=variable(expr))


def _only_names(side: Expr) -> bool:
    """Whether a left side only says what is given: ``(x, y)``, ``\\nabla f``, ``(f \\circ g)(x)``."""
    if not isinstance(side, Node):
        return False
    if side.op == "call":
        return side.mark.startswith("nabla")
    if side.op == "mul" and len(side.args) == 2 and isinstance(side.args[0], Node):
        return side.args[0].op == "hadamard" and isinstance(side.args[1], Sym)
    return side.op == "tuple" and all(isinstance(arg, Sym) for arg in side.args)


def _worth(side: Expr, scope: Scope) -> bool:
    """Whether a left side is a formula with a value of its own and no label: Av, det(A − λI)."""
    if not isinstance(side, Node) or side.op in ("call", "expect", "item", "tuple", "text", *BINDERS):
        return False
    known = names_of(scope)
    return side.op == "det" or (scope.declared and all(known.get(n) is not None for n in names(side)))


def variable(expr: Node) -> dict[str, object]:
    """Return the variable of a region: the only name, or the side that is a name."""
    free = names(expr)
    alone = [side.name for side in expr.args if isinstance(side, Sym) and side.name in free]
    if len(free) == 1:
        return {"variable": next(iter(free))}
    return {"variable": alone[0]} if len(alone) == 1 else {}
