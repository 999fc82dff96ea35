"""The pages of the site that are made and not written: home, commands, Python, schemas, changes, the demo.

MkDocs loads this file as a hook. Whatever a command or a docstring can say is taken from there, so that it
cannot go out of date; the written pages stand in ``docs/``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "site"))  # a hook is loaded by its path, not as a package
from notebook import markdown  # noqa: E402

DEMO = ROOT / "build" / "demo-site"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Return the files with the made pages among them."""
    made = {
        "index.md": home(),
        "changes.md": (ROOT / "CHANGELOG.md").read_text("utf-8"),
        "reference/commands.md": commands(),
        "reference/python.md": python(),
        "notebook.md": markdown(),
        **schemas(),
    }
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Put the demo's finished reports into the site."""
    demo(Path(config["site_dir"]) / "demo")


def home() -> str:
    """Return the README as the first page, its links made links within the site."""
    text = (ROOT / "README.md").read_text("utf-8")
    text = re.sub(r"\]\(docs/", "](", text)
    text = text.replace("](CHANGELOG.md)", "](changes.md)")
    return re.sub(r"\[([^\]]+)\]\((?:CONTRIBUTING|SECURITY|LICENSE)[^)]*\)", r"\1", text)


def commands() -> str:
    """Return the help of every command, as the commands print it."""
    from harness.cli import overview
    from harness.commands import COMMANDS

    parts = ["# Commands", "What `--help` prints, for every command.", _block(overview())]
    for name in COMMANDS:
        said = subprocess.run(
            [sys.executable, "-m", "harness", name, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"COLUMNS": "100", "PATH": "/usr/bin:/bin", "NO_COLOR": "1"},
        )
        parts += [f"## harness {name}", _block(said.stdout.rstrip())]
    return "\n\n".join(parts)


def python() -> str:
    """Return the page of the public names; their text is in their docstrings."""
    import harness

    head = (
        "# Python\n\nWhat `from harness import …` gives, and the records that travel. Everything else may "
        "move between versions; what moves here is announced in [the changes](../changes.md)."
    )
    names = [name for name in harness.__all__ if not name.startswith("__")]
    found = [getattr(harness, name) for name in names]
    doors = [f"::: {thing.__module__}.{thing.__qualname__}" for thing in found]
    return "\n\n".join([head, *dict.fromkeys(doors), "::: harness.errors", "::: harness.records"])


def schemas() -> dict[str, str]:
    """Return the JSON Schema of every file of a run, and the page that lists them."""
    from harness.schemas import SCHEMAS, schema

    rows = [
        "# Schemas",
        "JSON Schema 2020-12 of one line of each file; the tests hold real files against them.",
        "",
    ]
    found: dict[str, str] = {}
    for name, (_, what) in SCHEMAS.items():
        found[f"reference/{name}.schema.json"] = json.dumps(schema(name), indent=1, sort_keys=True)
        rows.append(f"- [`{name}`]({name}.schema.json): {what}")
    found["reference/schemas.md"] = "\n".join(rows) + "\n"
    return found


def demo(to: Path) -> None:
    """Run the demo and copy its reports to a folder of the site."""
    if not DEMO.exists():
        subprocess.run(
            [sys.executable, "-m", "harness", "demo", "--runs", str(DEMO)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    for report in sorted(DEMO.glob("*/report")):
        shutil.copytree(report, to / report.parent.name, dirs_exist_ok=True)


def _block(text: str) -> str:
    return f"```text\n{text}\n```"


__all__: list[Any] = ["on_files", "on_post_build"]
