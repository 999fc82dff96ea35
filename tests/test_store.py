"""The run folder: nothing lost, nothing torn, one writer at a time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness import codec
from harness.errors import RunError
from harness.records import Attempt, Conversation, Reply, Transcript, Turn, Usage
from harness.store import RunFolder

ASKED = Conversation("bank/one", (Turn("What?", ("a",)),))


def transcript(key: str, error: str | None = None, text: str = "2") -> Transcript:
    usage = Usage(prompt_tokens=3, completion_tokens=4)
    attempt = Attempt(0, "2026-11-22T00:00:00Z", 1.0, usage=usage)
    return Transcript(key, ASKED, (Reply(text),), "local:x", error=error, attempts=(attempt,), cost=0.5)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder.of(tmp_path, "run")


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "x" * 200, "a\0b", "/etc"])
def test_name_that_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError, match="run name"):
        RunFolder.of(tmp_path, name)


def test_last_transcript_of_a_key_wins(folder: RunFolder) -> None:
    for one in (transcript("k1", "refused: no"), transcript("k2"), transcript("k1")):
        folder.append(one)
    assert [(t.run_key, t.error) for t in folder.transcripts()] == [("k2", None), ("k1", None)]
    standing = folder.standings()["k1"]
    assert (standing.failed, standing.tokens, standing.cost) == (False, 7, 0.5)
    assert folder.transcript(standing) == transcript("k1")


@pytest.mark.parametrize("text", ["\ud800", "a\u2028b\u0085c\x0cd", "\x00\x1b[2J", "é漢🎲"], ids=ascii)
def test_any_text_survives(folder: RunFolder, text: str) -> None:
    folder.append(transcript("k", text=text))
    folder.append(transcript("l"))
    assert [t.replies[0].answer for t in folder.transcripts()] == [text, "2"]
    assert folder.transcripts_file.read_bytes().isascii()


@pytest.mark.parametrize("keep", [1, 40, -2])
def test_torn_last_line_is_set_aside(folder: RunFolder, keep: int) -> None:
    folder.append(transcript("k1"))
    whole = folder.transcripts_file.read_bytes()
    torn = codec.encode(transcript("k2")).encode()[:keep]
    folder.transcripts_file.write_bytes(whole + torn)
    assert [t.run_key for t in folder.transcripts()] == ["k1"]
    folder.append(transcript("k3"))
    assert [t.run_key for t in folder.transcripts()] == ["k1", "k3"]
    assert (folder.path / "transcripts.torn").read_bytes() == torn + b"\n"


def test_whole_line_without_its_end_is_kept(folder: RunFolder) -> None:
    folder.append(transcript("k1"))
    folder.transcripts_file.write_bytes(folder.transcripts_file.read_bytes()[:-1])
    folder.append(transcript("k2"))
    assert [t.run_key for t in folder.transcripts()] == ["k1", "k2"]


def test_broken_line_in_the_middle_is_named(folder: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.append(transcript("k1"))
    folder.transcripts_file.write_bytes(folder.transcripts_file.read_bytes() + b'{"broken\n')
    folder.append(transcript("k2"))
    assert list(folder.standings()) == ["k1", "k2"]
    assert "transcripts.jsonl, line 2" in capsys.readouterr().err


def test_second_writer_is_told(folder: RunFolder) -> None:
    with folder.writer(), pytest.raises(RunError, match=f"process {os.getpid()} is writing"):
        folder.append(transcript("k"))
    folder.append(transcript("k"))


def test_lock_of_a_killed_process_is_free(folder: RunFolder) -> None:
    code = (
        "import sys, time; from pathlib import Path; from harness.store import RunFolder\n"
        "w = RunFolder(Path(sys.argv[1])).writer(); w.__enter__(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(folder.path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(RunError, match=f"process {other.pid}"):
            folder.append(transcript("k"))
        other.kill()
        other.wait()
    folder.append(transcript("k"))


def test_full_disk_corrupts_nothing_and_loses_nothing(folder: RunFolder, tmp_path: Path) -> None:
    folder.append(transcript("k1"))
    room = folder.transcripts_file.stat().st_size + 100
    pid = os.fork()
    if pid == 0:  # the child may write no file beyond ``room``, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            folder.append(transcript("k2", text="2" * 500))
        except RunError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    assert [t.run_key for t in folder.transcripts()] == ["k1"]
    assert folder.transcripts_file.read_bytes().endswith(b"\n")
    with folder.writer() as writer:
        kept = writer.rescue([transcript("k2")])
    assert codec.decode(kept.read_text(), Transcript).run_key == "k2"
    kept.unlink()


def test_what_was_not_synced_can_be_taken_back(folder: RunFolder) -> None:
    folder.append(transcript("k1"))
    with folder.writer() as writer:
        writer.write([transcript("k2")])
        writer.sync()
        writer.write([transcript("k3"), transcript("k4")])
        assert [t.run_key for t in folder.transcripts()] == ["k1", "k2", "k3", "k4"]
        writer.take_back()
        writer.extend([transcript("k5")])
    assert [t.run_key for t in folder.transcripts()] == ["k1", "k2", "k5"]


def test_unwritable_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file where the folder should be")
    with pytest.raises(RunError, match="cannot be written"):
        RunFolder.of(tmp_path / "runs", "run").append(transcript("k"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_hundred_thousand_transcripts(folder: RunFolder) -> None:
    """The scan that a resume begins with: seconds, and memory that does not grow with the replies."""
    count, reply = 100_000, "x" * 6_000
    folder.append(transcript("0", text=reply))
    line = folder.transcripts_file.read_text()
    with folder.transcripts_file.open("w") as file:
        file.writelines(line.replace('"run_key":"0"', f'"run_key":"{n:024x}"') for n in range(count))
    code = (  # the peak of this process alone: a child's ru_maxrss begins at its parent's
        "import sys; from pathlib import Path; from harness.store import RunFolder\n"
        "found = RunFolder(Path(sys.argv[1])).standings()\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(len(found), int(status.split('VmHWM:')[1].split()[0]) // 1024)"
    )
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(folder.path)], capture_output=True, check=True)
    seconds = time.perf_counter() - began
    size = folder.transcripts_file.stat().st_size
    found, megabytes = map(int, done.stdout.split())
    print(f"{found} transcripts, {size >> 20} MB: {seconds:.1f} s, {megabytes} MB")
    assert found == count
    assert megabytes < 150
    assert seconds < 5
