"""What an import may say: a formula below full confidence may confirm an answer, never refute it."""

from pathlib import Path

import pytest

from harness.commands.grade import _verdict
from harness.importing import Labels, bring_in
from harness.importing.caution import cautious
from harness.records import Answer, Expected, FalseStep, Reply, Symbol, Target, Verdict

TARGET = Target("x", "expression")
SYMBOLS = (Symbol("a", "positive"),)
TRUTH = Answer("q", "a", "expression", "$x = 1/a$", (Expected(TARGET, r"\frac{1}{a}"),), SYMBOLS)
RIGHT, WRONG = r"So $x = \frac{1}{a}$.", r"So $x = \frac{1}{a_2}$ by $b = 2$, i.e. $x = \frac{2}{a}$."


def read(answer: str, *unsure: tuple[str, float], flat: bool = False) -> Reply:
    found = [{"text": text, "confidence": confidence, "why": ""} for text, confidence in unsure]
    extras = {"imported": True, "reading": {"kind": "pdf", "unsure": found}}
    return Reply(answer, extras={**extras, **({"flattened": True} if flat else {})})


def marked(reply: Reply, truth: Answer = TRUTH) -> Verdict:
    return _verdict(truth, "", reply, "a", ("a",), None)


def test_a_formula_read_whole_refutes() -> None:
    assert marked(read(WRONG)).status == "incorrect"


def test_an_unsure_formula_elsewhere_changes_nothing() -> None:
    assert marked(read(WRONG, ("b = 2", 0.6))).status == "incorrect"


def test_an_unsure_formula_never_refutes_and_the_person_is_asked() -> None:
    verdict = marked(read(WRONG, (r"x = \frac{2}{a}", 0.6)))
    assert verdict.status == "unsupported"
    assert r"x = \frac{2}{a} (60%): is that what the page says?" in verdict.reason
    assert {target.status for target in verdict.targets} <= {"unsupported", "correct"}
    assert verdict.witness is None


def test_an_unsure_formula_may_confirm_and_says_so() -> None:
    verdict = marked(read(RIGHT, (r"x = \frac{1}{a}", 0.6)))
    assert (verdict.status, "not read with full confidence" in verdict.evidence) == ("correct", True)


def test_nothing_found_may_be_what_was_not_read() -> None:
    assert marked(read("It is as the formula above says.", ("z", 0.2))).status == "unsupported"


def test_a_flat_text_refutes_nothing_and_hides_false_steps() -> None:
    assert marked(read(WRONG, flat=True)).status == "unsupported"
    assert marked(read(RIGHT, flat=True)).status == "correct"
    step = FalseStep("s", "says", Expected(TARGET, "2"), "why")
    known = Answer("q", "a", "expression", "", TRUTH.expected, SYMBOLS, false_steps=(step,))
    assert marked(read(RIGHT, flat=True), known).status == "unsupported"


@pytest.mark.parametrize(
    "reply", [Reply(WRONG), Reply(WRONG, extras={"imported": True})], ids=["live", "imported"]
)
def test_what_was_sent_as_it_is_is_marked_as_it_is(reply: Reply) -> None:
    verdict = Verdict("incorrect", "no")
    assert cautious(verdict, reply) is verdict


def test_a_write_up_in_markdown_is_not_called_flat(tmp_path: Path) -> None:
    path = tmp_path / "w.md"
    path.write_text("# Question 1\n\n## (a) One\n\n$x = 2$\n\n**Evaluation:** Correct.\n", "utf-8")
    (reply,) = bring_in(path, "auto", Labels("s/q{n}")).transcripts[0].replies
    assert "flattened" not in reply.extras
    assert reply.extras["reading"] == {"kind": "markdown", "unsure": []}
