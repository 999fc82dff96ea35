"""The words that several records share: kinds of answer, statuses, ways of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
else:
    Json = Any

SCHEMA = 1
"""Version of the files in a run folder; raised when a reader must know of a change."""

AskMode = Literal["parts", "whole", "alone"]
Style = Literal["raw", "context", "boxed", "encourage"]
Source = Literal["clean", "pasted"]
Status = Literal["correct", "incorrect", "partial", "no_answer", "hedged", "unsupported", "failed"]
"""The seven words for an outcome; ``failed`` is a transcript without a reply to mark."""
ANSWER_KINDS = (
    "number",
    "expression",
    "vector",
    "matrix",
    "region",
    "set",
    "tuple",
    "equation",
    "conditional",
    "predicate",
    "choice",
    "truth",
    "text",
    "statement",
)
"""The kinds of answer that ship, each a module of ``harness.grading.kinds``."""
