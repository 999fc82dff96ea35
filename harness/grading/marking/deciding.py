"""A final claim decided: which of its texts is held against the truth, and what several claims make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from harness.grading.claims import definitions
from harness.grading.claims.lists import as_collection, as_region, listed
from harness.grading.claims.modifiers import Change, change_of, unended
from harness.grading.claims.reader import VALUED, Found, Reader
from harness.grading.claims.records import CONTRADICTION, as_mark, claim_of, contradicted
from harness.grading.claims.search import A_RELATION, AN_EQUATION, Finals
from harness.grading.claims.sides import conditioned, dotted, is_bound, is_valued
from harness.grading.kinds import kind
from harness.grading.language import lexicon as cues
from harness.grading.language.naming import inverts, is_another, is_label, name
from harness.grading.marking.plain import plain
from harness.grading.page.runs import Side, pieces
from harness.maths.equality.decision import Decision
from harness.maths.equality.unsolved import UNSOLVED
from harness.maths.parsing.parser import parse
from harness.maths.parsing.scope import Scope
from harness.maths.tree.expr import Expr, Node, ParseError, Sym, has, walk
from harness.maths.tree.expr import names as free_names
from harness.records import Claim, Expected, TargetMark

ASSIGNING = ("←", ":=", "<-", "\\leftarrow", "\\gets", "≔")
UNNAMED = "answer"
"""What a target is called that has no name."""
COUNTS = ("natural", "integer", "index")
CLAIM_LIMIT = 2_000
_LEFT_TO_DO = re.compile(r"\\(?:sum|prod|int|lim|iint|oint|frac\{d\}\{d)|[∑∏∫]")
DECISIONS = 300
"""At most this many different texts are decided for one target of one reply."""


class Deciding:
    """Decisions about one target; the same text is decided once."""

    def __init__(self, expected: Expected, reader: Reader, scope: Scope, bounds: bool = False) -> None:
        self.expected, self.reader, self.scope = expected, reader, scope
        self.kind = kind(expected.target.kind)
        self.traits = self.kind.traits
        self._decided: dict[str, Decision] = {}
        self._unvalued = _LEFT_TO_DO.search(expected.value) is not None
        self._meanings = definitions.Meanings(reader, expected, scope)
        self.put_in_words = self._meanings.put_in_words
        self._own = definitions.OwnNames(reader, definitions.own_names(expected, scope), scope)
        self.bounds = bounds
        """Whether ``t ≥ value`` gives the value: where a reply gives it in no other way."""
        self._judged: dict[tuple[object, ...], Decision] = {}

    @property
    def lettered(self) -> bool:
        """Whether the true value holds names."""
        return bool(definitions.names_of_value(self.expected.value, self.scope))

    def decide(self, text: str) -> Decision:
        """Return the kind's decision about one text."""
        text = self._plainly(text.strip())
        if len(text) > CLAIM_LIMIT:
            return Decision(None, reason="the claim is too long to be read", readable=False)
        if text not in self._decided and len(self._decided) >= DECISIONS:
            return Decision(None, reason="the reply makes too many claims", readable=False)
        if text not in self._decided:
            self._decided[text] = self._handed_back(text) or self.kind.decide(self.expected, text, self.scope)
        return self._decided[text]

    def _plainly(self, text: str) -> str:
        return plain(text, self.expected, self.scope.declared)

    def _handed_back(self, text: str) -> Decision | None:
        """Return a decision on a claim that leaves to do what was asked: a sum or an integral."""
        if self.scope.declared or self._unvalued or not _LEFT_TO_DO.search(text):
            return None
        return Decision(None, reason="an operation left to do, where its value was asked")

    def accepts(self, found: Found) -> bool:
        """Return whether a bare claim can be read as what is asked, in the shape that is asked."""
        return self.reads(found) and self.judge(found).method != "shape"

    def misfits(self, found: Found) -> str:
        """Return "shape" or "kind" where a bare claim gives a value, though none like what is asked."""
        if self.bounding(found):
            return ""
        decision = self.judge(found)
        if decision.readable:
            return "shape" if decision.method == "shape" else ""
        value = found.values[-1]
        if not is_valued(found):
            return "shape" if self.traits.gathers else ""
        try:
            expr = parse(self.reader.flat[value.start : value.end], self.scope)
        except ParseError:
            return ""
        return "" if isinstance(expr, Sym) else "kind"

    def reads(self, found: Found) -> bool:
        """Return whether a bare claim can be read as what is asked, whatever its shape."""
        return not self.bounding(found) and self.judge(found).readable

    def bounding(self, found: Found) -> bool:
        """Whether the words before a bare number make it a bound, where none is asked for."""
        if found.named or not self.traits.scalar:
            return False
        if self.expected.target.options.get("integer"):
            return False
        following = self.reader.lowered[found.end : found.end + 20].lstrip(" *$")
        if following.startswith(cues.COMPARED):
            return True
        before = self.reader.lowered[max(0, found.start - 20) : found.start].rstrip(" *")
        return before.endswith(cues.BOUNDS)

    # --------------------------------------------------------------- one claim

    def judge(self, found: Found, before: int | None = None) -> Decision:
        """Return the decision about one claim: its exact value, and whether its chain holds together.

        Names that the reply defines itself are put in; ``before`` limits where they may be defined.
        """
        key = (found.statement, found.values, found.named, before)
        decision = self._judged.get(key)
        if decision is None:
            decision = self._condition(found, before) or self._judge(found)
            if not (decision.equal or decision.method == CONTRADICTION):
                text = self._put_in(found, before)
                put_in = self.decide(text) if text is not None else decision
                decision = put_in if put_in.readable or not decision.readable else decision
            if decision.equal is not None and found.prominence != "boxed":
                decision = self._changed(found, decision)
            self._judged[key] = decision
        return decision

    def _changed(self, found: Found, decision: Decision) -> Decision:
        """Return the decision on a claim whose value is changed by the words beside it."""
        change = change_of(self.reader, found)
        if decision.equal and self.traits.gathers and not dotted(self.expected.value):
            change = change or (Change("…") if unended(self.reader, found) else None)
        if change is None:
            return decision
        value = found.values[-1]
        if change.template and self.traits.changed:
            text = change.template.replace("@", self.reader.flat[value.start : value.end])
            changed = self.decide(text)
            if changed.equal or (decision.equal and changed.equal is False):
                return changed
        if not decision.equal:
            return decision
        return Decision(None, reason=f"the words “{change.said}” beside it change the value")

    def _condition(self, found: Found, before: int | None) -> Decision | None:
        """Return the decision on an equation (``D = 0``) that stands for its solutions, None for no such.

        A name on its left that the reply nowhere defines leaves it undecided.
        """
        target, chain = self.expected.target, found.statement.sides
        if not self.traits.unordered or "variable" not in target.options or found.named == 2:
            return None
        if len(chain) != 2 or chain[1].relation != "=":
            return None
        text = self.reader.flat[found.statement.start : found.statement.end].strip()
        given = self.reader.flat[chain[0].start : chain[0].end]
        if not self._meanings.foreign(given):
            about = definitions.names_of_value(text, self.scope)
            return self.decide(text) if name(given) is None and target.options["variable"] in about else None
        put_in = self._meanings.put_in(text, found.start, before)
        if put_in is None:
            return Decision(None, reason="a condition on a name that the reply does not define")
        return self.decide(put_in)

    def _put_in(self, found: Found, before: int | None) -> str | None:
        """Return the claim's value with the reply's own names replaced, where that leaves none of them."""
        flat = self.reader.flat
        exact = [s for s in found.values if s.relation != "≈"] or list(found.values)
        start, end = exact[-1].start, exact[-1].end
        if self.traits.relation:
            start, end = found.statement.start, found.statement.end
        text = flat[start:end].strip()
        if self.traits.ranged and before is None:
            return self._own.put_in(text, found.start) if self._own.used(text) else None
        return self._meanings.put_in(text, found.start, before)

    def _judge(self, found: Found) -> Decision:
        if (whole := self._as_related(found)) is not None:
            return whole
        if not found.named and len(found.values) > 1 and not self._labels(found.values[0]):
            return Decision(None, reason=AN_EQUATION, readable=False)
        if not found.named and self._says_nothing(found):
            return Decision(None, reason="an equation of one thing with itself says nothing", readable=False)
        values = found.values[1:] if self._only_names(found) else found.values
        exact = [s for s in values if s.relation != "≈"] or list(values)
        given = found.named or len(found.values) == 1
        exact = [s for s in exact if given or s is not found.values[0]] or exact
        return self._chained(found, exact[-1])

    def _as_related(self, found: Found) -> Decision | None:
        """Return the decision on a claim as a relation or a bound; None where it gives a value."""
        flat = self.reader.flat
        if (bound := self._bound(found)) is not None:
            return self.decide(flat[bound.start : bound.end])
        if self.traits.relation:
            whole = self.decide(flat[found.statement.start : found.statement.end])
            return whole if whole.readable or not is_valued(found) else None
        if is_valued(found):
            return None
        last = found.statement.sides[-1]
        if last.relation == "∈" and self.traits.gathers:
            return self.decide(flat[last.start : last.end])
        if (value := conditioned(flat, found.statement)) is not None:
            return self.decide(value)
        return Decision(None, reason=A_RELATION, readable=False)

    def _chained(self, found: Found, end: Side) -> Decision:
        """Return the decision on a chain's exact end, unless another of its sides contradicts it."""
        flat, best, last = self.reader.flat, self._side(end), found.values[-1]
        if last.relation == "≈" and last is not end:
            rounded = self._side(last)
            if not best.readable:
                best = rounded
            elif best.equal and rounded.equal is False and rounded.readable and self._misrounds(last, best):
                return contradicted(rounded, flat[last.start : last.end])
        if best.equal and "mod" not in flat[last.start : last.end]:
            for side, later in pairwise(found.values):
                if name(flat[side.start : side.end]) and flat[side.end : later.start].strip() in ASSIGNING:
                    continue
                if self._comparable(side) and (other := self._side(side)).equal is False:
                    return contradicted(other, flat[side.start : side.end])
        return best

    def _says_nothing(self, found: Found) -> bool:
        """Whether a chain for a named thing sets one text equal to itself: ``1 = 1`` for ``x = 1``."""
        said = [self.reader.flat[side.start : side.end] for side in found.values]
        return self.expected.target.name != UNNAMED and len(said) > 1 and len(set(said)) == 1

    def _only_names(self, found: Found) -> bool:
        """Whether the first side of a chain is a name that the truth does not hold, as in ``ρ ≈ 0.949``."""
        first = found.values[0]
        lone = name(self.reader.flat[first.start : first.end].strip()) is not None
        return lone and not found.named and len(found.values) > 1 and not self._comparable(first)

    def _bound(self, found: Found) -> Side | None:
        """Return the value of a claim ``T ≥ value`` where a least or greatest number is asked for."""
        chain = found.statement.sides
        target = self.expected.target
        if not (self.traits.scalar or self.traits.satisfies) or len(chain) < 2:
            return None
        if chain[1].relation not in ("<", ">") or any(side.relation not in VALUED for side in chain[2:]):
            return None
        if self.traits.satisfies and found.named:
            return chain[-1]
        asked = found.named if target.name != "answer" else bool(target.options.get("integer"))
        asked = asked or (self.bounds and self._counts(chain[0]))
        sign = self.reader.flat[chain[0].end : chain[1].start].strip()
        if not asked or sign in ("<", ">", "\\lt", "\\gt", "\\ll", "\\gg", "≪", "≫"):
            return None
        return chain[-1] if name(self.reader.flat[chain[0].start : chain[0].end]) is not None else chain[0]

    def _counts(self, side: Side) -> bool:
        """Whether a side is a name whose least or greatest value may be what is asked."""
        text = self.reader.flat[side.start : side.end]
        symbol = self.scope.symbols.get(text)
        return name(text) is not None and (self.lettered or (symbol is not None and symbol.kind in COUNTS))

    def _side(self, side: Side) -> Decision:
        text = self.reader.flat[side.start : side.end]
        found = self.decide(text)
        if found.readable and found.equal is not None:
            return found
        parts = pieces(self.reader.flat, side.start, side.end)
        if len(parts) > 1 and not self.traits.gathers:
            first = self.decide(self.reader.flat[slice(*parts[0])])
            if first.readable:
                return first
        return found

    def _labels(self, side: Side) -> bool:
        """Whether the first side of a bare chain only says what the value is of, or is a value too."""
        text = self.reader.flat[side.start : side.end]
        own = self.expected.target.name
        if own != UNNAMED and (inverts(text, own) or is_another(text.strip(), own)):
            return False
        if not text or is_label(text) or dotted(text) or self._comparable(side):
            return True
        try:
            expr = parse(text, self.scope)
        except ParseError:
            return True
        op = getattr(expr, "op", "")
        if "lim" in text and has(expr, {"limit"}):  # a limit that is written without brackets
            return True
        if self.reader.flat[side.end : side.end + 6].lstrip(" $").startswith(("\\sim", "∼", "~")):
            return True
        combined = op in ("add", "mul") and all(isinstance(arg, Sym) for arg in getattr(expr, "args", ()))
        if op == "pow" and isinstance(expr, Node) and isinstance(expr.args[0], Node):
            combined = expr.args[0].op not in ("add", "mul", "div", "neg", "pow", "pm")  # ‖r‖², E[x]²
        if not (self.lettered or combined) and self.expected.target.name in ("", "answer"):
            combined = _expression(expr)
        return combined or op not in ("add", "mul", "div", "neg", "pow", "pm")

    def _misrounds(self, side: Side, exact: Decision) -> bool:
        """Whether a side after ≈ is not the truth rounded to the digits it shows, however few."""
        if not self._rounds(side, exact):
            return False
        target = self.expected.target
        coarse = replace(
            self.expected, target=replace(target, options={**target.options, "digits": 1, "shown": True})
        )
        text = self._plainly(self.reader.flat[side.start : side.end].strip())
        return not self.kind.decide(coarse, text, self.scope).equal

    def _rounds(self, side: Side, exact: Decision) -> bool:
        """Whether a side after ≈ must be the truth rounded: not a limit, nor the truth's own rounding."""
        return self._comparable(side) and not self.lettered

    def _comparable(self, side: Side) -> bool:
        """Whether a side holds no name that the truth does not hold."""
        text = self.reader.flat[side.start : side.end]
        if dotted(text):
            return False
        try:
            own = free_names(parse(text, self.scope))
        except ParseError:
            return False
        return own <= definitions.names_of_value(self.expected.value, self.scope)

    # ------------------------------------------------------------- all claims

    def settle(self, finals: Finals) -> TargetMark:
        """Return the mark of the target from its competing final claims."""
        first = finals.claims[0]
        joined = self._gathered(finals)
        if joined is not None:
            return joined
        decisions = [self._answering(found) for found in finals.claims]
        chosen = decisions[0]
        if not chosen.readable:
            readable = [(f, d) for f, d in zip(finals.claims, decisions) if d.readable]
            if readable and finals.claims[0].prominence != "boxed":
                (first, chosen), decisions = readable[0], [d for _, d in readable]
        equal = {d.equal for d in decisions if d.readable}
        before = self.reader.lowered[max(0, first.start - 12) : first.start].split()[-1:]
        if equal >= {True, False} or (before == ["either"] and chosen.equal and len(decisions) == 1):
            return self._mark(first, chosen, hedged=True)
        return self._mark(first, chosen)

    def _gathered(self, finals: Finals) -> TargetMark | None:
        """Return the mark of a list of claims taken together, where a collection is asked for."""
        first = finals.claims[0]
        target = self.expected.target
        if not (self.traits.gathers or self.traits.ranged):
            return None
        found = listed(self.reader, first.statement)
        apart = len(found) < 2 or any(s.relational for s in found)
        if apart and not self.traits.ranged and self.judge(first).equal:
            return None
        if len(finals.claims) > 1 and len(found) < 2:
            found = sorted((c.statement for c in finals.claims), key=lambda s: s.start)
        found = [s for s in found if not self.reader.denied(s)]
        if len(found) < 2 or (not self.traits.ranged and any(map(is_bound, found))):
            return None
        reader, like = self.reader, self.traits
        text = as_region(reader, found) if like.ranged else as_collection(reader, found, like.unordered)
        decision = self._meanings.decided(text, found[0].start, self.decide)
        if not decision.readable or (self.traits.ranged and not decision.equal):
            return None
        claim = claim_of(self.reader, found[0].start, found[-1].end, target.name, "=", first.prominence)
        return as_mark(self.expected, decision, claim)

    def _answering(self, found: Found) -> Decision:
        """Return the decision about a claim that was chosen; a condition said in passing solves nothing."""
        decision = self.judge(found)
        if decision.method == UNSOLVED and found.prominence in ("last", "conclusion"):
            own = self.reader.statements(found.statement.unit)
            behind = [self.decide(self.reader.flat[s.start : s.end]) for s in own if s.start >= found.end]
            if behind and behind[-1].equal and behind[-1].method != UNSOLVED:
                return behind[-1]  # 4 < 2x and finally x > 2
            return Decision(None, reason="an inequality that is yet to be solved", readable=False)
        return decision

    def settle_text(self, text: str, claim: Claim) -> TargetMark:
        """Return the mark of a claim whose text is given."""
        return as_mark(self.expected, self.decide(text), claim)

    def _mark(self, found: Found, decision: Decision, hedged: bool = False) -> TargetMark:
        relation = found.values[-1].relation or "="
        claim = claim_of(
            self.reader, found.start, found.end, self.expected.target.name, relation, found.prominence
        )
        if hedged:
            made = as_mark(self.expected, decision, claim)
            return replace(made, status="hedged", reason="two final claims contradict each other")
        return as_mark(self.expected, decision, claim)


def _expression(expr: Expr) -> bool:
    """Whether a side holds several names, or one several times: no equation that is yet to be solved."""
    return sum(isinstance(e, Sym) for e in walk(expr)) > 1
