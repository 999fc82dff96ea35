"""Names a reply defines for itself (``where a = 1/1.11``), put into a claim that uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest

from harness.grading.claims.reader import Reader, Statement
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import name
from harness.maths.equality.compare import Held, compare
from harness.maths.equality.decision import Decision
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope, names_of
from harness.maths.tree.expr import ParseError, names
from harness.records import Expected
from harness.symbols import plain_name

NAME_LIMIT, VALUE_LIMIT, CLAIM_LIMIT = 24, 300, 2_000
_ROUNDS = 3
_FRACTION = re.compile(r"\\(?:[dt]?frac|sqrt)")
_NUMERIC = re.compile(r"\\(?:pi|cdot|times|left|right)(?![A-Za-z])|(?<![A-Za-z])e(?![A-Za-z])|π")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ")
"""What may stand directly after a name without being part of it."""
_BEFORE = re.compile(r"[A-Za-z0-9_\\]$")
_GLUED = re.compile(r"(?<![A-Za-z\\_])(?<!_\{)[A-Za-z]{2,4}(?![A-Za-z(])", re.ASCII)
"""Letters that stand together: a product, where each of them is a name."""

_WHERE = re.compile(r"[\s$(,;]*(?:\b(?:with|where|mit|wobei|avec|où|con|donde))?[\s$(,;]*$", re.I)
"""How a text goes over to what the names in it stand for."""
_ARTICLES = frozenset("aAI")
"""Letters that are words too."""

Definition = tuple[int, str, str]
"""Where a name is defined, how it is spelled, and the text of its value."""


class Meanings:
    """What the names of one reply stand for where one target is asked, looked up when first needed."""

    def __init__(self, reader: Reader, expected: Expected, scope: Scope) -> None:
        self._reader, self._scope = reader, scope
        self._own = own_names(expected, scope)
        self._letters = frozenset(n for n in (*scope.symbols, *self._own) if len(n) == 1)
        self._by_name: dict[str, list[Definition]] | None = None

    def foreign(self, text: str) -> frozenset[str]:
        """Return the names in ``text`` that neither the question nor its answer knows."""
        return foreign(text, self._own, self._scope)

    def put_in(self, text: str, position: int, before: int | None = None) -> str | None:
        """Return ``text``, which stands at ``position``, with the reply's own names replaced.

        None where it holds none of them, or where one would be left; ``before`` limits where a name
        may be defined.
        """
        if len(text) > CLAIM_LIMIT:
            return None
        given, text = text, self._upper(text)
        if not self.foreign(text):
            return text if text != given else None
        text = self._apart(text)

        def meant(strange: frozenset[str]) -> Mapping[str, str]:
            found = (d for n in strange for d in self._definitions().get(n, ()))
            known = sorted(d for d in found if before is None or d[0] < before)
            return meant_before(tuple(known), position)

        put_in = resolved(text, meant, self._own, self._scope)
        return None if put_in is None or self.foreign(put_in) else put_in

    def decided(self, text: str, position: int, decide: Callable[[str], Decision]) -> Decision:
        """Return the decision on a text, its own names replaced where it is not right as it stands."""
        decision = decide(text)
        put_in = None if decision.equal else self.put_in(text, position)
        return decision if put_in is None else decide(put_in)

    def put_in_words(self, text: str, start: int, end: int) -> str | None:
        """Return a text of words and formulas with the reply's own names replaced; None without any.

        ``[start, end)``: where it stands. Where a name is defined there, the text ends before that.
        """
        known = frozenset(self._scope.symbols) | self._own
        strange = sorted(d for key, found in self._definitions().items() if key not in known for d in found)
        inside = min((d[0] for d in strange if start <= d[0] < end), default=end)
        flat = self._reader.flat
        if inside < end and flat[start:end].strip() != text.strip():
            return None
        given = text = _WHERE.sub("", flat[start:inside]) if inside < end else text
        meant = meant_before(tuple(strange), start)
        for spelled, value in sorted(meant.items(), key=lambda item: -len(item[0])):
            if spelled not in _ARTICLES:
                text = replaced(text, spelled, f"({value})")
        return None if text == given or len(text) > CLAIM_LIMIT else text

    def _upper(self, text: str) -> str:
        """Return ``text`` with the reply's own ``x_+`` replaced, which is else the positive part of x."""
        if "+" not in text and "₊" not in text:
            return text
        upper = [one for key, known in self._definitions().items() if key.endswith("_+") for one in known]
        for _, spelled, value in upper:
            text = replaced(text, spelled, f"({value})")
        return text

    def _apart(self, text: str) -> str:
        """Return a text with the products of the reply's own letters set apart: ``P A`` for ``PA``."""
        own = {n for n in self._definitions() if len(n) == 1}
        if not own:
            return text

        def product(run: re.Match[str]) -> str:
            letters = set(run[0])
            known = run[0] in self._scope.symbols or not letters <= own | self._letters
            return run[0] if known or letters.isdisjoint(own) else " ".join(run[0])

        return _GLUED.sub(product, text)

    def _definitions(self) -> dict[str, list[Definition]]:
        """Return the definitions of each name in its plain spelling."""
        if self._by_name is None:
            found: dict[str, list[Definition]] = {}
            for definition in definitions(self._reader):
                for start, spelled, value in _signed(definition):
                    for way in dict.fromkeys((spelled, *_respelled(spelled))):
                        key = plain_name(way).replace("−", "-")
                        found.setdefault(key, []).append((start, way, value))
            self._by_name = found
        return self._by_name


def definitions(reader: Reader) -> tuple[Definition, ...]:
    """Return all definitions of names in a reply, in order; those by themselves are left out.

    ``D = 0`` defines nothing: it is a condition on ``D``.
    """
    found: list[Definition] = []
    for number, unit in enumerate(reader.units):
        if "=" not in reader.flat[unit.start : unit.end]:
            continue
        statements = reader.statements(number)
        for statement, following in zip_longest(statements, statements[1:]):
            for spelled, value in _named(reader, statement, following):
                fits = len(spelled) <= NAME_LIMIT and 0 < len(value) <= VALUE_LIMIT and value != "0"
                defines = fits and name(spelled) is not None and not uses(value, spelled)
                if defines and not reader.denied(statement) and not _case(reader, statement, value):
                    found.append((statement.start, spelled, value))
    return tuple(found)


def _named(reader: Reader, statement: Statement, following: Statement | None) -> Iterator[tuple[str, str]]:
    """Yield what may be a name, and what it is set equal to: ``N = A = B``, ``x < N = B``, ``B =: N``."""
    texts = [reader.flat[side.start : side.end].strip() for side in statement.sides]
    first = 0
    for place, side in enumerate(statement.sides):
        if place and side.relation != "=":
            first = place
        last = place + 1 == len(texts) or statement.sides[place + 1].relation != "="
        if last and place > first and texts[place]:
            yield texts[first], texts[place]
    backwards = len(texts) > 1 and not texts[-1] and statement.sides[-1].relation == "="
    if backwards and following is not None and len(following.sides) == 1:
        between = reader.flat[statement.sides[-1].end : following.start]
        if between.strip() == ":":
            yield reader.flat[following.start : following.end].strip(), texts[-2]


def _case(reader: Reader, statement: Statement, value: str) -> bool:
    """Whether an equation only names a case or a trial, ``for t = 1``, as definitions by a number may."""
    before = reader.lowered[max(statement.after, statement.start - 20) : statement.start].split()[-1:]
    if before and before[0].strip("(*,:") in cues.CASES:
        return not _put_together(value)  # "at N = (a + b)/c" says what N is, "at t = T" where
    return not _lettered(value) and (reader.supposed(statement) or reader.remark(statement.unit))


def meant_before(found: tuple[Definition, ...], position: int) -> Mapping[str, str]:
    """Return what each name stands for at ``position``.

    That is its last definition before it, a formula rather than a number (``D = 0`` after
    ``D = b^2 - 4ac`` is a condition), or the first one after it ("where c = …").
    """
    meant: dict[str, str] = {}
    for start, spelled, value in found:
        if start < position:
            old = meant.get(spelled, "")
            if _lettered(value) or not _lettered(old):
                meant[spelled] = value
    for start, spelled, value in found:
        if start >= position:
            meant.setdefault(spelled, value)
    return meant


def _put_together(value: str) -> bool:
    """Whether a value is a formula of several parts with a name in it, neither a number nor another name."""
    bare = _NUMERIC.sub("", _FRACTION.sub("/", value))
    return _lettered(bare) and any(sign in bare for sign in "-+/")


def _lettered(value: str) -> bool:
    return any(c.isalpha() for c in value)


def uses(text: str, spelled: str) -> bool:
    """Return whether ``spelled`` occurs in ``text`` as a name of its own."""
    return _place(text, spelled, 0) >= 0


def names_of_value(text: str, scope: Scope) -> frozenset[str]:
    """Return the names in a reference's value; none where it cannot be read."""
    try:
        return _names_in(text, scope)
    except ParseError:
        return frozenset()


@lru_cache(maxsize=1024)
def _names_in(text: str, scope: Scope) -> frozenset[str]:
    return names(parse(text, scope))


def own_names(expected: Expected, scope: Scope) -> frozenset[str]:
    """Return the names that need no definition: those of the reference's value, and the target's own."""
    target = expected.target
    spellings = tuple(s for s in (target.name, *target.aliases) if s and " " not in s)
    return names_of_value(expected.value, scope) | _plain_names(spellings)


@lru_cache(maxsize=1024)
def _plain_names(spellings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain_name(n) for n in spellings)


def foreign(text: str, own: frozenset[str], scope: Scope) -> frozenset[str]:
    """Return the names in ``text`` that are neither declared nor in ``own``; none where it is unreadable."""
    try:
        return names(parse(text, scope)) - own - frozenset(scope.symbols)
    except ParseError:
        return frozenset()


def resolved(
    text: str, meant: Callable[[frozenset[str]], Mapping[str, str]], own: frozenset[str], scope: Scope
) -> str | None:
    """Return ``text`` with its foreign names replaced by what they stand for; None where none can be."""
    changed = False
    for _ in range(_ROUNDS):
        usable = meant(foreign(text, own, scope))
        if not usable:
            break
        for spelled, value in sorted(usable.items(), key=lambda item: -len(item[0])):
            text = replaced(text, spelled, f"({value})")
            changed = True
        if len(text) > CLAIM_LIMIT:
            return None
    return text if changed else None


def replaced(text: str, spelled: str, value: str) -> str:
    """Return ``text`` with each ``spelled`` that is a name of its own replaced, at most twenty of them."""
    at, out, last = 0, [], 0
    for _ in range(20):
        at = _place(text, spelled, at)
        if at < 0:
            break
        out += [text[last:at], value]
        at = last = at + len(spelled)
    return "".join([*out, text[last:]])


def _place(text: str, spelled: str, at: int) -> int:
    while (at := text.find(spelled, at)) >= 0:
        following = text[at + len(spelled) : at + len(spelled) + 1]
        if not _BEFORE.search(text[max(0, at - 1) : at]) and not (
            following == "_" or (following.isalnum() and following not in _RAISED)
        ):
            return at
        at += 1
    return -1


class OwnNames:
    """The names that a reply defines, put into its conditions wherever they stand; signed ones apart.

    ``η± = a ± b`` defines η₊ and η₋ too. A name that is defined in two ways is no name to rely on.
    """

    def __init__(self, reader: Reader, given: frozenset[str], scope: Scope) -> None:
        self._reader, self._given, self._scope = reader, given, scope
        self._by_spelling: dict[str, list[Definition]] | None = None

    def put_in(self, text: str, position: int) -> str | None:
        """Return a text at ``position`` with the own names replaced; None where one means two things."""
        for _ in range(_ROUNDS):
            used = [(n, found) for n, found in self._known().items() if uses(text, n)]
            if not used:
                return text
            for spelled, found in sorted(used, key=lambda item: -len(item[0])):
                before = [value for start, _, value in found if start < position] or [found[0][2]]
                if any(not self._same(before[-1], other) for other in before[:-1]):
                    return None
                text = replaced(text, spelled, f"({before[-1]})")
            if len(text) > CLAIM_LIMIT:
                return None
        return text

    def used(self, text: str) -> bool:
        """Return whether a text holds one of the reply's own names."""
        return any(uses(text, name) for name in self._known())

    def _known(self) -> dict[str, list[Definition]]:
        if self._by_spelling is None:
            self._by_spelling = {}
            for definition in definitions(self._reader):
                for start, spelled, value in _signed(definition):
                    if plain_name(spelled) not in self._given and self._scope.symbols.get(spelled) is None:
                        for way in dict.fromkeys((spelled, *_respelled(spelled))):
                            self._by_spelling.setdefault(way, []).append((start, way, value))
        return self._by_spelling

    def _same(self, one: str, other: str) -> bool:
        if one == other:
            return True
        try:
            first, second = (parse(text, self._scope) for text in (one, other))
        except ParseError:
            return False
        return first == second or bool(compare(Held(first), second, self._scope, names_of(self._scope)).equal)


_SIGNS = ("\\pm", "±")
_SMALL_SIGNS = str.maketrans("+-", "₊₋")


def _signed(definition: Definition) -> tuple[Definition, ...]:
    """Return a definition, and with ± in its name those of both signs."""
    start, spelled, value = definition
    sign = next((sign for sign in _SIGNS if sign in spelled), "")
    if not sign:
        return (definition,)
    both = [definition]
    for own, other in (("+", "-"), ("-", "+")):
        text = value
        for written, meant in (("\\pm", own), ("±", own), ("\\mp", other), ("∓", other)):
            text = text.replace(written, f" {meant} ")
        name_ = spelled.replace(sign, own)
        both.append((start, name_, text))
        if not spelled.isascii():
            both.append((start, name_.translate(_SMALL_SIGNS), text))
    return tuple(both)


def _respelled(spelled: str) -> tuple[str, ...]:
    """Return a name with its scripts in braces and without them."""
    bare = _BRACED.sub(r"\1\2", spelled)
    return bare, _SCRIPT.sub(r"\1{\2}", bare)


_BRACED = re.compile(r"([_^])\{(.|\\[a-z]+)\}")
_SCRIPT = re.compile(r"([_^])([^\\{]|\\[a-z]+)")
