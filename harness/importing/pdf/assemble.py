"""Signs put together in two dimensions: accents, limits, roots, fractions, matrices, boxes.

Rules are taken from the shortest to the longest, so that what is inside is put together first. Each
step takes nodes out of the list and puts one made node in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from harness.importing import characters
from harness.importing.pdf.content import Box, Rule
from harness.importing.pdf.linear import SMALL, base_of, height_of, linear
from harness.importing.pdf.nodes import Node, made

LIMITS = frozenset(["min", "max", "lim", "sup", "inf", "argmin", "argmax", "Pr"])
_MATRICES = {"[": "bmatrix", "(": "pmatrix", "|": "vmatrix", "‖": "Vmatrix", "{": "Bmatrix"}
_PARTNER = {"[": "]", "(": ")", "|": "|", "‖": "‖", "{": "}"}
MOST_ROWS = 40


def one(nodes: Sequence[Node], wrap: Callable[[str], str], y: float, size: float) -> Node:
    """Return nodes as one made node whose LaTeX is ``wrap`` of theirs."""
    doubts: list[tuple[float, str]] = []
    node = made(nodes, y, size, wrap(linear(nodes, doubts)))
    for confidence, why in doubts:
        node.doubt(confidence, why)
    return node


class Assembly:
    """A column's nodes on the way to formulas."""

    def __init__(self, nodes: list[Node], rules: Sequence[Rule], frames: Sequence[Box], maths: float) -> None:
        self.nodes = nodes
        self.rules = sorted(rules, key=lambda r: r.x1 - r.x0)
        self.frames = sorted(frames, key=lambda f: (f.x1 - f.x0) * (f.top - f.bottom))
        self.size = maths
        self.unused: list[Rule] = []

    def done(self) -> list[Node]:
        """Return the nodes with everything put together that belongs together."""
        self._functions()
        self._accents()
        self._limits()
        for rule in self.rules:
            if not (self._root(rule) or self._fraction(rule)):
                self.unused.append(rule)
        self._matrices()
        for frame in self.frames:
            self._box(frame)
        return self.nodes

    def _take(self, test: Callable[[Node], bool]) -> list[Node]:
        hit = [n for n in self.nodes if test(n)]
        self._drop(hit)
        return hit

    def _drop(self, nodes: Sequence[Node]) -> None:
        gone = {id(n) for n in nodes}
        self.nodes = [n for n in self.nodes if id(n) not in gone]

    # ----------------------------------------------------- names, accents, limits

    def _functions(self) -> None:
        """Make one node of each run of letters that is a function's name."""
        letters = sorted(
            (n for n in self.nodes if n.kind == "sign" and n.text.isascii() and n.text.isalpha()),
            key=lambda n: (round(n.y, 1), n.x0),
        )
        run: list[Node] = []
        for node in [*letters, None]:
            last = run[-1] if run else None
            if last and node and _adjoins(last, node):
                run.append(node)
                continue
            name = "".join(n.text for n in run)
            if 1 < len(name) < 8 and (name in characters.FUNCTIONS or name in characters.OPERATORS):
                self._drop(run)
                joined = made(run, run[0].y, run[0].size, name)
                joined.kind, joined.font, joined.inside = "function", run[0].font, []
                self.nodes.append(joined)
            run = [node] if node else []

    def _accents(self) -> None:
        for accent in [n for n in self.nodes if n.kind == "sign" and n.text in characters.ACCENTS]:
            below = [n for n in self.nodes if n is not accent and self._wears(n, accent)]
            if below:
                letter = min(below, key=lambda n: abs(n.middle - accent.middle))
                letter.tex = rf"\{characters.ACCENTS[accent.text]}{{{letter.tex.strip()}}}"
                letter.top = max(letter.top, accent.top)
                self._drop([accent])

    def _wears(self, letter: Node, accent: Node) -> bool:
        if letter.kind != "sign" or not letter.text[:1].isalpha() or len(letter.text) > 1:
            return False
        across = letter.x0 - 0.12 * letter.size < accent.middle < letter.x1 + 0.06 * letter.size
        above = -0.35 * letter.size < accent.y - letter.y < 0.95 * letter.size
        relation = accent.text in ("→", "∼", "~", "_") and abs(accent.y - letter.y) < 0.1 * letter.size and (
            accent.x0 > letter.middle
        )  # fmt: skip
        return across and above and not relation and 0.6 < accent.size / letter.size < 1.7

    def _limits(self) -> None:
        """Put what stands under and over a sum, a maximum or a limit to it."""
        for op in [
            n for n in self.nodes if n.kind == "operator" or (n.kind == "function" and n.text in LIMITS)
        ]:
            under = self._limit(op, op.bottom - 1.3 * op.size, op.bottom + 0.12 * op.size)
            over = (
                self._limit(op, op.top - 0.12 * op.size, op.top + 1.2 * op.size)
                if op.kind == "operator"
                else []
            )
            if not under and not over:
                continue
            self._drop([op, *under, *over])
            doubts: list[tuple[float, str]] = []
            tex = _name(op) + (f"_{{{linear(under, doubts)}}}" if under else "") + (
                f"^{{{linear(over, doubts)}}}" if over else "") + " "  # fmt: skip
            joined = made([op, *under, *over], op.y, min(op.size, self.size), tex)
            joined.x0, joined.x1 = op.x0, max(op.x1, min(joined.x1, op.x1 + 0.1 * op.size))
            for confidence, why in doubts:
                joined.doubt(confidence, why)
            self.nodes.append(joined)

    def _limit(self, op: Node, low: float, high: float) -> list[Node]:
        near = sorted(
            (n for n in self.nodes if n.size < SMALL * op.size and low < n.y < high
             and op.x0 - 2.5 * op.size < n.middle < op.x1 + 2.5 * op.size and n.kind in ("sign", "made",
             "function")),
            key=lambda n: n.x0,
        )  # fmt: skip
        groups: list[list[Node]] = []
        for node in near:
            if groups and node.x0 - max(n.x1 for n in groups[-1]) < 0.35 * op.size:
                groups[-1].append(node)
            else:
                groups.append([node])
        for group in groups:
            middle = (min(n.x0 for n in group) + max(n.x1 for n in group)) / 2
            reach = 0.4 * op.size if op.kind == "function" else 0.35 * op.size + 0.1 * (op.x1 - op.x0)
            if abs(middle - op.middle) < reach:
                return group
        return []

    # ------------------------------------------------------------ roots, fractions

    def _root(self, rule: Rule) -> bool:
        surd = next((n for n in self.nodes if n.kind == "surd" and abs(n.x1 - rule.x0) < 0.25 * n.size
                     and -0.35 * n.size < rule.y - n.top < 0.45 * n.size), None)  # fmt: skip
        if surd is None and not rule.surd:
            surd = next((n for n in self.nodes if n.kind == "surd" and abs(n.x1 - rule.x0) < 0.2 * n.size
                         and n.y - 0.3 * n.size < rule.y < n.y + 1.6 * n.size), None)  # fmt: skip
        if surd is None and not rule.surd:
            return False
        start = surd.x0 if surd else rule.surd
        low = min(surd.bottom if surd else rule.y - 1.4 * self.size, rule.y - 0.9 * self.size)
        first = self._first(rule, above=False, skip=surd)
        if first is None:
            return False
        low = min(low, first.y - 0.5 * first.size)
        taken = self._take(
            lambda n: n is not surd and rule.x0 - 1.5 < n.middle < rule.x1 + 1 and low - 1 < n.y < rule.y
        )
        if not taken:
            return False
        y, size = base_of(taken)
        degree = self._take(lambda n: n.size < 0.7 * size and start - 2 < n.middle < rule.x0 - 0.1 * size
                            and y < n.y < rule.y + 2 and n.kind == "sign") if surd else []  # fmt: skip
        order = f"[{''.join(n.tex for n in degree)}]" if degree else ""
        root = one(taken, lambda inside: rf"\sqrt{order}{{{inside}}}", y, size)
        root.x0, root.x1, root.top = start, max(rule.x1, root.x1), max(rule.y, root.top)
        self._drop([surd] if surd else [])
        self.nodes.append(root)
        return True

    def _first(self, rule: Rule, above: bool, skip: Node | None = None) -> Node | None:
        """Return the base sign of the row that stands next to a rule, above or below it."""
        side = [
            n for n in self.nodes
            if n is not skip and n.kind != "surd" and rule.x0 - 1.5 < n.middle < rule.x1 + 1.5
            and (-0.3 < n.y - rule.y < 1.5 * self.size if above else 0 < rule.y - n.y < 1.9 * self.size)
            and self._nearest(n, rule)
        ]  # fmt: skip
        if not side:
            return None
        plain = [n for n in side if n.kind != "delimiter"] or side
        nearest = min(plain, key=lambda n: n.bottom if above else -n.top)
        row = [n for n in plain if abs(n.y - nearest.y) < 0.45 * max(n.size, nearest.size)]
        size = max(n.size for n in row)
        level = [n for n in row if n.size > SMALL * size]
        return min(level, key=lambda n: abs(n.y - nearest.y))

    def _fraction(self, rule: Rule) -> bool:
        over, under = self._first(rule, above=True), self._first(rule, above=False)
        if over is None or under is None or rule.x1 - rule.x0 > 60 * self.size:
            return False
        if over.bottom - rule.y > 0.9 * over.size or rule.y - under.top > 0.9 * under.size:
            return False
        inside = self._across(rule)
        above = [n for n in self.nodes if inside(n) and rule.y - 0.3 < n.y < over.y + 0.8 * over.size
                 and _in_row(n, over) and self._nearest(n, rule)]  # fmt: skip
        below = [n for n in self.nodes if inside(n) and under.y - 0.8 * under.size < n.y < rule.y
                 and _in_row(n, under) and self._nearest(n, rule)]  # fmt: skip
        if not self._within(above, rule) or not self._within(below, rule):
            return False
        self._drop([*above, *below])
        doubts: list[tuple[float, str]] = []
        tex = rf"\frac{{{linear(above, doubts)}}}{{{linear(below, doubts)}}}"
        scale = max(base_of(above)[1], base_of(below)[1])
        size = self.size if scale > 0.6 * self.size else 0.7 * self.size
        node = made([*above, *below], height_of(rule.y, size), size, tex)
        node.x0, node.x1 = min(rule.x0, node.x0), max(rule.x1, node.x1)
        for confidence, why in doubts:
            node.doubt(confidence, why)
        self.nodes.append(node)
        return True

    def _across(self, rule: Rule) -> Callable[[Node], bool]:
        """Return the test whether a sign stands over or under a rule's length."""

        def across(node: Node) -> bool:
            return rule.x0 - 1.5 < node.middle < rule.x1 + 1.5 and node.kind != "surd"

        return across

    def _nearest(self, node: Node, rule: Rule) -> bool:
        """Whether a sign belongs to this rule rather than to the next one of a stack of fractions."""
        for other in self.rules:
            across = other.x0 - 1.5 < node.middle < other.x1 + 1.5 and other is not rule
            between = min(other.y, rule.y) < node.y + 0.25 * node.size < max(other.y, rule.y)
            if not (across and between) or abs(other.y - rule.y) > 2.5 * node.size:
                continue
            gaps = (node.bottom - other.y, rule.y - node.top) if other.y < rule.y else (
                other.y - node.top, node.bottom - rule.y)  # fmt: skip
            if gaps[0] < gaps[1] and self._alike(node, other, above=other.y > rule.y):
                return False
        return True

    def _alike(self, node: Node, rule: Rule, above: bool) -> bool:
        """Whether what stands on a rule's other side is as large as a sign: then they are one fraction."""
        far = [n for n in self.nodes if rule.x0 - 1.5 < n.middle < rule.x1 + 1.5
               and 0 <= (n.y - rule.y if above else rule.y - n.y) < 1.3 * node.size]  # fmt: skip
        return bool(far) and abs(max(n.size for n in far) - node.size) < 0.12 * node.size

    def _within(self, nodes: list[Node], rule: Rule) -> bool:
        """Whether what stands at a rule ends where the rule ends: running text goes on beyond it."""
        if not nodes or not any(n.maths or n.text.isdigit() for n in nodes):
            words = [n for n in nodes if n.text.isalpha()]
            if not nodes or len(words) > 24:
                return False
        y, size = base_of(nodes)
        beyond = [
            n for n in self.nodes
            if (-0.3 * size < n.x1 - rule.x0 < 0.1 * size or -0.1 * size < n.x0 - rule.x1 < 0.12 * size)
        ]  # fmt: skip
        return not any(abs(n.y - y) < 0.5 and n.size > SMALL * size and n not in nodes for n in beyond)

    # ------------------------------------------------------------ matrices, boxes

    def _matrices(self) -> None:
        for opening in sorted((n for n in self.nodes if n.text in _MATRICES), key=lambda n: -n.x0):
            if not any(n is opening for n in self.nodes):
                continue
            tall = opening.kind == "delimiter" and opening.top - opening.bottom > 1.75 * opening.size
            closing = self._partner(opening)
            if closing is not None:
                self._matrix(opening, closing, tall)
            elif opening.text == "{" and tall:
                self._cases(opening)

    def _partner(self, opening: Node) -> Node | None:
        wanted = _PARTNER[opening.text]
        after = [n for n in self.nodes if n.text == wanted and n is not opening and n.x0 >= opening.x1 - 0.5
                 and abs(n.top - opening.top) < 2.5 and abs(n.bottom - opening.bottom) < 2.5]  # fmt: skip
        return min(after, key=lambda n: n.x0) if after else None

    def _matrix(self, opening: Node, closing: Node, tall: bool) -> None:
        reach = 0.15 * self.size if tall else 2.3 * self.size
        inside = [
            n for n in self.nodes
            if opening.x1 - 1 < n.middle < closing.x0 + 1 and n is not opening and n is not closing
            and opening.bottom - reach < n.y + 0.25 * n.size < opening.top + reach
        ]  # fmt: skip
        rows = _rows(inside, self.size)
        if not 2 <= len(rows) <= MOST_ROWS or (not tall and not self._alone(rows, opening, closing)):
            return
        grid = _grid(inside, rows, self.size)
        doubts: list[tuple[float, str]] = []
        body = r" \\ ".join(" & ".join(linear(cell, doubts) for cell in row) for row in grid)
        env = _MATRICES[opening.text]
        self._drop([opening, closing, *inside])
        y = height_of((opening.top + opening.bottom) / 2, self.size)
        node = made([opening, closing, *inside], y, self.size, rf"\begin{{{env}}} {body} \end{{{env}}}")
        for confidence, why in doubts:
            node.doubt(confidence, why)
        self.nodes.append(node)

    def _alone(self, rows: list[float], opening: Node, closing: Node) -> bool:
        """Whether rows between brackets of unknown height are only theirs, and lie evenly around them."""
        for y in rows:
            reach = 1.2 * self.size
            row = [n for n in self.nodes if abs(n.y - y) < 0.15 * self.size]
            beside = [
                n for n in row
                if abs(n.y - opening.y) > 0.3 * self.size
                and (-reach < n.x1 - opening.x0 < 1 or -1 < n.x0 - closing.x1 < reach)
            ]  # fmt: skip
            if beside:
                return False
        return (
            abs((rows[0] + rows[-1]) / 2 - opening.y) < 0.35 * self.size
            and rows[0] - rows[-1] < 2.9 * self.size
        )

    def _cases(self, opening: Node) -> None:
        inside = [n for n in self.nodes if n.x0 >= opening.x1 - 1 and n is not opening
                  and -0.5 * self.size < n.y + 0.25 * n.size - opening.bottom
                  and n.y + 0.25 * n.size - opening.top < 0.5 * self.size]  # fmt: skip
        rows = _rows(inside, self.size)
        if not 2 <= len(rows) <= MOST_ROWS:
            return
        doubts: list[tuple[float, str]] = []
        body = r" \\ ".join(
            " & ".join(linear(cell, doubts) for cell in row) for row in _grid(inside, rows, self.size)
        )
        self._drop([opening, *inside])
        y = height_of((opening.top + opening.bottom) / 2, self.size)
        node = made([opening, *inside], y, self.size, rf"\begin{{cases}} {body} \end{{cases}}")
        node.doubt(0.8, "cases without a closing bracket")
        for confidence, why in doubts:
            node.doubt(confidence, why)
        self.nodes.append(node)

    def _box(self, frame: Box) -> None:
        inside = [n for n in self.nodes if frame.holds(n.middle, n.y + 0.2 * n.size)]
        words = [n for n in inside if n.kind == "sign" and not n.maths and n.text.isalpha()]
        if not inside or len(words) > 30 or frame.top - frame.bottom > 9 * self.size:
            return
        if not any(n.maths or n.text.isdigit() for n in inside):
            return
        self._drop(inside)
        y, size = base_of(inside)
        node = one(inside, lambda tex: rf"\boxed{{{tex}}}", y, size)
        node.x0, node.x1 = frame.x0, frame.x1
        self.nodes.append(node)


def _adjoins(last: Node, node: Node) -> bool:
    """Whether two letters stand beside each other in one word."""
    alike = abs(node.y - last.y) < 0.6 and node.size == last.size and node.font == last.font
    return alike and -0.1 * node.size < node.x0 - last.x1 < 0.13 * node.size


def _name(op: Node) -> str:
    if op.kind == "operator":
        return op.tex.strip()
    return f"\\{op.text}" if op.text in characters.FUNCTIONS else rf"\operatorname*{{{op.text}}}"


def _in_row(node: Node, first: Node) -> bool:
    """Whether a sign stands in a row or is a script in it, rather than in the next row of a stack."""
    level = node.size > SMALL * first.size and node.kind != "delimiter"
    return not level or abs(node.y - first.y) < 0.42 * max(node.size, first.size)


def _rows(nodes: Sequence[Node], size: float) -> list[float]:
    """Return the baselines of the rows that nodes stand in, from the top."""
    levels = sorted(
        {round(n.y, 1) for n in nodes if n.size > 0.8 * size and n.kind != "delimiter"}, reverse=True
    )
    if not levels:
        levels = sorted({round(n.y, 1) for n in nodes}, reverse=True)
    rows: list[float] = []
    for y in levels:
        if not rows or rows[-1] - y > 0.7 * size:
            rows.append(y)
    return rows


def _grid(nodes: Sequence[Node], rows: list[float], size: float) -> list[list[list[Node]]]:
    """Return nodes by row and column; a column's edge is a gap that no row reaches into."""
    spans = sorted((n.x0, n.x1) for n in nodes)
    cuts: list[float] = []
    end = spans[0][1]
    for x0, x1 in spans:
        if x0 - end > 0.55 * size:
            cuts.append((x0 + end) / 2)
        end = max(end, x1)
    edges = [-1e9, *cuts, 1e9]
    grid: list[list[list[Node]]] = [[[] for _ in range(len(edges) - 1)] for _ in rows]
    for node in nodes:
        row = min(range(len(rows)), key=lambda i: abs(node.y - rows[i]))
        column = next(i for i in range(len(edges) - 1) if edges[i] < node.middle <= edges[i + 1])
        grid[row][column].append(node)
    return grid
