"""What is sent, byte for byte: a question, an ask mode, a style and a source become conversations.

The style ``raw`` sends the problem's text and nothing else: no system prompt, no course name, no
request for a format. Every other style adds one stated sentence, so its effect can be measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from harness.errors import HomeworkError, SettingsError
from harness.records import AskMode, Conversation, Part, Question, Source, Style, Turn


@dataclass(frozen=True, slots=True)
class Addition:
    """The sentence a style adds, and where."""

    sentence: str
    before: bool = False
    """Before the message rather than after it."""
    every_turn: bool = True
    """To each message rather than to the first only."""


STYLES: dict[Style, Addition | None] = {
    "raw": None,
    "context": Addition(
        "This is an exercise from a university course; solve it with a full derivation.",
        before=True,
        every_turn=False,
    ),
    "boxed": Addition(r"Write the final answer to each part inside \boxed{}."),
    "encourage": Addition("Take all the time you need and check your result before you answer."),
}
"""Style → what it adds to the problem's text."""


def conversations(
    question: Question, mode: AskMode = "parts", style: Style = "raw", source: Source = "clean"
) -> tuple[Conversation, ...]:
    """Return the conversations that ask ``question``: one, or with ``alone`` one a part."""
    if mode not in MODES:
        raise SettingsError(f"no ask mode {mode!r}; there are {', '.join(MODES)}")
    if style not in STYLES:
        raise SettingsError(f"no style {style!r}; there are {', '.join(STYLES)}")
    if source not in ("clean", "pasted"):
        raise SettingsError(f"no source {source!r}; there are clean, pasted")
    return tuple(
        Conversation(
            question=question.id,
            turns=_styled(_shown(turns, question), style),
            mode=mode,
            style=style,
            source=source,
            variant=question.variant,
        )
        for turns in MODES[mode](question, source)
    )


def _parts(question: Question, source: Source) -> Iterable[tuple[Turn, ...]]:
    first, *others = question.parts
    opening = Turn(_joined(_stem(question, source), _part(question, first, source)), (first.label,))
    yield (opening, *(Turn(_part(question, part, source), (part.label,)) for part in others))


def _whole(question: Question, source: Source) -> Iterable[tuple[Turn, ...]]:
    texts = [_part(question, part, source) for part in question.parts]
    labels = tuple(part.label for part in question.parts)
    yield (Turn(_joined(_stem(question, source), *texts), labels),)


def _alone(question: Question, source: Source) -> Iterable[tuple[Turn, ...]]:
    for part in question.parts:
        needed = _needed(question, part)
        texts = [_part(question, p, source) for p in question.parts if p.label in needed]
        yield (Turn(_joined(_stem(question, source), *texts), (part.label,)),)


MODES: dict[AskMode, Callable[[Question, Source], Iterable[tuple[Turn, ...]]]] = {
    "parts": _parts,
    "whole": _whole,
    "alone": _alone,
}
"""Ask mode → the turns of each conversation."""


def _needed(question: Question, part: Part) -> set[str]:
    """Return the label of ``part`` and those of all parts it builds on, however far back."""
    by_label = {p.label: p for p in question.parts}
    found: set[str] = set()
    waiting = [part.label]
    while waiting:
        label = waiting.pop()
        if label in found or label not in by_label:
            continue
        found.add(label)
        waiting.extend(by_label[label].builds_on)
    return found


def _stem(question: Question, source: Source) -> str:
    return _chosen(question.stem, question.stem_pasted, source, question.id)


def _part(question: Question, part: Part, source: Source) -> str:
    """Return the part's text, led by its letter where the question has several."""
    text = _chosen(part.text, part.text_pasted, source, f"{question.id}, part {part.label}")
    mark = f"({part.label})"
    if len(question.parts) == 1 or text.lstrip().startswith(mark):
        return text
    return f"{mark} {text}"


def _chosen(clean: str, pasted: str, source: Source, where: str) -> str:
    if source == "clean" or not clean:
        return clean
    if not pasted:
        raise HomeworkError(f"{where}: has no pasted text; ask with --source clean")
    return pasted


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _shown(turns: tuple[Turn, ...], question: Question) -> tuple[Turn, ...]:
    """Return the turns with the question's figures before the first text."""
    if not question.figures:
        return turns
    return (replace(turns[0], figures=question.figures), *turns[1:])


def _styled(turns: tuple[Turn, ...], style: Style) -> tuple[Turn, ...]:
    addition = STYLES[style]
    if addition is None:
        return turns
    return tuple(
        replace(turn, text=_added(turn.text, addition)) if addition.every_turn or number == 0 else turn
        for number, turn in enumerate(turns)
    )


def _added(text: str, addition: Addition) -> str:
    return _joined(addition.sentence, text) if addition.before else _joined(text, addition.sentence)
