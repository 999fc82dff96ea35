"""The formats of the field: what each is for, and how a run is written in it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from harness.errors import RunError, SettingsError
from harness.exporting.rows import COLUMNS, Marked, Sent, arms, flat
from harness.rows.writing import Sheet, whole

Written = list[Path]


def inspect_scores(sent: Sent, out: Path) -> Written:
    """Write records for Inspect's ``precomputed_scores``; what is undecided is left out: unscored."""
    rows = [
        {
            "id": row.id,
            "epoch": row.transcript.sample + 1,
            "value": row.value,
            "answer": row.verdict.claim.text if row.verdict.claim else None,
            "explanation": row.verdict.reason,
            "metadata": {
                "status": row.verdict.status,
                "evidence": row.verdict.evidence,
                "witness": row.verdict.witness.says if row.verdict.witness else None,
                "marker_version": row.verdict.marker_version,
            },
        }
        for row in sent.rows
        if row.value is not None
    ]
    return [_lines(out, rows)]


def jsonl(sent: Sent, out: Path) -> Written:
    """Write one JSON object a part and reply."""
    return [_lines(out, [flat(sent.name, row) for row in sent.rows])]


def _lines(out: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    file = out if out.suffix == ".jsonl" else out.with_name(f"{out.name}.jsonl")
    with Sheet(file, {}) as sheet:
        sheet.write(rows)
    return file


# ------------------------------------------------------------------------ Hugging Face


def hf_dataset(sent: Sent, out: Path) -> Written:
    """Write a folder that ``datasets.load_dataset`` reads: Parquet and a card."""
    data, card = out / "data" / "train-00000-of-00001.parquet", out / "README.md"
    with Sheet(data, COLUMNS) as sheet:
        sheet.write([flat(sent.name, row) for row in sent.rows])
    whole(card, _card(sent))
    return [data, card]


def _card(sent: Sent) -> str:
    models = list(dict.fromkeys(row.transcript.model for row in sent.rows))
    counts = Counter(row.verdict.status for row in sent.rows)
    versions = ", ".join(sorted({row.verdict.marker_version for row in sent.rows}))
    size = next(
        name
        for most, name in ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**99, "n>100K"))
        if len(sent.rows) < most
    )
    lines = [
        "---",
        f"pretty_name: {json.dumps(f'Marked replies: {sent.name}')}",
        "task_categories:",
        "- question-answering",
        "size_categories:",
        f"- {size}",
        "tags:",
        "- model-replies",
        "- evaluation",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        "    path: data/train-*",
        "---",
        "",
        f"# {_plain(sent.name)}",
        "",
        f"Replies of {_plain(', '.join(models))} with marks: {len(sent.rows):,} rows, one a part and reply.",
        f"Marked by homework-harness, marker {_plain(versions)}.",
        "",
        "| status | rows |",
        "|---|---|",
        *(f"| {status} | {count} |" for status, count in sorted(counts.items())),
        "",
        "The rights in the questions and in the replies are not ours to give: say here whose they are",
        "before you publish this.",
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))


def eval_results(sent: Sent, out: Path) -> Written:
    """Write one YAML file a model in the form of Hugging Face's ``.eval_results``."""
    if not sent.about.get("dataset") or not sent.about.get("task"):
        raise SettingsError("eval-results names the data set it is about: --dataset OWNER/NAME and --task ID")
    written = []
    for arm, rows in arms(sent.rows):
        values = [row.value for row in rows if row.value is not None]
        if not values:
            continue
        date = max((row.transcript.finished[:10] for row in rows), default="")
        notes = f"{len(values)} of {len(rows)} parts decided; {arm}; run {sent.name}; homework-harness"
        entry = [
            "- dataset:",
            f"    id: {json.dumps(sent.about['dataset'])}",
            f"    task_id: {json.dumps(sent.about['task'])}",
            f"  value: {100 * sum(values) / len(values):.2f}",
            *([f"  date: {json.dumps(date)}"] if date else []),
            *(
                ["  source:", f"    url: {json.dumps(sent.about['source'])}"]
                if sent.about.get("source")
                else []
            ),
            f"  notes: {json.dumps(notes, ensure_ascii=False)}",
        ]
        file = out / f"{_file_name(arm)}.yaml"
        whole(file, "\n".join(entry) + "\n")
        written.append(file)
    if not written:
        raise RunError(f"{sent.name}: nothing is decided, so there is no result to write")
    return written


def _file_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[:80] or "model"


# ------------------------------------------------------------------------ people


def gradebook(sent: Sent, out: Path) -> Written:
    """Write a table for a spreadsheet: a row a model and sample, a column a part, the sums at the end."""
    parts = list(dict.fromkeys((row.verdict.question, row.part) for row in sent.rows))
    lines: dict[tuple[str, int], dict[tuple[str, str], Marked]] = {}
    for row in sent.rows:
        lines.setdefault((row.arm, row.transcript.sample), {})[row.verdict.question, row.part] = row
    file = out if out.suffix == ".csv" else out.with_name(f"{out.name}.csv")
    heads = [
        "model",
        "sample",
        *(f"{q.rpartition('/')[2]} ({p})" for q, p in parts),
        "points",
        "decided",
        "share",
    ]
    table: list[list[object]] = [list(heads)]
    for (arm, sample), found in lines.items():
        values = [found[part].value if part in found else None for part in parts]
        decided = [value for value in values if value is not None]
        cells = ["" if value is None else f"{value:g}" for value in values]
        share = f"{sum(decided) / len(decided):.3f}" if decided else ""
        table.append([arm, sample, *cells, f"{sum(decided):g}", len(decided), share])
    whole(file, _csv(table))
    return [file]


def _csv(table: Sequence[Sequence[object]]) -> str:
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_cell(cell) for cell in row] for row in table)
    return out.getvalue()


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def latex(sent: Sent, out: Path) -> Written:
    """Write a table for a paper: a row a model, what is right of what is decided, and what it spent."""
    body = []
    for arm, rows in arms(sent.rows):
        values = [row.value for row in rows if row.value is not None]
        thought = [t for row in rows if row.reply and (t := row.reply.usage.reasoning_tokens) is not None]
        share = rf"{100 * sum(values) / len(values):.1f}\,\%" if values else "--"
        tokens = f"{sorted(thought)[len(thought) // 2]:,}" if thought else "--"
        body.append(f"{_tex(arm)} & {sum(values):g} & {len(values)} of {len(rows)} & {share} & {tokens} \\\\")
    text = "\n".join(
        [
            f"% {_one_line(sent.name)}: written by homework-harness",
            r"\begin{tabular}{lrrrr}",
            r"\hline",
            r"Model & Right & Decided & Share & Thinking tokens (median) \\",
            r"\hline",
            *body,
            r"\hline",
            r"\end{tabular}",
        ]
    )
    file = out if out.suffix == ".tex" else out.with_name(f"{out.name}.tex")
    whole(file, text + "\n")
    return [file]


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "·": r"$\cdot$",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


FORMATS: Mapping[str, Callable[[Sent, Path], Written]] = {
    "inspect-scores": inspect_scores,
    "hf-dataset": hf_dataset,
    "eval-results": eval_results,
    "gradebook": gradebook,
    "jsonl": jsonl,
    "latex": latex,
}
"""Format → its writer; each takes where to write and returns what it wrote."""
