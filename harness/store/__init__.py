"""A run folder: what was asked, what came back, what it was marked.

    runs/NAME/run.json            how it was asked (written whole, atomically)
    runs/NAME/transcripts.jsonl   one line a transcript, only ever appended to
    runs/NAME/verdicts.jsonl      one line a transcript and part, written whole by ``harness grade``
    runs/NAME/judgements.jsonl    one line a judge and part, written whole by ``harness judge``
    runs/NAME/judge/              what judges were sent and replied, a run folder of its own
    runs/NAME/reviews.jsonl       one line an act of a person (a mark, a note), only ever appended to
    runs/NAME/report/             written by ``harness report``

and, when needed, ``.lock`` (who is writing), ``transcripts.torn`` (a line a crash cut off) and
``verdicts.unfinished`` or ``profiles.unfinished`` (what is worked out so far).

The last transcript of a run key wins; a torn last line is set aside, never lost.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from harness import codec
from harness.errors import RunError
from harness.files import opened, replace_whole
from harness.records import SCHEMA, Json, Judgement, Review, Reviewed, Transcript, Verdict
from harness.store import lines, reviews
from harness.store.lines import Standing
from harness.store.unfinished import Unfinished
from harness.store.writer import Writer

__all__ = ["RunFolder", "Standing", "Unfinished", "Writer"]

LONGEST_META = 64 << 20
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
"""Names that Windows keeps for devices, whatever follows after a dot."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class RunFolder:
    """The files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, runs: Path, name: str) -> RunFolder:
        """Return the folder of the run ``name`` under ``runs``; RunError where it is no fit name."""
        if not NAME.fullmatch(name):
            raise RunError(f"run name {name!r}: use letters, digits, dot, dash and underscore only")
        if name.endswith(".") or name.partition(".")[0].upper() in DEVICES:
            raise RunError(f"run name {name!r}: Windows cannot hold a folder of that name; choose another")
        return cls(runs / name)

    @property
    def name(self) -> str:
        """The run's name."""
        return self.path.name

    @property
    def transcripts_file(self) -> Path:
        """Where the transcripts are."""
        return self.path / "transcripts.jsonl"

    @property
    def verdicts_file(self) -> Path:
        """Where the verdicts are."""
        return self.path / "verdicts.jsonl"

    @property
    def report(self) -> Path:
        """The folder of the report."""
        return self.path / "report"

    def meta(self) -> Mapping[str, Json]:
        """Return run.json; RunError where there is none or it cannot be read."""
        try:
            with opened(self.path / "run.json", "rb") as file:
                found = json.loads(file.read(LONGEST_META))
        except FileNotFoundError as cause:
            raise RunError(
                f"{self.path}: no run here (run.json is missing); see harness run --help"
            ) from cause
        except (OSError, ValueError, RecursionError) as cause:
            raise RunError(f"{self.path / 'run.json'}: cannot be read: {cause}") from cause
        return _checked(found, self.path / "run.json")

    def write_meta(self, meta: Mapping[str, Json]) -> None:
        """Write run.json whole; RunError where the folder cannot be written."""
        text = json.dumps({"schema": SCHEMA, **meta}, ensure_ascii=True, allow_nan=False, indent=2)
        self._replace(self.path / "run.json", text + "\n")

    def writer(self, clean: Callable[[str], str] = str) -> Writer:
        """Return the run's only writer, for use in ``with``; it takes the folder's lock."""
        return Writer(self.path, clean)

    def append(self, transcript: Transcript) -> None:
        """Add one transcript durably: it is on the disk when this returns."""
        with self.writer() as writer:
            writer.extend([transcript])

    def standings(self) -> dict[str, Standing]:
        """Return what stands under each run key; empty for a new run. Reads fast and keeps little."""
        there = os.path.lexists(self.transcripts_file)  # a link that leads nowhere is there, and refused
        return lines.standings(self.transcripts_file) if there else {}

    def transcript(self, standing: Standing) -> Transcript:
        """Return the transcript that ``standing`` points to."""
        return lines.transcript_at(self.transcripts_file, standing.offset)

    def transcripts(self) -> Iterator[Transcript]:
        """Yield the latest transcript of each run key, in the order last written; one in memory at a time."""
        file = self.transcripts_file
        last = {standing.offset for standing in lines.standings(file).values()}
        for _, found in lines.usable(file, lambda line, number: lines.transcript(line, file, number), last):
            yield found

    def write_verdicts(self, verdicts: Iterable[Verdict]) -> None:
        """Write all verdicts of the run, in one go."""
        found = [
            json.dumps({"schema": SCHEMA, **_plain(v)}, ensure_ascii=True, allow_nan=False) for v in verdicts
        ]
        self._replace(self.verdicts_file, "".join(line + "\n" for line in found))

    def unfinished(self, what: str) -> Unfinished:
        """Return what an interrupted attempt at ``what`` (verdicts, profiles) has, for ``with``."""
        return Unfinished(self.path / f"{what}.unfinished")

    def verdicts(self) -> list[Verdict]:
        """Return the verdicts; RunError where the run has not been marked."""
        if not self.verdicts_file.exists():
            raise RunError(f"{self.path}: not marked yet; run: harness grade {self.name}")
        return [self._verdict(line, number) for number, _, line in lines.each(self.verdicts_file)]

    @property
    def judges(self) -> RunFolder:
        """The folder in which judges are asked: their conversations are transcripts like any others."""
        return RunFolder(self.path / "judge")

    @property
    def judgements_file(self) -> Path:
        """Where the judgements are."""
        return self.path / "judgements.jsonl"

    def write_judgements(self, judgements: Iterable[Judgement]) -> None:
        """Write all judgements of the run, in one go."""
        self._replace(self.judgements_file, "".join(codec.encode(one) + "\n" for one in judgements))

    def judgements(self) -> dict[tuple[str, str], tuple[Judgement, ...]]:
        """Return what judges said, by run key and part; empty where nobody was asked."""
        found: dict[tuple[str, str], tuple[Judgement, ...]] = {}
        if self.judgements_file.exists():
            for number, _, line in lines.each(self.judgements_file):
                one = self._judgement(line, number)
                found[one.run_key, one.part] = (*found.get((one.run_key, one.part), ()), one)
        return found

    def _judgement(self, line: bytes, number: int) -> Judgement:
        try:
            return codec.decode(line.decode("utf-8"), Judgement)
        except ValueError as cause:
            raise RunError(
                f"{self.judgements_file}, line {number}: not a judgement ({cause}); run harness judge again"
            ) from cause

    @property
    def reviews_file(self) -> Path:
        """Where people's reviews are."""
        return self.path / "reviews.jsonl"

    def reviews(self) -> list[Review]:
        """Return the acts of all people in the order they were made; none where nobody reviewed."""
        return reviews.read(self.reviews_file)

    def review(self, acts: Sequence[Review]) -> None:
        """Add acts of a person durably."""
        reviews.append(self.reviews_file, acts)

    def reviewed(self, transcripts: Iterable[Transcript]) -> dict[tuple[str, str], tuple[Reviewed, ...]]:
        """Return where each person stands on each part, marks that were brought in among them."""
        return reviews.fold([*reviews.brought_in(transcripts), *self.reviews()])

    def _verdict(self, line: bytes, number: int) -> Verdict:
        try:
            return codec.decode(line.decode("utf-8"), Verdict)
        except ValueError as cause:
            raise RunError(
                f"{self.verdicts_file}, line {number}: not a verdict ({cause}); run harness grade again"
            ) from cause

    def _replace(self, file: Path, text: str) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            replace_whole(file, text.encode("utf-8"))
        except OSError as cause:
            raise RunError(f"{file}: cannot be written: {cause.strerror}") from cause


def _checked(found: object, file: Path) -> dict[str, Json]:
    """Return what run.json holds; RunError in a sentence where a hand has left it in another shape."""
    if not isinstance(found, dict):
        raise RunError(f"{file}: holds no object; mend it, or remove it and run again")
    schema = found.get("schema", 0)
    if isinstance(schema, bool) or not isinstance(schema, int):
        raise RunError(f"{file}: schema: a whole number is needed, not {schema!r:.40}")
    if schema > SCHEMA:
        raise RunError(f"{file}: written by a newer version (schema above {SCHEMA})")
    for name, kind, called in (
        ("goes", dict, "a list of objects"),
        ("specs", str, "a list of texts"),
        ("models", str, "a list of texts"),
    ):
        value = found.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
            raise RunError(f"{file}: {name}: {called} is needed, not {value!r:.40}")
    for number, go in enumerate(found.get("goes", []), 1):
        for name in ("specs", "models"):
            if not isinstance(go.get(name, []), list):
                raise RunError(f"{file}: goes[{number}].{name}: a list is needed")
    return found


def _plain(record: object) -> dict[str, Any]:
    found: dict[str, Any] = codec.to_builtins(record)
    return found
