r"""The prose around a claim, as various models would write it; none of it claims anything else.

Each style has one slot, ``@``, for the claim without dollar signs.
"""

from __future__ import annotations

LONG_PLAN = r"""Let me work through this carefully.

## Setting up

We first collect what the problem gives us and fix notation, so that each later step can be checked on its
own. Nothing below depends on a numerical approximation; every manipulation is an identity.

## Working

1. We rewrite the given relation so that the unknown stands alone on one side.
2. We simplify both sides, taking care of signs when terms change sides.
3. We look at the special cases separately, in particular the boundary ones, because dividing by a quantity
   that may vanish would lose solutions.
4. We substitute back to make sure that nothing was introduced on the way.

The second step is the only one that takes some care. Expanding, then collecting like terms, most of the
expression cancels, and what is left has the shape we expected from the dimensions of the problem. The third
step turns out to be harmless here: the special cases are covered by the general formula.

## Check

Substituting back into the original statement gives an identity, as it must. A quick look at the limiting
behaviour agrees with intuition as well.

## Final answer

$$@$$
"""

LONG_ESSAY = r"""Thanks for the question! I will first explain the idea, because it makes the
computation almost
automatic, and only then carry it out.

The idea is to avoid brute force. One could of course write everything out in coordinates and grind through
the algebra, and it would work, but the bookkeeping hides the structure. It is better to notice that the
quantity we are after does not change under the obvious symmetry of the problem, so we may choose the most
convenient representative and compute with that one. This is the same trick that is used in many textbook
proofs, and it is worth remembering.

With that choice made, the computation has only a couple of lines. The mixed terms drop out by symmetry. The
remaining terms can be combined, and a common factor cancels. At this point it is tempting to stop, but one
should make sure that the cancelled factor cannot be zero; it cannot, by the assumptions of the problem.

I also checked the result in an independent way: by looking at an extreme case in which the answer is
obvious without computation. Both agree, which makes an arithmetic slip unlikely. If you want, I can write
out the brute-force version too; it takes about a page and leads to the same place.

So, putting everything together, the answer is

\[
\boxed{@}
\]

Let me know if any of the steps should be spelled out in more detail!
"""

THINKING_ALOUD = r"""Okay, so the problem wants a closed form. Let me think about which route is shortest.

First attempt: do it directly. That gets messy quickly, so no.

Second attempt: reorganise the terms before doing anything else. Hmm, that looks much better, since the
pieces that looked troublesome pair up. Let me double-check the pairing... yes, it is fine.

Then all that remains is bookkeeping. I went through it twice, and got the same thing both times.

Answer: $@$"""

STYLES = (
    "$@$",
    r"\boxed{@}",
    r"The answer is $@$.",
    "**Answer:** $@$",
    r"After simplifying, we obtain \(@\).",
    LONG_PLAN,
    "Working through the steps gives\n\n$$\n\\boxed{@}\n$$",
    "### Final Answer\n\n\\[ @ \\]",
    r"Therefore, the final answer is $\boxed{@}$.",
    THINKING_ALOUD,
    "# Solution\n\nWe follow the definition and simplify.\n\n**Final answer**: $\\boxed{@}$\n",
    LONG_ESSAY,
    "Final Answer: The final answer is $@$. I hope it is correct.",
    r"Hence $$@.$$",
    "Let me simplify step by step.\n\nAfter collecting terms the result follows.\n\n> **Result:** $@$",
    r"\[\boxed{\displaystyle @}\]",
    "So the result is:\n\n$$@$$\n\nThis completes the computation.",
    r"$\boxed{\,@\,}$",
    "ANSWER: @",
    "*Result.* $\\displaystyle @$ ✓",
)


def dressed(tex: str, turn: int) -> str:
    """Return the claim inside the prose of the style whose turn it is."""
    return STYLES[turn % len(STYLES)].replace("@", tex)
