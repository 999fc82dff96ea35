"""Sources as people have them are read with their formulas whole, and every line of them has its place."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import ImportFileError
from harness.importing import Labels, bring_in
from harness.importing.graded_homework import read_homework
from harness.importing.sources import read_source
from harness.importing.sources.html import read_html
from harness.importing.sources.kinds import kind_of
from harness.importing.sources.tex import read_tex

HERE = Path(__file__).parent


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """The Markdown write-up as a notebook, with a cell of code that begins nothing."""
    text = (HERE / "sheet.md").read_text("utf-8").split("---\n", 2)[2]
    code = {
        "cell_type": "code",
        "source": ["# Question 9\n", "1 + 1"],
        "outputs": [{"data": {"text/plain": "2"}}],
    }
    cells = [{"cell_type": "markdown", "source": piece.splitlines(True)} for piece in text.split("\n\n")]
    path = tmp_path / "sheet.ipynb"
    path.write_text(
        json.dumps({"cells": [*cells[:3], code, *cells[3:]], "nbformat": 4, "metadata": {}}), "utf-8"
    )
    return path


@pytest.mark.parametrize("name", ["sheet.tex", "sheet.md", "sheet.html", "notebook"])
def test_the_same_write_up_is_read_the_same_from_every_source(
    name: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue("notebook") if name == "notebook" else HERE / name
    found = bring_in(path, "auto", Labels("sums/q{n}"))
    marks = [(t.conversation.question, m.part, m.mark) for t in found.transcripts for m in t.human_marks]
    assert marks == [
        ("sums/q2", "a", "correct"),
        ("sums/q2", "c", "partial"),
        ("sums/q4", "a", "incorrect"),
        ("sums/q4", "b", "correct"),
    ]
    answers = ["".join(r.answer.split()) for t in found.transcripts for r in t.replies]
    assert r"\boxed{\tfrac{1}{2}+\tfrac{1}{2}=1}" in answers[0]
    assert r"\operatorname{tr}(I)&=2" in answers[1]
    assert answers[2].endswith("Thevalueis$x=7$.")
    assert answers[3].endswith("Thevalueis$y=8$.")
    assert {"q2: no part (b) in the document", "the document has no question 1, 3"} <= set(found.doubts)


@pytest.mark.parametrize("name", ["sheet.tex", "sheet.md", "sheet.html"])
def test_model_author_and_date_are_the_documents_own_unless_said(name: str) -> None:
    (first, *_) = bring_in(HERE / name, "auto", Labels("sums/q{n}")).transcripts
    assert (first.model, first.origin["recorded_by"], first.started) == (
        "imported:gpt-5",
        "B. Reader",
        "2026-03-04",
    )
    (first, *_) = bring_in(
        HERE / name, "auto", Labels("sums/q{n}", "imported:own", "Me", "2020-01-02")
    ).transcripts
    assert (first.model, first.origin["recorded_by"], first.started) == ("imported:own", "Me", "2020-01-02")


@pytest.mark.parametrize("name", ["sheet.tex", "sheet.html"])
def test_margin_notes_are_kept_apart_and_attached(name: str) -> None:
    (note,) = bring_in(HERE / name, "graded-homework", Labels("sums/q{n}")).notes
    assert (note.text, note.question, note.part) == ("neat", "q2", "a")


def test_code_of_a_notebook_belongs_to_the_answer_and_begins_nothing(notebook: Path) -> None:
    (reply, *_) = bring_in(notebook, "auto", Labels("sums/q{n}")).transcripts[0].replies
    assert "# Question 9\n1 + 1" in reply.answer


def test_each_line_of_a_latex_source_is_read_in_its_place() -> None:
    source = (HERE / "sheet.tex").read_text("utf-8")
    lines = read_source(HERE / "sheet.tex").lines
    assert [line.raw if line.raw is not None else line.text for line in lines] == source.rstrip("\n").split(
        "\n"
    )


def test_a_saved_chat_page_says_who_speaks() -> None:
    found = bring_in(HERE / "chat.html", "auto", Labels("sums/halves"))
    (transcript,) = found.transcripts
    assert transcript.model == "imported:deepseek"
    assert [turn.text for turn in transcript.conversation.turns] == [
        "(a) What is one half and one half?\nGive a number.",
        "(b) And three?",
    ]
    first, second = transcript.replies
    assert (first.reasoning, first.timing.stated_thinking) == ("Halves add up. So 1.", 9.0)
    assert r"$$\frac{1}{2}+\frac{1}{2}=1$$" in first.answer
    assert "```\nprint(0.5 + 0.5)\n```" in first.answer
    assert (second.answer, second.timing.stated_thinking) == ("It is **1.5**.", None)


@pytest.mark.parametrize(
    ("mathml", "latex"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><msqrt><mi>η</mi></msqrt>", r"x^{2}\le\sqrt{\eta}"),
        ("<msubsup><mi>σ</mi><mi>i</mi><mn>2</mn></msubsup>", r"\sigma_{i}^{2}"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
            r"\sum_{i=1}^{n}",
        ),
        ("<mover><mi>w</mi><mo>~</mo></mover>", r"\tilde{w}"),
        (
            "<mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable><mo>]</mo>",
            r"\begin{bmatrix} 1 & 2 \end{bmatrix}",
        ),
        ("<menclose notation='box'><mn>3</mn></menclose>", r"\boxed{3}"),
        ("<mi>ln</mi><mo>(</mo><mi>ε</mi><mo>)</mo>", r"\ln(\varepsilon)"),
        ("<mi mathvariant='double-struck'>R</mi>", r"\mathbb{R}"),
        ("<mi>𝔼</mi><mo>[</mo><mi>𝑥</mi><mo>]</mo>", r"\mathbb{E}[x]"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<mtext>if&#160;</mtext><mi>x</mi>", r"\text{if }x"),
        ("<msubsup><mi>s</mi><mi>min</mi><mo>\u2061</mo><mn>2</mn></msubsup>", r"s_{\min}^{2}"),
        ("<mi mathvariant='normal'>∣</mi><mi>x</mi><mo>∣</mo>", "|x|"),
    ],
    ids=lambda value: value[:24],
)
def test_mathml_without_annotation_becomes_latex(mathml: str, latex: str) -> None:
    (line, *_) = read_html(f"<p><math>{mathml}</math></p>").lines
    assert line.text.replace(" ", "") == f"${latex}$".replace(" ", "")


@pytest.mark.parametrize(
    ("tex", "reads"),
    [
        (r"\newcommand{\R}[1]{\mathbb{R}^{#1}} $x \in \R{n}$", r"$x \in \mathbb{R}^{n}$"),
        (r"50\% of \textit{all} ``cases'' -- G\"odel~\& co.", "50% of all “cases” – Gödel & co."),
        (r"see \ref{a}\label{b} \textbf{here}", "see **here**"),
        (r"\begin{enumerate}\item one \item two\end{enumerate}", "1. one 2. two"),
        (r"\begin{description}\item[Evaluation:] fine\end{description}", "Evaluation: fine"),
        (r"\let\s\sigma $\s^2$", r"$\sigma^2$"),
        (r"\strange{x}", r"\strangex"),
        (r"\begin{questions}\question[5] Find $x$.\end{questions}", "Question 1 Find $x$."),
        (r"\newtheorem{prob}{Problem}\begin{prob}[Roots] Go.\end{prob}", "Problem 1: Roots Go."),
    ],
    ids=lambda value: value[:20],
)
def test_latex_of_running_text(tex: str, reads: str) -> None:
    (line,) = read_tex(tex, "x.tex").lines
    assert " ".join(line.text.split()) == reads


def test_an_unknown_command_and_another_file_are_doubts() -> None:
    doubts = " ".join(read_tex("\\strange{x}\n\\input{part2}\n", "x.tex").doubts)
    assert "\\strange is not known" in doubts
    assert "\\input names another file" in doubts


@pytest.mark.parametrize("tex", [r"\def\a{\a\a}\a", r"\newcommand{\x}{\y}\newcommand{\y}{\x}\x"])
def test_definitions_without_end_are_refused(tex: str) -> None:
    with pytest.raises(ImportFileError, match="expand without end"):
        read_tex(tex, "x.tex")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\\documentclass{article}", "tex"),
        (b"# Question 1\n\nText", "markdown"),
        (b"<!DOCTYPE html><title>x</title>", "html"),
        (b'{"cells": [], "nbformat": 4}', "notebook"),
        (b'{"messages": []}', "json"),
        (b"--- Page 1 ---\n# 3", "text"),
        (b"Question 1\n(a) x = 1", "text"),
        ("# Frage 1".encode("utf-16"), "markdown"),
    ],
    ids=lambda value: str(value)[:16],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("name", "format", "says"),
    [
        ("sheet.tex", "clipboard", "a LaTeX source.*graded-homework"),
        ("sheet.tex", "transcripts", "a LaTeX source.*graded-homework"),
        ("sheet.html", "chat-printout", "a web page.*clipboard"),
        ("chat.html", "chat-printout", "named speakers.*clipboard"),
        ("chat.html", "transcripts", "a web page.*clipboard"),
    ],
)
def test_a_wrong_format_is_said_so(name: str, format: str, says: str) -> None:
    with pytest.raises(ImportFileError, match=says):
        bring_in(HERE / name, format, Labels("sums/q{n}"))


PIECES = st.sampled_from(
    ["\\begin{align}", "\\end{align}", "$", "$$", "\\[", "\\]", "{", "}", "\\textbf", "\\item",
    "\\newcommand", "%", "\n",
     "\\begin{enumerate}", "\\def\\a#1", "\\a", "[", "]", "\\section", "x", " ", "\\", "\\verb|$|",
     "\\footnote{"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_latex_is_read_line_by_line_or_refused(text: str) -> None:
    try:
        lines = read_tex(text, "x.tex").lines
    except ImportFileError:
        return
    assert len(lines) == len(text.rstrip("\n").split("\n")) or len(lines) == len(text.split("\n")) - 1


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class='katex'>", "</div>", "<math>", "</math>", "<mfrac>", "<mi>x</mi>", "<li>",
    "<ol>", "</ol>",
     "<table><tr><td>", "<pre>", "</pre>", "text", "<script>", "</script>", "<!--", "-->", "&lt;", "<br>",
     "\n", "<mo>["]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_page_is_read(text: str) -> None:
    lines = read_html(text).lines
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len(read_homework(lines).taken) == len(lines)
