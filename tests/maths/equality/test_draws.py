"""Drawn points satisfy everything that was declared."""

from __future__ import annotations

import numpy as np
import pytest

from harness.errors import DeclarationError
from harness.maths.equality.draws import Batch, batches, check
from harness.maths.parsing.scope import Scope, names_of
from harness.symbols import declare


def drawn(table: dict[str, str], assume: tuple[str, ...] = ()) -> tuple[Batch, ...]:
    scope = Scope({n: declare(n, t) for n, t in table.items()}, assume, True)
    return batches(names_of(scope), assume)


def test_scalars_keep_their_bounds() -> None:
    values = drawn({"a": "positive", "b": "in (0, 1)", "k": "natural, >= 3", "c": "negative"})[0].values
    assert (values["a"] > 0).all()
    assert ((values["b"] > 0) & (values["b"] < 1)).all()
    assert ((values["k"] >= 3) & (values["k"] == np.round(values["k"]))).all()
    assert (values["c"] < 0).all()


def test_relations_hold() -> None:
    values = drawn({"a": "positive", "b": "positive", "c": "real"}, ("a > 3 b", "c = a + b"))[0].values
    assert (values["a"] > 3 * values["b"]).all()
    assert values["c"] == pytest.approx(values["a"] + values["b"])


def test_sizes_are_wide_square_and_tall_where_allowed() -> None:
    shapes = {b.values["X"].shape[1:] for b in drawn({"X": "matrix n x d"})}
    assert {np.sign(r - c) for r, c in shapes} == {-1, 0, 1}
    assert all(b.sizes["n"] < b.sizes["d"] for b in drawn({"X": "matrix n x d"}, ("d > n",)))
    assert all(b.sizes["n"] <= b.sizes["d"] for b in drawn({"X": "matrix n x d, full row rank"}))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("matrix n x n, orthogonal", lambda m: np.allclose(m @ m.swapaxes(1, 2), np.eye(m.shape[1]))),
        ("matrix n x n, symmetric", lambda m: np.allclose(m, m.swapaxes(1, 2))),
        ("symmetric positive definite n x n", lambda m: (np.linalg.eigvalsh(m) > 0).all()),
        ("diagonal matrix n", lambda m: np.allclose(m, m * np.eye(m.shape[1]))),
        ("vector n, unit norm", lambda v: np.allclose((v**2).sum(axis=1), 1)),
        ("vector n, sums to 1", lambda v: np.allclose(v.sum(axis=1), 1)),
        ("vector n, entries in (0, 1)", lambda v: ((v > 0) & (v < 1)).all()),
        (
            "matrix n x d, orthonormal columns",
            lambda m: np.allclose(m.swapaxes(1, 2) @ m, np.eye(m.shape[2])),
        ),
    ],
    ids=lambda t: t if isinstance(t, str) else "",
)
def test_arrays_have_their_properties(text: str, holds: object) -> None:
    assert all(holds(b.values["A"]) for b in drawn({"A": text}))  # type: ignore[operator]


def test_points_are_the_same_every_time() -> None:
    first, again = (drawn({"q": "real", "r": kind})[0].values["q"] for kind in ("real", "real"))
    assert first.tolist() == again.tolist()


@pytest.mark.parametrize(
    ("table", "assume"),
    [({"a": "positive", "b": "positive"}, ("a > b", "b > a")), ({"a": "positive"}, ("a < 0",)),
     ({"X": "matrix n x d, full row rank"}, ("n > d",)), ({"a": "real"}, ("a >",))],
)  # fmt: skip
def test_what_cannot_be_met_is_refused(table: dict[str, str], assume: tuple[str, ...]) -> None:
    with pytest.raises(DeclarationError):
        check([declare(n, t) for n, t in table.items()], assume)
