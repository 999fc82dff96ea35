"""Questions with a figure: sent as image parts to who sees, refused before anything is spent elsewhere."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from harness import questions
from harness.cli import main
from harness.errors import HomeworkError
from harness.prompts import conversations

TOML = """title = "A circuit"
stem = "See the figure."
figures = ["circuit.png"]
[[parts]]
label = "a"
text = "How many resistors?"
gold = "2"
[[parts.targets]]
name = "n"
kind = "number"
[[parts]]
label = "b"
text = "And how many coils?"
gold = "2"
[[parts.targets]]
name = "c"
kind = "number"
"""


def png(grey: int = 0) -> bytes:
    """Return a PNG of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(bytes([0, grey]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "datasets/wires"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(TOML)
    (folder / "circuit.png").write_bytes(png())
    return folder


def ask(server: Any, *more: str, model: str = "local:m") -> int:
    where = ["--base-url", server.url] if model.startswith("local") else []
    return main(["run", "wires", "--model", model, "--name", "run", *where, *more])


def test_figures_go_before_the_first_text(place: Path, server: Any) -> None:
    assert ask(server) == 0
    first, second = server.counts()["bodies"][-2:]
    image, text = first["messages"][0]["content"]
    assert image["image_url"]["url"] == f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    assert (image["type"], text["type"]) == ("image_url", "text")
    assert "How many resistors?" in text["text"]
    assert second["messages"][-1]["content"].endswith("And how many coils?")


@pytest.mark.parametrize(("mode", "count"), [("parts", 1), ("whole", 1), ("alone", 2)])
def test_every_conversation_has_them_once(place: Path, mode: Any, count: int) -> None:
    (question,) = questions.load_set("wires")
    found = [turn.figures for talk in conversations(question, mode, "boxed") for turn in talk.turns]
    assert sum(map(bool, found)) == count


def test_a_model_that_does_not_see_is_refused_before_anything_is_spent(
    place: Path, server: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-planted-1234567890")
    words = ["--base-url", server.url]
    assert main(["run", "wires", "--model", "deepseek:deepseek-flash", "--name", "run", *words]) == 1
    said = capsys.readouterr().err
    assert "does not see" in said
    assert "circuit.png" in said
    assert server.counts()["asked"] == {}


def test_dry_run_shows_them(place: Path, server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(server, "--dry-run") == 0
    assert "with the figure circuit.png, image/png" in capsys.readouterr().out
    assert ask(server, "--dry-run", "--json") == 0
    assert "data:image/png;base64," in capsys.readouterr().out


def test_pages_show_them(place: Path, server: Any) -> None:
    assert ask(server) == 0
    assert main(["grade", "run"]) == 0
    assert main(["report", "run"]) == 0
    pages = "".join(file.read_text() for file in Path("runs/run/report").rglob("*.html"))
    assert "data:image/png;base64," in pages


def test_another_figure_is_another_question(place: Path, server: Any) -> None:
    assert ask(server) == 0
    (place / "circuit.png").write_bytes(png(255))
    assert ask(server) == 0
    lines = [json.loads(line) for line in Path("runs/run/transcripts.jsonl").read_text().splitlines()]
    assert len({line["run_key"] for line in lines}) == 2
    assert main(["grade", "run"]) == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("circuit.png", b"not an image"),
        ("circuit.png", None),
        ("../circuit.png", png()),
        ("/etc/passwd", None),
        (".hidden.png", png()),
    ],
)
def test_what_is_no_figure_is_named(place: Path, name: str, data: bytes | None) -> None:
    (place / "circuit.png").unlink()
    if data is not None:
        (place / name).write_bytes(data)
    (place / "one.toml").write_text(TOML.replace("circuit.png", name))
    with pytest.raises(HomeworkError, match=r"one\.toml: figures"):
        questions.load_set("wires")
