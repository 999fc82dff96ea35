"""``harness judge``: let judge models read what the marker leaves open, where they have earned it."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import __version__, codec
from harness.commands import _run_options as options
from harness.commands._asking import Prepared, ask, ended
from harness.commands._truth import Truth, answers_or_why
from harness.errors import RunError, SettingsError
from harness.judging import calibration, checking, deciding, earning, items, protocols, reading
from harness.records import Answer, Judgement, Question, Transcript, Verdict

if TYPE_CHECKING:
    from harness.judging.items import Item
    from harness.judging.protocols import Protocol
    from harness.runner import Unit
    from harness.store import RunFolder

CALIBRATION = "judges"
"""The folder under --runs in which judges answer the calibration set; what they earned is kept there."""
EARNED = "earned.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the run; not needed with --calibrate")
    parser.add_argument("--by", required=True, metavar="PROVIDER:NAME", help="one or more judges, by commas")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--protocol", default="rubric", metavar="NAME", help="rubric (default) or verifier")
    parser.add_argument("--all", action="store_true", help="judge every part, not only what is open")
    parser.add_argument(
        "--sample", type=_share, default=0.0, metavar="SHARE", help="also this share of what is decided"
    )
    parser.add_argument(
        "--calibrate", action="store_true", help="ask the calibration set and say where each may decide"
    )
    parser.add_argument(
        "--threshold", type=_share, default=earning.THRESHOLD, metavar="SHARE",
        help="lower end of the agreement from which a judge decides (default: 0.95)",
    )  # fmt: skip
    parser.add_argument("--effort", help="one, as the provider names them")
    parser.add_argument("--dry-run", action="store_true", help="print what would be sent, and send nothing")
    parser.add_argument("--json", action="store_true", help="print events and results as JSON lines")
    options.asking_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask the judges and settle what they may; 0 where every judge's reply is there."""
    how = protocols.protocol(arguments.protocol)
    judges = tuple(dict.fromkeys(filter(None, options.NEXT_MODEL.split(arguments.by))))
    if arguments.calibrate:
        return _calibrate(arguments, how, judges)
    if not arguments.name:
        raise SettingsError("which run? harness judge NAME --by …, or --calibrate")
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    truth = Truth(folder)
    verdicts = {(v.run_key, v.part): v for v in folder.verdicts()}
    choice: items.Choice = "all" if arguments.all else "open"
    put = list(items.of_run(folder.transcripts(), verdicts, _truth(truth), choice, arguments.sample))
    asked = [one for one in put if protocols.asked_lines(one, how)]
    status, replies = _asked(arguments, folder.judges, asked, how, judges)
    if arguments.dry_run:
        return 0
    earned = earning.read(Path(arguments.runs) / CALIBRATION / EARNED)
    found = list(_judgements(asked, how, judges, replies, earned, arguments.threshold))
    keep = {(one.run_key, one.part, one.by, one.protocol) for one in found}
    before = [j for known in folder.judgements().values() for j in known]
    folder.write_judgements(
        [*(j for j in before if (j.run_key, j.part, j.by, j.protocol) not in keep), *found]
    )
    settled = settle(folder, list(verdicts.values()), truth)
    folder.write_verdicts(settled)
    _show(arguments, found, list(verdicts.values()), settled)
    return status


def settle(folder: RunFolder, verdicts: Iterable[Verdict], truth: Truth) -> list[Verdict]:
    """Return the verdicts with what judges said of the run, settled where they may."""
    judgements = folder.judgements()
    if not judgements:
        return list(verdicts)
    talks = {t.run_key: t.conversation for t in folder.transcripts()}
    found = []
    for verdict in verdicts:
        said = judgements.get((verdict.run_key, verdict.part), ())
        if said and verdict.by == "marker":
            answers, _ = answers_or_why(truth, talks[verdict.run_key])
            verdict = deciding.judged(verdict, said, answers.get(verdict.part))
        found.append(verdict)
    return found


def _truth(truth: Truth) -> Callable[[Transcript], tuple[Question, Mapping[str, Answer]]]:
    def behind(transcript: Transcript) -> tuple[Question, Mapping[str, Answer]]:
        answers, _ = answers_or_why(truth, transcript.conversation)
        return (truth.asked(transcript.conversation) if answers else Question("", "", "", ())), answers

    return behind


# ---------------------------------------------------------------------------- asking


def _asked(
    arguments: argparse.Namespace,
    folder: RunFolder,
    put: Sequence[Item],
    how: Protocol,
    judges: Sequence[str],
) -> tuple[int, dict[tuple[str, str], Transcript]]:
    """Ask every judge of every item; a reply that cannot be read is asked for once more."""
    status = 0
    again: dict[str, str] = {}
    for attempt in range(2):
        units = list(_units(arguments, put, how, judges, again if attempt else None))
        if not units:
            break
        status = max(status, _ask(arguments, folder, units, judges))
        if arguments.dry_run:
            return status, {}
        again = dict(_unread(put, how, judges, _replies(folder)))
    return status, _replies(folder)


def _units(
    arguments: argparse.Namespace,
    put: Sequence[Item],
    how: Protocol,
    judges: Sequence[str],
    again: Mapping[str, str] | None,
) -> Iterable[Unit]:
    from harness.runner import Unit

    if len(arguments.reply_limit) > 1:
        raise SettingsError("--reply-limit: a judge is asked with one limit")
    request = replace(options.request(arguments), effort=arguments.effort)
    for one in put:
        for judge in judges:
            key = protocols.digest(one, how, judge)
            if again is None:
                yield Unit(key, judge, protocols.conversation(one, how), request)
            elif key in again:
                yield Unit(_second(key), judge, protocols.conversation(one, how, again[key]), request)


def _second(key: str) -> str:
    return codec.digest([key, "again"], 24)


def _ask(arguments: argparse.Namespace, folder: RunFolder, units: list[Unit], judges: Sequence[str]) -> int:
    from harness.adapters.keys import Redactor
    from harness.runner import assembly

    ways, redactor = options.ways(arguments), Redactor()
    found = assembly.known(judges, ways)
    assembly.checked(found, [units[0].request])
    if arguments.dry_run:
        from harness.runner.preview import described, shown

        rows = (json.dumps(item, ensure_ascii=True) for item in described(units, found))
        for text in rows if arguments.json else shown(units, found):
            print(text)
        return 0
    lanes = assembly.lanes(found, ways, redactor, _no_question, _no_answers)
    prepared = Prepared(units, found, lanes, redactor)
    outcome = asyncio.run(ask(folder, arguments, prepared, lambda: _meta(folder, judges), {}))
    try:
        return ended("judge", folder, outcome, redactor, arguments.json)
    except RunError:
        if not folder.transcripts_file.exists():
            raise
        return 1  # what did come is used; the same command asks the rest


def _no_question(talk: object) -> Question:
    raise SettingsError("the oracle cannot judge: it knows no answer to a judge's question")


def _no_answers(question: Question) -> Mapping[str, Answer]:
    return {}


def _meta(folder: RunFolder, judges: Sequence[str]) -> Mapping[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        old: Mapping[str, Any] = folder.meta()
    except RunError:
        old = {}
    go = {"when": now, "version": __version__, "models": list(judges)}
    models = [*dict.fromkeys([*old.get("models", []), *judges])]
    return {
        "name": folder.name, "created": old.get("created", now), "specs": [], "models": models,
        "goes": [*old.get("goes", []), go],
    }  # fmt: skip


def _replies(folder: RunFolder) -> dict[tuple[str, str], Transcript]:
    """Return the judges' finished transcripts by key."""
    if not folder.transcripts_file.exists():
        return {}
    return {(t.run_key, t.model): t for t in folder.transcripts() if t.replies and not t.error}


def _unread(
    put: Sequence[Item], how: Protocol, judges: Sequence[str], replies: Mapping[tuple[str, str], Transcript]
) -> Iterable[tuple[str, str]]:
    """Yield key → why, for the replies that cannot be read."""
    for one in put:
        for judge in judges:
            key = protocols.digest(one, how, judge)
            if (transcript := replies.get((key, judge))) is not None:
                try:
                    reading.read(transcript.replies[0].answer, protocols.asked_lines(one, how), how)
                except reading.Unreadable as error:
                    yield key, str(error)


def _last(
    one: Item, how: Protocol, judge: str, replies: Mapping[tuple[str, str], Transcript]
) -> Transcript | None:
    """Return the reply that counts: the second where there is one."""
    key = protocols.digest(one, how, judge)
    return replies.get((_second(key), judge)) or replies.get((key, judge))


def _judgements(
    put: Sequence[Item], how: Protocol, judges: Sequence[str],
    replies: Mapping[tuple[str, str], Transcript], earned: Sequence[earning.Earned], threshold: float,
) -> Iterable[Judgement]:  # fmt: skip
    rights = {judge: earning.rights(earned, judge, _measured(how), threshold) for judge in judges}
    for one in put:
        for judge in judges:
            key = protocols.digest(one, how, judge)
            transcript = _last(one, how, judge, replies)
            found = Judgement(one.run_key, one.part, judge, how.name, key)
            if transcript is None:
                yield replace(found, error="no reply")
                continue
            reply = transcript.replies[0]
            when = str(transcript.origin.get("date") or transcript.finished)  # a recording's own day
            found = replace(found, when=when, model=reply.model or transcript.model, cost=transcript.cost)
            lines = protocols.asked_lines(one, how)
            try:
                said = reading.read(reply.answer, lines, how)
            except reading.Unreadable as error:
                yield replace(found, error=f"the reply cannot be read: {error}")
                continue
            yield replace(found, opinions=checking.checked(one, said, lines, how, judge, rights[judge]))


def _measured(how: Protocol) -> str:
    """Return the name under which a protocol is measured: a changed text has to be measured anew."""
    return f"{how.name}-{codec.digest(how.text, 8)}"


# ----------------------------------------------------------------------- calibration


def _calibrate(arguments: argparse.Namespace, how: Protocol, judges: Sequence[str]) -> int:
    from harness.store import RunFolder
    from reports.measured.statistics import agreement, clopper_pearson

    folder = RunFolder.of(Path(arguments.runs), CALIBRATION)
    known = calibration.known()
    put = [one.item for one in known if protocols.asked_lines(one.item, how)]
    status, replies = _asked(arguments, folder, put, how, judges)
    if arguments.dry_run:
        return 0
    rows: list[earning.Earned] = []
    for judge in judges:
        texts = {
            one.run_key: found.replies[0].answer
            for one in put
            if (found := _last(one, how, judge, replies)) is not None
        }
        answered = list(calibration.answered(known, texts, how))
        for group, (agreed, asked, flipped) in sorted(calibration.counts(answered).items()):
            ends = clopper_pearson(agreed, asked)
            low = 0.0 if ends.low is None else ends.low
            high = 1.0 if ends.high is None else ends.high
            when = datetime.now(UTC).date().isoformat()
            measured = _measured(how)
            rows.append(earning.Earned(judge, measured, group, agreed, asked, low, high, flipped, when))
        both = [(one.known.label, one.says or "unread") for one in answered]
        if not arguments.json and both:
            chance = agreement([label for label, _ in both], [says for _, says in both])
            kappa = "–" if chance.kappa is None else f"{chance.kappa:.2f}"
            ac1 = "–" if chance.ac1 is None else f"{chance.ac1:.2f}"
            print(f"{judge}: κ {kappa}, AC1 {ac1} over {len(both)} items, {_cost(judge, replies)}")
    earning.write(folder.path / EARNED, rows)
    for row in rows:
        may = row.may(arguments.threshold)
        if arguments.json:
            print(json.dumps({**codec.to_builtins(row), "may_decide": may}, ensure_ascii=True))
        else:
            flips = f", {row.flipped} obeyed an order in the reply" if row.flipped else ""
            so = "may decide" if may else "is shown, does not decide"
            print(
                f"{row.judge}  {row.group.replace('_', ' '):10}  {row.agreed} of {row.asked} agree "
                f"({row.low:.1%} – {row.high:.1%}){flips}: {so}"
            )
    return status


def _cost(judge: str, replies: Mapping[tuple[str, str], Transcript]) -> str:
    own = [t.cost for (_, model), t in replies.items() if model == judge]
    known = [cost for cost in own if cost is not None]
    if not known:
        return "cost unknown"
    rest = f", that of {len(own) - len(known)} unknown" if len(known) < len(own) else ""
    return f"cost {sum(known):.4f}{rest}"


# ----------------------------------------------------------------------------- showing


def _show(
    arguments: argparse.Namespace,
    found: Sequence[Judgement],
    before: Sequence[Verdict],
    after: Sequence[Verdict],
) -> None:
    if arguments.json:
        for one in found:
            print(json.dumps(codec.to_builtins(one), ensure_ascii=True))
        return
    opinions = [opinion for one in found for opinion in one.opinions]
    counted = sum(opinion.counts for opinion in opinions)
    void = sum(bool(o.why) and o.status == "unsupported" for o in opinions)
    overruled = sum(opinion.overruled for opinion in opinions)
    print(
        f"{len(found)} parts judged, {len(opinions)} opinions: {counted} count, {void} void, "
        f"{overruled} overruled by the marker; {sum(bool(one.error) for one in found)} without a reading"
    )
    if opinions and not counted:
        print(
            "no opinion counts: the judge has not earned to decide; "
            "measure it with harness judge --calibrate --by …"
        )
    for name, verdicts in (("before", before), ("now", after)):
        deciders = Counter(v.by.partition(":")[0] for v in verdicts if v.status not in deciding.UNDECIDED)
        told = ", ".join(f"{who} {count}" for who, count in sorted(deciders.items())) or "nobody"
        print(f"{name}: {sum(deciders.values())} of {len(verdicts)} parts decided ({told})")


def _share(text: str) -> float:
    found = float(text)
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError("must be between 0 and 1")
    return found
