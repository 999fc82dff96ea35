"""Which of a reply's claims is marked."""

from __future__ import annotations

import pytest

from harness.grading import verify

FIVE = [
    "There are 10 terms. The sum is five.",
    r"\boxed{5}",
    r"$\boxed{\boxed{5}}$",
    r"First $\boxed{3}$ apples, later more. Altogether, \boxed{5}",
    "## Final answer\n\n$5$",
    "**Final Answer:** 5",
    "The answer is 5 because 2 + 3 = 5.",
    "Therefore, the answer is $x = 5$.",
    "We get 3. Wait, that is wrong. Correction: 5.",
    "It is not 4 but 5.",
    "答案是5。",
    "最终答案：５",
    "最终答案：\n\n$$x=5$$",
    "So it converges to five.",
    "| quantity | value |\n|---|---|\n| answer | 5 |",
    "Answer:\n```\n5\n```",
    "x = 2 + 3 = 5",
    "$x = 10/2 ≈ 5.00$",
    "We try $x=3$: too small. Hence $x = 5$.",
    "Since 4 < x, the only choice is 5.",
    "<think>7 perhaps</think>5",
    "~~7~~ 5",
    "\\[\n\\begin{aligned} x &= 2 + 3 \\\\ &= 5 \\end{aligned}\n\\]",
    "Thus **5**.",
]

NOT_FIVE = [
    ("the answer is not 5", "no_answer"),
    ("We have n = 5.\nSo the number of pairs is six.", "incorrect"),
    ("It cannot be 5.", "no_answer"),
    ("I cannot determine the value; it might be 5.", "no_answer"),
    ("I don't know, 5?", "no_answer"),
    ("2 + 2 = 5", "hedged"),
    ("x = 2 + 2 = 5", "hedged"),
    ("either 5 or 6", "hedged"),
    ("x = 5 or x = 6", "hedged"),
    (r"\boxed{5}, \boxed{6}", "hedged"),
    ("The answer is 5. Actually, that is wrong: the answer is 6.", "incorrect"),
    (r"The answer is \boxed{5}. Wait, I made a mistake. It is \boxed{6}.", "incorrect"),
    ("The answer is 5. Scratch that.", "no_answer"),
    (r"so \boxed{5", "no_answer"),
    ("", "no_answer"),
    ("Is it 5?", "no_answer"),
    ("If x = 5 then the sum is odd.", "no_answer"),
    ("x > 5", "no_answer"),
    ("2x = 5", "no_answer"),
    ("x^2 = 5", "no_answer"),
    (r"\boxed{}", "no_answer"),
]


@pytest.mark.parametrize("reply", FIVE)
def test_five_is_claimed(reply: str) -> None:
    verdict = verify("5", reply)
    assert verdict.status == "correct", verdict.reason
    assert verdict.claim is not None
    assert reply[verdict.claim.start : verdict.claim.end] == verdict.claim.text


@pytest.mark.parametrize(("reply", "status"), NOT_FIVE)
def test_five_is_not_claimed(reply: str, status: str) -> None:
    assert verify("5", reply).status == status


def test_a_remark_after_the_answer_is_no_answer() -> None:
    reply = "Therefore $k = 4$, which is less than $5$.\n\nCheck: $2 \\cdot 4 + 1 = 9$."
    assert verify("4", reply).status == "correct"
    assert verify("9", reply).status != "correct"
    assert verify("5", reply).status != "correct"


def test_the_last_value_of_the_target_counts() -> None:
    reply = "First try: η = 3. That diverges, so we halve it: η = 1.5. Then η = 0.75 works."
    assert verify("0.75", reply, targets=("eta",)).status in ("correct", "hedged")
    assert verify("3", reply, targets=("eta",)).status in ("incorrect", "hedged")


def test_exact_and_rounded_side_must_agree() -> None:
    assert verify(r"\frac{1}{3}", "x = 1/3 ≈ 0.333").status == "correct"
    assert verify(r"\frac{1}{3}", "x = 1/3 ≈ 0.433").status == "hedged"


def test_names_a_reply_defines_are_put_in() -> None:
    reply = "$c = 1/1.0101$ and $x = [1, 0.1, 0.01]$. Therefore $\\theta = c \\cdot x$."
    gold = r"\begin{pmatrix}\frac{10000}{10101}\\ \frac{1000}{10101}\\ \frac{100}{10101}\end{pmatrix}"
    assert verify(gold, reply, targets=("theta",)).status == "correct"


def test_members_on_several_lines_are_one_claim() -> None:
    reply = "- $\\theta_1 = 1/3$\n- $\\theta_2 = 10/3$\n- $\\theta_3 = 100/3$"
    gold = r"\left[\tfrac13, \tfrac{10}{3}, \tfrac{100}{3}\right]^\top"
    assert verify(gold, reply, targets=("theta",), kind="vector").status == "correct"


@pytest.mark.parametrize(
    "reply", ["x = 2 or x = -2", "$x=2$ and $x=-2$", "- $x = 2$\n- $x = -2$", "x = ±2", "2, -2"]
)
def test_a_set_is_gathered(reply: str) -> None:
    assert verify(r"\{-2, 2\}", reply).status == "correct"


def test_half_of_a_set_is_not_enough() -> None:
    assert verify(r"\{-2, 2\}", "x = 2").status == "incorrect"


SHAPES = {"X": "matrix n x d", "y": "vector n", "I": "identity"}

OTHER_SHAPE = [
    (r"X^\top X", "First $X^\\top X$.\n\n**Final answer:** $XX^\\top$"),
    (r"X^\top X", "First $X^\\top X$. The answer is **XXᵀ**."),
    (r"X^\top X", r"$X^\top X$ is the Gram matrix; the Hessian is $XX^\top$."),
    (r"X^\top y", r"First $X^\top y$. The final answer is $\|X^\top y\|$."),
    (r"y^\top y", "First $y^\\top y$. The final answer is $y$."),
    (r"XX^\top", "So $K=XX^\\top$ for rows. Here they are columns, hence\n\n$$K=X^\\top X .$$"),
    (r"X^\top(XX^\top+I)^{-1}y", "w = Xᵀα, α = (XXᵀ + I)⁻¹y.\n\nSo it is\n\n**w* = (XXᵀ + I)⁻¹ y**"),
    ("(1,2)", "The vector is $(1,2)$. The final answer is $5$."),
    ("5", "The number is $5$. The final answer is $(1,2)$."),
]

REMARK_OF_OTHER_SHAPE = [
    (r"X^\top X", r"The answer is $X^\top X$, a $d\times d$ matrix."),
    (r"X^\top X", r"The Hessian is $X^\top X$ ($d\times d$, positive semidefinite)."),
    (r"X^\top X", r"It is $X^\top X$. The trace of it is $\|X\|_F^2$."),
    (r"X^\top X", "So we get $X^\\top X$. Here $X$ has $n$ rows."),
    (r"X^\top y", r"So we get $X^\top y$. Its norm is at most $\|X\|\|y\|$."),
    (r"X^\top y", r"$v = X^\top y$, that is, $v^\top = y^\top X$."),
    ("(1,2)", "The vector is $(1,2)$, of length $\\sqrt5$."),
    ("(1,2)", "$$v=(1,2)$$\n\nIts length is $\\sqrt5$."),
]


@pytest.mark.parametrize(("gold", "reply"), OTHER_SHAPE)
def test_a_final_claim_of_another_shape_counts(gold: str, reply: str) -> None:
    symbols = SHAPES if "X" in gold or "y" in gold else None
    assert verify(gold, reply, symbols=symbols).status in ("incorrect", "hedged")


@pytest.mark.parametrize(("gold", "reply"), REMARK_OF_OTHER_SHAPE)
def test_a_remark_of_another_shape_does_not_count(gold: str, reply: str) -> None:
    assert verify(gold, reply, symbols=SHAPES if "X" in gold else None).correct


TAKEN_ON = [
    (r"\lambda>\frac14", r"So $4\lambda>1$. Dividing by 4, $\lambda>4$.", {"lambda": "real"}),
    (r"\lambda>\frac14", "So 4λ > 1. Dividing by 4, λ > 4.", {"lambda": "real"}),
    ("a/b", "It is a/b, which must be doubled, giving 2a/b.", None),
    ("a/b", "After one step: a/b; after two steps, (a/b)².", None),
    ("a/b", "ρ = a/b per step, hence ρ² = a²/b² for the loss.", None),
    ("a/b", "The solution is $x=a/b$; multiplied by $b$ once more, the final value is $a$.", None),
]


@pytest.mark.parametrize(("gold", "reply", "symbols"), TAKEN_ON)
def test_a_sentence_that_goes_on_ends_in_its_claim(
    gold: str, reply: str, symbols: dict[str, str] | None
) -> None:
    targets = ("lambda",) if symbols else ()
    verdict = verify(gold, reply, symbols=symbols, targets=targets)
    assert verdict.status in ("incorrect", "unsupported", "no_answer")


CASES_NAMED = [
    ("a", "For $t=1$ it is $a$. In general: $a^t$."),
    ("a", "Check $t=1$. The answer is $a^t$."),
    ("a", "The answer is $a^t$; for $t=1$ this is $a$."),
    ("a/2", "The answer is $a/n$, e.g. $n=2$."),
    ("a/2", "The answer is $a/n$.\n\nFor $n=2$ we get half of $a$."),
]


@pytest.mark.parametrize(("gold", "reply"), CASES_NAMED)
def test_a_case_is_no_definition(gold: str, reply: str) -> None:
    assert verify(gold, reply, symbols={"a": "positive"}).status == "unsupported"


def test_a_definition_by_a_number_is_put_in() -> None:
    assert verify("a/2", "The answer is $a/n$ with $n=2$.", symbols={"a": "positive"}).correct


MARKED = [
    "**Answer: {}**",
    "**Answer:** {}",
    "*Answer:* {}",
    "***Answer: {}***",
    "__Answer: {}__",
    "# Answer: {}",
    "### Answer: {}",
    "#### {}",
    "- **Answer:** {}",
    "> **Answer:** {}",
    "| **Answer** | {} |",
    "<answer>{}</answer>",
    "Answer — {}",
    "Conclusion: {}",
    "{} is the final answer.",
    "The required value is {}.",
    "**Final answer (b):** {}",
]


@pytest.mark.parametrize("answer", ["5", "$\\frac{10}{2}$"])
@pytest.mark.parametrize("mark", MARKED)
def test_a_marked_answer_wins_over_what_follows(mark: str, answer: str) -> None:
    for tail in ("", "\n\nIts perimeter is 12.", "\n\nCheck: 3·4 = 12 ✓"):
        reply = "First, 3·4 = 12.\n\n" + mark.format(answer) + tail
        assert verify("5", reply).correct
        assert not verify("12", reply).correct


@pytest.mark.parametrize(
    "ending",
    ["Answer: none of these", "**Answer: No solution**", "\\boxed{\\text{undefined}}", "Answer: (2, 3)"],
)
def test_a_marked_answer_of_another_kind_wins_too(ending: str) -> None:
    assert not verify("7", f"So y = 7.\n\n{ending}").correct


BESIDE = [
    ("k>1", r"$k\le1.$ (For $k>1$ the roots are complex.)"),
    ("x>0", r"So $x\le0$. For $x>0$ it fails."),
    ("1/13", "P(ace) = 1/13.\n\nP(not an ace) = 12/13."),
    ("1", "The lcm of 2 and 3 is 6, as gcd(2, 3) = 1."),
    (r"\pm4", "x² = 16 → x = ±4 → since x > 0 → x = 4"),
    ("12", "There isn't enough information to decide whether it is 12."),
    ("12", "Let us count the cases. First, there are 12 ways to choose the"),
    ("12", "<think>\nOkay, let me see. 3*4 = 12, then we need to subtract"),
    ("7", "y = 7.\n\nAnswer: √2 (≈ 1.414)"),
]


@pytest.mark.parametrize(("gold", "reply"), BESIDE)
def test_what_is_said_beside_the_claim_does_not_count(gold: str, reply: str) -> None:
    assert not verify(gold, reply).correct


CLAIMED_ALL_THE_SAME = [
    ("6", "The lcm of 2 and 3 is 6, as gcd(2, 3) = 1."),
    ("4", "x² = 16 → x = ±4 → since x > 0 → x = 4"),
    (r"\sqrt2", "Answer: √2 (≈ 1.414)"),
    (r"\sqrt2", r"$\sqrt2$ ($\approx 1.414$)"),
    (r"\frac13", "1/3 (≈ 33.3%)"),
    ("a/b", "Der Faktor ist $a/b$, weil er sonst $b/a$ wäre."),
    ("a/b", "El factor es $a/b$, porque si no sería $b/a$."),
]


@pytest.mark.parametrize(("gold", "reply"), CLAIMED_ALL_THE_SAME)
def test_the_claim_counts_whatever_is_said_beside_it(gold: str, reply: str) -> None:
    assert verify(gold, reply).correct


def test_a_case_of_the_target_is_none_of_its_ranges() -> None:
    symbols = {"eta": "positive", "L": "positive"}
    reply = r"$0<\eta<2/L$. At $\eta = 2/L$ it oscillates. The fastest rate is at $\eta=1/L$."
    assert verify(r"0<\eta<2/L", reply, symbols=symbols, targets=("eta",)).correct


ENDINGS = [
    ("12", "There are 12 edges. The number of faces is\n\n$$\\frac{12}{2}=6.$$", False),
    ("6", "So there are 12 edges. Hence the number of faces is\n\n$$\\frac{12}{2}=6.$$", True),
    ("60^\\circ", "So each angle is $60^\\circ$. It is halved.\n\n$\\angle BAD = 30^\\circ$", False),
    (
        "(2,8)",
        r"The midpoint of $A=(2,8)$ and $B=(6,2)$: $$M=\left(\frac{8}{2},\frac{10}{2}\right)=(4,5).$$",
        False,
    ),
    ("(-1,3)", "The roots are $x=-1$ and $x=3$. So $x<-1$ or $x>3$.", False),
    ("7", "y = 7.\n\n**8 widgets per hour**", False),
    ("16", "$(a-b)^2 = 26-10 = 16.$", True),
    ("16", "$x-y=16$", True),
    ("5", "$2x=5$", False),
    (r"\frac1{13}", "1/13 ≈ 7.7%", True),
    (r"\frac1{13}", "1/13 ≈ 7.9%", False),
    ("7850", "Total: 7840 + 10 = **7850** parameters.\n\nIn float32 that is 31,400 bytes.", True),
]


@pytest.mark.parametrize(("gold", "reply", "right"), ENDINGS)
def test_how_a_reply_ends(gold: str, reply: str, right: bool) -> None:
    assert verify(gold, reply).correct is right


CASES_OF = [
    ("n/(n-1)", "The factor is n/(n−1). For n = 10 that is about 1.11."),
    ("n/(n-1)", "Der Faktor ist n/(n−1). Für n = 10 ist das etwa 1,11."),
    ("n/(n-1)", "The factor is $n/(n-1)$. As $n\\to\\infty$ it tends to $1$."),
    ("n/(n-1)", "The factor is $n/(n-1)$. For large $n$ this is about $1+1/n$."),
]


@pytest.mark.parametrize(("gold", "reply"), CASES_OF)
def test_a_case_of_a_formula_is_beside_it(gold: str, reply: str) -> None:
    assert verify(gold, reply, symbols={"n": "natural, >= 2"}).status in ("correct", "hedged")


POSITIVE = {"k": "positive", "c": "positive", "a": "positive", "b": "positive", "m": "positive"}

DEFINED = [
    (r"k-c^2", "ω₀ = √k.\nζ = c/√k.\n\nω² = ω₀²(1 − ζ²)"),
    ("a b/c", r"$k_1\hat m$ with $k_1=b/c$ and $\hat m=a$"),
]


@pytest.mark.parametrize(("gold", "reply"), DEFINED)
def test_definitions_beside_the_claim_are_put_in(gold: str, reply: str) -> None:
    assert verify(gold, reply, symbols=POSITIVE).correct


STEP = {"eta": "positive", "L": "positive", "mu": "positive"}


def test_under_a_heading_the_first_paragraph_answers() -> None:
    reply = (
        "**Final answer**\n\n- step size: η = 2/(μ + L)\n- rate: ρ = (L − μ)/(L + μ)\n\n"
        "*Derivation.* Using η = 1/L instead gives only ρ = 1 − μ/L."
    )
    gold = r"\frac{2}{\mu+L}, \frac{L-\mu}{L+\mu}"
    assert verify(gold, reply, symbols=STEP, targets=("eta", "rho")).correct


def test_what_only_follows_is_not_the_claim() -> None:
    reply = r"This gives $\eta>\tfrac14$, which already implies $\eta>0$."
    assert verify(r"\eta>\frac14", reply, symbols={"eta": "real"}, targets=("eta",)).correct


def test_a_conclusion_after_a_retraction_wins_over_what_replaces_at_once() -> None:
    reply = "So it is 2·n. Wait: 2·7 = 14, and 15 is odd.\n\nSo the number is 15."
    assert verify("15", reply).correct
    assert not verify("14", reply).correct


@pytest.mark.parametrize(
    ("gold", "reply", "right"),
    [
        ("13", "The result is $12$, which simplifies to $13$.", True),
        ("12", "The result is $12$, which simplifies to $13$.", False),
        (r"\frac{1}{2}", r"We are left with $\frac{2}{4}$, which reduces to $\frac{1}{2}$.", True),
        ("y/x", "The fixed point is $xy/(x^2+s)$, which simplifies to $y/x$.", True),
        ("xy/(x^2+s)", "The fixed point is $xy/(x^2+s)$, which simplifies to $y/x$.", False),
    ],
)
def test_a_value_that_is_taken_on_to_another_is_not_the_last_word(gold: str, reply: str, right: bool) -> None:
    assert verify(gold, reply).correct is right
