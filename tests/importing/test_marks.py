"""What a person's remark means as a mark: words, degrees and denials, scores and signs, several languages."""

import pytest

from harness.importing.marks import mark_of

REMARKS = {
    "correct": [
        "Correct. As the sample solution has it.", "No mistakes.", "Nothing wrong here.",
        "Nothing is missing.",
        "5/5", "Score: 3 / 3", "✓", "✔ nice", "Full credit.", "Full marks, well done.", "100 %",
        "Error-free.",
        "Perfect, no errors.", "There is no doubt that this is correct.", "Not only correct but elegant.",
        "Could not be more correct.", "Not wrong.", "Correct, but the notation is clumsy.", "Yes.",
        "Correctly identifies the sign error.", "The second half is right.",
        "Sound: the factor is below one.",
        "Richtig.", "Keine Fehler.", "Stimmt genau.", "Sans erreur.", "C'est juste.", "Correcto.",
        "Sin errores.",
        "Corretto.", "Senza errori.", "正确。", "没有错误。",
    ],
    "partial": [
        "Not quite correct.", "Almost right.", "Correct, except that the factor is missing.", "Incomplete.",
        "4/5", "½",
        "3 out of 4 points", "80%", "Half credit.", "Half right.", "Correct up to a constant.",
        "Not complete.",
        "Correct but incomplete.", "A step is missing.", "Right answer, wrong reasoning.",
        "Not entirely wrong.",
        "Wrong sign; otherwise correct.", "✓ but the constant is wrong", "Mostly correct. One step is gone.",
        "Nicht ganz richtig.", "Fast richtig.", "Bis auf einen Rechenfehler richtig.",
        "Pas tout à fait juste.",
        "Casi correcto.", "Parzialmente corretto.", "不完全正确。", "部分正确。",
    ],
    "incorrect": [
        "Incorrect. It is 0.", "Not right.", "Not correct: a sign is lost.",
        "Wrong, the right answer is x = 2.",
        "Incorrect: the correct value is 3.", "0/3: nothing usable.", "✗ sign error", "No credit.", "No.",
        "I don't think this is right.", "Right idea, wrong result.", "Falsch.", "Réponse fausse.",
        "No es correcto.",
        "Non è corretto.", "答案错误。",
    ],
    "": [
        "Bright idea.", "See me. Correct otherwise.", "Is this correct?",
        "Would be correct if the sign were right.",
        "Unclear.", "Good attempt.", "", "The norm of part (b) again.", "5 points",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("remark", "mark"), [(remark, mark) for mark, remarks in REMARKS.items() for remark in remarks], ids=str
)
def test_a_remark_means(remark: str, mark: str) -> None:
    assert mark_of(remark) == mark


@pytest.mark.parametrize(
    "remark", ["correct" * 5_000, "not " * 5_000, "1" * 5_000 + "/2", "✓" * 5_000, "(" * 5_000]
)
def test_a_remark_of_any_length_is_read(remark: str) -> None:
    assert mark_of(remark) in ("correct", "partial", "incorrect", "")
