"""The truth about every question: derived by sympy, and put to the test by experiments.

**For callers**: `has`, `answers`, `check`, `vary`, `kinds`.

**To add a question** ``set-name/question-name`` write ``datasets/set-name/question-name.toml``
(docs/questions.md) and ``reference/set_name/question_name.py``; ``harness new`` writes both
skeletons. ``reference/deep_learning_hw1/optimizer_geometry.py`` is the worked example. A module has

``derive(question) -> dict[str, Answer]``
    The answer to every part, computed from ``question.parameters`` with sympy. Values are LaTeX in
    the marker's grammar, printed by `reference.printing` from what was derived, never typed in.
    `reference.building` has ``answer(question, label, {target: latex}, …)``, ``checkpoint(…)`` and
    ``false_step(…)``; symbols and assumptions come from the question file.

``experiments(question, answers, rng) -> Iterator[Check]``
    What could refute the answers. Usually ``yield from each(question, answers, rng, {"a": _ends, …})``
    (`reference.trials`): one function ``(question, answer, rng) -> Iterator[Check]`` a part. An
    experiment reads the answer it is *given* through `reference.values` (``array``, ``number``,
    ``holds``, ``elements``, ``branch``, ``key``), so a wrong answer put in comes out refuted; it
    gets its own side from running the thing itself (a recurrence, a random matrix, a simulation),
    never from the formula it tests. ``trials.probes`` finds points in every piece of a region,
    the thin ones too. A check may carry ``series`` for a plot: ``x``, ``x_label``, ``y_label``,
    ``lines``, and where fit ``title`` (the finding, shown where the check passes), ``marks`` (label →
    place on x), ``variable`` and ``at`` (what x is and what is held fixed, so that a witness can be
    shown on the curves). Keep one run of all parts of a
    question under a second: it is repeated on every draw.

Where the question can be drawn anew, also

``VARIANTS``
    A tuple out of ``"rename"``, ``"renumber"``, ``"reshape"``.
``RENAMES``
    For ``rename``: letter → letters it may become, e.g. ``{"eta": ("alpha", "gamma")}``. A letter is
    what names begin with: ``sigma`` covers ``\\sigma_\\ell`` too. ``derive`` and ``experiments`` never
    see renamed letters: the framework translates questions in and answers out.
``draw(kind, question, rng) -> dict``, ``degenerate(parameters) -> str``, ``spell(parameters) -> dict``
    For ``renumber`` and ``reshape``: new parameters; why they are unfit (empty: fit), upon which
    another draw is tried; and, for each parameter, how it stands in the clean and in the pasted text
    (a pair of strings, long enough to be unmistakable), so that the texts can be restated.

Answers are cached on disk by content: question, module, its neighbours and the version of sympy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from harness.errors import HomeworkError

if TYPE_CHECKING:
    from harness.records import Answer, Check, Question

__all__ = ["answers", "check", "has", "kinds", "vary"]


def has(question_id: str) -> bool:
    """Return whether the question has a reference module."""
    from reference.sources import source_of

    return source_of(question_id) is not None


def answers(question: Question) -> dict[str, Answer]:
    """Return part label → `Answer`, under the letters and numbers of the question as it is given.

    A bank's question, whose parts carry their answers, needs no module. HomeworkError where the
    question has neither.
    """
    if all(part.gold is not None for part in question.parts) and not has(question.id):
        return {part.label: _given(question, part.label) for part in question.parts}
    from reference import cache
    from reference.sources import load
    from reference.variants import canonical

    module = load(question.id)
    plain, renaming = canonical(question)
    name = cache.key(plain, module.__file__)
    found = cache.load(name)
    if found is None or set(found) != {part.label for part in question.parts}:
        found = _derived(plain)
        cache.save(name, found)
    ordered = {part.label: found[part.label] for part in question.parts}
    return {label: renaming.answer(a) for label, a in ordered.items()} if renaming.letters else ordered


def check(
    question: Question, *, draws: int = 3, seed: int = 0, parts: Sequence[str] | None = None
) -> list[Check]:
    """Return what the experiments find, on the question as it is and on ``draws`` variants of it.

    The same seed draws the same. A part that no experiment covers has no check: it is unproved.
    """
    _meetable(question)
    found = list(_trial(question, seed, parts))
    ways = kinds(question) if question.variant is None else ()
    for number in range(draws if ways else 0):
        drawn = vary(question, ways[number % len(ways)], seed + number)
        for one in _trial(drawn, seed + number, parts):
            found.append(replace(one, experiment=f"{one.experiment} [{_named(drawn)}]"))
    return found


def vary(question: Question, kind: str, seed: int) -> Question:
    """Return the question drawn anew, with kind, seed and parameters in its ``variant``.

    A degenerate draw is refused and another one tried; HomeworkError where the question cannot
    vary in that way.
    """
    from reference.variants import vary as drawn

    return drawn(question, kind, seed)


def kinds(question: Question) -> tuple[str, ...]:
    """Return the ways in which the question can be drawn anew; empty for one without a module."""
    if not has(question.id):
        return ()
    from reference.variants import kinds as ways

    return ways(question)


def _derived(question: Question) -> dict[str, Answer]:
    from reference.sources import load

    found = load(question.id).derive(question)
    missing = {part.label for part in question.parts} ^ set(found)
    if missing:
        raise HomeworkError(f"{question.id}: question and reference differ in the parts {sorted(missing)}")
    return found


def _trial(question: Question, seed: int, parts: Sequence[str] | None) -> Iterator[Check]:
    """Run the experiments on a question's answers, which are read back from its own letters."""
    if not has(question.id):
        return
    import numpy as np

    from reference.sources import load
    from reference.variants import canonical

    plain, renaming = canonical(question)
    back = renaming.inverse()
    given = {
        label: back.answer(a) for label, a in answers(question).items() if parts is None or label in parts
    }
    yield from load(question.id).experiments(plain, given, np.random.default_rng(seed))


def _meetable(question: Question) -> None:
    """Raise HomeworkError where no point satisfies what the question assumes of its symbols."""
    from harness.maths.equality.draws import check as meet

    for part in question.parts:
        try:
            meet((*question.symbols, *part.symbols), (*question.assume, *part.assume))
        except HomeworkError as cause:
            raise HomeworkError(f"{question.id} ({part.label}): {cause}") from cause


def _named(question: Question) -> str:
    variant = question.variant
    if variant is None:
        return "as stated"
    changed = ", ".join(f"{old}→{new}" for old, new in variant.renamed.items())
    return f"{variant.kind}, seed {variant.seed}" + (f": {changed}" if changed else "")


def _given(question: Question, label: str) -> Answer:
    """Return the answer that a part carries itself; its kind is read off it where none is declared."""
    from harness.grading import gold_answer
    from reference.building import answer, part_of

    part = part_of(question, label)
    gold, target = part.gold or "", part.targets[0] if len(part.targets) == 1 else None
    declared = target is None or (target.kind and (target.name != "answer" or target.asks or target.aliases))
    if declared and not part.golds:
        return answer(question, label, {one.name: gold for one in part.targets}, latex=gold)
    names = () if target is None or target.name == "answer" else tuple(_names(target.name))
    found = gold_answer(
        [gold, *part.golds] if part.golds else gold,
        symbols=(*question.symbols, *part.symbols),
        kind=part.kind or None,
        assume=(*question.assume, *part.assume),
        targets=names,
        options=target.options if target is not None else None,
    )
    return replace(found, question=question.id, part=label)


def _names(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
