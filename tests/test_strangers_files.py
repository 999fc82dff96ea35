"""Files of strangers: links are not followed, odd lines are told and left out, nothing is read for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from harness.cli import main
from harness.errors import ImportFileError, RunError
from harness.importing.pdf import read_pdf
from harness.store import RunFolder

BANK = '{"id": "q%d", "question": "What is %d + 1?", "answer": "%d"}\n'
PRECIOUS = "precious\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of four answers, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("bank.jsonl").write_text("".join(BANK % (n, n, n + 1) for n in range(4)))
    assert main(["run", "bank.jsonl", "--model", "oracle", "--name", "run"]) == 0
    return tmp_path / "runs/run"


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    found = tmp_path / "victim"
    found.mkdir()
    (found / "file").write_text(PRECIOUS)
    return found


ASK = ["run", "bank.jsonl", "--model", "oracle", "--name", "run", "--samples", "2"]
LINKED = {
    "the lock": (".lock", ASK),
    "the transcripts": ("transcripts.jsonl", ASK),
    "what a crash cut off": ("transcripts.torn", ASK),
    "what is asked": ("run.json", ASK),
    "the verdicts": ("verdicts.jsonl", ["grade", "run"]),
    "the part of the verdicts": ("verdicts.jsonl.part", ["grade", "run"]),
    "the unfinished verdicts": ("verdicts.unfinished", ["grade", "run"]),
    "a page": ("report/index.html", ["report", "run"]),
    "the folder of the report": ("report", ["report", "run"]),
    "a folder in the report": ("report/pages", ["report", "run"]),
    "a style sheet": ("report/assets/report.css", ["report", "run"]),
}


@pytest.mark.parametrize("case", LINKED)
def test_no_link_of_a_run_folder_is_followed(case: str, run: Path, victim: Path) -> None:
    name, words = LINKED[case]
    if words[0] == "report":
        assert main(["grade", "run"]) == 0
    place = run / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if name == "transcripts.torn":
        with (run / "transcripts.jsonl").open("ab") as file:
            file.write(b'{"torn')
    place.unlink(missing_ok=True)
    place.symlink_to(victim if name in ("report", "report/pages") else victim / "file")
    main(words)
    assert (victim / "file").read_text() == PRECIOUS
    assert os.listdir(victim) == ["file"]


def test_a_link_to_what_is_not_there_makes_nothing_there(run: Path, victim: Path) -> None:
    for name in (".lock", "transcripts.jsonl"):
        (run / name).unlink(missing_ok=True)
        (run / name).symlink_to(victim / "new")
        assert main(ASK) == 1
        assert not (victim / "new").exists()


def test_a_pipe_in_a_run_folder_stops_nobody(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (run / "transcripts.jsonl").unlink()
    os.mkfifo(run / "transcripts.jsonl")
    began = time.monotonic()
    assert main(["grade", "run"]) == 1
    assert time.monotonic() - began < 20
    assert "no regular file" in capsys.readouterr().err


LINES = {
    "blank": b"\n",
    "blanks": b"   \t \n",
    "deep": b"[" * 100_000 + b"\n",
    "infinite": b'{"run_key": "x", "cost": 1e999}\n',
    "no number": b'{"run_key": "x", "cost": NaN}\n',
    "no object": b"42\n",
    "foreign": b'{"event": "finished", "asked": 4}\n',
    "half foreign": b'{"run_key": "x", "conversation": 5, "replies": [], "model": "m"}\n',
    "no text": b'{"run_key": "x\xff\xfe", "conversation": {}, "replies": [], "model": "m"}\n',
    "prose": b"I added this by hand\n",
}


@pytest.mark.parametrize("case", LINES)
@pytest.mark.parametrize("where", ["first", "middle", "last"])
def test_a_line_that_is_none_of_ours_is_told_and_left_out(
    case: str, where: str, run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = run / "transcripts.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    at = {"first": 0, "middle": 2, "last": 4}[where]
    file.write_bytes(b"".join([*lines[:at], LINES[case], *lines[at:]]))
    capsys.readouterr()
    assert main([*ASK[:-2]]) == 0
    assert "4 there before" in capsys.readouterr().out
    assert main(["grade", "run"]) == 0
    shown = capsys.readouterr()
    assert "4 of 4 decided parts correct" in shown.out
    assert "Traceback" not in shown.err
    assert main(["report", "run"]) == 0


def test_the_number_of_a_strange_line_is_said(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (run / "transcripts.jsonl").open("ab") as file:
        file.write(LINES["foreign"])
    assert main(["grade", "run"]) == 0
    assert "transcripts.jsonl, line 5" in capsys.readouterr().err


def test_a_byte_order_mark_is_no_part_of_a_line(run: Path) -> None:
    file = run / "transcripts.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(list(RunFolder(run).transcripts())) == 4
    assert len(RunFolder(run).standings()) == 4


@pytest.mark.parametrize(
    "text",
    ["[]", "null", '{"schema": "x"}', '{"schema": true}', '{"goes": 5}', '{"goes": [5]}', '{"specs": 1}',
     '{"goes": [{"specs": 3}]}', '{"models": [{}]}', "[" * 100_000, "{", ""],
    ids=range(12),
)  # fmt: skip
def test_a_run_json_by_hand_gets_a_sentence(run: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    (run / "run.json").write_text(text)
    for words in (ASK, ["report", "run"]):
        capsys.readouterr()
        assert main(words) == 1
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert "run.json" in said or "not marked" in said


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "aux.txt", "Lpt9.run", "ends."])
def test_names_that_windows_cannot_hold(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="Windows"):
        RunFolder.of(tmp_path, name)


@pytest.mark.parametrize("words", [["import", "{}", "--format", "transcripts"], ["import", "{}"]])
@pytest.mark.parametrize("device", ["/dev/zero", "pipe"])
def test_what_never_ends_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], device: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "chat.json"
    if device == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(device)
    done = subprocess.run(
        [sys.executable, "-m", "harness", *(word.format(file) for word in words)],
        capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 1
    assert "no regular file" in done.stderr
    assert done.stderr.count("\n") == 1


def pdf(content: bytes, box: bytes = b"[0 0 595 842]", packed: bool = False) -> bytes:
    """Return a PDF of one page."""
    more = b""
    if packed:
        content, more = zlib.compress(content, 9), b"/Filter /FlateDecode "
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R " + (b"/MediaBox " + box if box else b"") + b" /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< " + more + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


TEXT = b"BT /F1 12 Tf 72 700 Td (The answer is 2) Tj ET\n"


def test_a_pdf_is_read_by_a_child(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(TEXT))
    assert [line.text for line in read_pdf(file).lines] == ["The answer is 2"]


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"", b"[/a /b]", b"[0 0 1e30 nan]", b"(text)"])
def test_a_broken_page_says_so(tmp_path: Path, box: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(TEXT, box))
    said = ""
    try:
        assert read_pdf(file).lines
    except ImportFileError as error:
        said = str(error)
    assert not said or str(file) in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "content",
    [b"[" * 2_000_000, TEXT * 2_000_000, b" " * 400_000_000],
    ids=["half a million lists", "text without end", "blanks"],
)
def test_a_pdf_that_unfolds_to_too_much_is_ended(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(content, packed=True))
    began = time.monotonic()
    with pytest.raises(ImportFileError, match=r"takes more than|holds no text|not a PDF"):
        read_pdf(file, seconds=5)
    assert time.monotonic() - began < 30


def test_a_question_with_a_number_of_5000_digits_is_named(tmp_path: Path) -> None:
    from harness.errors import HomeworkError
    from harness.questions import read_question

    file = tmp_path / "q.toml"
    file.write_text(f"title = 't'\n[parameters]\nn = {'9' * 5000}\n")
    with pytest.raises(HomeworkError, match=r"q\.toml"):
        read_question(file, "set/q")


def test_two_who_grade_at_once_write_whole_files(run: Path) -> None:
    words = [sys.executable, "-m", "harness", "grade", "run"]
    env: Any = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    both = [subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert {one.wait(timeout=60) for one in both} == {0}
    found = [json.loads(line) for line in (run / "verdicts.jsonl").read_text().splitlines()]
    assert len(found) == 4
    assert not list(run.glob("*.part"))
