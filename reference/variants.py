"""Questions drawn anew: other letters, other numbers, other sizes; the same seed draws the same again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast

import numpy as np

from harness.errors import HomeworkError
from harness.records import Json, Question, Variant
from reference.renaming import Renaming, letters_of
from reference.sources import Varying, load

Kind = Literal["rename", "renumber", "reshape"]
TRIES = 200


def kinds(question: Question) -> tuple[Kind, ...]:
    """Return the ways in which a question can be drawn anew; empty where it cannot."""
    return tuple(cast(Kind, k) for k in getattr(load(question.id), "VARIANTS", ()))


def vary(question: Question, kind: str, seed: int) -> Question:
    """Return the question drawn anew; HomeworkError where it cannot vary so."""
    if kind not in kinds(question):
        can = ", ".join(kinds(question)) or "nothing"
        raise HomeworkError(f"{question.id}: cannot {kind}; its module offers {can}")
    module = cast(Varying, load(question.id))
    rng = np.random.default_rng(seed)
    if kind == "rename":
        return _renamed(question, module.RENAMES, seed, rng)
    for _ in range(TRIES):
        parameters = module.draw(kind, question, rng)
        if not module.degenerate(parameters) and parameters != question.parameters:
            return _restated(question, cast(Kind, kind), seed, parameters, module)
    raise HomeworkError(f"{question.id}: {TRIES} draws to {kind} were degenerate (seed {seed})")


def canonical(question: Question) -> tuple[Question, Renaming]:
    """Return the question under its own letters, and the renaming that leads back."""
    renaming = Renaming(dict(question.variant.renamed) if question.variant else {})
    if not renaming.letters:
        return question, renaming
    return replace(renaming.inverse().question(question), variant=None), renaming


def _renamed(
    question: Question, pool: Mapping[str, tuple[str, ...]], seed: int, rng: np.random.Generator
) -> Question:
    used = _letters(question)
    letters: dict[str, str] = {}
    for old, others in pool.items():
        free = [n for n in others if n not in used and n not in letters.values()]
        if not free:
            raise HomeworkError(f"{question.id}: every other letter for {old!r} is in use already")
        if rng.random() < 0.75:
            letters[old] = free[int(rng.integers(len(free)))]
    if not letters:
        old = list(pool)[int(rng.integers(len(pool)))]
        letters[old] = next(n for n in pool[old] if n not in used)
    variant = Variant("rename", seed, question.parameters, letters)
    return replace(Renaming(letters).question(question), variant=variant)


def _letters(question: Question) -> set[str]:
    """Return every letter that the question writes, or by which a reply may call something in it."""
    symbols = [*question.symbols, *(s for p in question.parts for s in p.symbols)]
    targets = [t for p in question.parts for t in p.targets]
    names = [*(s.name for s in symbols), *(t.name for t in targets)]
    aliases = [a for s in symbols for a in s.aliases] + [a for t in targets for a in t.aliases]
    spelt = [f"${a}$" for a in aliases if re.search(r"[\\_^]", a)]
    text = " ".join((question.stem, *(p.text for p in question.parts), *spelt))
    return letters_of(text) | {re.split(r"[_^\d]", name)[0] for name in names}


def _restated(
    question: Question, kind: Kind, seed: int, parameters: Mapping[str, Json], module: Varying
) -> Question:
    old, new = module.spell(question.parameters), module.spell(parameters)
    whole = " ".join((question.stem, *(p.text for p in question.parts)))
    for name, (form, _) in old.items():
        if form not in whole:
            raise HomeworkError(f"{question.id}: the text nowhere says {form!r} ({name}), so it cannot vary")
    clean = {old[n][0]: new[n][0] for n in old}
    pasted = {old[n][1]: new[n][1] for n in old}
    parts = tuple(
        replace(p, text=_exchange(p.text, clean), text_pasted=_exchange(p.text_pasted, pasted))
        for p in question.parts
    )
    return replace(
        question,
        stem=_exchange(question.stem, clean),
        stem_pasted=_exchange(question.stem_pasted, pasted),
        parts=parts,
        parameters=dict(parameters),
        variant=Variant(kind, seed, dict(parameters)),
    )


def _exchange(text: str, forms: Mapping[str, str]) -> str:
    """Return the text with every old form replaced, all at once, the longest first."""
    pattern = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
    return re.sub(pattern, lambda m: forms[m[0]], text) if pattern else text
