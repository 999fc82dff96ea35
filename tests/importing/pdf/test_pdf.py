"""PDFs read in two dimensions: what LaTeX and browsers print comes back as lines with LaTeX in them."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.errors import ImportFileError
from harness.importing import Labels, bring_in
from harness.importing.pdf import read_pdf

FORMULAS = [
    r"$a_{k+1}^2\le\beta a_k$",
    r"$$x=\frac{1+\sqrt{\gamma-\frac{1}{2}}}{2\gamma^2}$$",
    r"$$\boxed{x_{\max}=\frac{3}{\gamma^2}}$$.",
    r"\begin{bmatrix}1-\alpha&2\tilde{u}_i\\0&\hat{v}^\top\end{bmatrix}",
    r"\sum_{k=1}^nk=\frac{n(n+1)}{2}",
    r"$\max_i\|z_i\|=7$",
    r"$z\in\mathbb{R}^d$",
]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def texts(sheet: Path, columns: Path) -> dict[str, str]:
    """What each of the two write-ups reads, without spaces."""
    return {
        path.stem: squeezed("".join(line.text for line in read_pdf(path).lines)) for path in (sheet, columns)
    }


@pytest.mark.parametrize("name", ["sheet", "columns"])
@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula[:24])
def test_formulas_of_a_pdflatex_pdf_come_back(name: str, formula: str, texts: dict[str, str]) -> None:
    assert squeezed(formula) in texts[name]


@pytest.mark.parametrize("name", ["sheet", "columns"])
def test_a_pdflatex_write_up_is_recognised_with_its_words_apart(
    name: str, request: pytest.FixtureRequest
) -> None:
    found = bring_in(request.getfixturevalue(name), "auto", Labels("sums/q{n}"))
    marks = [(t.conversation.question, m.part, m.mark) for t in found.transcripts for m in t.human_marks]
    assert marks[:2] == [("sums/q1", "a", "correct"), ("sums/q1", "b", "partial")]
    assert "and so the value is" in found.transcripts[0].replies[0].answer
    assert found.kind == "pdf"


def test_two_columns_are_read_one_after_the_other(columns: Path) -> None:
    text = "\n".join(line.text for line in read_pdf(columns).lines)
    assert (
        text.index("Not quite right") < text.index("(a) More") < text.index("(b) Last") < text.index("u}{w}")
    )
    found = bring_in(columns, "auto", Labels("sums/q{n}"))
    assert [turn.parts for t in found.transcripts for turn in t.conversation.turns] == [
        ("a",),
        ("b",),
        ("a",),
        ("b",),
    ]


def test_what_was_read_whole_is_sure(sheet: Path) -> None:
    assert [line.unsure for line in read_pdf(sheet).lines if line.unsure] == []


STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 40em; margin: auto }
.ask { background: #e8e8ff; border-radius: 14px; padding: 12px; margin: 12px 0 12px 8em;
       -webkit-print-color-adjust: exact }
.think { color: #777; font-size: 13px; border-left: 2px solid #ccc; padding-left: 10px }
"""
QUARTER = (
    "<math display='block'><mfrac><mn>1</mn><mrow><mn>2</mn><mo>·</mo><mn>2</mn></mrow></mfrac><mo>=</mo>"
    "<msup><mi>x</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msup></math>"
)
CHAT = f"""<!doctype html><meta charset="utf-8"><title>Halves - DeepSeek</title><style>{STYLE}</style>
<div class="ask">(a) What is one half of one half, and is the sign of it known?</div>
<div class="think"><b>Thought for 12 seconds</b>
<p>A half of a half is a quarter, so 1/4 it is. Let me check: 4 * 1/4 = 1.</p></div>
<p>The value is {QUARTER}</p><p>{"That was all there is to say about it. " * 12}</p>
<div class="ask">(b) And of that one again?</div>
<div class="think"><b>Thought for 1 minute 3 seconds</b><p>An eighth.</p></div><p>It is an eighth.</p>"""


@pytest.fixture(scope="session")
def chat(browser_print: Callable[[str, str], Path]) -> Path:
    """A chat page with prompts in bubbles and grey thinking, as a browser prints it."""
    return browser_print("chat", CHAT)


def test_a_browsers_print_out_of_a_chat_says_who_speaks(chat: Path) -> None:
    found = bring_in(chat, "auto", Labels("sums/halves"))
    (transcript,) = found.transcripts
    assert (found.format, found.notes) == ("chat-printout", ())
    assert [turn.parts for turn in transcript.conversation.turns] == [("a",), ("b",)]
    assert [reply.timing.stated_thinking for reply in transcript.replies] == [12.0, 63.0]
    first, second = transcript.replies
    assert "is a quarter, so 1/4 it is. Let me check: 4 * 1/4 = 1." in " ".join(first.reasoning.split())
    assert r"\frac{1}{2\cdot2}=x^{k+1}" in "".join(first.answer.split())
    assert second.answer == "It is an eighth."


@pytest.fixture
def noted(chat: Path, tmp_path: Path) -> Path:
    """The chat's print-out with notes that a reader put onto the page, one with a line that points."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    from pypdf.annotations import FreeText
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    writer = pypdf.PdfWriter(clone_from=chat)
    height = float(writer.pages[0].mediabox.height)
    places = {line.text: line for line in read_pdf(chat).lines}
    assert any("x^{k+1}" in text for text in places)
    note = FreeText(text="The answer is right.", rect=(500, height - 260, 590, height - 230))
    writer.add_annotation(0, note)
    low = FreeText(text="A pointer to the top.", rect=(500, 20, 590, 40))
    low[NameObject("/CL")] = ArrayObject(map(FloatObject, (200, height - 60, 480, 60)))
    writer.add_annotation(0, low)
    path = tmp_path / "noted.pdf"
    writer.write(path)
    return path


def test_notes_on_the_page_are_attached_to_what_they_stand_beside(noted: Path) -> None:
    found = bring_in(noted, "chat-printout", Labels("sums/halves", who="R."))
    assert {(n.text, n.part) for n in found.notes} == {
        ("The answer is right.", "a"),
        ("A pointer to the top.", "a"),
    }
    pointed = next(n for n in found.notes if n.text.startswith("A pointer"))
    assert "What is one half" in pointed.points_at
    (mark,) = [m for m in found.transcripts[0].human_marks if m.mark]
    assert (mark.part, mark.mark, mark.marker) == ("a", "correct", "R.")


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content)


def pdf_of(*objects: bytes, root: int = 1) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        root,
        start,
    )


CATALOG, PAGES = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << >> >>"
HOSTILE = {
    "empty": b"%PDF-1.7",
    "no pages": pdf_of(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"),
    "pages in a circle": pdf_of(CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "a million pages claimed": pdf_of(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", PAGE,
    stream(b"")),
    "a bomb": pdf_of(CATALOG, PAGES, PAGE, stream(zlib.compress(b"q " * 40_000_000, 9),
    b"/Filter /FlateDecode ")),
    "deep saves": pdf_of(CATALOG, PAGES, PAGE, stream(b"q " * 200_000 + b"0 0 m 1 1 l S")),
    "deep arrays": pdf_of(CATALOG, PAGES, PAGE, stream(b"[" * 200_000)),
    "many lines": pdf_of(CATALOG, PAGES, PAGE, stream(b"".join(b"%d 0 m %d 9 l S " % (i,
    i) for i in range(30_000)))),
    "a form in itself": pdf_of(
        CATALOG, PAGES,
        PAGE.replace(b"<< >>", b"<< /XObject << /X 4 0 R >> >>"),
        stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0"
                         b" R >> >> "),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_costs_a_message(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(ImportFileError, match=r"hostile\.pdf"):
        read_pdf(path, seconds=10)


def read_or_refused(path: Path) -> bool:
    try:
        return bring_in(path, "graded-homework", Labels("x/q{n}")).kind == "pdf"
    except ImportFileError as error:
        return path.name in str(error)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_pdf_is_read_or_refused(seed: int, sheet: Path, tmp_path: Path) -> None:
    import random

    dice = random.Random(seed)
    content = bytearray(sheet.read_bytes())
    if seed % 3 == 0:
        content = content[: dice.randrange(20, len(content))]
    for _ in range(dice.choice([1, 20, 400])):
        content[dice.randrange(9, len(content))] = dice.randrange(256)
    path = tmp_path / "damaged.pdf"
    path.write_bytes(bytes(content))
    assert read_or_refused(path)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(HOSTILE["a bomb"])
    with pytest.raises(ImportFileError, match="takes more than 1 s"):
        read_pdf(path, seconds=1)
