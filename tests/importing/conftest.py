"""Small print-outs of our own making, as text and as real PDFs."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Page = Sequence[tuple[float, float, str]]
"""(left, top, text) of each line, as shares of the page."""

HERE = Path(__file__).parent


@pytest.fixture
def chat_file() -> Path:
    """A chat's print-out of two pages whose thinking came out damaged."""
    return HERE / "chat.txt"


@pytest.fixture
def thinking() -> list[str]:
    """The lines of that chat's first thinking."""
    return (HERE / "thinking.txt").read_text("utf-8").split("\n")


@pytest.fixture
def homework_file() -> Path:
    """A marked write-up of two questions."""
    return HERE / "homework.txt"


@pytest.fixture
def print_pdf(tmp_path: Path) -> Callable[[str, Sequence[Page]], Path]:
    """A function that prints lines at given places into a real PDF with extractable text."""

    def write(name: str, pages: Sequence[Page]) -> Path:
        import matplotlib as mpl
        from matplotlib.backends.backend_pdf import PdfPages
        from matplotlib.figure import Figure

        path = tmp_path / name
        with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(path) as document:
            for page in pages:
                figure = Figure(figsize=(8.27, 11.69))
                for left, top, text in page:
                    figure.text(left, 1 - top, text, fontsize=7, parse_math=False)
                document.savefig(figure)
        return path

    return write
