"""A text is read for a target only where one of its names may stand: every spelling must be seen."""

from __future__ import annotations

import pytest

from harness.grading.language.naming import mention, name, target_names


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("theta",), r"so \theta = 1"),
        (("theta",), "so θ_SGD = 1"),
        (("theta",), "theta_star: 1"),
        (("epsilon",), r"\varepsilon < 1"),
        (("c_1",), "2c_1 = 3"),
        (("c_1",), "c1=3"),
        (("ell",), "ℓ is 4"),
        (("step size",), "The Step Size is 3"),
    ],
    ids=str,
)
def test_each_spelling_of_a_name_is_seen(names: tuple[str, ...], text: str) -> None:
    assert mention(target_names(names)).search(text)


@pytest.mark.parametrize("text", ["", "the concise case", "no such thing"], ids=str)
def test_a_text_without_the_name_need_not_be_read(text: str) -> None:
    assert not mention(target_names(("c_1", "theta"))).search(text)
    assert not mention(target_names(())).search(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\eta_{\text{low,max}}(\sigma_{i})", r"\eta_{\text{low,max}}(\sigma_i)"),
        (r"x_{\mathrm{end}}^{*}", "x_end^*"),
        ("f(x_{1})", "f(x_1)"),
    ],
    ids=str,
)
def test_braces_that_change_nothing_change_no_name(one: str, other: str) -> None:
    assert name(one) == name(other) is not None
