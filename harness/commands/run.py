"""``harness run``: ask models the questions of a set and keep every reply."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import __version__, codec, questions
from harness.commands import _run_options as options
from harness.commands._asking import Prepared, ask, ended
from harness.commands._run_options import add_arguments
from harness.commands._truth import told
from harness.errors import HomeworkError, RunError, SettingsError
from harness.records import Answer, Conversation, Json, Question

if TYPE_CHECKING:
    from harness.providers import Provider
    from harness.runner import Unit
    from harness.store import RunFolder, Standing

__all__ = ["add_arguments", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Ask; 0 where every reply is there, 1 where some are missing, 130 where it was stopped by hand."""
    from harness.store import RunFolder

    with nullcontext() if arguments.variants else _unwatched():  # drawing leaves much to collect
        prepared = _prepared(arguments)
    if prepared is None:
        return 0
    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    if arguments.batch:
        from harness.commands._by_batch import by_batch

        return asyncio.run(by_batch(folder, arguments, prepared, _meta(arguments, folder, prepared)))
    others = _others(folder) if arguments.reuse else {}
    outcome = asyncio.run(
        ask(folder, arguments, prepared, lambda: _meta(arguments, folder, prepared), others)
    )
    status = ended("run", folder, outcome, prepared.redactor, arguments.json)
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
    assembly.checked(
        found,
        list({(unit.request.effort, unit.request.reply_limit): unit.request for unit in units}.values()),
    )
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
