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

REAL = {"x": "real", "t": "real", "lambda": "positive"}
TWO = {"a": "real", "b": "real", "x": "positive"}
STEPPED = r"\begin{cases} a & x\le 2\\ b & x>2\end{cases}"

CASES = [
    (r"\max(x-1,0)", r"\begin{cases}x-1 & x>1\\ 0 & x\le 1\end{cases}", REAL, "correct"),
    (r"\max(x-1,0)", r"f(x)=\begin{cases}x-1, & x>1,\\ 0, & x\le 1.\end{cases}", REAL, "correct"),
    (r"\max(x-1,0)", r"\begin{cases}x-1 & x>1\\ 0 & x<1\end{cases}", REAL, "correct"),
    (r"\max(x-1,0)", r"\begin{cases}x-1 & x>1.05\\ 0 & \text{otherwise}\end{cases}", REAL, "incorrect"),
    (r"\max(x-1,0)", r"\begin{cases}x-1 & x>1\\ 0 & x<0.9\end{cases}", REAL, "incorrect"),
    (r"|x-t|", r"\begin{cases}x-t & x\ge t\\ t-x & x<t-1\end{cases}", REAL, "incorrect"),
    (r"\max(x-1,0)", "(x-1)_+", REAL, "correct"),
    (r"\max(x-1,0)", "[x-1]^+", REAL, "correct"),
    (r"\max(x-1,0)", "(1-x)_+", REAL, "incorrect"),
    (r"\max(x,0)", "x_+", REAL, "correct"),
    (
        r"\operatorname{sign}(x)(|x|-\lambda)_+",
        r"\begin{cases}x-\lambda&x>\lambda\\x+\lambda&x<-\lambda\\0&|x|\le\lambda\end{cases}",
        REAL,
        "correct",
    ),
    (STEPPED, r"\rho(x)=\begin{cases}a,&0<x\le2,\\ b,&x> 2.\end{cases}", TWO, "correct"),
    (STEPPED, r"\begin{cases}a&x\le2.05\\ b&x> 2.05\end{cases}", TWO, "incorrect"),
    (STEPPED, r"\begin{cases}a&x<2\\ b&x\ge 2\end{cases}", TWO, "incorrect"),
]


@pytest.mark.parametrize(("gold", "claim", "symbols", "status"), EQUATIONS + ARRAYS + CASES)
def test_the_status_of_a_claim(gold: str, claim: str, symbols: dict[str, str], status: str) -> None:
    verdict = verify(gold, f"${claim}$", symbols=symbols)
    assert verdict.status == status, verdict.reason


def test_the_pseudo_inverse_of_low_rank_is_exact_in_rationals() -> None:
    gold = r"\begin{pmatrix}1&2\\2&4\end{pmatrix}^+"
    assert verify(gold, r"$\frac1{25}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct
    assert not verify(gold, r"$\frac1{24}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct
