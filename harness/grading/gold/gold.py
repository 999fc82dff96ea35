"""One reading of a gold answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from harness.records import Expected, Target

ANSWER = "answer"
"""The name of a target that has none."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One reading of a gold answer."""

    kind: str
    value: str
    name: str = ""
    options: dict[str, object] = field(default_factory=dict)
    parts: tuple[Gold, ...] = ()
    """The values of several names, each its own target: ``x = 1, y = 2``."""

    def expected(self, names: tuple[str, ...] = ()) -> Expected:
        """Return it as what a target is held against; ``names`` are the names asked for."""
        called = names or ((self.name,) if self.name else ())
        target = Target(called[0] if called else ANSWER, self.kind, aliases=called[1:], options=self.options)  # type: ignore[arg-type]
        return Expected(target, self.value)
