"""Second readings of a flat text: what can be read in one way only, and nothing else."""

import pytest

from harness.importing.unflatten import second_reading


@pytest.mark.parametrize(
    ("flat", "reads"),
    [
        ("0 < α < 1\nτ2.", (r"0 < α < \frac{1}{τ^{2}}",)),
        ("0 < α < 1\nτ2\ns\n.", (r"0 < α < \frac{1}{τ_{s}^{2}}",)),
        ("γ∗=\n1\nτ2\nℓ+ τ2\ns\n.", (r"γ^{*}= \frac{1}{τ_{ℓ}^{2} + τ_{s}^{2}}",)),
        ("u ≥\nln(1/δ)\n−ln(1 −γ) .", (r"u ≥ \frac{ln(1/δ)}{−ln(1 −γ)}",)),
        ("gt+1 = (1 −γ)gt,\nut+1 = ut −αgt.", ("g_{t+1} = (1 −γ)g_{t}", "u_{t+1} = u_{t} −αg_{t}")),
        ("ˆu = (A⊤A + γI)−1A⊤b .", (r"\hat{u} = (A^{\top}A + γI)^{-1}A^{\top}b",)),
        ("y = β1 + β2", ("y = β_{1} + β_{2}",)),
        ("r =\n√\n1 −γ", ()),
        ("u = a + b\nc", ()),
        ("C =\nW1A\nW2", ()),
        ("i = 3", ()),
        ("= τ2 + 1", ()),
        ("u ≤ 1\nt", ()),
    ],
    ids=lambda value: repr(value)[:32],
)
def test_a_flat_formula_is_read_again_only_where_it_can_be_nothing_else(
    flat: str, reads: tuple[str, ...]
) -> None:
    text, found = second_reading(f"Therefore we have\n{flat}\nand nothing more.")
    assert found == reads
    assert (text == f"Therefore we have\n{flat}\nand nothing more.") == (not reads)


def test_a_letter_with_a_two_is_a_power_unless_it_comes_with_a_one() -> None:
    assert second_reading("z = x2 + 1")[1] == ("z = x^{2} + 1",)
    assert second_reading("Both of them:\nz = x2 + x1")[1] == ("z = x_{2} + x_{1}",)
