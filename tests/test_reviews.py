"""People's reviews: appended act by act, folded into where each stands, never overwritten, never lost."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import RunError
from harness.records import Conversation, HumanMark, Note, Reply, Review, Transcript, Turn
from harness.store import RunFolder
from harness.store.order import arranged
from harness.store.reviews import brought_in, fold

ACT = Review("key", "a", "Ada", "2026-11-30T10:00:00Z", "correct", "as in the key")


def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path / "run")


def test_what_is_appended_is_read_back_in_order(tmp_path: Path) -> None:
    run = folder(tmp_path)
    run.review([ACT])
    run.review([replace(ACT, mark="partial", reason=None), replace(ACT, by="Bo")])
    assert [(act.by, act.mark) for act in run.reviews()] == [
        ("Ada", "correct"), ("Ada", "partial"), ("Bo", "correct"),
    ]  # fmt: skip


def test_a_later_act_changes_only_what_it_speaks_of() -> None:
    note = Note("n1", "too long", quote="so")
    acts = [
        ACT,
        Review("key", "a", "Ada", notes=(note,), ticks={"factor": True}),
        Review("key", "a", "Ada", mark="incorrect"),
        Review("key", "a", "Ada", notes=(replace(note, says="much too long"),)),
    ]
    (ada,) = fold(acts)["key", "a"]
    assert (ada.mark, ada.reason, ada.ticks) == ("incorrect", "as in the key", {"factor": True})
    assert [one.says for one in ada.notes] == ["much too long"]
    (ada,) = fold([*acts, Review("key", "a", "Ada", mark="open", withdrawn=("n1",))])["key", "a"]
    assert (ada.mark, ada.notes) == ("", ())


def test_two_people_stand_apart() -> None:
    found = fold([ACT, replace(ACT, by="Bo", mark="incorrect")])["key", "a"]
    assert [(one.by, one.mark) for one in found] == [("Ada", "correct"), ("Bo", "incorrect")]


def test_marks_that_were_brought_in_are_reviews_of_their_author() -> None:
    marks = (HumanMark("a", "partial", "half", "the TA"), HumanMark("b", "", "only a note", ""))
    one = Transcript("key", Conversation("s/q", (Turn("?", ("a",)),)), (), "m:x", human_marks=marks)
    found = fold(brought_in([one]))
    assert [(r.by, r.mark, r.reason) for r in found["key", "a"]] == [("the TA", "partial", "half")]
    assert [(r.by, r.mark, r.reason) for r in found["key", "b"]] == [("a person", "", "only a note")]


def test_a_torn_last_line_is_set_aside_and_the_next_act_is_whole(tmp_path: Path) -> None:
    run = folder(tmp_path)
    run.review([ACT])
    with run.reviews_file.open("ab") as out:
        out.write(b'{"run_key": "key", "par')
    assert len(run.reviews()) == 1
    run.review([replace(ACT, by="Bo")])
    assert [act.by for act in run.reviews()] == ["Ada", "Bo"]
    assert b'"par' in run.reviews_file.with_suffix(".torn").read_bytes()


def test_a_line_that_is_no_review_is_named(tmp_path: Path) -> None:
    run = folder(tmp_path)
    run.review([ACT])
    run.reviews_file.write_bytes(run.reviews_file.read_bytes() + b'{"run_key": 3}\n')
    with pytest.raises(RunError, match="line 2: not a review"):
        run.reviews()


WRITER = """
import sys
from pathlib import Path
from harness.records import Review
from harness.store import RunFolder
run = RunFolder(Path(sys.argv[1]))
for number in range(100_000):
    run.review([Review(f"{sys.argv[2]}{number}", "a", sys.argv[2], mark="correct")])
    print(number, flush=True)
"""


def test_kill_9_in_two_writers_at_once_loses_no_act_that_was_told(tmp_path: Path) -> None:
    run = folder(tmp_path)
    command = [sys.executable, "-c", WRITER, str(run.path)]
    writers = [subprocess.Popen([*command, who], stdout=subprocess.PIPE, text=True) for who in ("Ada", "Bo")]
    time.sleep(1.5)
    told = 0
    for writer in writers:
        writer.kill()
        out, _ = writer.communicate()
        told += len([line for line in out.split("\n")[:-1] if line])
    assert told > 10
    run.review([ACT])
    kept = run.reviews()
    assert told + 1 <= len(kept) <= told + 3
    for who in ("Ada", "Bo"):
        mine = [act.run_key for act in kept if act.by == who and act.run_key != "key"]
        assert mine == [f"{who}{n}" for n in range(len(mine))]


def test_transcripts_are_shown_by_question_part_model_effort_and_sample() -> None:
    def one(question: str, model: str, effort: str | None, sample: int) -> Transcript:
        talk = Conversation(question, (Turn("?", ("a",)),))
        return Transcript(
            f"{question}{model}{effort}{sample}", talk, (Reply("1"),), model, sample, effort=effort
        )

    mixed = [
        one("s/q10", "z:m", "low", 0), one("s/q2", "a:m", "high", 1), one("s/q2", "a:m", "high", 0),
        one("s/q2", "z:m", "high", 0), one("s/q2", "z:m", "low", 0), one("s/intro", "a:m", "low", 0),
    ]  # fmt: skip
    meta = {"models": ["z:m", "a:m"], "goes": [{"options": {"effort": "high,low"}}]}
    assert [t.run_key for t in arranged(mixed, meta)] == [
        "s/introa:mlow0", "s/q2z:mhigh0", "s/q2z:mlow0", "s/q2a:mhigh0", "s/q2a:mhigh1", "s/q10z:mlow0",
    ]  # fmt: skip
    assert [t.effort for t in arranged(mixed, {})][1:5] == ["low", "high", "high", "high"]
