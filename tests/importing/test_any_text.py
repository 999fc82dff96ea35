"""Any text can be brought in or is refused with a reason; no line is lost, whatever it says."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import ImportFileError
from harness.importing import FORMATS, Labels, bring_in
from harness.importing.chat_printout import read_chat
from harness.importing.graded_homework import read_homework
from harness.importing.pages import text_lines

PIECES = st.sampled_from(
    [
        "--- Page 2 ---",
        "(a) What is it?",
        "(b) And now?",
        "Thought for 7 seconds",
        "Evaluation: Correct.",
        "Comments: none",
        "Question 1",
        "Question 2. More",
        "So 1 l 2 e 3 and X1, 2Y.",
        "Let me check: θ = [1/2h. ",
        "Assistant:",
        "You said:",
        '{"messages": [{"role": "user", "content": "x"}]}',
        "⊤",
        "",
    ]
)
LINES = st.lists(PIECES | st.text(max_size=60), max_size=25)


def taken_or_refused(path: Path, name: str) -> bool:
    """Whether the file gave transcripts, or a refusal that names it."""
    try:
        return bool(bring_in(path, name, Labels("set/{n}")).transcripts)
    except ImportFileError as error:
        return str(path) in str(error)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_every_line_has_one_role(lines: list[str]) -> None:
    source = text_lines("\n".join(lines))
    assert [t.line for t in read_chat(source).taken] == list(source)
    assert [t.line for t in read_homework(source).taken] == list(source)


@settings(max_examples=40, deadline=None)
@given(LINES, st.sampled_from(sorted(FORMATS)))
def test_a_file_is_brought_in_or_refused_with_a_reason(lines: list[str], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.txt"
        path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        assert taken_or_refused(path, name)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_binary_rubbish_is_refused_or_taken_as_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / "rubbish"
    path.write_bytes(bytes(range(256)) * 40)
    assert taken_or_refused(path, name)
