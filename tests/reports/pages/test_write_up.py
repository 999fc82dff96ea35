"""The shipped write-up against the shipped recording, and against its original where that is at hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reference
from harness import codec
from harness.commands.grade import marked
from harness.importing import Labels, bring_in
from harness.questions import load_question, recordings_root
from harness.reasoning import profile
from harness.records import ReasoningProfile, Transcript, Verdict
from reports.measured import claims
from reports.measured.material import Material, units
from reports.measured.traits import TRAITS, Seen
from reports.pages import strips
from reports.pages.sheets import notes
from reports.pages.writeup import Places

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"


def write_up() -> claims.WriteUp:
    return claims.shipped()[0]


def seen(transcript: Transcript) -> tuple[list[ReasoningProfile], list[Verdict]]:
    known = reference.answers(load_question(transcript.conversation.question))
    verdicts = list(marked(transcript, known, ""))
    return profile(transcript, known, verdicts), verdicts


def outcomes(transcript: Transcript) -> dict[str, claims.Checked]:
    found = claims.check(write_up(), [transcript], *seen(transcript))
    return {checked.remark.id: checked for checked in found}


@pytest.fixture(scope="module")
def recording() -> Transcript:
    lines = (recordings_root() / f"{write_up().recording}.jsonl").read_text("utf-8").splitlines()
    found = [codec.decode(line, Transcript) for line in lines]
    return next(t for t in found if t.conversation.question == write_up().question)


@pytest.fixture(scope="module")
def original() -> Transcript:
    files = sorted(SEEDS.glob("000_*.txt"))
    if not files:
        pytest.skip(f"the print-out itself is not at hand in {SEEDS}")
    return bring_in(files[0], "chat-printout", Labels(write_up().question, "x:y", "", "")).transcripts[0]


@pytest.mark.parametrize(
    ("remark", "outcome"),
    [
        ("a-ends-right", "confirmed"),
        ("b-more-than-needed", "depends on the definition"),
        ("plain-notation-saves", "confirmed"),
        ("b-validates-all-again", "depends on the definition"),
        ("a-seldom-doubts", "confirmed"),
        ("b-checks-as-a-did", "confirmed"),
        ("c-quick", "confirmed"),
        ("c-checks-at-the-end", "confirmed"),
        ("reader-is-itself", "not measurable"),
    ],
    ids=str,
)
def test_what_becomes_of_the_remarks_on_the_recording(
    recording: Transcript, remark: str, outcome: str
) -> None:
    assert outcomes(recording)[remark].outcome == outcome


def test_every_outcome_shows_a_figure_or_says_why_not(recording: Transcript) -> None:
    for checked in outcomes(recording).values():
        measured = any(c.isdigit() for c in checked.figure) or "yes" in checked.figure
        assert measured or checked.outcome == "not measurable"
        assert checked.figure


def test_double_is_two_and_a_half_by_the_stated_seconds(recording: Transcript) -> None:
    assert "(b) 195 against (a) 77 = 2.53 times" in outcomes(recording)["b-more-than-needed"].figure


def test_the_remarks_are_about_the_original_as_well(recording: Transcript, original: Transcript) -> None:
    assert claims.speaks_of(write_up(), original)
    other = replace(
        original, replies=tuple(replace(r, reasoning=r.reasoning[:-200]) for r in original.replies)
    )
    assert not claims.speaks_of(write_up(), other)
    assert not claims.speaks_of(write_up(), replace(recording, model="replay:another"))


def test_the_original_gives_the_same_outcomes_as_its_stated_facts(
    recording: Transcript, original: Transcript
) -> None:
    told, read = outcomes(recording), outcomes(original)
    differ = {k for k in told if told[k].outcome != read[k].outcome and told[k].outcome != "not measurable"}
    assert differ == set()


def test_the_stated_facts_are_those_of_the_original(original: Transcript) -> None:
    profiles, verdicts = seen(original)
    for part, facts in write_up().facts.items():
        reply = original.replies["abc".index(part)]
        one = Seen(
            original,
            reply,
            next(p for p in profiles if p.part == part),
            next(v for v in verdicts if v.part == part),
            {},
        )
        for name in facts.keys() - {"mentions"}:
            assert TRAITS[name].of(one) == pytest.approx(facts[name], rel=0.1, abs=1.01), (part, name)


def test_the_recording_states_what_is_counted_in_the_original(
    recording: Transcript, original: Transcript
) -> None:
    told, read = ({p.part: p for p in seen(found)[0]} for found in (recording, original))
    for part in "abc":
        assert not told[part].raw
        assert told[part].first_correct == pytest.approx(read[part].first_correct, abs=0.01)
        assert told[part].first_candidate == pytest.approx(read[part].first_candidate, abs=0.01)
        for name in ("tail_words", "rechecks", "self_questions", "repeated_equations"):
            assert getattr(told[part], name) == pytest.approx(getattr(read[part], name), rel=0.1), name
        assert told[part].markers == read[part].markers


def test_what_is_stated_of_the_original_is_drawn_and_labelled(recording: Transcript) -> None:
    (first, *_), _ = seen(recording)
    material = Material("told", {}, (recording,), {}, profiles={(first.run_key, "a"): first})
    drawn = strips.strip(material, units(material)[0], Places())
    assert [dot["x"] for dot in drawn["dots"]] == [drawn["tail"]]
    assert "original" in drawn["why"]
    assert "original" in drawn["says"]
    assert any(
        "the right answer first stood; 471 words follow it, counted in the original" in note["text"]
        for note in notes(units(material)[:1], recording.replies[0], [first])
    )


def test_the_thinking_of_the_original_is_profiled_where_a_reader_finds_it(original: Transcript) -> None:
    found = {p.part: p for p in seen(original)[0]}
    assert [found[p].seconds for p in "abc"] == [77, 195, 61]
    assert [found[p].first_correct for p in "abc"] == pytest.approx([0.52, 0.64, 0.72], abs=0.02)
    assert found["b"].rechecks > found["a"].rechecks
    assert found["b"].markers["hesitation"] > 20 * found["a"].markers["hesitation"]
    assert {p: f.changes["right_to_wrong"] for p, f in found.items()} == dict.fromkeys("abc", 0)
