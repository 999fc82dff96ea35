"""What an import is called: question, model, date and author, by the person's word or by the document's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from harness.importing.document import About

UNKNOWN = "imported:unknown"
NAMELESS = "imported/{id}"
"""What a question is called that nobody has named."""
FAMILIES = (
    r"Kimi|DeepSeek|ChatGPT|GPT|Claude|Gemini|Gemma|Qwen|QwQ|Grok|Llama|Mistral|Magistral|MiniMax|GLM|ERNIE|Doubao|Hunyuan"
    r"|Phi|Nemotron|Command|o[134](?=[\s-]|$)"
)
_MODEL = re.compile(rf"\b(?:{FAMILIES})(?:[ –—-]*(?:[A-Z]?\d[\w.]*|v\d[\w.]*|{FAMILIES}|[A-Z][a-z]+))*")
_STOP = re.compile(r"\b(?:Solutions?|Answers?|Homework|Sheet|Problem|Write-?up|Conversation|Chat)\b.*", re.S)
_DATES = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%m/%d/%y",
    "%Y/%m/%d",
)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the person importing says of the file."""

    question: str = NAMELESS
    """``set/question``; ``{n}`` stands for the number of the question, ``{id}`` for an entry's own id."""
    model: str = UNKNOWN
    who: str = ""
    """Who made the document."""
    when: str = ""

    def completed(self, about: About) -> Labels:
        """Return the labels with what the person left open taken from the document's own words."""
        model = self.model
        if model == UNKNOWN and (named := about.model or model_in(about.title)):
            model = f"imported:{slug(named)}"
        return replace(
            self,
            question=about.questions or self.question if self.question == NAMELESS else self.question,
            model=model,
            who=self.who or about.author,
            when=self.when or iso_date(about.date),
        )

    def of(self, number: int) -> str:
        """Return the id of the question that a document counts as ``number``."""
        return self.question.replace("{n}", str(number)).replace("{id}", f"q{number}")


def model_in(title: str) -> str:
    """Return the model that a title names, nothing where it names none.

    >>> model_in("Kimi K2 – Thinking: Solution to Homework 1"), model_in("Slopes - DeepSeek"), model_in("3")
    ('Kimi K2 – Thinking', 'DeepSeek', '')
    """
    match = _MODEL.search(_STOP.sub("", title) or title)
    return match[0].strip(" -–—") if match else ""


def iso_date(text: str) -> str:
    """Return a date as ISO 8601; nothing where the text names no whole date.

    >>> iso_date("30 November 2025"), iso_date("D:20251130101500"), iso_date("30 November")
    ('2025-11-30', '2025-11-30', '')
    """
    text = " ".join(text.split())
    if match := re.match(r"D:(\d{4})(\d{2})(\d{2})", text):
        text = "-".join(match.groups())
    for piece in (text, text[:10], text.partition(", ")[0], text.partition(" ")[0]):
        for pattern in _DATES:
            try:
                return datetime.strptime(piece, pattern).date().isoformat()
            except ValueError:
                continue
    return ""


def slug(text: str) -> str:
    """Return a text as a short name of small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48] or "unnamed"


def title_of(lines: Iterable[str]) -> str:
    """Return a document's title from its first lines."""
    return " ".join(" ".join(lines).split())[:200]
