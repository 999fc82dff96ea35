"""``harness run``: ask models the questions of a set and keep every reply."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import __version__, codec, questions
from harness.commands import _run_options as options
from harness.commands._run_options import add_arguments
from harness.commands._truth import told
from harness.errors import HomeworkError, RunError, SettingsError
from harness.records import Answer, Conversation, Json, Question

if TYPE_CHECKING:
    from harness.adapters.keys import Redactor
    from harness.providers import Provider
    from harness.runner import Estimate, Lane, Outcome, Unit
    from harness.store import RunFolder, Standing

__all__ = ["add_arguments", "run"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be asked of whom."""

    units: Sequence[Unit]
    providers: Mapping[str, Provider]
    """Model → its provider."""
    lanes: Sequence[Lane]
    redactor: Redactor


def run(arguments: argparse.Namespace) -> int:
    """Ask; 0 where every reply is there, 1 where some are missing, 130 where it was stopped by hand."""
    with nullcontext() if arguments.variants else _unwatched():  # drawing leaves much to collect
        prepared = _prepared(arguments)
    if prepared is None:
        return 0
    status: int = asyncio.run(_ask(arguments, prepared))
    return status or (_reported(arguments) if arguments.report else 0)


def _reported(arguments: argparse.Namespace) -> int:
    """Mark the run and write its report, as the two commands would."""
    from harness.commands import grade, report

    for command, words in ((grade, ["--quiet"]), (report, [])):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        common = [arguments.name, "--runs", arguments.runs, *(["--json"] if arguments.json else [])]
        status: int = command.run(parser.parse_args([*common, *words]))
        if status:
            return status
    return 0


def _prepared(arguments: argparse.Namespace) -> Prepared | None:
    """Return what is to be asked of whom; None where it was only to be shown."""
    from harness.adapters.keys import Redactor
    from harness.runner import assembly, plan

    grid, request, ways = options.grid(arguments), options.request(arguments), options.ways(arguments)
    found = assembly.known(grid.models, ways)
    asked = _questions(arguments)
    units = list(plan(asked, grid, request))
    assembly.checked(found, list({unit.request.effort: unit.request for unit in units}.values()))
    assembly.seen(found, units)
    if arguments.dry_run:
        _shown(units, found, arguments.json)
        return None
    if not arguments.name:
        raise SettingsError("--name is missing: it says which folder under --runs the replies go to")
    if not arguments.unmarkable:
        _markable(asked)
    redactor = Redactor()
    lanes = assembly.lanes(found, ways, redactor, _original(asked), _answers)
    return Prepared(units, found, lanes, redactor)


def _markable(asked: Sequence[Question]) -> None:
    """Raise HomeworkError where a gold cannot be marked, each line named: nothing is asked yet."""
    from harness.commands import _golds

    count = _golds.name(_golds.unmarkable(asked), "run")
    if count:
        raise HomeworkError(
            f"{count} of {len(asked)} questions have a gold that cannot be marked, and nothing was asked; "
            "mend them (a kind, symbols or target beside the gold often helps), or ask all the same "
            "with --unmarkable"
        )


def _shown(units: Sequence[Unit], found: Mapping[str, Provider], as_json: bool) -> None:
    from harness.runner.preview import described, shown

    if as_json:
        for item in described(units, found):
            print(json.dumps(item, ensure_ascii=True))
    else:
        for text in shown(units, found):
            print(text)


@contextmanager
def _unwatched() -> Iterator[None]:
    """Prepare without the collector, which would look again and again at what stays anyway."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _original(asked: Sequence[Question]) -> Callable[[Conversation], Question]:
    """Return the way from a conversation back to its question; few adapters want to know it."""

    @cache
    def known() -> Mapping[tuple[str, str], Question]:
        return {(q.id, codec.digest(q.variant)): q for q in asked}

    return lambda talk: known()[talk.question, codec.digest(talk.variant)]


async def _ask(arguments: argparse.Namespace, prepared: Prepared) -> int:
    from harness.runner import Budget, Policy, Run, estimate
    from harness.runner.hands import attended
    from harness.runner.progress import Event, view
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    redactor, lanes, found = prepared.redactor, prepared.lanes, prepared.providers
    watching = None
    with folder.writer(redactor) as writer:
        budget = Budget(arguments.max_cost, arguments.max_tokens)
        policy = Policy(tries=arguments.tries, backoff=arguments.backoff)
        run = Run(folder, writer, lanes, policy, budget)
        try:
            todo = run.sort(prepared.units, _others(folder) if arguments.reuse else {})
            prices = {model: price for lane in lanes for model, price in lane.prices.items()}
            expected = estimate(todo, prices, run.forecast, datetime.now(UTC))
            _priced(arguments, expected)
            if todo or run.borrowed or not (folder.path / "run.json").exists():
                folder.write_meta(json.loads(redactor(json.dumps(_meta(arguments, folder, prepared)))))
            watching = view(arguments.json, redactor)
            watching.tally.total = len(todo) + len(run.borrowed)
            run.watch = watching.take
            if any(provider.adapter == "openai_chat" for provider in found.values()) and todo:
                watching.take(Event("note", text=expected.sentence()))
            for lane in lanes:
                if lane.key_goes:
                    watching.take(Event("note", text=lane.key_goes))
            outcome = await attended(run, lambda text: watching.take(Event("note", text=text)))
        finally:
            if watching is not None:
                watching.close()
            for lane in lanes:
                for adapter in lane.adapters.values():
                    await adapter.close()
    return _ended(arguments, folder, outcome, redactor)


def _ended(arguments: argparse.Namespace, folder: RunFolder, outcome: Outcome, redactor: Any) -> int:
    """Say how the run ended and return the exit status."""
    if arguments.json:
        summary = {"event": "finished", **codec.to_builtins(outcome), "run": str(folder.path)}
        print(redactor(json.dumps(summary, ensure_ascii=True)))
    else:
        print(f"{arguments.name}: {_counted(outcome)} · {folder.transcripts_file}")
    if outcome.absent:
        few = "; ".join(outcome.absent[:8])
        more = f"; and {len(outcome.absent) - 8} more" if len(outcome.absent) > 8 else ""
        print(f"harness run: the recording holds no reply to {few}{more}", file=sys.stderr)
        if not outcome.wanted:
            raise RunError("the recording holds nothing of what was asked")
    if not outcome.missing:
        return 0
    why = [*outcome.hopeless, *([outcome.stopped] if outcome.stopped else [])]
    why = why or [f"{error} ({count}×)" for error, count in outcome.errors.most_common(3)]
    message = redactor(
        f"{outcome.missing} of the replies are missing: {'; '.join(why)} – the same command asks only those"
    )
    if outcome.by_hand:
        print(f"harness run: {message}", file=sys.stderr)
        return 130
    raise RunError(message)


def _counted(outcome: Outcome) -> str:
    """Return the counts in words; what there is none of is left out."""
    rest = {
        "there before": outcome.before,
        "reused": outcome.reused,
        "without an answer": outcome.silent,
        "failed": outcome.failed,
        "not asked": outcome.unasked,
        "not in the recording": len(outcome.absent),
    }
    words = [f"{count} {what}" for what, count in rest.items() if count]
    return ", ".join([f"{outcome.done} asked", *words])


def _meta(arguments: argparse.Namespace, folder: RunFolder, prepared: Prepared) -> Mapping[str, Json]:
    """Return what run.json says: this go's settings, and those of the goes before."""
    try:
        old: dict[str, Any] = dict(folder.meta())
    except RunError:
        if (folder.path / "run.json").exists():
            raise
        old = {}
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    go: dict[str, Any] = {
        "when": now,
        "wanted": len(prepared.units),
        "version": __version__,
        "specs": [_lasting(spec) for spec in arguments.specs],
        "models": list(prepared.providers),
        "base_urls": {model: provider.base_url for model, provider in prepared.providers.items()},
        "options": {
            name: str(value) if isinstance(value, Path) else value
            for name, value in vars(arguments).items()
            if name not in ("specs", "model", "key_file") and value is not None
        },
    }
    goes = [*old.get("goes", []), go]
    return {
        "name": arguments.name,
        "created": old.get("created", now),
        "specs": _union(goes, "specs"),
        "map": questions.mapping(arguments.map) or old.get("map", {}),
        "models": _union(goes, "models"),
        "goes": goes,
    }


def _union(goes: Iterable[Mapping[str, Any]], name: str) -> list[Json]:
    return list(dict.fromkeys(value for go in goes for value in go.get(name, [])))


def _lasting(spec: str) -> str:
    """Return a spec that means the same from any folder."""
    return str(Path(spec).resolve()) if questions.is_bank(spec) else spec


def _questions(arguments: argparse.Namespace) -> list[Question]:
    found: dict[str, Question] = {}
    mapped = questions.mapping(arguments.map)
    for spec in arguments.specs:
        for question in questions.find(spec, mapped):
            if found.setdefault(question.id, question) != question:
                raise SettingsError(
                    f"{spec}: {question.id} is already the name of another question; rename the file"
                )
    told({questions.shadowed(name) for name in {question_id.partition("/")[0] for question_id in found}})
    if not arguments.variants:
        return list(found.values())
    import reference

    drawn = []
    for question in found.values():
        drawn.append(question)
        kinds = (arguments.vary,) if arguments.vary else reference.kinds(question)
        if not kinds:
            raise SettingsError(f"--variants: {question.id} cannot be drawn anew")
        for number in range(arguments.variants):
            drawn.append(reference.vary(question, kinds[number % len(kinds)], arguments.seed + number))
    return drawn


def _answers(question: Question) -> Mapping[str, Answer]:
    from harness.commands import _golds

    return _golds.answers(question)


def _others(folder: RunFolder) -> Mapping[str, tuple[RunFolder, Standing]]:
    """Return what other runs beside this one have finished, by run key."""
    from harness.store import RunFolder

    found: dict[str, tuple[RunFolder, Standing]] = {}
    for file in sorted(folder.path.parent.glob("*/transcripts.jsonl")):
        other = RunFolder(file.parent)
        if other.path != folder.path:
            try:
                standings = other.standings()
            except RunError as error:
                print(f"harness run: --reuse leaves out {other.name}: {error}", file=sys.stderr)
                continue
            found.update({key: (other, s) for key, s in standings.items() if not s.failed})
    return found


def _priced(arguments: argparse.Namespace, expected: Estimate) -> None:
    if arguments.max_cost is None:
        return
    if expected.unpriced:
        raise SettingsError(
            f"--max-cost: no price is known for {', '.join(expected.unpriced)}; add one to harness.toml"
        )
    if len(expected.costs) > 1:
        raise SettingsError(f"--max-cost: the models bill in {', '.join(expected.costs)}; run them apart")
