"""Answers from the reference itself: the pipeline's own end-to-end test.

``oracle`` is right everywhere; ``oracle:mistakes=0.2,seed=1,form=latex|unicode|plain`` plants a mistake in
that share of the parts and says which in the reply's ``extras["oracle"]``, so that a test can ask
whether exactly those were found.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from harness import codec
from harness.adapters import planting
from harness.adapters.protocol import Request, Setup, fault
from harness.adapters.spelling import spelt
from harness.errors import Refused, SettingsError
from harness.records import Answer, Conversation, Expected, Json, Question, Reply, Timing, Usage

FORMS = ("latex", "unicode", "plain")

OPENINGS = (
    "Let me go through this step by step.",
    "We start from what is given.",
    "First I write down the definitions.",
)
DISPLAYS = {
    "latex": ("Therefore $${}$$", r"So the answer is \[{}\]", r"Hence $\boxed{{{}}}$.", "**Answer:** ${}$"),
    "unicode": ("Therefore {}.", "**Answer:** {}", "So the answer is {}"),
    "plain": ("Therefore {}.", "Answer: {}", "So the answer is {}"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How the oracle answers."""

    mistakes: float = 0.0
    seed: int = 0
    form: str = "latex"


def options(text: str) -> Options:
    """Return the options written ``name=value,…``; SettingsError where one is wrong.

    >>> options("mistakes=0.2,form=plain")
    Options(mistakes=0.2, seed=0, form='plain')
    """
    readers: dict[str, Callable[[str], object]] = {"mistakes": float, "seed": int, "form": str}
    found: dict[str, object] = {}
    for piece in filter(None, text.split(",")):
        name, _, value = piece.partition("=")
        try:
            found[name] = readers[name](value)
        except (KeyError, ValueError) as cause:
            raise SettingsError(f"oracle:{text}: {piece!r}: write mistakes=0.2,seed=1,form=latex") from cause
    chosen = Options(**found)  # type: ignore[arg-type]
    if chosen.form not in FORMS or not 0 <= chosen.mistakes <= 1:
        raise SettingsError(f"oracle:{text}: mistakes from 0 to 1, form one of {', '.join(FORMS)}")
    return chosen


def build(setup: Setup) -> Oracle:
    """Return the adapter that answers as ``setup.answers`` says."""
    if setup.answers is None or setup.questions is None:
        raise SettingsError("oracle: needs the reference's answers")
    return Oracle(options(setup.name), setup.questions, setup.answers)


class Oracle:
    """The reference, speaking as a model would."""

    def __init__(
        self,
        chosen: Options,
        questions: Callable[[Conversation], Question],
        answers: Callable[[Question], Mapping[str, Answer]],
    ) -> None:
        self.options = chosen
        self.questions = questions
        self.answers = answers

    async def ask(self, conversation: Conversation, replies: Sequence[Reply], request: Request) -> Reply:
        """Return a reply with the reference's answers to the next turn's parts."""
        turn = conversation.turns[len(replies)]
        known = self.answers(self.questions(conversation))
        planted: dict[str, Json] = {}
        texts, thoughts = [], []
        for label in turn.parts:
            if label not in known:
                raise fault(Refused, f"the reference has no answer to {conversation.question}, part {label}")
            dice = self._dice(conversation, label, request.sample)
            answer, target = planting.planted(known[label], dice.random() < self.options.mistakes, dice)
            if target:
                planted[label] = target
            said = _said(answer, self.options.form, dice)
            texts.append(f"**({label})** {said}" if len(turn.parts) > 1 else said)
            thoughts.append(f"Part ({label}). {dice.choice(OPENINGS)} {_claims(answer)}")
        text, thought = "\n\n".join(texts), "\n\n".join(thoughts)
        return Reply(
            answer=text,
            reasoning=thought,
            usage=_usage(turn.text, thought, text),
            timing=Timing(total=0.0),
            finish_reason="stop",
            model="oracle",
            reasoning_from="oracle",
            extras={"oracle": {"planted": planted, "mistakes": self.options.mistakes}},
        )

    async def close(self) -> None:
        """Nothing is held open."""

    def _dice(self, conversation: Conversation, label: str, sample: int) -> random.Random:
        variant = codec.to_builtins(conversation.variant)
        return random.Random(codec.digest([self.options.seed, conversation.question, variant, label, sample]))


def _said(answer: Answer, form: str, dice: random.Random) -> str:
    """Return the answer's targets in prose, each displayed in one of the ways models use."""
    lines = [dice.choice(OPENINGS)]
    claims = [planting.claim(expected) for expected in answer.expected]
    if not claims or None in claims:
        lines += [f"$${piece}$$" for piece in answer.latex.split(r", \quad ")]
    for expected, claim in zip(answer.expected, claims):
        if claim is not None:
            several = len(answer.expected) > 1
            lines.append((planting.lead(expected) if several else "") + _displayed(claim, form, dice))
    lines += [planting.step(checkpoint) for checkpoint in answer.checkpoints if checkpoint.required]
    return "\n\n".join(lines)


def _displayed(claim: planting.Said, form: str, dice: random.Random) -> str:
    if not claim.mathematical:
        return f"**Answer:** {claim.text}"
    other = None if form == "latex" else spelt(claim.text, form)
    in_maths = _DOLLAR.sub(r"\$", claim.text)
    return dice.choice(DISPLAYS[form if other else "latex"]).format(other or in_maths)


_DOLLAR = re.compile(r"(?<!\\)\$")
"""A sign of money that would end the formula it stands in."""


def _claims(answer: Answer) -> str:
    found: list[Expected] = list(answer.expected)
    claims = [claim for claim in map(planting.claim, found) if claim is not None]
    return " ".join(
        f"It comes to ${c.text}$." if c.mathematical else f"It comes to: {c.text}." for c in claims
    )


def _usage(prompt: str, thought: str, text: str) -> Usage:
    """Return token counts as words would give them; they are for plumbing tests only."""
    asked, thinking, said = (len(t.split()) for t in (prompt, thought, text))
    return Usage(asked, thinking + said, thinking, 0, asked + thinking + said)
