"""One look for every figure: a palette for colour-blind readers, a title that states the finding, its n.

A chart is drawn once and saved as SVG for light and for dark pages, as PNG for
slides, as PDF for papers, and as the CSV of its data.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from reports.measured.tables import csv_text
from reports.pages.site import Writer
from reports.typeset.escape import shorten

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d3b")
"""Okabe and Ito's colours, told apart by all common kinds of colour vision."""
SHAPES = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", (0, (5, 2)), (0, (1.5, 1.5)), (0, (6, 2, 1.5, 2)), (0, (3, 1)), (0, (8, 3)), (0, (1, 3)))
INK, QUIET, LINE = "#1f2328", "#5a6270", "#dcd9d0"
WITNESS = "#a3271f"
MARK_SHAPES = {
    "correct": "o", "partial": "D", "incorrect": "X", "hedged": "P",
    "no_answer": "v", "unsupported": "s", "failed": "x",
}  # fmt: skip
_DARK = {
    INK: "#e6e4df", QUIET: "#a3abb7", LINE: "#343a43", WITNESS: "#ff8f85", "#0072b2": "#4ba6e0",
    "#ffffff": "#15181c",
}  # fmt: skip
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "text.color": INK, "axes.labelcolor": QUIET,
    "axes.edgecolor": QUIET, "xtick.color": QUIET, "ytick.color": QUIET, "axes.spines.top": False,
    "axes.spines.right": False, "axes.grid": True, "grid.color": LINE, "grid.linewidth": 0.7,
    "axes.axisbelow": True, "legend.frameon": False, "svg.hashsalt": "homework-harness",
    "svg.fonttype": "path", "text.parse_math": False, "axes.linewidth": 0.8, "lines.linewidth": 1.8,
}  # fmt: skip
PIXELS = 96
_UNDATED = {"CreationDate": None, "Creator": None, "Producer": None}
"""The same figure gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with what a page says of it and the data it shows."""

    name: str
    """File stem under ``figures/``."""
    finding: str
    """The title: one sentence."""
    caption: str
    alt: str
    definition: str
    drawn: Figure
    heads: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @property
    def width(self) -> int:
        """Width in CSS pixels."""
        return round(float(self.drawn.get_size_inches()[0]) * PIXELS)

    @property
    def height(self) -> int:
        """Height in CSS pixels."""
        return round(float(self.drawn.get_size_inches()[1]) * PIXELS)


def blank(finding: str, count: str, width: float = 8.4, height: float = 4.2) -> tuple[Figure, Axes]:
    """Return a figure with its finding as title and its n below it, and the axes to draw on."""
    with rc_context(_STYLE):
        figure = Figure(figsize=(width, height), facecolor="none")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot(facecolor="none")
        top = 1 - 0.3 / height
        figure.text(
            0.012, top, wrap(finding, round(width * 10.4)), fontsize=11.5, fontweight="bold", va="top"
        )
        lines = 1 + wrap(finding, round(width * 10.4)).count("\n")
        figure.text(
            0.012, top - lines * 0.21 / height, shorten(count, 140), fontsize=9, color=QUIET, va="top"
        )
        figure.subplots_adjust(
            top=1 - (0.62 + 0.21 * lines) / height, bottom=0.62 / height, left=0.085, right=0.975
        )
    return figure, axes


def inches_high(axes: Axes) -> float:
    """Return the height of the figure the axes belong to."""
    return float(axes.figure.bbox.height / axes.figure.dpi)


def save(chart: Chart, writer: Writer) -> None:
    """Write the chart's files under ``figures/``."""
    with rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)
        light = _svg(chart.drawn)
        dark = light
        for ours, theirs in _DARK.items():
            dark = dark.replace(ours, theirs)
        writer.text(f"figures/{chart.name}.svg", light)
        writer.text(f"figures/{chart.name}-dark.svg", dark)
        out = io.BytesIO()
        chart.drawn.savefig(out, format="png", dpi=150, facecolor="white", metadata={"Software": None})
        writer.data(f"figures/{chart.name}.png", out.getvalue())
        out = io.BytesIO()
        chart.drawn.savefig(
            out, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None}
        )
        writer.data(f"figures/{chart.name}.pdf", out.getvalue())
    writer.text(f"figures/{chart.name}.csv", csv_text(chart.heads, chart.rows))


def _svg(figure: Figure) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def wrap(text: str, width: int) -> str:
    """Return the text on lines of at most ``width`` characters, three at most."""
    lines, line = [], ""
    for word in shorten(text, 3 * width).split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line][:3])


def labels(names: Sequence[str], limit: int = 34) -> list[str]:
    """Return names fit for an axis or a legend: on one line, cut, never read as mathematics."""
    return [shorten(name, limit) for name in names]
