"""Text copied out of a chat window."""

from pathlib import Path

from harness.importing import Labels, bring_in

NAMED = (
    "You said:\nWhat is 2 + 2?\nThinking:\nEasy.\nThought for 3 seconds\nAssistant:\nIt is 4.\nAnswer: 4\n"
)


def brought(text: str, tmp_path: Path):
    path = tmp_path / "copied.txt"
    path.write_text(text, "utf-8")
    return bring_in(path, "clipboard", Labels("sums/two"))


def test_named_speakers_are_kept_apart(tmp_path: Path) -> None:
    (transcript,) = brought(NAMED, tmp_path).transcripts
    assert transcript.conversation.turns[0].text == "What is 2 + 2?"
    assert transcript.replies[0].reasoning == "Easy."
    assert transcript.replies[0].answer.startswith("It is 4.")
    assert transcript.replies[0].timing.stated_thinking == 3.0


def test_text_without_speakers_is_one_answer(tmp_path: Path) -> None:
    (transcript,) = brought("It is 4,\nbecause 2 + 2 = 4.\n", tmp_path).transcripts
    assert transcript.replies[0].answer == "It is 4,\nbecause 2 + 2 = 4."


def test_every_line_is_accounted_for(tmp_path: Path) -> None:
    assert [t.line.number for t in brought(NAMED, tmp_path).taken] == list(range(1, 9))
