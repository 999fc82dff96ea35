"""A write-up's remarks held against measures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import HomeworkError
from harness.questions import recordings_root
from harness.records import Conversation, ReasoningProfile, Reply, Timing, Transcript, Turn, Verdict
from reports.measured import claims

QUESTION = "some/question"


def transcript(key: str = "k", condensed: bool = False) -> Transcript:
    turns = (Turn("ask a", ("a",)), Turn("ask b", ("b",)))
    extras = {"condensed": True} if condensed else {}
    replies = tuple(
        Reply("1. one\n2. two", "the minimum norm way", timing=Timing(stated_thinking=s), extras=extras)
        for s in (77.0, 195.0)
    )
    return Transcript(key, Conversation(QUESTION, turns), replies, "x:y")


def profiles(key: str = "k", raw: bool = True) -> list[ReasoningProfile]:
    common = {"question": QUESTION, "model": "x:y", "run_key": key, "sample": 0, "raw": raw}
    return [
        ReasoningProfile(
            part="a", thinking_words=1000, thinking_chars=5000, seconds=77, rechecks=2, **common
        ),  # type: ignore[arg-type]
        ReasoningProfile(
            part="b",
            thinking_words=1500,
            thinking_chars=8000,
            seconds=195,
            rechecks=9,
            tail_words=1200,
            recheck_places=(6000,),
            **common,  # type: ignore[arg-type]
        ),
    ]


def verdict(part: str, status: str, key: str = "k") -> Verdict:
    return Verdict(status, "", question=QUESTION, part=part, run_key=key)  # type: ignore[arg-type]


def outcome(tmp_path: Path, means: str, extra: str = "", **given: object) -> claims.Checked:
    file = tmp_path / "w.toml"
    file.write_text(
        f'question = "{QUESTION}"\nwho = "w"\nsource = "s"\n{extra}\n'
        f'[[remarks]]\nid = "r"\nsays = "x"\nwhere = "margin"\nnote = "n"\nmeans = [{means}]\n',
        "utf-8",
    )
    found = {"transcripts": [transcript()], "profiles": profiles(), "verdicts": [], **given}
    return claims.check(claims.read(file), **found)[0]  # type: ignore[arg-type]


SECONDS = '{ measure = "seconds", parts = ["b"], relation = ">", value = 2, against = "a" }'
WORDS = '{ measure = "thinking_words", parts = ["b"], relation = ">", value = 2, against = "a" }'
FIRST = '{ measure = "first_correct", parts = ["b"], relation = "<", value = 0.5 }'


@pytest.mark.parametrize(
    ("means", "result"),
    [
        (SECONDS, "confirmed"),
        (WORDS, "contradicted"),
        (f"{SECONDS}, {WORDS}", "depends on the definition"),
        (FIRST, "not measurable"),
        (f"{SECONDS}, {FIRST}", "confirmed"),
    ],
    ids=["holds", "does not", "split", "missing", "missing beside one that holds"],
)
def test_the_outcome_follows_the_meanings(tmp_path: Path, means: str, result: str) -> None:
    assert outcome(tmp_path, means).outcome == result


def test_the_outcome_carries_its_figures(tmp_path: Path) -> None:
    found = outcome(tmp_path, SECONDS)
    assert (
        found.figure == "seconds of thinking: (b) 195 against (a) 77 = 2.53 times; asked: more than 2 times"
    )
    assert found.findings[0].figure == pytest.approx(195 / 77)


def test_no_run_of_the_question_is_not_measurable(tmp_path: Path) -> None:
    found = outcome(tmp_path, SECONDS, transcripts=[], profiles=[])
    assert (found.outcome, found.figure) == ("not measurable", "n")


def test_every_part_named_must_hold(tmp_path: Path) -> None:
    both = '{ measure = "rechecks", parts = ["a", "b"], relation = ">=", value = 3 }'
    assert outcome(tmp_path, both).outcome == "contradicted"


def test_correct_is_the_marker_s_word_and_undecided_is_not_wrong(tmp_path: Path) -> None:
    means = '{ measure = "correct", parts = ["a", "b"], relation = "=", value = 1 }'
    right = [verdict("a", "correct"), verdict("b", "correct")]
    assert outcome(tmp_path, means, verdicts=right).outcome == "confirmed"
    assert outcome(tmp_path, means, verdicts=[right[0], verdict("b", "incorrect")]).outcome == "contradicted"
    assert (
        outcome(tmp_path, means, verdicts=[right[0], verdict("b", "unsupported")]).outcome == "not measurable"
    )


def test_mentions_ignore_spacing_and_hyphens(tmp_path: Path) -> None:
    means = '{ measure = "mentions", parts = ["a"], relation = ">", value = 0, words = ["Minimum-norm"] }'
    assert outcome(tmp_path, means).outcome == "confirmed"


def test_the_place_of_the_first_recheck(tmp_path: Path) -> None:
    means = '{ measure = "first_recheck", parts = ["b"], relation = ">", value = 0.7 }'
    found = outcome(tmp_path, means)
    assert (found.outcome, found.findings[0].figure) == ("confirmed", 0.75)


def test_text_measures_of_a_condensed_recording_come_from_the_stated_facts_only(tmp_path: Path) -> None:
    means = '{ measure = "rechecks", parts = ["a"], relation = ">=", value = 5 }'
    told = {"transcripts": [transcript(condensed=True)], "profiles": profiles(raw=False)}
    assert outcome(tmp_path, means, **told).outcome == "not measurable"
    assert outcome(tmp_path, means, "facts.a.rechecks = 7", **told).outcome == "confirmed"
    assert outcome(tmp_path, means, "facts.a.rechecks = 7").outcome == "contradicted"


def test_figures_say_where_they_are_those_of_the_original(tmp_path: Path) -> None:
    means = '{ measure = "first_correct", parts = ["a"], relation = ">", value = 0.5 }'
    told = outcome(tmp_path, means, "facts.a.first_correct = 0.52", transcripts=[transcript(condensed=True)])
    assert told.figure == "place of the first right answer in the original: (a) 52%; asked: more than 50%"


def test_flags_are_written_as_words(tmp_path: Path) -> None:
    means = '{ measure = "correct", parts = ["b"], relation = "=", value = 1, against = "a" }'
    found = outcome(tmp_path, means, verdicts=[verdict("a", "correct"), verdict("b", "incorrect")])
    assert found.figure == "marked correct: (b) no against (a) yes; asked: the same"


def test_several_runs_are_averaged(tmp_path: Path) -> None:
    slower = [replace(p, run_key="l", seconds=1000) for p in profiles()]
    found = outcome(
        tmp_path,
        SECONDS,
        transcripts=[transcript(), transcript("l")],
        profiles=[*profiles(), *slower],
    )
    assert found.findings[0].figure == pytest.approx((195 + 1000) / (77 + 1000))


@pytest.mark.parametrize(
    ("means", "says"),
    [
        ('{ measure = "charm", parts = ["a"], relation = ">" }', "no measure 'charm'"),
        ('{ measure = "seconds", parts = ["a"], relation = "~" }', "no relation '~'"),
        ('{ measure = "seconds", relation = ">" }', "parts"),
    ],
    ids=str,
)
def test_a_faulty_file_is_named(tmp_path: Path, means: str, says: str) -> None:
    with pytest.raises(HomeworkError, match=says):
        outcome(tmp_path, means)


def test_the_shipped_write_ups_are_whole_and_name_recordings_that_ship() -> None:
    found = claims.shipped()
    assert [w.name for w in found] == ["optimizer-geometry-deepseek"]
    for write_up in found:
        ids = [r.id for r in write_up.remarks]
        assert len(ids) == len(set(ids)) >= 19
        assert (recordings_root() / f"{write_up.recording}.jsonl").is_file()
