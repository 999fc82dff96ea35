"""What people and programs see while a run goes on: a tally of its events, and three views of it."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from harness import billing
from harness.records import Attempt, Json, Transcript
from harness.runner.plan import Unit
from harness.terminal import printable

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a run."""

    kind: Literal["begun", "try", "done", "failed", "reused", "note"]
    unit: Unit | None = None
    transcript: Transcript | None = None
    attempt: Attempt | None = None
    text: str = ""


@dataclass(slots=True)
class Tally:
    """The figures of a run so far."""

    total: int = 0
    done: int = 0
    failed: int = 0
    reused: int = 0
    tries: int = 0
    faults: int = 0
    tokens: int = 0
    costs: dict[str, float] = field(default_factory=dict)
    flying: dict[str, tuple[float, str]] = field(default_factory=dict)
    """Run key → when it began and what it is."""
    began: float = field(default_factory=monotonic)
    recent: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=512))
    """When tokens came in, and how many."""

    def take(self, event: Event) -> None:
        """Count one event."""
        if event.kind == "begun" and event.unit is not None:
            what = f"{event.unit.conversation.question} {event.unit.model}"
            self.flying[event.unit.key] = (monotonic(), what)
        elif event.kind == "try" and event.attempt is not None:
            self.tries += 1
            self.faults += event.attempt.error is not None
            new = billing.output_tokens(event.attempt.usage) or 0
            self.tokens += new
            self.recent.append((monotonic(), new))
        elif event.transcript is not None:
            self._end(event.kind, event.transcript)

    def _end(self, kind: str, found: Transcript) -> None:
        self.flying.pop(found.run_key, None)
        self.done += kind == "done"
        self.failed += kind == "failed"
        self.reused += kind == "reused"
        if found.cost is not None and kind != "reused":
            currency = str(found.prices.get("currency", "USD"))
            self.costs[currency] = self.costs.get(currency, 0.0) + found.cost

    def speed(self) -> float:
        """Return the completion tokens a second of late."""
        if not self.recent:
            return 0.0
        since = monotonic() - self.recent[0][0]
        return sum(n for _, n in self.recent) / max(since, 0.5)

    def money(self) -> str:
        """Return cost so far and forecast in words."""
        ended = self.done + self.failed
        parts = []
        for currency, spent in self.costs.items():
            whole = spent * (self.total - self.reused) / max(1, ended)
            parts.append(f"{spent:.4f} {currency}, {whole:.4f} at the end")
        return "; ".join(parts) or "unknown"

    def line(self) -> str:
        """Return the figures in one line."""
        return (
            f"{self.done} done, {self.failed} failed, {len(self.flying)} in flight of {self.total}; "
            f"{self.faults} of {self.tries} tries failed; {self.speed():,.0f} tokens/s; cost {self.money()}"
        )

    def slowest(self, count: int = 3) -> list[tuple[float, str]]:
        """Return the seconds and names of what has been in flight longest."""
        now = monotonic()
        return [(now - since, what) for since, what in sorted(self.flying.values())[:count]]

    def figures(self) -> Mapping[str, Json]:
        """Return the figures for a program."""
        return {
            "total": self.total,
            "done": self.done,
            "failed": self.failed,
            "reused": self.reused,
            "in_flight": len(self.flying),
            "tries": self.tries,
            "failed_tries": self.faults,
            "completion_tokens": self.tokens,
            "tokens_per_second": round(self.speed(), 1),
            "cost": {currency: round(spent, 6) for currency, spent in self.costs.items()},
        }


class View(Protocol):
    """A way to show a run."""

    tally: Tally

    def take(self, event: Event) -> None:
        """Show one event."""

    def close(self) -> None:
        """Show the last figures and let go of the terminal."""


class JsonView:
    """One JSON object a line for each transcript that ended, and for each failed try."""

    def __init__(self, clean: Callable[[str], str] = str, out: TextIO | None = None) -> None:
        self.tally = Tally()
        self.clean = clean
        self.out = out or sys.stdout

    def take(self, event: Event) -> None:
        """Print the event if it ends something."""
        self.tally.take(event)
        if event.kind == "try" and event.attempt is not None and event.attempt.error and event.unit:
            self._put({"event": "retry", "run_key": event.unit.key, "error": event.attempt.error})
        elif event.kind == "note":
            self._put({"event": "note", "text": event.text})
        elif (found := event.transcript) is not None:
            self._put(
                {
                    "event": event.kind,
                    "run_key": found.run_key,
                    "question": found.conversation.question,
                    "model": found.model,
                    "sample": found.sample,
                    "error": found.error,
                    "cost": found.cost,
                    "so_far": dict(self.tally.figures()),
                }
            )

    def close(self) -> None:
        """Leave the end to the command's own summary."""

    def _put(self, found: Mapping[str, Json]) -> None:
        print(self.clean(json.dumps(found, ensure_ascii=True, allow_nan=False)), file=self.out, flush=True)


class LineView:
    """Plain lines: every end of a small run, otherwise the figures every few seconds."""

    SMALL = 50

    def __init__(
        self, clean: Callable[[str], str] = str, out: TextIO | None = None, every: float = 5.0
    ) -> None:
        self.tally = Tally()
        self.clean = clean
        self.out = out or sys.stderr
        self.every = every
        self._next = monotonic() + every

    def take(self, event: Event) -> None:
        """Print what is worth a line."""
        self.tally.take(event)
        if event.kind == "note":
            self._put(event.text)
        elif event.transcript is not None and self.tally.total <= self.SMALL:
            self._put(_ended(event.kind, event.transcript))
        elif monotonic() >= self._next:
            self._next = monotonic() + self.every
            self._put(self.tally.line())

    def close(self) -> None:
        """Print the last figures of a large run."""
        if self.tally.total > self.SMALL:
            self._put(self.tally.line())

    def _put(self, text: str) -> None:
        print(printable(self.clean(text)), file=self.out, flush=True)


def _ended(kind: str, found: Transcript) -> str:
    what = f"{found.conversation.question} · {found.model} · sample {found.sample}"
    parts = ",".join(label for turn in found.conversation.turns for label in turn.parts)
    return f"{kind}: {what} · part {parts}" + (f" · {found.error}" if found.error else "")


class LiveView:
    """A table that stays in place on a terminal."""

    def __init__(self, clean: Callable[[str], str] = str) -> None:
        from rich.console import Console
        from rich.live import Live

        self.tally = Tally()
        self.clean = clean
        self._console = Console(stderr=True)
        self._live: Live = Live(console=self._console, refresh_per_second=4, get_renderable=self._table)
        self._live.start()

    def take(self, event: Event) -> None:
        """Count the event; the table shows it at its next turn."""
        self.tally.take(event)
        if event.kind == "note":
            self._console.print(printable(self.clean(event.text)), markup=False, highlight=False)

    def close(self) -> None:
        """Leave the last table on the screen."""
        self._live.stop()

    def _table(self) -> Table:
        from rich.table import Table
        from rich.text import Text

        tally = self.tally
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_row("done", f"{tally.done} of {tally.total} ({tally.reused} reused)")
        table.add_row("failed", f"{tally.failed} ({tally.faults} of {tally.tries} tries)")
        table.add_row("in flight", str(len(tally.flying)))
        table.add_row("tokens/s", f"{tally.speed():,.0f}")
        table.add_row("cost", tally.money())
        for seconds, what in tally.slowest():
            table.add_row("slowest", Text(f"{seconds:.0f} s  {printable(what)}"))
        return table


def view(as_json: bool, clean: Callable[[str], str] = str) -> View:
    """Return the view that suits where the output goes; ``clean`` takes keys out of what it shows."""
    if as_json:
        return JsonView(clean)
    return LiveView(clean) if sys.stderr.isatty() else LineView(clean)
