"""Run the example notebook and keep what its cells gave: ``make notebook``."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "example.ipynb"


def main() -> None:
    """Write the notebook with its outputs; an error in a cell ends it."""
    shutil.rmtree(ROOT / "build" / "notebook", ignore_errors=True)
    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # when it ran says nothing and changes every time
    book.metadata = {"language_info": {"name": "python"}}
    nbformat.write(book, NOTEBOOK)


def markdown(file: Path = NOTEBOOK) -> str:
    """Return the notebook with its outputs as a page."""
    parts: list[str] = []
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            continue
        parts.append(f"```python\n{cell.source}\n```")
        for output in cell.outputs:
            data = output.get("data", {})
            shown = data.get("text/plain") or output.get("text", "")
            if shown.strip():
                parts.append(f"```text\n{shown.rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
