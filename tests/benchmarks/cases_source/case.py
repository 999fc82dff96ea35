"""Test cases for the marker, each with both sides also given as values that need no marker.

A family module declares ``CASES = Family(...)`` and fills it: ``gold`` opens a group with the gold
LaTeX and its value, ``yes`` and ``no`` add a reply with the value it claims. The label is checked by
`truth.agree`, which knows nothing of the marker.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases_source.dress import dressed


@dataclass(frozen=True, slots=True)
class Case:
    """One reply to be marked, its label, and the two values that prove the label."""

    family: str
    kind_of_case: str
    gold: str
    response: str
    right: bool
    values: tuple[Any, Any]
    status: str = ""
    """The exact status wanted, where only one is right (``no_answer``, ``hedged``, ``partial``)."""
    setting: Mapping[str, Any] = field(default_factory=dict)
    """``symbols``, ``assume``, ``kind``, ``options``, ``answer``, ``part``, ``labels`` as needed."""
    space: Any = None
    """How points are drawn for the proof of the label (`truth.Space`)."""

    @property
    def id(self) -> str:
        """Return a name that stays as long as the case stays the same."""
        text = json.dumps([self.gold, self.response, dict(self.setting)], sort_keys=True, default=str)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
        return f"{self.kind_of_case}-{digest}"

    def row(self) -> dict[str, Any]:
        """Return the case as a line of a case file."""
        row = {"id": self.id, "class": self.kind_of_case, "gold": self.gold, "response": self.response}
        row |= {"right": self.right} | ({"status": self.status} if self.status else {})
        return row | {key: value for key, value in self.setting.items() if value}


class Family:
    """A list of cases that share a subject; iterate over it."""

    def __init__(self, name: str, start: int = 0) -> None:
        self.name = name
        self.cases: list[Case] = []
        self._group: tuple[str, str, Any, dict[str, Any], Any] | None = None
        self._style = start

    def gold(self, kind_of_case: str, text: str, value: Any, *, space: Any = None, **setting: Any) -> Family:
        """Open a group: the cases that follow are held against this gold."""
        self._group = (kind_of_case, text, value, setting, space)
        return self

    def yes(self, response: str, value: Any = ...) -> Family:
        """Add a reply that is right; without a value it writes the gold itself in other letters."""
        return self._add(response, value, True, "")

    def no(self, response: str, value: Any, status: str = "") -> Family:
        """Add a reply that is wrong."""
        return self._add(response, value, False, status)

    def Yes(self, tex: str, value: Any = ...) -> Family:
        """Add a right claim inside the prose of the next style in turn."""
        return self._add(self._dress(tex), value, True, "")

    def No(self, tex: str, value: Any) -> Family:
        """Add a wrong claim inside the prose of the next style in turn."""
        return self._add(self._dress(tex), value, False, "")

    def _dress(self, tex: str) -> str:
        self._style += 1
        return dressed(tex, self._style)

    def _add(self, response: str, value: Any, right: bool, status: str) -> Family:
        assert self._group is not None
        kind_of_case, gold, true, setting, space = self._group
        claimed = true if value is ... else value
        self.cases.append(
            Case(self.name, kind_of_case, gold, response, right, (true, claimed), status, setting, space)
        )
        return self

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)


def unique(cases: Sequence[Case]) -> list[Case]:
    """Return the cases in order, each text once."""
    return list({case.id: case for case in cases}.values())
