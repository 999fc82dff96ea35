"""A hand-made run: two models, two questions, every status, a dispute, a false step, a truncated reply."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.records import (
    Answer,
    Candidate,
    Check,
    Checkpoint,
    Claim,
    Conversation,
    Expected,
    FalseStep,
    HumanMark,
    Marker,
    Part,
    Question,
    ReasoningProfile,
    Reply,
    Symbol,
    Target,
    TargetMark,
    Timing,
    Transcript,
    Turn,
    Usage,
    Verdict,
    Witness,
)  # fmt: skip
from harness.store import RunFolder
from reports.measured.material import Material

ETA = Target("eta", "region", "the steps that converge")
TEXTS = {
    "a": "For which $\\eta > 0$ does $w_{t+1} = (1 - 2\\eta\\sigma^2) w_t + 2\\eta\\sigma y$ converge?",
    "b": "How does the *slower* coordinate depend on $\\eta$?",
}
ANSWERS = {
    "correct": "The factor must satisfy $|1 - 2\\eta\\sigma^2| < 1$, hence\n\n"
    "$$\\boxed{0 < \\eta < \\frac{1}{\\sigma^2}}$$",
    "incorrect": "**Final answer:** the small coordinate is always slower: $s$.",
}


def question(name: str) -> Question:
    """Return a two-part question."""
    parts = (
        Part("a", TEXTS["a"], "region", (ETA,)),
        Part("b", TEXTS["b"], "conditional", (Target("slow", "choice"),)),
    )
    return Question(
        f"calculus/{name}",
        f"Steps {name[-1]}",
        "Let $\\sigma > 0$.",
        parts,
        symbols=(Symbol("sigma", "positive"),),
    )


def answer(name: str, part: str) -> Answer:
    """Return the truth of a part, with a checkpoint and a false step."""
    expected = Expected(ETA, "0 < \\eta < \\frac{1}{\\sigma^2}")
    return Answer(
        f"calculus/{name}", part, "region", "0 < \\eta < \\frac{1}{\\sigma^2}", (expected,),
        checkpoints=(Checkpoint("factor", "the factor $1 - 2\\eta\\sigma^2$ is named", expected),),
        false_steps=(FalseStep("always", "one is always slower", expected, "at $\\eta = 0.9$ it is not"),),
        derivation="The recurrence is linear with factor $1 - 2\\eta\\sigma^2$.",
    )  # fmt: skip


def check(name: str, part: str, passed: bool = True) -> Check:
    """Return an experiment with a curve."""
    xs = [i / 20 for i in range(21)]
    lines = {"large": [abs(1 - 2 * x) for x in xs], "small": [abs(1 - 0.6 * x) for x in xs]}
    series = {"x": xs, "x_label": "η", "y_label": "contraction factor", "lines": lines}
    return Check(f"calculus/{name}", part, "run the recurrence at 21 steps", passed,
                 {"draws": 21, "error": 2.5e-13}, "the factors cross at η = 0.77", series)  # fmt: skip


def verdict(name: str, part: str, model: str, sample: int, run_key: str, status: str, text: str) -> Verdict:
    """Return a verdict whose claim stands in ``text``."""
    shown = (
        "0 < \\eta < \\frac{1}{\\sigma^2}" if status == "correct" else "the small coordinate is always slower"
    )
    start = text.find(shown)
    claim = Claim(shown, start, start + len(shown), "eta", "<", "boxed") if start >= 0 else None
    witness = Witness(
        {"eta": "0.9"},
        "0.62",
        "0.8",
        "at η = 0.9 the large coordinate contracts by 0.8, the small by 0.46",
        True,
    )
    wrong = status == "incorrect"
    mark = TargetMark(
        "eta", status, claim, "option" if wrong else "sides", "" if wrong else "48 of 48 points agree",
        witness if wrong else None, "fails for η > 0.77" if wrong else "",
        "0 < \\eta < \\frac{1}{\\sigma^2}",
    )  # fmt: skip
    return Verdict(
        status, "the claimed region is the reference's" if not wrong else "true only for small steps", claim,
        mark.method, mark.evidence, mark.witness, (mark,),
        (TargetMark("factor", "correct" if not wrong else "no_answer"),),
        (TargetMark("always", "incorrect", claim, reason="it depends on η"),) if wrong else (),
        f"calculus/{name}", part, sample, model, run_key, "1",
    )  # fmt: skip


def transcript(name: str, model: str, sample: int, statuses: dict[str, str], **more: object) -> Transcript:
    """Return a finished conversation, a part a turn."""
    turns = tuple(Turn(TEXTS[part], (part,)) for part in statuses)
    thinking = "Let me see. The factor is 1 - 2 eta sigma^2. So 0 < eta < 1/sigma^2. Wait, check: yes. " * (
        4 + sample
    )
    tokens = 400 + 150 * sample + (900 if "deep" in model else 0)
    replies = tuple(
        Reply(ANSWERS.get(status, "I would rather not say."), thinking,
              Usage(80, tokens + 60, tokens, 0, tokens + 140), Timing(0.2, 9.0 + sample, 9.5, 12.0, 12.0),
              "length" if status == "no_answer" else "stop", model)
        for status in statuses.values()
    )  # fmt: skip
    return Transcript(
        f"{name}-{model}-{sample}", Conversation(f"calculus/{name}", turns), replies, model, sample,
        finished="2026-11-20T10:00:00Z", cost=0.012, prices={"currency": "USD"}, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def profile(found: Transcript, part: str) -> ReasoningProfile:
    """Return a profile with candidates and markers at real positions."""
    text = found.replies[0].reasoning
    spots = [i for i in range(len(text)) if text.startswith("0 < eta", i)]
    candidates = tuple(
        Candidate(s, s + 19, text[s : s + 19], True, k > 0, False) for k, s in enumerate(spots)
    )
    waits = tuple(Marker("recheck", i, "Wait") for i in range(len(text)) if text.startswith("Wait", i))
    first = spots[0] / len(text)
    return ReasoningProfile(
        found.conversation.question, part, found.model, found.run_key, found.sample, True,
        thinking_chars=len(text), thinking_words=len(text.split()), answer_words=20, answer_tokens=60,
        thinking_tokens=found.replies[0].usage.reasoning_tokens, tokens_from="native", seconds=9.0,
        seconds_from="measured", first_candidate=first, first_correct=first, last_change=first,
        tail_words=30, rechecks=len(waits), candidates=candidates, changes={"confirmations": len(spots) - 1},
        markers={"recheck": 12.0}, marker_list=waits,
    )  # fmt: skip


OUTCOMES = {
    ("steps-1", "deep:thinker"): [{"a": "correct", "b": "correct"}, {"a": "correct", "b": "incorrect"}],
    ("steps-2", "deep:thinker"): [{"a": "correct", "b": "correct"}, {"a": "correct", "b": "correct"}],
    ("steps-1", "quick:talker"): [{"a": "correct", "b": "incorrect"}, {"a": "partial", "b": "hedged"}],
    ("steps-2", "quick:talker"): [{"a": "correct", "b": "unsupported"}, {"a": "correct", "b": "no_answer"}],
}


def make() -> Material:
    """Return the hand-made run as a report's material."""
    transcripts: list[Transcript] = []
    verdicts: dict[tuple[str, str], Verdict] = {}
    for (name, model), samples in OUTCOMES.items():
        for sample, statuses in enumerate(samples):
            marks = (
                (HumanMark("b", "correct", "matches the key for $\\eta$", "the TA"),)
                if name == "steps-1"
                else ()
            )
            found = transcript(name, model, sample, statuses, human_marks=marks)
            transcripts.append(found)
            for turn, (part, status) in enumerate(statuses.items()):
                text = found.replies[turn].answer
                verdicts[found.run_key, part] = verdict(
                    name, part, model, sample, found.run_key, status, text
                )
    names = ("steps-1", "steps-2")
    return Material(
        "by-hand", {"name": "by-hand"}, tuple(transcripts), verdicts,
        {f"calculus/{n}": question(n) for n in names},
        {(f"calculus/{n}", p): answer(n, p) for n in names for p in "ab"},
        {(f"calculus/{n}", p): (check(n, p),) for n in names for p in "ab"},
        {(t.run_key, p): profile(t, p) for t in transcripts for p in "ab"},
    )  # fmt: skip


def save(material: Material, runs: Path) -> RunFolder:
    """Write the material's run folder under ``runs``."""
    folder = RunFolder.of(runs, material.name)
    folder.write_meta(dict(material.meta))
    for found in material.transcripts:
        folder.append(found)
    folder.write_verdicts(material.verdicts.values())
    return folder


@pytest.fixture(scope="session")
def material() -> Material:
    """The hand-made run."""
    return make()


@pytest.fixture
def run_folder(tmp_path: Path, material: Material) -> RunFolder:
    """The hand-made run on the disk."""
    return save(material, tmp_path / "runs")
