"""The two write-ups the project grew out of, where they lie beside the checkout."""

from pathlib import Path

import pytest

from harness.importing import Imported, Labels, bring_in
from harness.importing.formulas import readable_lines

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
CHAT, HOMEWORK = SEEDS / "000_4f610fe7093b5037.txt", SEEDS / "003_7efa1ab807efb6a8.txt"
pytestmark = pytest.mark.skipif(not CHAT.exists(), reason=f"the write-ups are not in {SEEDS}")

THINKING_BY_HAND = {
    "a": [(26, 62), (78, 133), (171, 183)],
    "b": [(309, 344), (356, 422), (437, 507), (545, 569)],
    "c": [(811, 846), (874, 892)],
}
"""First and last line of each stretch of thinking, found by reading the print-out."""


@pytest.fixture(scope="module")
def chat() -> Imported:
    return bring_in(CHAT, "chat-printout", Labels("deep-learning-hw1/optimizer-geometry"))


@pytest.fixture(scope="module")
def homework() -> Imported:
    return bring_in(HOMEWORK, "graded-homework", Labels("deep-learning-hw1/q{n}"))


def test_the_chat_has_three_parts_with_their_seconds(chat: Imported) -> None:
    (transcript,) = chat.transcripts
    assert [turn.parts for turn in transcript.conversation.turns] == [("a",), ("b",), ("c",)]
    assert [reply.timing.stated_thinking for reply in transcript.replies] == [77.0, 195.0, 61.0]


def test_every_margin_note_is_attached_to_its_part(chat: Imported) -> None:
    pages = [(note.part, note.page) for note in chat.notes]
    assert pages == sorted(pages, key=lambda pair: pair[1])
    assert {page for part, page in pages if part == "a"} == {1, 2, 3}
    assert {page for part, page in pages if part == "b"} == {4, 5, 6, 7}
    assert {page for part, page in pages if part == "c"} == {9, 10}
    words = " ".join(note.text for note in chat.notes)
    assert all(
        piece in words for piece in ("weird formatting", "min-norm LS", "point of inefficiency", "LaTeX)")
    )


def test_no_line_of_either_is_dropped(chat: Imported, homework: Imported) -> None:
    for found, path in ((chat, CHAT), (homework, HOMEWORK)):
        lines = path.read_text("utf-8").split("\n")
        lines = lines[:-1] if not lines[-1] else lines
        assert [t.line.text for t in found.taken] == lines


def test_the_damaged_characters_are_inferred(chat: Imported) -> None:
    known = {
        "X": "[",
        "Y": "]",
        "[": "(",
        "h": ")",
        "`": "−",
        "e": "=",
        "l": "+",
        "r": "<",
        "u": "}",
        "v": "{",
    }
    assert chat.table.items() >= known.items()


def test_four_in_five_lines_of_thinking_with_a_formula_can_be_read(chat: Imported) -> None:
    readable, holding = readable_lines(chat.formulas)
    assert holding > 150
    assert readable >= 0.8 * holding


def test_the_homework_has_35_parts_each_with_its_evaluation(homework: Imported) -> None:
    counts = [len(t.replies) for t in homework.transcripts]
    assert counts == [7, 11, 7, 2, 4, 3, 1]
    assert [m.mark for t in homework.transcripts for m in t.human_marks] == ["correct"] * 35


@pytest.mark.parametrize("part", THINKING_BY_HAND)
def test_thinking_words_agree_with_a_count_by_hand(part: str, chat: Imported) -> None:
    lines = CHAT.read_text("utf-8").split("\n")
    stretches = THINKING_BY_HAND[part]
    counted = sum(len(line.split()) for first, last in stretches for line in lines[first - 1 : last])
    reply = chat.transcripts[0].replies[ord(part) - ord("a")]
    assert len(reply.reasoning.split()) == pytest.approx(counted, rel=0.02)
