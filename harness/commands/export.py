"""``harness export``: a marked run in a format of the field."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from harness.terminal import printable

if TYPE_CHECKING:
    from harness.records import Question

TO = ("inspect-scores", "hf-dataset", "eval-results", "gradebook", "jsonl", "latex")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("name", metavar="NAME", help="the run")
    parser.add_argument("--to", choices=TO, required=True, help="the format")
    parser.add_argument("--out", metavar="PATH", help="file or folder (default: runs/NAME/export/…)")
    parser.add_argument("--runs", default="runs", metavar="DIR", help="where runs are kept (default: ./runs)")
    parser.add_argument("--dataset", metavar="OWNER/NAME", help="eval-results: the data set it is about")
    parser.add_argument("--task", metavar="ID", help="eval-results: which of its tasks")
    parser.add_argument("--source", metavar="URL", help="eval-results: where the run can be seen")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the run in the format and say where."""
    from harness.commands._truth import Truth
    from harness.errors import HarnessError
    from harness.exporting import FORMATS, gathered
    from harness.store import RunFolder

    folder = RunFolder.of(Path(arguments.runs), arguments.name)
    truth = Truth(folder)

    def known(name: str) -> Question | None:
        with suppress(HarnessError):
            return truth.original(name)
        return None

    about = {name: value for name in ("dataset", "task", "source") if (value := getattr(arguments, name))}
    sent = gathered(folder, known, about)
    out = Path(arguments.out) if arguments.out else folder.path / "export" / arguments.to
    written = FORMATS[arguments.to](sent, out)
    if arguments.json:
        print(json.dumps({"written": [str(file) for file in written], "rows": len(sent.rows)}))
    else:
        print("\n".join(printable(f"wrote {file}") for file in written))
    return 0
