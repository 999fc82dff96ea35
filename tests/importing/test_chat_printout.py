"""A chat print-out read back: parts, speakers, seconds, notes, and every line accounted for."""

from pathlib import Path

import pytest

from harness.importing import Labels, bring_in
from harness.importing.chat_printout import Chat, most_likely, read_chat
from harness.importing.pages import headers
from harness.importing.sources import read_source


@pytest.fixture
def chat(chat_file: Path) -> Chat:
    return read_chat(read_source(chat_file).lines)


def said(chat: Chat, role: str, part: str) -> list[str]:
    return [t.line.text.strip() for t in chat.taken if (t.role, t.part) == (role, part)]


def test_every_line_is_accounted_for_once_and_in_order(chat: Chat, chat_file: Path) -> None:
    assert [t.line.text for t in chat.taken] == chat_file.read_text("utf-8").split("\n")


def test_each_part_gets_its_stated_seconds(chat: Chat) -> None:
    assert chat.seconds == {"a": 12.0, "b": 65.0}


def test_the_prompt_ends_where_the_thinking_begins(chat: Chat, thinking: list[str]) -> None:
    assert said(chat, "problem", "a")[-1] == "point [3,8]?"
    assert said(chat, "thinking", "a") == thinking


def test_the_answers_prose_is_told_from_the_thinking_before_it(chat: Chat) -> None:
    assert said(chat, "answer", "a") == ["Step 1: Differences", "The slope is the ratio", ", so:", "Thus,"]
    assert said(chat, "formula", "a") == ["s =", "2", "6", "= 3"]


def test_notes_belong_to_the_part_of_their_page(chat: Chat) -> None:
    assert [(n.part, n.page, n.text) for n in chat.notes] == [
        ("a", 1, "I pasted this in without any change to the text."),
        ("b", 2, "Short and to the point, and the answer is correct."),
    ]


def test_repeated_page_furniture_is_a_header(chat_file: Path) -> None:
    lines = read_source(chat_file).lines
    assert {line.text for line in lines if line.number in headers(lines)} >= {
        "Page 1 of 2",
        "Slope of a line - Chat",
    }


def test_the_damaged_thinking_is_repaired_with_the_raw_text_beside_it(
    chat_file: Path, thinking: list[str]
) -> None:
    found = bring_in(chat_file, "chat-printout", Labels("maths/slope"))
    reply = found.transcripts[0].replies[0]
    assert "So the slope is (8 − 2) / (3 − 1) = 6 / 2 = 3." in reply.reasoning
    assert str(reply.extras["raw_thinking"]).split("\n") == thinking
    assert (
        found.table.items() >= {"[": "(", "h": ")", "X": "[", "Y": "]", "e": "=", "l": "+", "`": "−"}.items()
    )


def test_a_note_that_judges_the_answer_is_a_mark(chat_file: Path) -> None:
    marks = (
        bring_in(chat_file, "chat-printout", Labels("maths/slope", who="reader")).transcripts[0].human_marks
    )
    assert [(m.part, m.mark, m.marker) for m in marks] == [("a", "", "reader"), ("b", "correct", "reader")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("However, note that the problem says we are using a constant step size and no other.", "thinking"),
        (" Step 2: Compute the gradient", "answer"),
        (", so we must have:", "answer"),
        ("⊤", "formula"),
        ("t+1", "formula"),
    ],
)
def test_a_line_alone_suggests_its_role(text: str, role: str) -> None:
    assert most_likely([text] * 3)[1] == role


def test_a_pdf_is_read_with_positions(print_pdf, thinking: list[str]) -> None:
    page_one = [
        (0.06, 0.03, "3/4/26, 10:15"),
        (0.06, 0.05, "Page 1 of 2"),
        (0.06, 0.10, "(a) What is the slope here?"),
    ]
    page_one += [(0.06, 0.14 + 0.03 * i, line) for i, line in enumerate(thinking[:3])]
    page_one += [(0.86, 0.14, "Very careful here."), (0.06, 0.3, "Thought for 12 seconds")]
    page_two = [(0.06, 0.03, "3/4/26, 10:15"), (0.06, 0.05, "Page 2 of 2")]
    page_two += [(0.06, 0.10 + 0.03 * i, line) for i, line in enumerate(thinking[3:])]
    page_two += [(0.86, 0.14, "Checks itself again.")]
    path = print_pdf("chat.pdf", [page_one, page_two])
    found = read_chat(read_source(path).lines)
    assert [t.line.text for t in found.taken if t.role == "thinking"] == thinking
    assert found.seconds == {"a": 12.0}
    assert [n.text for n in found.notes] == ["Very careful here.", "Checks itself again."]
