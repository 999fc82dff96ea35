"""A reply is cut into units without moving a character."""

from __future__ import annotations

import pytest

from harness.grading.claims.reader import Reader
from harness.grading.language.naming import name, target_names
from harness.grading.language.numbers import spoken
from harness.grading.page.sections import ranges
from harness.grading.page.segments import page


def runs_of(text: str) -> list[str]:
    reader = Reader(page(text))
    return [reader.flat[s.start : s.end] for n in range(len(reader.units)) for s in reader.statements(n)]


@pytest.mark.parametrize(
    "text",
    [
        "so $x = 5$ and **y**",
        "$$\\begin{aligned} a &= 1 \\\\ &= 2 \\end{aligned}$$",
        "| a | b |\n|---|---|\n| $x$ | 5 |",
        "```\nx = 5\n```\nend",
        "全角：（１，２）。",
        "\\boxed{\\boxed{3}} <b>4</b>",
        "~~3~~ <think>no</think> > q",
    ],
)
def test_the_flat_copy_has_the_length_of_the_reply(text: str) -> None:
    assert len(page(text).flat) == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The limit is $\\frac{1}{2}$, which is nice.", ["\\frac{1}{2}"]),
        (
            "Hence η* = 1/(σ_l^2 + σ_s^2) because (since η > 0) it is small.",
            ["η* = 1/(σ_l^2 + σ_s^2)", "η > 0"],
        ),
        ("It is a 3-dimensional case.", []),
        ("$x = 1$, $y = 2$", ["x = 1", "y = 2"]),
        ("$$a = 1, \\quad b = 2$$", ["a = 1", "b = 2"]),
        ("$m_t \\leftarrow m_{t-1} + g_t$", ["m_t \\leftarrow m_{t-1} + g_t"]),
        ("costs $5 and $6 more", ["$5", "$6"]),
        ("so tr(ABC) is 3", ["tr(ABC)", "3"]),
        ("with the trace $T = 2$", ["T = 2"]),
        ("the ratio is 2:3.", ["2:3"]),
        ("所以答案是５。", ["5"]),
    ],
)
def test_maths_is_told_from_prose(text: str, found: list[str]) -> None:
    assert [" ".join(run.split()) for run in runs_of(text)] == found


def test_an_aligned_formula_is_one_chain_and_a_new_row_a_new_one() -> None:
    chain = runs_of("$$\\begin{aligned} a &= 1+1 \\\\ &= 2 \\end{aligned}$$")
    rows = runs_of("$$\\begin{aligned} a &= 1 \\\\ b &= 2 \\end{aligned}$$")
    assert len(chain) == 1
    assert len(rows) == 2


def test_a_line_wrapped_inside_a_formula_is_read_as_one() -> None:
    text = "So then it is easy to see that the whole sequence converges to θ =\n [1/2, 1/2]."
    assert [" ".join(r.split()) for r in runs_of(text)] == ["θ = [1/2, 1/2]"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\\eta^{*}", "η*"),
        ("\\sigma_\\ell", "σ_l"),
        ("w_{t+1}", "w_{t + 1}"),
        ("\\hat{\\mathbf{w}}", "\\hat w"),
    ],
)
def test_spellings_of_a_name_agree(one: str, other: str) -> None:
    assert name(one) == name(other) is not None


@pytest.mark.parametrize("text", ["x+1", "2x", "x^2", "x^2+y^2", "", "5"])
def test_what_is_no_name(text: str) -> None:
    assert name(text) is None


def test_a_star_is_near_and_a_step_is_not() -> None:
    names = target_names(("theta",))
    assert [names.match(t) for t in ("θ", "\\theta^*", "\\theta_{t+1}", "\\phi")] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    "heads",
    [
        ("(a)", "(b)"),
        ("**Part a.**", "**Part b.**"),
        ("### Question 2 a", "### Question 2 b"),
        ("a)", "b)"),
        ("## (a) Limit", "## (b) Rate"),
    ],
)
def test_parts_are_found_by_their_labels(heads: tuple[str, str]) -> None:
    text = f"Intro.\n\n{heads[0]} first thing\n\n{heads[1]} second thing"
    sheet = page(text)
    (found,) = ranges(sheet, "b", ("a", "b"))
    assert "second" in text[slice(*found)]
    assert "first" not in text[slice(*found)]


def test_roman_parts_and_a_summary() -> None:
    text = "Part (ii) one\n\nPart (iii) two\n\n## Final answers\n\n(ii) 1\n\n(iii) 2"
    found = ranges(page(text), "iii", ("ii", "iii"))
    assert [text[a:b].split()[-1] for a, b in found] == ["two", "2"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("minus thirty-six", ["-36"]),
        ("one hundred and twenty three", ["123"]),
        ("two and one third", ["(2 + \\frac{1}{3})"]),
        ("four percent", ["4\\%"]),
        ("5 apples", []),
    ],
)
def test_numbers_in_words(text: str, numbers: list[str]) -> None:
    assert [n for _, _, n in spoken(text, 0, len(text))] == numbers


def test_the_number_of_an_item_within_a_line_goes_with_the_item() -> None:
    made = page("It takes 1. a shift ($u = 2$), 2. a turn ($v = 3$), 3. a cut. The sum is 4, 5. Done.")
    said = [made.flat[unit.start : unit.end].strip() for unit in made.units]
    assert [text[:2] for text in said] == ["It", "a ", "2.", "3.", "Th", "Do"]
