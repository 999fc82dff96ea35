"""The marker as a reward: the call shapes of TRL, verl, verifiers and lm-evaluation-harness.

No trainer is imported here, so each of them can be any version. What is right earns 1, what is wrong 0,
a part of what was asked its share. What could not be decided – a gold that cannot be read, a reply that
the marker could not follow – is not wrong: it is None where the trainer takes that (TRL leaves such a
sample out), and else the value you state, 0 by default.

    trainer = GRPOTrainer(reward_funcs=accuracy_reward, …)                      # TRL
    custom_reward_function.path=…/harness/rewards.py  .name=compute_score       # verl
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from harness.errors import HarnessError
from harness.grading import verify
from harness.records import Verdict

GOLDS = ("answer", "solution", "ground_truth", "gold", "target")
"""Columns of a data set that hold the right answer; the first one present."""
SETTINGS = ("symbols", "kind", "assume", "targets")
"""Columns that are handed on to `verify`, a value a row."""
_UNDECIDED = frozenset(("unsupported", "failed"))


def value(verdict: Verdict, undecided: float | None = 0.0) -> float | None:
    """Return what a verdict earns: 1, 0, a share of several values asked for, or ``undecided``.

    >>> value(verify("4", "It is 4.")), value(verify("4", "It is 5."))
    (1.0, 0.0)
    """
    if verdict.status in _UNDECIDED:
        return undecided
    if verdict.status == "partial" and verdict.targets:
        return sum(mark.status == "correct" for mark in verdict.targets) / len(verdict.targets)
    return float(verdict.correct)


# ------------------------------------------------------------------------------- TRL


def accuracy_reward(
    completions: Sequence[Any],
    *,
    undecided: float | None = None,
    log_extra: Callable[[str, list[Any]], None] | None = None,
    **columns: Any,
) -> list[float | None]:
    """Return a reward a completion, as TRL's trainers call it.

    ``completions``: texts, or chats as lists of messages. ``columns``: the data set's, one of which is
    the gold (`GOLDS`); ``symbols``, ``kind``, ``assume`` and ``targets`` are used where they are there.
    With ``log_extra`` the table of completions gets a column with the status and one with the reason.
    """
    golds = next((columns[name] for name in GOLDS if columns.get(name) is not None), None)
    if golds is None:
        raise ValueError(f"no column of the data set is a gold; name one of {', '.join(GOLDS)}")
    settings = [_setting(columns, place) for place in range(len(completions))]
    verdicts = [
        judged(gold, said, **how) for gold, said, how in zip(golds, completions, settings, strict=True)
    ]
    if log_extra is not None:
        log_extra("mark_status", [verdict.status for verdict in verdicts])
        log_extra("mark_reason", [verdict.reason for verdict in verdicts])
    return [value(verdict, undecided) for verdict in verdicts]


def _setting(columns: Mapping[str, Any], place: int) -> dict[str, Any]:
    found = {}
    for name in SETTINGS:
        rows = columns.get(name)
        if isinstance(rows, list | tuple) and place < len(rows) and rows[place]:
            given = rows[place]
            if isinstance(given, Mapping):  # a column of structs has every key in every row
                given = {key: said for key, said in given.items() if said is not None}
            found[name] = given
    return found


def judged(gold: Any, said: Any, **settings: Any) -> Verdict:
    """Return the verdict on one completion; a row that cannot be marked is undecided."""
    try:
        return verify(_gold(gold), said, **settings)
    except HarnessError as error:
        return Verdict("unsupported", str(error))


def _gold(gold: Any) -> Any:
    """Return a gold as `verify` takes it: of a worked solution what follows its hashes."""
    if isinstance(gold, str) and "####" in gold:
        return gold.rpartition("####")[2].strip()
    return list(gold) if isinstance(gold, tuple) else gold


# ------------------------------------------------------------------------------ verl


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Mapping[str, Any] | None = None,
    *,
    undecided: float = 0.0,
    **kwargs: Any,
) -> dict[str, Any]:
    """Return score and what it is made of, as verl's custom reward function is called.

    ``extra_info`` may hold ``symbols``, ``kind``, ``assume`` and ``targets``; ``undecided`` is stated
    as a keyword of the reward function in the configuration.
    """
    extra = extra_info or {}
    settings = {name: extra[name] for name in SETTINGS if extra.get(name)}
    verdict = judged(ground_truth, solution_str, **settings)
    return {
        "score": value(verdict, undecided),
        "acc": float(verdict.correct),
        "decided": float(verdict.status not in _UNDECIDED),
        "status": verdict.status,
        "reason": verdict.reason[:400],
    }


# ------------------------------------------------------------------------- verifiers


def rubric_reward(completion: Any, answer: Any, undecided: float = 0.0, **kwargs: Any) -> float:
    """Return the reward of one completion, a text or messages, for a rubric or a task of verifiers."""
    verdict = judged(answer, completion, **{name: kwargs[name] for name in SETTINGS if kwargs.get(name)})
    found = value(verdict, undecided)
    return undecided if found is None else found


# --------------------------------------------------------------------------- lm-eval


def process_results(doc: Mapping[str, Any], results: Sequence[Any]) -> dict[str, float]:
    """Return the metrics of one document for lm-evaluation-harness: ``correct`` and ``undecided``.

    In the task's ``utils.py``: ``from harness.rewards import process_results``, and in its YAML
    ``process_results: !function utils.process_results``. Several replies to a document are averaged.
    """
    gold = next((doc[name] for name in GOLDS if doc.get(name) is not None), None)
    replies = [one for result in results for one in (result if isinstance(result, list) else [result])]
    verdicts = [judged(gold, reply) for reply in replies]
    count = max(1, len(verdicts))
    return {
        "correct": sum(value(verdict) or 0.0 for verdict in verdicts) / count,
        "undecided": sum(verdict.status in _UNDECIDED for verdict in verdicts) / count,
    }
