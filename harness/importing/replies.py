"""Exported conversations as transcripts: whose question each answers, which sample it is, what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness import codec
from harness.errors import HomeworkError
from harness.importing.document import Imported
from harness.importing.exports import Exported, read_export
from harness.importing.labels import UNKNOWN, Labels, slug
from harness.importing.messages import Said, from_messages
from harness.questions.bank import question_of
from harness.questions.columns import ROLES, SETTINGS, understood
from harness.questions.finding import finder
from harness.records import Conversation, Json, Question, Transcript, Turn

IMPORTED = "imported"
"""The bank that an import makes of the golds that came with it, and the set its questions are in."""
_BY_ID = frozenset(("inspect", "lm-eval", "batch", "completion", "response", "rollout"))
"""Shapes whose ids name questions; a chat's title may stand over any number of them."""


def read_replies(path: Path, labels: Labels, bank: Sequence[Question] = ()) -> Imported:
    """Return the conversations of an export as transcripts, equal replies kept apart.

    ``bank``: the questions they answer; without it a question is made of each prompt, with the golds
    that came along.
    """
    known = _Known(labels, bank)
    transcripts = []
    unread: Counter[str] = Counter()
    for place, entry in enumerate(read_export(path)):
        unread.update(entry.unread)
        if (made := _transcript(path, place, entry, labels, known)) is not None:
            transcripts.append(made)
    doubts = [f"{count} × {kind}: not read" for kind, count in sorted(unread.items())]
    doubts += [f"{name}: no question of the bank asks this" for name in known.strangers[:20]]
    if len(known.strangers) > 20:
        doubts.append(f"and {len(known.strangers) - 20} more that no question of the bank asks")
    return Imported("transcripts", tuple(transcripts), doubts=tuple(doubts), bank=tuple(known.rows))


def _transcript(path: Path, place: int, entry: Exported, labels: Labels, known: _Known) -> Transcript | None:
    said = from_messages(entry.messages)
    if not said.replies and not entry.error:
        return None
    asked = known.question(entry, said.turns[0].text if said.turns else "")
    model = f"imported:{said.model}" if labels.model == UNKNOWN and said.model else labels.model
    sample = known.sample(asked.id, model, entry.sample)
    origin: dict[str, Json] = {
        "kind": "import",
        "file": path.name,
        "format": f"transcripts ({entry.shape})",
        "where": entry.id,
        **({"recorded_by": labels.who} if labels.who else {}),
    }
    answers = [reply.answer for reply in said.replies]
    key = {"question": asked.id, "origin": origin, "replies": answers, "place": place, "sample": sample}
    return Transcript(
        run_key=codec.digest(key),
        conversation=Conversation(asked.id, _turns(said, asked)),
        replies=said.replies,
        model=model,
        sample=sample,
        error=entry.error if not said.replies else None,
        started=labels.when or said.started,
        finished=labels.when or said.finished,
        origin=origin,
    )


def _turns(said: Said, asked: Asked) -> tuple[Turn, ...]:
    """Return the turns; of a question of one part the last reply is the answer."""
    turns = said.turns or (Turn("", ("a",)),)
    if not turns[0].text and asked.text:
        turns = (replace(turns[0], text=asked.text), *turns[1:])
    if not asked.part:
        return turns
    return (*(replace(turn, parts=()) for turn in turns[:-1]), replace(turns[-1], parts=(asked.part,)))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which question a conversation answers."""

    id: str
    text: str = ""
    part: str = ""
    """Its only part; empty where it may have several."""


@dataclass(slots=True)
class _Known:
    """The questions so far, and how many replies each has."""

    labels: Labels
    bank: Sequence[Question]
    rows: list[Mapping[str, Json]] = field(default_factory=list)
    """Golds that came along, as rows of a bank."""
    strangers: list[str] = field(default_factory=list)
    _find: Callable[[str, str], Question | None] | None = None
    _made: dict[str, Asked] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)
    _taken: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def question(self, entry: Exported, prompt: str) -> Asked:
        """Return the question that an entry answers."""
        if self.bank:
            self._find = self._find or finder(self.bank)
            found = self._find(entry.id, prompt)
            if found is not None:
                part = found.parts[0]
                return Asked(found.id, part.text, part.label if len(found.parts) == 1 else "")
            self.strangers.append(entry.id or prompt[:60])
        key = entry.id if entry.id and entry.shape in _BY_ID else f"{entry.id}\0{prompt}"
        if key not in self._made:
            self._made[key] = self._new(entry, prompt)
        return self._made[key]

    def _new(self, entry: Exported, prompt: str) -> Asked:
        if "{id}" not in self.labels.question:
            return Asked(self.labels.of(1))
        own = entry.id or f"q-{codec.digest(prompt, 8)}"
        fixed = self.labels.question != f"{IMPORTED}/{{id}}"
        if fixed or not entry.golds:
            name = slug(own)
            taken = name in self._names
            name = f"{name}-{codec.digest(prompt, 8)}" if taken else name
            self._names.add(name)
            return Asked(self.labels.question.replace("{id}", name))
        row: dict[str, Json] = {
            **{n: v for n, v in entry.columns.items() if n not in SETTINGS and n not in _ROLE_NAMES},
            "id": own,
            "question": prompt or own,
            "answer": entry.golds[0] if len(entry.golds) == 1 else list(entry.golds),
        }
        if own in self._ids:
            row["id"] = f"{own} {codec.digest(prompt, 8)}"
        self._ids.add(own)
        try:
            made = question_of(understood(row, len(self.rows) + 1)[0], IMPORTED, self._names)
        except HomeworkError:
            return Asked(self.labels.question.replace("{id}", slug(own)))
        self._names.add(made.id)
        self.rows.append(row)
        return Asked(made.id, part="a")

    def sample(self, question: str, model: str, told: int | None) -> int:
        """Return the number of a reply among those to the same question: the told one if it is free."""
        taken = self._taken.setdefault((question, model), set())
        number = told if told is not None and told not in taken else 0
        while number in taken:
            number += 1
        taken.add(number)
        return number


_ROLE_NAMES = frozenset(name for names in ROLES.values() for name in names)
