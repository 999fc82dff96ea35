"""What a homework's author may have overlooked: notes of ``harness reference --check``, by question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from harness.records import Answer, Part, Question


def notes(question: Question, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Yield what looks wrong about a question and its answers, a sentence each."""
    yield from _absent(question, answers)
    for part in question.parts:
        answer = answers.get(part.label)
        if answer is None:
            continue
        where = f"{question.id} ({part.label})"
        yield from (f"{where}: {said}" for said in (*_unproved(part, answer), *_letters(part, answer)))
        yield from (f"{where}: {said}" for said in _unreadable(answer))


def _absent(question: Question, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Letters that are declared and occur nowhere."""
    texts = [question.stem, *(part.text for part in question.parts), *question.assume]
    said = " ".join([*texts, *(e.value for a in answers.values() for e in a.expected)])
    for answer in answers.values():
        said += " ".join(way.value for one in answer.checkpoints for way in (one.expected, *one.ways))
        said += " ".join(one.expected.value for one in answer.false_steps)
    shapes = " ".join(size for symbol in question.symbols for size in symbol.shape)
    for symbol in question.symbols:
        names = {symbol.name, symbol.name.partition("_")[0], *symbol.aliases}
        if not any(_stands(name, f"{said} {shapes}") for name in names):
            yield f"{question.id}: {symbol.name} is declared and occurs in no text and no answer"


def _stands(name: str, text: str) -> bool:
    plain = name.lstrip("\\")
    return re.search(rf"(?<![A-Za-z]){re.escape(plain)}(?![A-Za-z])", text) is not None


def _unproved(part: Part, answer: Answer) -> Iterator[str]:
    """Parts that ask to show something and have nothing that a reply must say."""
    from harness.importing.exercises import SHOWS

    asks = SHOWS.search(re.sub(r"\$.+?\$", " ", part.text, flags=re.S))
    if (part.kind == "derivation" or (asks and not part.targets)) and not answer.checkpoints:
        word = f" ({asks[0].lower()!r})" if asks else ""
        yield f"asks for a derivation{word} and has no checkpoint: nothing of it can be marked"


def _letters(part: Part, answer: Answer) -> Iterator[str]:
    """Answers in which a letter is missing that the text wants them in terms of."""
    from harness.importing.exercises import wanted_letters

    wanted = wanted_letters(part.text)
    said = " ".join(expected.value for expected in answer.expected)
    if wanted and said and not any(_stands(name.partition("_")[0], said) for name in wanted):
        yield f"wants its answer in terms of {', '.join(sorted(wanted))}, and the answer has none of them"


def _unreadable(answer: Answer) -> Iterator[str]:
    """Values that the marker cannot hold against themselves."""
    from harness.adapters.planting import claim
    from harness.grading import mark

    said = [claim(expected) for expected in answer.expected]
    if not said or any(one is None for one in said):
        return
    lines = [f"${one.text}$" if one.mathematical else f"**Answer:** {one.text}" for one in said if one]
    verdict = mark(answer, "\n\n".join(lines))
    if verdict.status == "unsupported":
        yield f"the marker cannot read its answer: {verdict.reason}"
