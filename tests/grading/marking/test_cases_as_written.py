"""Answers by cases as people write them: lists, tables, sentences, words for what remains, own names."""

# ruff: noqa: E501  (replies are kept on one line)

from __future__ import annotations

import pytest

from harness.grading import mark, verify
from harness.records import Answer, Expected, Target
from harness.symbols import declare

OPEN = ("unsupported", "hedged", "no_answer")
TARIFF = Answer(
    "tariffs", "", "conditional", "",
    (Expected(
        Target("cheaper", "conditional", "the tariff that costs less", ("cheaper", "costs less"), {
            "variable": "q",
            "choices": {"f": ["the flat tariff", "flat", "F"], "m": ["the metered tariff", "metered", "M"],
                        "n": ["equally expensive", "the same", "tie", "equal", "both"]}}),
        r"\begin{cases} \text{m} & 0 < q < \frac{g}{u+v} \\ \text{n} & q = \frac{g}{u+v} \\ \text{f} & q > \frac{g}{u+v} \end{cases}"),),
    (declare("q", "positive"), declare("g", "positive"), declare("u", "positive"), declare("v", "positive")),
)  # fmt: skip
"""Which tariff is cheaper at q units: metered below g/(u+v), flat above."""
RACE = Answer(
    "race", "", "conditional", "",
    (Expected(
        Target("faster", "conditional", "the pump that is faster", ("faster", "sooner"), {
            "variable": "r", "choices": {"a": ["pump A", "A", "the first pump"], "b": ["pump B", "B", "the second pump"]}}),
        r"\begin{cases} \text{a} & 0 < r < \sqrt{3} - 1 \\ \text{b} & \sqrt{3} - 1 < r < 2 \end{cases}"),),
    (declare("r", "positive"),),
)  # fmt: skip
"""Which of two pumps is faster: A below √3 − 1 ≈ 0.732, B above."""

TARIFFS = [
    # (whether it is right, the reply)
    (True, "Metered costs u+v per unit, flat costs g once.\n\n• q < g/(u+v): metered is cheaper\n• q = g/(u+v): both cost the same\n• q > g/(u+v): flat is cheaper"),
    (True, "| range of $q$ | cheaper tariff |\n|---|---|\n| $0<q<\\frac{g}{u+v}$ | metered |\n| $q=\\frac{g}{u+v}$ | tie |\n| $q>\\frac{g}{u+v}$ | flat |"),
    (True, "Set the costs equal: $(u+v)q=g$. So **metered** is cheaper iff $(u+v)q<g$, i.e. $q<\\frac{g}{u+v}$; beyond that the flat tariff is cheaper, and exactly at $q=\\frac{g}{u+v}$ they cost the same."),
    (True, "Let $q^*=\\frac{g}{u+v}$ be the break-even point.\n\n1. For $q<q^*$: the metered tariff.\n2. For $q>q^*$: the flat tariff.\n3. At $q=q^*$: equal."),
    (True, "$$\\text{cheaper} = \\begin{cases}\\text{metered}, & q < g/(u+v)\\\\ \\text{tie}, & q = g/(u+v)\\\\ \\text{flat}, & q > g/(u+v)\\end{cases}$$"),
    (True, "F cheaper ⇔ g < (u+v)q ⇔ q > g/(u+v). M is cheaper for q < g/(u+v); tie at equality."),
    (True, "If $q<\\dfrac{g}{u+v}$ then metered, otherwise flat (with a tie when both sides are equal)."),
    (True, "| tariff | cheaper when |\n|:--|:--|\n| flat | $q>g/(u+v)$ |\n| metered | $q<g/(u+v)$ |\n\nAt $q=g/(u+v)$ it's a tie."),
    (True, "The break-even quantity is g/(u+v).\n\n- metered for q below g/(u+v)\n- flat for q above g/(u+v)\n- the same exactly at the break-even quantity"),
    (True, "Metered for $q<g/(u+v)$, flat for $q>g/(u+v)$."),
    (False, "Metered costs u+v per unit, flat costs g once.\n\n• q < g/(u+v): flat is cheaper\n• q = g/(u+v): both cost the same\n• q > g/(u+v): metered is cheaper"),
    (False, "| range of $q$ | cheaper tariff |\n|---|---|\n| $0<q<\\frac{g}{u-v}$ | metered |\n| $q=\\frac{g}{u-v}$ | tie |\n| $q>\\frac{g}{u-v}$ | flat |"),
    (False, "So **metered** is cheaper iff $(u+v)q>g$, i.e. $q>\\frac{g}{u+v}$; below that the flat tariff is cheaper."),
    (False, "Let $q^*=\\frac{g}{2(u+v)}$ be the break-even point.\n\n1. For $q<q^*$: the metered tariff.\n2. For $q>q^*$: the flat tariff.\n3. At $q=q^*$: equal."),
    (False, "Metered is not cheaper for q < g/(u+v); flat is not cheaper for q > g/(u+v)."),
    (False, "Metered for $q<g/(u+v)$, and for larger $q$ metered as well, since the unit price never changes."),
    (False, "The flat tariff is always cheaper, whatever $q$ is."),
    (False, "If $q<\\dfrac{g}{u+v}$ then flat, otherwise metered."),
    (False, "• q < g/(u+v): metered costs more\n• q > g/(u+v): flat costs more"),
    (False, "I compared both tariffs: for q < g/(u+v) metered and flat differ, for q > g/(u+v) as well. It depends on the customer."),
]  # fmt: skip

PUMPS = [
    (True, "A is faster for r < √3 − 1 ≈ 0.732, B for r > √3 − 1."),
    (True, "Comparing the two times gives $r^2+2r-2<0$. Hence B is slower when $r<\\sqrt3-1$, and A is slower when $r>\\sqrt3-1$."),
    (True, "Pump A wins ⟺ r² + 2r < 2 ⟺ (r+1)² < 3 ⟺ r < √3 − 1. In all other cases pump B wins."),
    (True, "Let $r_0 = -1+\\sqrt{3}$.\n\n- below $r_0$: the first pump\n- above $r_0$: the second pump"),
    (True, "When $0<r<0.732$, A is faster; when $0.732<r<2$, B is."),
    (False, "A is faster for r > √3 − 1 ≈ 0.732, B for r < √3 − 1."),
    (False, "Hence A is slower when $r<\\sqrt3-1$, and B is slower when $r>\\sqrt3-1$."),
    (False, "Pump A wins ⟺ r² + 2r < 3 ⟺ (r+1)² < 4 ⟺ r < 1. In all other cases pump B wins."),
    (False, "When $0<r<0.5$, A is faster; when $0.5<r<2$, B is."),
    (False, "Let $r_0 = -1+\\sqrt{3}$.\n\n- above $r_0$: the first pump\n- below $r_0$: the second pump"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "reply"), TARIFFS)
def test_which_tariff_is_cheaper(right: bool, reply: str) -> None:
    assert (mark(TARIFF, reply).status == "correct") is right, mark(TARIFF, reply).reason


@pytest.mark.parametrize(("right", "reply"), PUMPS)
def test_which_pump_is_faster(right: bool, reply: str) -> None:
    assert (mark(RACE, reply).status == "correct") is right, mark(RACE, reply).reason


@pytest.mark.parametrize("reply", [reply for right, reply in TARIFFS if right])
def test_no_right_reply_by_cases_is_called_wrong(reply: str) -> None:
    assert mark(TARIFF, reply).status != "incorrect"


# ------------------------------------------------------------------- a second sitting
DOOR = Answer(
    "springs", "", "region", "",
    (Expected(Target("overdamped", "region", "when the door does not swing", ("overdamped", "over-damped", "strongly damped"), {"variable": "c"}),
              r"c > 2\sqrt{k m}"),
     Expected(Target("underdamped", "region", "when the door swings", ("underdamped", "oscillatory", "weakly damped"), {"variable": "c"}),
              r"0 < c < 2\sqrt{k m}"),),
    (declare("c", "positive"), declare("k", "positive"), declare("m", "positive")),
)  # fmt: skip
"""For which damping a door swings: below 2√(km), and for which it does not."""

DOORS = [
    (True, "Let $c_* = 2\\sqrt{km}$.\n\n- overdamped: $c > c_*$\n- critical: $c = c_*$\n- underdamped: $c < c_*$"),
    (True, "The discriminant is $D=c^2-4km$.\n\n| damping | behaviour |\n|---|---|\n| $c<2\\sqrt{km}$ | underdamped, it swings |\n| $c=2\\sqrt{km}$ | critically damped |\n| $c>2\\sqrt{km}$ | overdamped |"),
    (True, "Roots: (−c ± √(c² − 4km))/(2m). Overdamped iff c² > 4km, i.e. c > 2√(km); underdamped iff c < 2√(km)."),
    (True, "With $c_\\pm = \\pm 2\\sqrt{km}$ the discriminant is $(c-c_-)(c-c_+)$.\n\n1. $0<c<c_+$: oscillatory\n2. $c>c_+$: overdamped"),
    (True, "For c < 2√(km) the motion is oscillatory. For c > 2√(km) the motion is overdamped."),
    (False, "Let $c_* = \\sqrt{km}$.\n\n- overdamped: $c > c_*$\n- critical: $c = c_*$\n- underdamped: $c < c_*$"),
    (False, "| damping | behaviour |\n|---|---|\n| $c<2\\sqrt{km}$ | overdamped |\n| $c=2\\sqrt{km}$ | critically damped |\n| $c>2\\sqrt{km}$ | underdamped |"),
    (False, "Overdamped iff c² > 4km, i.e. c > 2√(km); it is not underdamped iff c < 2√(km)."),
    (False, "Let $c_0 = 2\\sqrt{km}$, or rather $c_0 = 2\\sqrt{k/m}$.\n\n- overdamped: $c>c_0$\n- underdamped: $c<c_0$"),
    (False, "For c < 2√(km) the motion is oscillatory. For c > 2√(km) it is oscillatory as well, only slower."),
]  # fmt: skip

TOLL = r"\begin{cases} 3x & 0 \le x \le 20 \\ 2x + 20 & x > 20 \end{cases}"
SIGNS = r"\begin{cases} 2 & t > 0 \\ 1 & t = 0 \\ 0 & t < 0 \end{cases}"
VALUES = [
    # gold, whether it is right, reply
    (TOLL, True, "Up to 20 km you pay 3 per km, after that 2 per km.\n\n- $0\\le x\\le 20$: $P = 3x$\n- $x>20$: $P = 2x+20$"),
    (TOLL, True, "$P(x)=3x$ if $0\\le x\\le20$, and $P(x)=60+2(x-20)$ otherwise."),
    (TOLL, True, "| distance | toll |\n|---|---|\n| $0\\le x\\le20$ | $3x$ |\n| $x>20$ | $20+2x$ |"),
    (SIGNS, True, "There are 2 intersections for $t>0$, 1 for $t=0$ and 0 for $t<0$."),
    (SIGNS, True, "* t < 0: 0\n* t = 0: 1\n* t > 0: 2"),
    (TOLL, False, "- $0\\le x\\le 20$: $P = 3x$\n- $x>20$: $P = 2x+60$"),
    (TOLL, False, "$P(x)=3x$ if $0\\le x\\le20$, and $P(x)=2x$ otherwise."),
    (TOLL, False, "| distance | toll |\n|---|---|\n| $0\\le x\\le20$ | $20+2x$ |\n| $x>20$ | $3x$ |"),
    (SIGNS, False, "There are 2 intersections for $t>0$, 1 for $t=0$ and 1 for $t<0$."),
    (SIGNS, False, "* t < 0: 2\n* t = 0: 1\n* t > 0: 0"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "reply"), DOORS)
def test_ranges_named_by_a_list_of_cases(right: bool, reply: str) -> None:
    assert (mark(DOOR, reply).status == "correct") is right, mark(DOOR, reply).reason


@pytest.mark.parametrize(("gold", "right", "reply"), VALUES)
def test_values_by_cases(gold: str, right: bool, reply: str) -> None:
    assert (verify(gold, reply).status == "correct") is right, verify(gold, reply).reason


TONGUES = [
    (True, "Für r < √3 − 1 ist A schneller, sonst B."),
    (True, "Si r < √3 − 1, A est plus rapide ; sinon B."),
    (True, "Si r < √3 − 1, A es más rápido; en caso contrario, B."),
    (True, "Se r < √3 − 1, A è più veloce; altrimenti B."),
    (True, "Se r < √3 − 1, A é mais rápido; caso contrário, B."),
    (True, "Если r < √3 − 1, то A быстрее, иначе B."),
    (True, "当 r < √3 − 1 时，A 更快；否则 B 更快。"),
    (True, "r < √3 − 1 のとき A、それ以外は B。"),
    (True, "r < √3 − 1 일 때 A, 그 외 B."),
    (True, "إذا r < √3 − 1 فإن A أسرع، وإلا B."),
    (True, "यदि r < √3 − 1 तो A तेज़, अन्यथा B."),
    (True, "r < √3 − 1 ise A daha hızlı, aksi halde B."),
    (True, "Nếu r < √3 − 1 thì A nhanh hơn, ngược lại B."),
    (False, "Für r < √3 − 1 ist A langsamer, sonst B langsamer."),
    (False, "Si r < √3 − 1, A est plus lent ; sinon B plus lent."),
    (False, "Если r < √3 − 1, то A медленнее, иначе B медленнее."),
    (False, "当 r < √3 − 1 时，A 更慢；否则 B 更慢。"),
    (False, "当 r < √3 − 1 时，B 更快；否则 A 更快。"),
]


@pytest.mark.parametrize(("right", "reply"), TONGUES)
def test_cases_in_other_languages(right: bool, reply: str) -> None:
    assert (mark(RACE, reply).status == "correct") is right, mark(RACE, reply).reason


LAID_OUT = [
    (True, "| | $q<\\frac{g}{u+v}$ | $q=\\frac{g}{u+v}$ | $q>\\frac{g}{u+v}$ |\n|---|---|---|---|\n| cheaper | metered | tie | flat |"),
    (True, "| $q$ | cost of flat | cost of metered | cheaper |\n|---|---|---|---|\n| $q<g/(u+v)$ | $g$ | $(u+v)q$ | metered |\n| $q>g/(u+v)$ | $g$ | $(u+v)q$ | flat |"),
    (True, "## $q<g/(u+v)$\n\nThe metered tariff is cheaper.\n\n## $q>g/(u+v)$\n\nThe flat tariff is cheaper."),
    (False, "| | $q<\\frac{g}{u+v}$ | $q=\\frac{g}{u+v}$ | $q>\\frac{g}{u+v}$ |\n|---|---|---|---|\n| cheaper | flat | tie | metered |"),
    (False, "## $q<g/(u+v)$\n\nThe flat tariff is cheaper.\n\n## $q>g/(u+v)$\n\nThe metered tariff is cheaper."),
    (False, "• q < g/(u+v): metered\n• q = g/(u+v): metered\n• q > g/(u+v): flat"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "reply"), LAID_OUT)
def test_tables_turned_round_and_headings(right: bool, reply: str) -> None:
    assert (mark(TARIFF, reply).status == "correct") is right, mark(TARIFF, reply).reason
