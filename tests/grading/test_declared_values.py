"""How values are read where the question declares its symbols: a dense table of golds and claims."""

from __future__ import annotations

import pytest

from harness import verify

REGRESSION = {"X": "matrix n x d", "y": "vector n", "w": "vector d"}
LYAPUNOV = {
    "A": "matrix n x n",
    "P": "symmetric positive definite n x n",
    "Q": "symmetric positive definite n x n",
}
STEP = {"eta": "positive", "w_t": "vector d", "g_t": "vector d"}
EIGEN = {"A": "matrix n x n", "v": "vector n, nonzero", "lambda": "real"}
FACTORS = {
    "U": "matrix n x r, orthonormal columns",
    "S": "matrix r x r, diagonal, invertible",
    "V": "matrix d x r, orthonormal columns",
}

EQUATIONS = [
    (r"X^\top Xw=X^\top y", r"X^\top(Xw-y)=0", REGRESSION, "correct"),
    (r"X^\top Xw=X^\top y", r"X^\top(Xw+y)=0", REGRESSION, "incorrect"),
    (r"X^\top Xw=X^\top y", r"X(Xw+y)=0", REGRESSION, "incorrect"),
    (r"X^\top(Xw-y)=0", r"X^\top Xw=X^\top y", REGRESSION, "correct"),
    (r"X^\top(Xw-y)=0", r"Xw=y", REGRESSION, "incorrect"),
    (r"A^\top P+PA=-Q", r"A^\top P+PA+Q=0", LYAPUNOV, "correct"),
    (r"A^\top P+PA=-Q", r"A^\top P+PA-Q=0", LYAPUNOV, "incorrect"),
    (r"w_{t+1}=w_t-\eta g_t", r"w_{t+1}-w_t=-\eta g_t", STEP, "correct"),
    (r"w_{t+1}=w_t-\eta g_t", r"\frac{w_{t+1}-w_t}{\eta}=-g_t", STEP, "correct"),
    (r"w_{t+1}=w_t-\eta g_t", r"w_{t+1}-w_t=\eta g_t", STEP, "incorrect"),
    (r"Av=\lambda v", r"(A-\lambda I)v=0", EIGEN, "correct"),
    (r"Av=\lambda v", r"(A-2\lambda I)v=0", EIGEN, "incorrect"),
    (r"\det(A-\lambda I)=0", r"\det(\lambda I-A)=0", EIGEN, "correct"),
    (r"\det(A-\lambda I)=0", r"\det(\lambda I+A)=0", EIGEN, "unsupported"),
]

ARRAYS = [
    (r"VS^{-1}U^\top", r"(USV^\top)^+", FACTORS, "correct"),
    (r"VS^{-1}U^\top", r"US^{-1}V^\top", FACTORS, "incorrect"),
    (r"U^\top U", r"I", FACTORS, "correct"),
    (r"UU^\top", r"I", FACTORS, "incorrect"),
    (r"I", r"V^\top V", FACTORS, "correct"),
    (r"X^+y", r"(X^\top X)^+X^\top y", REGRESSION, "correct"),
    (r"X^\top(Xw-y)", "0", REGRESSION, "incorrect"),
]


@pytest.mark.parametrize(("gold", "claim", "symbols", "status"), EQUATIONS + ARRAYS)
def test_the_status_of_a_claim(gold: str, claim: str, symbols: dict[str, str], status: str) -> None:
    verdict = verify(gold, f"${claim}$", symbols=symbols)
    assert verdict.status == status, verdict.reason


def test_the_pseudo_inverse_of_low_rank_is_exact_in_rationals() -> None:
    gold = r"\begin{pmatrix}1&2\\2&4\end{pmatrix}^+"
    assert verify(gold, r"$\frac1{25}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct
    assert not verify(gold, r"$\frac1{24}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct
