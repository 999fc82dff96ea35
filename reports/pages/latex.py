r"""tables.tex: a run's scores and marks as LaTeX tables for a paper (booktabs), and how to cite the run."""

from __future__ import annotations

from collections.abc import Sequence

from reports.measured.material import Material, Unit, asked_on
from reports.measured.scores import Arm
from reports.typeset.escape import clean
from reports.typeset.words import DASH, interval, money, percent, short

_ESCAPES = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{",
    "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def escaped(text: str) -> str:
    r"""Return text from elsewhere as LaTeX that prints it and does nothing.

    >>> escaped(r"a_b & \input{x}")
    'a\\_b \\& \\textbackslash{}input\\{x\\}'
    """
    line = " ".join(clean(text).split())
    return "".join(_ESCAPES.get(char, char) for char in line)


def text(material: Material, rows: Sequence[Unit], arms: Sequence[Arm]) -> str:
    """Return the tables; the head says which package they need."""
    heads = ["Model", "right", "share", "95\\,\\%", "tokens", "cost"]
    body = [
        [escaped(arm.name), f"{arm.correct}/{arm.counted}", escaped(percent(arm.score.point)),
         escaped(interval(arm.score.low, arm.score.high) or DASH), escaped(short(arm.tokens)),
         escaped(money(arm.cost, arm.currency))]
        for arm in arms
    ]  # fmt: skip
    caption = "Right parts of those decided, mean thinking tokens a part, cost in all."
    pieces = [
        "% needs \\usepackage{booktabs}",
        _table(heads, body, "lrrrrr", caption, "scores"),
        _marks(rows, arms),
        _cited(material),
    ]
    return "\n\n".join(pieces) + "\n"


def _marks(rows: Sequence[Unit], arms: Sequence[Arm]) -> str:
    cells: dict[str, dict[str, list[Unit]]] = {}
    for row in rows:
        cells.setdefault(row.question, {}).setdefault(row.arm, []).append(row)
    body = []
    for question, by_arm in cells.items():
        line = [escaped(question.rpartition("/")[2])]
        for arm in arms:
            units = by_arm.get(arm.name, [])
            decided = [unit for unit in units if unit.score is not None]
            right = sum(unit.status == "correct" for unit in decided)
            line.append(f"{right}/{len(decided)}" if units else "--")
        body.append(line)
    heads = ["Question", *(escaped(arm.name) for arm in arms)]
    return _table(
        heads, body, "l" + "r" * len(arms), "Right of decided parts, question by question.", "marks"
    )


def _table(
    heads: Sequence[str], body: Sequence[Sequence[str]], columns: str, caption: str, label: str
) -> str:
    lines = [r"\begin{table}", r"  \centering", rf"  \begin{{tabular}}{{{columns}}}", r"    \toprule",
             f"    {' & '.join(heads)} \\\\", r"    \midrule"]  # fmt: skip
    lines += [f"    {' & '.join(row)} \\\\" for row in body]
    lines += [r"    \bottomrule", r"  \end{tabular}", rf"  \caption{{{caption}}}"]
    lines += [rf"  \label{{tab:{label}}}", r"\end{table}"]
    return "\n".join(lines)


def _cited(material: Material) -> str:
    dates = sorted(found[:10] for t in material.transcripts if (found := asked_on(t)))
    year = dates[-1][:4] if dates else ""
    versions = ", ".join(sorted({v.marker_version for v in material.verdicts.values()} - {""}))
    when = dates[-1] if dates else ""
    lines = [
        "BibTeX",
        "@misc{homework-harness-run,",
        f"  title = {{{escaped(material.name)}: a homework-harness run}},",
        f"  year = {{{year}}},",
        f"  note = {{asked {when}, marker version {escaped(versions)}}}",
        "}",
    ]
    return "\n".join(f"% {line}" for line in lines)
