"""Choices in whole replies: which option a reply settles on, and what it says of each of several things."""

from __future__ import annotations

import pytest

from harness.grading import mark, verify
from harness.grading.language.options import AFFIRMED
from harness.records import Answer, Expected, Target

CHOSEN = [
    ("B", "(B) because the derivative changes sign there, not (C)."),
    ("B", "(A) is tempting, but it ignores friction; the correct option is (B)."),
    ("B", "A is tempting but wrong: it forgets the factor 2. B is what remains."),
    ("B", "| Option | Verdict |\n|---|---|\n| A | no |\n| B | yes |\n| C | no |"),
    ("B", "Not (A), since the slope is negative. Not (C) either. That leaves (B)."),
    ("B", "Richtig ist (B), denn die Ableitung verschwindet; (D) scheidet aus."),
    ("B", "我选 B，而不是 C。"),
    ("B", "(A) 12\n(B) 15\n(C) 18\n(D) 21\n\nSo the total is 15."),
    ("B", "**B** – A and C both violate energy conservation."),
    ("B", "A: 12\nB: 15\nC: 18\n\nAdding up gives 15, so it must be option B."),
    ("B", "La bonne réponse est la (B), et non la (C)."),
    (
        "C",
        "I'd rule out (A) and (D) at once. Between (B) and (C), only (C) keeps the units "
        "consistent, so the answer is (C).",
    ),
    (
        "C",
        "**Answer: C.** The remaining options fail: A ignores the drag, B has the wrong sign, D is off by 2.",
    ),
    ("C", "Tempting as (A) looks, it forgets the boundary term. The correct choice: (C)."),
    (
        "C",
        "Let me check each option.\n\n- (A): fails for n = 2.\n- (B): fails for n = 3.\n- (C): "
        "holds for all n.\n- (D): fails for n = 1.\n\nTherefore (C).",
    ),
    (
        "C",
        "| | claim | holds? |\n|---|---|---|\n| A | f is odd | ✗ |\n| B | f is even | ✗ |\n| C | "
        "f is periodic | ✓ |\n\nHence C.",
    ),
    ("C", "Respuesta correcta: C, porque la energía se conserva; (A) queda descartado."),
    ("C", "正确答案是 C。A 和 B 都忽略了摩擦。"),
    (
        "C",
        "A. 3/4\nB. 5/8\nC. 7/8\nD. 1\n\nThe probability of no head is $1/8$, so the probability "
        "asked for is $\\frac{7}{8}$.",
    ),
    ("C", "Antwort: (C). Die Optionen (A) und (B) verletzen die Randbedingung."),
    ("C", "Both A and B can be excluded, and D contradicts the first law. This leaves C."),
    ("C", "(C)\n\nReason: (A) would need a conservative field, which we don't have."),
]
OTHER = [
    ("B", "None of the above."),
    ("B", "(B) is tempting, but (C) is the right one."),
    ("B", "A and B."),
    ("B", "| Option | Verdict |\n|---|---|\n| A | ✗ |\n| B | ✗ |\n| C | ✓ |"),
    ("B", "B would be right if the rod were massless. It is not, so C."),
    ("B", "La bonne réponse est la (C), et non la (B)."),
    ("B", "Both (B) and (D) hold."),
    ("B", "(A) 12\n(B) 15\n(C) 18\n(D) 21\n\nSo the total is 18."),
    ("B", "Many people pick B. The correct answer, however, is D."),
    ("B", "It is not clear whether B or C is meant."),
    ("B", "B is wrong."),
    ("C", "The answer is (B), not (C)."),
    ("C", "It can't be (C), since the sum would exceed 1. So (D)."),
    ("C", "(A) and (C) are both right."),
    ("C", "C looks right at first sight, yet the sign is off; choose A."),
    (
        "C",
        "| | claim | holds? |\n|---|---|---|\n| A | f is odd | ✓ |\n| B | f is even | ✗ |\n| C | "
        "f is periodic | ✓ |",
    ),
    ("C", "Any of (A), (B), (C) might do."),
    ("C", "If the mass were zero, the answer would be C. Since it is not, the answer is B."),
    ("C", "A. 3/4\nB. 5/8\nC. 7/8\nD. 1\n\nThe probability asked for is $\\frac{5}{8}$."),
    ("C", "Richtig ist (B); (C) scheidet aus."),
    ("C", "None of these options is correct."),
    ("C", "C is the distractor that most students choose."),
]


@pytest.mark.parametrize(("gold", "reply"), CHOSEN)
def test_the_option_is_chosen(gold: str, reply: str) -> None:
    verdict = verify(gold, reply, kind="choice")
    assert verdict.correct, verdict.reason


@pytest.mark.parametrize(("gold", "reply"), OTHER)
def test_another_or_no_option_is_chosen(gold: str, reply: str) -> None:
    assert not verify(gold, reply, kind="choice").correct


@pytest.mark.parametrize("word", sorted(AFFIRMED))
def test_a_table_tells_the_right_option(word: str) -> None:
    table = f"| option | holds |\n|---|---|\n| A | – |\n| B | {word} |\n| C | – |"
    assert verify("B", table, kind="choice").correct
    assert verify("A", table, kind="choice").status == "incorrect"


SAME = ["nothing", "no change", "unchanged", "not change", "same", "unaffected"]
CHANGED = ["changes", "shifts", "moves", "grows", "different", "increases"]


def target(name: str, right: str, *aliases: str) -> Expected:
    choices = {"same": SAME, "changed": CHANGED}
    return Expected(
        Target(name, "choice", f"what happens to the {name}", aliases, {"choices": choices}), right
    )


ADDED = Answer(
    "set/q", "a", "several", "",
    (target("mean", "changed", "mean", "average", "(i)"), target("variance", "same", "spread", "(ii)")),
)  # fmt: skip
"""What adding a constant to all data changes about (i) their mean and (ii) their variance."""
BOTH_RIGHT = [
    "The mean shifts by $c$, but the variance stays the same.",
    "The variance is unchanged. The mean changes by $c$.",
    "(i) The mean moves up by $c$. (ii) No change.",
    "- **Mean:** shifts by $c$.\n- **Variance:** unaffected, because only deviations from the mean enter.",
    "Adding a constant moves the average; it does not change the spread.",
    "Shifting every value by $c$ shifts the average by $c$ too, whereas the variance is unaffected.",
    "Mean: increases by c. Variance: no change.",
    "Der Mittelwert (mean) changes; variance: same.",
    "(i) It changes: $\\bar x \\to \\bar x + c$.\n(ii) Nothing, as deviations from the mean stay the same.",
    "| quantity | effect |\n|---|---|\n| mean | shifts by c |\n| variance | unaffected |",
]
NOT_BOTH = [
    "Neither changes: nothing happens.",
    "The variance does not change. But the mean now becomes a compromise: $c/2$.",
    "The variance stays the same; so does the mean.",
    r"The mean changes. The variance, on the other hand, is scaled up to $\sigma^2 + c^2$.",
    "The mean is no longer the same, and the variance is no longer the same either.",
    "Only the variance changes.",
    "The mean changes by $c$ and so does the variance.",
    "The mean shifts. For the variance one would expect no change, but it doubles.",
    "The mean is unaffected, but the variance changes.",
    "(i) No change. (ii) No change.",
    "The variance would not change if c were zero. The mean changes.",
    "The mean grows by c, and the variance grows by c^2.",
    "It is not true that the variance stays the same. The mean changes.",
    "The mean changes. I am not sure about the variance.",
]


@pytest.mark.parametrize("reply", BOTH_RIGHT)
def test_each_of_two_things_is_told_in_its_own_clause(reply: str) -> None:
    verdict = mark(ADDED, reply)
    assert verdict.correct, verdict.reason


@pytest.mark.parametrize("reply", NOT_BOTH)
def test_what_is_said_of_one_thing_is_not_said_of_the_other(reply: str) -> None:
    assert not mark(ADDED, reply).correct


TWO = {"l": ["the big one", "σ_ℓ", "big"], "s": ["the little one", "σ_s", "little"]}


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("Both settle while η < 1/σ_ℓ². The bottleneck is the little one.", "incorrect"),
        ("| both settle | 0 < η < 1/σ_ℓ² |\n|---|---|\n| bottleneck | the little one |", "incorrect"),
        (r"Both settle for $0<\eta<\frac{1}{\sigma_s^2}$, and the bottleneck is the big one.", "correct"),
        ("Both settle while η < 1/σ_ℓ².", "no_answer"),
    ],
    ids=str,
)
def test_a_symbol_in_a_bound_names_no_option(reply: str, status: str) -> None:
    target = Target("bottleneck", "choice", options={"choices": TWO})
    answer = Answer("made-up/q1", "a", "choice", "", (Expected(target, "l"),))
    found = mark(answer, reply)
    assert found.status == status if status != "no_answer" else not found.correct


def test_a_letter_before_an_inequality_is_still_an_option() -> None:
    assert verify("B", "(B) x > 3").correct
    assert not verify("B", "The answer is C. x > 2 holds there.").correct
