"""Which question of a bank was asked, told by a name or by the text of a prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from harness.questions.bank import slug
from harness.records import Question

_SCANNED = 2_000
"""Questions of a bank that are looked for within a prompt one by one."""


def finder(bank: Sequence[Question]) -> Callable[[str, str], Question | None]:
    """Return the way from an entry's id and prompt to the bank's question."""
    by_id: dict[str, Question] = {}
    by_text: dict[str, Question] = {}
    for question in bank:
        by_id.setdefault(question.id.rpartition("/")[2], question)
        by_id.setdefault(question.title, question)
        by_text.setdefault(_plain(question.parts[0].text), question)

    def find(own: str, prompt: str) -> Question | None:
        text = _plain(prompt)
        found = by_text.get(text) or by_id.get(own) or by_id.get(slug(own))
        if found is not None or not text or len(by_text) > _SCANNED:
            return found
        within = [(len(words), question) for words, question in by_text.items() if words and words in text]
        return max(within, key=lambda one: one[0])[1] if within else None

    return find


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
