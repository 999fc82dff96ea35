"""What was handed in: the lines of each batch, and how far it has come, on the disk before the next step."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from harness import codec
from harness.adapters.body import Asking, body
from harness.errors import RunError, SettingsError
from harness.providers import Batch, Provider
from harness.providers import split as named
from harness.rows.writing import whole
from harness.runner import Unit

ENDPOINT = "/v1/chat/completions"


@dataclass(frozen=True, slots=True)
class Job:
    """One batch."""

    name: str
    """Digest of its lines and of how often they were handed in; the provider keeps it beside the batch."""
    model: str
    keys: tuple[str, ...]
    """Run keys, which are the lines' ``custom_id``."""
    input_file: str = ""
    batch: str = ""
    status: str = ""
    """The provider's word; empty before it was handed in."""
    done: bool = False
    """Whether all it will ever answer has been fetched."""


class Jobs:
    """The batches of a run: ``batches.json`` and a file of lines each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "batches.json"
        self._jobs = {job.name: job for job in self._read()}

    def __iter__(self) -> Iterator[Job]:
        return iter(list(self._jobs.values()))

    def lines_file(self, job: Job) -> Path:
        """Return where a job's lines are."""
        return self.folder / "batches" / f"{job.name}.jsonl"

    def waiting(self) -> frozenset[str]:
        """Return the run keys that a batch has been made of and that are not fetched yet."""
        return frozenset(key for job in self for key in job.keys if not job.done)

    def new(self, model: str, lines: Sequence[Mapping[str, Any]]) -> Job:
        """Return a new job with its lines on the disk."""
        keys = tuple(str(line["custom_id"]) for line in lines)
        before = sum(set(job.keys) == set(keys) for job in self)
        job = Job(codec.digest([model, list(lines), before], 24), model, keys)
        whole(self.lines_file(job), "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines))
        return self.keep(job)

    def keep(self, job: Job, **changed: Any) -> Job:
        """Return the job with what changed, once that is on the disk."""
        found = replace(job, **changed)
        self._jobs[found.name] = found
        rows = [asdict(one) for one in self._jobs.values()]
        whole(self.file, json.dumps({"schema": 1, "batches": rows}, ensure_ascii=True, indent=1) + "\n")
        return found

    def _read(self) -> list[Job]:
        try:
            found = json.loads(self.file.read_text("ascii"))
            return [codec.from_builtins(row, Job) for row in found["batches"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise RunError(
                f"{self.file}: cannot be read ({cause}); it says what was handed in and paid"
            ) from cause


def split(units: Iterable[Unit], provider: Provider) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield model and lines of each batch that the units make; SettingsError where they make none."""
    batch = offered(provider)
    by_model: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        by_model.setdefault(unit.model, []).append(line(unit, provider, batch))
    for model, lines in by_model.items():
        size, held = 0, list[dict[str, Any]]()
        for one in lines:
            weight = len(json.dumps(one, ensure_ascii=True)) + 1
            if held and (len(held) >= batch.lines or size + weight > batch.megabytes * 1_000_000):
                yield model, held
                size, held = 0, []
            held.append(one)
            size += weight
        if held:
            yield model, held


def offered(provider: Provider) -> Batch:
    """Return how a provider takes batches; SettingsError where it does not."""
    if provider.batch is None:
        raise SettingsError(
            f"--batch: {provider.name} takes no batches as far as its table says (docs/providers.md: batch)"
        )
    return provider.batch


def line(unit: Unit, provider: Provider, batch: Batch) -> dict[str, Any]:
    """Return one unit as a line of a batch's file."""
    name = named(unit.model)[1]
    if not any(fnmatchcase(name, pattern) for pattern in batch.models):
        raise SettingsError(
            f"--batch: {provider.name} takes no batches for {name}, only {', '.join(batch.models)}"
        )
    if len(unit.conversation.turns) != 1:
        raise SettingsError(
            f"--batch: {unit.conversation.question} is asked in {len(unit.conversation.turns)} turns, "
            "and a batch answers one; add --mode alone or --mode whole"
        )
    asking = Asking(provider, name, provider.rules_for(name))
    asked = body(asking, unit.conversation, (), replace(unit.request, stream=False))
    return {"custom_id": unit.key, "method": "POST", "url": ENDPOINT, "body": asked}
