"""``harness run``: ask models the questions of a set and keep every reply."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import __version__, codec, questions
from harness.errors import RunError, SettingsError
from harness.records import Answer, Conversation, Json, Question

if TYPE_CHECKING:
    from harness.adapters import Request
    from harness.providers import Provider
    from harness.runner import Estimate, Grid, Outcome, Unit
    from harness.runner.assembly import Ways
    from harness.store import RunFolder, Standing

NEXT_MODEL = re.compile(r",(?=[A-Za-z0-9._-]+:|oracle(?:,|$))")
"""A comma between two models; the commas inside ``oracle:mistakes=0.2,seed=1`` are not."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "specs", nargs="+", metavar="SET[/QUESTION]", help="a set, a question, or a bank.jsonl"
    )
    parser.add_argument("--model", required=True, metavar="PROVIDER:NAME", help="one or more, by commas")
    parser.add_argument("--name", help="the run's name; the same name again asks only what is missing")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    parser.add_argument("--json", action="store_true", help="print events as JSON lines")
    _grid_arguments(
        parser.add_argument_group("what is varied (values by commas; every combination is asked)")
    )
    _request_arguments(parser.add_argument_group("how it is asked"))
    _pace_arguments(parser.add_argument_group("pace and budget"))


def _grid_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--samples", type=_count, default=1, metavar="N", help="replies to each (default: 1)")
    group.add_argument("--mode", default="parts", help="parts, whole, alone (default: parts)")
    group.add_argument("--style", default="raw", help="raw, context, boxed, encourage (default: raw)")
    group.add_argument("--source", default="clean", help="clean, pasted (default: clean)")
    group.add_argument("--effort", help="as the provider names them, e.g. low,high")
    group.add_argument("--variants", type=int, default=0, metavar="N", help="also N draws of each question")
    group.add_argument(
        "--vary", help="rename, renumber, reshape (default: what the question allows, in turn)"
    )
    group.add_argument("--seed", type=int, default=0, metavar="S", help="of the first draw; the next is S+1")


def _request_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--base-url", metavar="URL", help="where the provider is, e.g. http://127.0.0.1:8000/v1"
    )
    group.add_argument("--thinking", choices=("on", "off"), help="where the model has a switch for it")
    group.add_argument(
        "--reply-limit", type=_count, metavar="TOKENS", help="most tokens a reply, thinking too"
    )
    group.add_argument("--temperature", type=_number)
    group.add_argument("--top-p", type=_number)
    group.add_argument("--extra", metavar="JSON", help="further fields of the request's body")
    group.add_argument("--no-stream", action="store_true", help="ask for the reply in one piece")
    group.add_argument("--deadline", type=_seconds, default=3600.0, metavar="S", help="of one try (3600)")
    group.add_argument(
        "--idle-limit", type=_seconds, metavar="S", help="without a piece of text (600 by default)"
    )
    group.add_argument("--tries", type=_count, default=8, metavar="N", help="at each turn (8)")
    group.add_argument("--backoff", type=_seconds, default=0.5, metavar="S", help="longest first wait (0.5)")
    group.add_argument("--settings", type=Path, metavar="FILE", help="instead of ./harness.toml")
    group.add_argument("--key-file", type=Path, metavar="FILE", help="keys, readable by you alone")


def _pace_arguments(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--connections", type=_count, metavar="N", help="exactly so many at once, not adapting"
    )
    group.add_argument("--rpm", type=_count, metavar="N", help="most requests a minute")
    group.add_argument("--tpm", type=_count, metavar="N", help="most tokens a minute")
    group.add_argument("--max-cost", type=_positive, metavar="X", help="stop before the run has cost more")
    group.add_argument("--max-tokens", type=_count, metavar="N", help="stop before the run has used more")
    group.add_argument("--reuse", action="store_true", help="take replies of the same key from other runs")


def run(arguments: argparse.Namespace) -> int:
    """Ask; 0 where every reply is there, 1 where some are missing, 130 where it was stopped by hand."""
    from harness.runner import assembly, plan
    from harness.runner.preview import described, shown

    grid, request, ways = _grid(arguments), _request(arguments), _ways(arguments)
    found = assembly.known(grid.models, ways)
    asked = _questions(arguments)
    units = list(plan(asked, grid, request))
    assembly.checked(found, list({unit.request.effort: unit.request for unit in units}.values()))
    if arguments.dry_run:
        if arguments.json:
            for item in described(units, found):
                print(json.dumps(item, ensure_ascii=True))
        else:
            for text in shown(units, found):
                print(text)
        return 0
    if not arguments.name:
        raise SettingsError("--name is missing: it says which folder under --runs the replies go to")
    return asyncio.run(_ask(arguments, asked, units, found, ways))


@contextmanager
def _unwatched() -> Iterator[None]:
    """Import without the collector, which would look again and again at what stays anyway."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _ask(
    arguments: argparse.Namespace,
    asked: Sequence[Question],
    units: Sequence[Unit],
    found: Mapping[str, Provider],
    ways: Ways,
) -> int:
    from harness.adapters.keys import Redactor
    from harness.runner import Budget, Policy, Run, assembly, estimate
    from harness.runner.hands import attended
    from harness.runner.progress import Event, view
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    redactor = Redactor()
    by_conversation = {(q.id, codec.digest(q.variant)): q for q in asked}

    def question_of(conversation: Conversation) -> Question:
        return by_conversation[conversation.question, codec.digest(conversation.variant)]

    with _unwatched():
        lanes = assembly.lanes(found, ways, redactor, question_of, _answers)
    watching = None
    with folder.writer(redactor) as writer:
        budget = Budget(arguments.max_cost, arguments.max_tokens)
        policy = Policy(tries=arguments.tries, backoff=arguments.backoff)
        run = Run(folder, writer, lanes, policy, budget)
        try:
            todo = run.sort(units, _others(folder) if arguments.reuse else {})
            prices = {model: price for lane in lanes for model, price in lane.prices.items()}
            expected = estimate(todo, prices, run.forecast, datetime.now(UTC))
            _priced(arguments, expected)
            if todo or run.borrowed or not (folder.path / "run.json").exists():
                folder.write_meta(json.loads(redactor(json.dumps(_meta(arguments, folder, found)))))
            watching = view(arguments.json, redactor)
            watching.tally.total = len(todo) + len(run.borrowed)
            run.watch = watching.take
            if any(provider.adapter == "openai_chat" for provider in found.values()) and todo:
                watching.take(Event("note", text=expected.sentence()))
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
        "failed": outcome.failed,
        "not asked": outcome.unasked,
        "not in the recording": len(outcome.absent),
    }
    words = [f"{count} {what}" for what, count in rest.items() if count]
    return ", ".join([f"{outcome.done} asked", *words])


def _meta(
    arguments: argparse.Namespace, folder: RunFolder, found: Mapping[str, Provider]
) -> Mapping[str, Json]:
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
        "version": __version__,
        "specs": [_lasting(spec) for spec in arguments.specs],
        "models": sorted(found),
        "base_urls": {model: provider.base_url for model, provider in found.items()},
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
        "models": _union(goes, "models"),
        "goes": goes,
    }


def _union(goes: Iterable[Mapping[str, Any]], name: str) -> list[Json]:
    return list(dict.fromkeys(value for go in goes for value in go.get(name, [])))


def _lasting(spec: str) -> str:
    """Return a spec that means the same from any folder."""
    return str(Path(spec).resolve()) if spec.endswith(".jsonl") else spec


def _questions(arguments: argparse.Namespace) -> list[Question]:
    found: dict[str, Question] = {}
    for spec in arguments.specs:
        for question in questions.find(spec):
            if found.setdefault(question.id, question) != question:
                raise SettingsError(
                    f"{spec}: {question.id} is already the name of another question; rename the file"
                )
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
    import reference

    found: Mapping[str, Answer] = reference.answers(question)
    return found


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


def _grid(arguments: argparse.Namespace) -> Grid:
    from harness.runner import Grid

    efforts: tuple[str | None, ...] = tuple(_values(arguments.effort)) if arguments.effort else (None,)
    return Grid(
        models=tuple(dict.fromkeys(filter(None, NEXT_MODEL.split(arguments.model)))),
        samples=arguments.samples,
        efforts=efforts,
        modes=_values(arguments.mode),  # type: ignore[arg-type]  # prompts checks the words
        styles=_values(arguments.style),  # type: ignore[arg-type]
        sources=_values(arguments.source),  # type: ignore[arg-type]
    )


def _request(arguments: argparse.Namespace) -> Request:
    from harness.adapters import Request

    sampling = {"temperature": arguments.temperature, "top_p": arguments.top_p}
    try:
        extra = json.loads(arguments.extra or "{}", parse_constant=_refuse)
    except ValueError as cause:
        raise SettingsError(f"--extra: not JSON: {cause}") from cause
    if not isinstance(extra, dict):
        raise SettingsError("--extra: write a JSON object, e.g. '{\"seed\": 1}'")
    return Request(
        thinking=None if arguments.thinking is None else arguments.thinking == "on",
        reply_limit=arguments.reply_limit,
        sampling={name: value for name, value in sampling.items() if value is not None},
        extra=extra,
        stream=not arguments.no_stream,
        deadline=arguments.deadline,
        idle_limit=arguments.idle_limit,
    )


def _ways(arguments: argparse.Namespace) -> Ways:
    from harness.runner.assembly import Ways

    return Ways(
        base_url=arguments.base_url,
        settings=arguments.settings,
        key_file=arguments.key_file,
        connections=arguments.connections,
        requests_per_minute=arguments.rpm,
        tokens_per_minute=arguments.tpm,
    )


def _values(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.strip() for piece in text.split(",") if piece.strip()))


def _count(text: str) -> int:
    found = int(text)
    if found < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return found


def _number(text: str) -> float:
    found = float(text)
    if not isfinite(found):
        raise argparse.ArgumentTypeError("must be a number")
    return found


def _positive(text: str) -> float:
    found = _number(text)
    if found <= 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return found


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _seconds(text: str) -> float:
    found = float(text)
    if not 0 < found < 1e7:
        raise argparse.ArgumentTypeError("must be more than 0 seconds")
    return found
