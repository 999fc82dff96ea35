"""`Answer` records out of a question's own declarations and the derived values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harness.errors import HomeworkError
from harness.grading import traits
from harness.records import Answer, Checkpoint, Expected, FalseStep, Json, Part, Question, Symbol, Target
from harness.symbols import GREEK_NAMES


def part_of(question: Question, label: str) -> Part:
    """Return the part with that label; HomeworkError where the question has none."""
    for part in question.parts:
        if part.label == label:
            return part
    raise HomeworkError(f"{question.id}: no part {label!r}")


def answer(
    question: Question,
    label: str,
    values: Mapping[str, str],
    *,
    latex: str = "",
    notes: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, Json]] | None = None,
    checkpoints: Sequence[Checkpoint] = (),
    false_steps: Sequence[FalseStep] = (),
    derivation: str = "",
    symbols: Sequence[Symbol] = (),
) -> Answer:
    """Return the answer to a part: ``values`` has the LaTeX value of each of its targets.

    ``options`` adds computed options to a target (a tightest constant, say); ``symbols`` are further
    declarations that only checkpoints and false steps use.
    """
    part = part_of(question, label)
    missing = {t.name for t in part.targets} ^ set(values)
    if missing:
        raise HomeworkError(
            f"{question.id} ({label}): the targets and the derived values differ in {missing}"
        )
    more = options or {}
    expected = tuple(
        Expected(
            _with(target, more.get(target.name, {})), values[target.name], (notes or {}).get(target.name, "")
        )
        for target in part.targets
    )
    return Answer(
        question=question.id,
        part=label,
        kind=part.kind,
        latex=latex or r" \quad ".join(shown(e) for e in expected),
        expected=expected,
        symbols=(*question.symbols, *part.symbols, *symbols),
        assume=(*question.assume, *part.assume),
        checkpoints=tuple(checkpoints),
        false_steps=tuple(false_steps),
        derivation=derivation,
    )


def checkpoint(
    name: str,
    says: str,
    kind: str,
    value: str = "",
    *,
    target: str = "",
    aliases: Sequence[str] = (),
    options: Mapping[str, Json] | None = None,
    required: bool = True,
    ways: Sequence[Expected] = (),
) -> Checkpoint:
    """Return a claim that a complete reply makes; ``target`` is the name it is claimed of, if any.

    A formula is provable, a sentence seldom is: give the formula where there is one, and each further
    `way` in which a reply may state the same.
    """
    asked = Target(target or name, kind, says, tuple(aliases), dict(options or {}))
    return Checkpoint(name, says, Expected(asked, value), required, tuple(ways))


def way(
    kind: str,
    value: str = "",
    *,
    target: str = "",
    aliases: Sequence[str] = (),
    options: Mapping[str, Json] | None = None,
) -> Expected:
    """Return another thing that a reply may state to make a checkpoint's claim."""
    return Expected(Target(target, kind, "", tuple(aliases), dict(options or {})), value)


def false_step(
    name: str,
    says: str,
    kind: str,
    value: str = "",
    *,
    witness: str,
    target: str = "",
    aliases: Sequence[str] = (),
    options: Mapping[str, Json] | None = None,
) -> FalseStep:
    """Return a claim that a right reply never makes; ``value`` is the false one."""
    asked = Target(target or name, kind, says, tuple(aliases), dict(options or {}))
    return FalseStep(name, says, Expected(asked, value), witness)


def shown(expected: Expected) -> str:
    """Return one target's value as a person would write it, name first where the value has none."""
    target = expected.target
    choices = target.options.get("choices")
    if target.kind == "choice" and isinstance(choices, dict):
        words = choices.get(expected.value)
        first = words[0] if isinstance(words, list) and words else expected.value
        return rf"\text{{{target.asks or target.name}: {first}}}"
    like = traits(expected)
    if like.words and not (like.options or like.branches) and like.reflexive:
        return rf"\text{{{target.asks or target.name}: {expected.value}}}"
    if like.satisfies or ((like.words or like.relation) and not like.branches):
        return expected.value
    return f"{spelled(target.name)} = {expected.value}"


def spelled(name: str) -> str:
    r"""Return a plain name as LaTeX.

    >>> [spelled(n) for n in ("eta_star", "sigma_max", "w", "T")]
    ['\\eta^{*}', '\\sigma_{\\max}', 'w', 'T']
    """
    letter, *rest = name.split("_")
    text = f"\\{letter}" if letter in GREEK_NAMES else letter
    text = text if len(letter) == 1 or letter in GREEK_NAMES else rf"\mathrm{{{letter}}}"
    if "tilde" in rest:
        text = rf"\tilde{{{text}}}"
    star = "^{*}" if "star" in rest else ""
    below = ",".join(rf"\{r}" if r in ("max", "min") else r for r in rest if r not in ("star", "tilde"))
    below = below if len(below) == 1 or below.startswith("\\") or "+" in below else rf"\text{{{below}}}"
    return text + (f"_{{{below}}}" if rest and below not in ("", r"\text{}") else "") + star


def _with(target: Target, options: Mapping[str, Json]) -> Target:
    if not options:
        return target
    return Target(target.name, target.kind, target.asks, target.aliases, {**target.options, **options})
