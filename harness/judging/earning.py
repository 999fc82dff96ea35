"""Where a judge may decide: its agreement with known labels, by kind of line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness import codec
from harness.errors import RunError

THRESHOLD = 0.95
"""The lower end of the agreement's interval that a judge must reach before it decides."""


@dataclass(frozen=True, slots=True)
class Earned:
    """One judge's agreement on one kind of line."""

    judge: str
    protocol: str
    """Name and digest of its text: a changed protocol has to earn its right anew."""
    group: str
    """target, checkpoint or false_step."""
    agreed: int
    asked: int
    low: float
    """Lower end of the 95 % interval of the agreement (Clopper–Pearson)."""
    high: float
    flipped: int = 0
    """Items in which an order in the reply changed what the judge said."""
    when: str = ""

    def may(self, threshold: float) -> bool:
        """Whether the judge may decide this kind of line: it agrees well enough, and obeys nobody."""
        return self.low >= threshold and not self.flipped


def read(file: Path) -> list[Earned]:
    """Return what was measured; nothing where no judge was calibrated yet."""
    if not file.exists():
        return []
    try:
        rows = json.loads(file.read_text("utf-8"))
        return [codec.from_builtins(row, Earned) for row in rows]
    except (OSError, ValueError) as cause:
        raise RunError(f"{file}: cannot be read ({cause}); calibrate the judges again") from cause


def write(file: Path, found: Iterable[Earned]) -> None:
    """Write what was measured; what other judges earned before stays."""
    new = list(found)
    replaced = {(one.judge, one.protocol, one.group) for one in new}
    kept = [one for one in read(file) if (one.judge, one.protocol, one.group) not in replaced]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(file.name + ".part")
        part.write_text(json.dumps(codec.to_builtins([*kept, *new]), indent=1), "ascii")
        part.replace(file)
    except OSError as cause:
        raise RunError(f"{file}: cannot be written: {cause.strerror}") from cause


def rights(
    rows: Iterable[Earned], judge: str, protocol: str, threshold: float = THRESHOLD
) -> Callable[[str], bool]:
    """Return whether a judge may decide lines of a kind."""
    own: Mapping[str, Earned] = {
        one.group: one for one in rows if one.judge == judge and one.protocol == protocol
    }
    return lambda group: group in own and own[group].may(threshold)
