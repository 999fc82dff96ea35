"""The marker as a scorer of Inspect, and a task that asks a bank or a homework with it.

Inspect finds both by this package's entry point: ``scorer="harness/homework"`` in a task,
``inspect score LOG.eval --scorer harness/homework`` on an existing log, and
``inspect eval harness/questions -T spec=bank.jsonl --model …``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import Score, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState, generate

from harness.errors import HarnessError, HomeworkError
from harness.grading import mark, verify
from harness.records import Answer, Style, Verdict
from harness.rewards import value

ANSWER = "harness_answer"
"""Where a sample of our own task keeps the reference's answer."""
_SETTINGS = ("symbols", "kind", "assume", "targets")


@scorer(metrics=[accuracy(), stderr()])
def homework(
    symbols: Mapping[str, str] | None = None, kind: str | None = None, undecided: str = "unscored"
) -> Callable[[TaskState, Target], Any]:
    """Score a reply against its sample's target; with several targets each of them is right.

    ``symbols`` and ``kind`` hold for all samples; a sample's metadata of these names wins. ``undecided``:
    ``unscored`` leaves out what the marker could not decide, ``incorrect`` counts it as wrong.
    """

    async def score(state: TaskState, target: Target) -> Score:
        verdict = _verdict(state, target, {"symbols": symbols, "kind": kind})
        found = value(verdict, None if undecided == "unscored" else 0.0)
        told = {
            "answer": verdict.claim.text if verdict.claim else None,
            "explanation": verdict.reason,
            "metadata": {
                "status": verdict.status,
                "evidence": verdict.evidence,
                "witness": verdict.witness.says if verdict.witness else None,
                "marker_version": verdict.marker_version,
            },
        }
        return (
            Score.unscored(reason="scoring_failed", **told) if found is None else Score(value=found, **told)
        )

    return score


def _verdict(state: TaskState, target: Target, held: Mapping[str, Any]) -> Verdict:
    reply, own = state.output.completion, state.metadata or {}
    kept = own.get(ANSWER)
    try:
        if isinstance(kept, Mapping):
            from harness.codec import from_builtins

            answer = from_builtins(dict(kept), Answer)
            return mark(answer, reply, part=answer.part)
        settings = {name: own.get(name) or held.get(name) for name in _SETTINGS}
        golds = list(target)
        return verify(
            golds[0] if len(golds) == 1 else golds,
            reply,
            **{name: given for name, given in settings.items() if given},
        )
    except HarnessError as error:
        return Verdict("unsupported", str(error))


@task
def questions(spec: str, style: Style = "raw") -> Task:
    """Return a task of Inspect that asks a bank or a set, a sample a part, and marks it.

    ``spec``: a bank (``bank.jsonl``), a set or a question, as ``harness run`` takes it.
    """
    import reference
    from harness.codec import to_builtins
    from harness.prompts import conversations
    from harness.questions import find

    samples = []
    for question in find(spec):
        answers = reference.answers(question)
        for talk in conversations(question, "alone", style):
            ((turn),) = talk.turns
            (part,) = turn.parts
            answer = answers.get(part)
            if answer is None:
                raise HomeworkError(f"{question.id} ({part}): the reference has no answer")
            samples.append(
                Sample(
                    id=f"{question.id}/{part}",
                    input=turn.text,
                    target=answer.latex,
                    metadata={ANSWER: to_builtins(answer), **dict(question.columns)},
                )
            )
    return Task(dataset=MemoryDataset(samples, name=spec), solver=generate(), scorer=homework())
