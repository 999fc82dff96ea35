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

FUNCTION = {"z": "real", "y": "real", "f": "function", "sigma": "function"}
ACTIVATION = {**REGRESSION, "n": "natural", "sigma": "function"}
DESCENT = {"w": "vector d", "eta": "positive", "beta": "real", "f": "function"}
VALUED = {"x": "vector d", "y": "vector d", "f": "function"}

UNKNOWN = [
    ("f(z)-y", "-(y-f(z))", FUNCTION, "correct"),
    ("f(z)-y", "y-f(z)", FUNCTION, "incorrect"),
    ("f(z)-y", "z-y", FUNCTION, "unsupported"),
    ("f(2)+f(2)", "2f(2)", FUNCTION, "correct"),
    (r"z-\frac{f(z)}{f'(z)}", r"\frac{z f'(z)-f(z)}{f'(z)}", FUNCTION, "correct"),
    (r"z-\frac{f(z)}{f'(z)}", r"z-\frac{f'(z)}{f(z)}", FUNCTION, "incorrect"),
    (r"\sigma(z)(1-\sigma(z))", r"\frac{d}{dz}\sigma(z)=\sigma(z)-\sigma(z)^2", FUNCTION, "correct"),
    (r"\frac{1}{1+e^{-z}}", r"\sigma(z)=\frac{1}{1+e^{-z}}", FUNCTION, "correct"),
    (r"\frac1nX^\top(\sigma(Xw)-y)", r"\frac{X^\top\sigma(Xw)-X^\top y}{n}", ACTIVATION, "correct"),
    (r"\frac1nX^\top(\sigma(Xw)-y)", r"\frac1nX^\top(y-\sigma(Xw))", ACTIVATION, "incorrect"),
    (r"w-\eta\nabla f(w)", r"-\eta\nabla f(w)+w", DESCENT, "correct"),
    (r"w-\eta\nabla f(w)", r"w-\eta\nabla f(w-\eta\nabla f(w))", DESCENT, "incorrect"),
    (r"w-(\nabla^2 f(w))^{-1}\nabla f(w)", r"w-[\nabla^2 f(w)]^{-1}\nabla f(w)", DESCENT, "correct"),
    (
        r"w_{t+1}=w_t-\eta\nabla f(w_t)+\beta(w_t-w_{t-1})",
        r"w_{t+1}=w_t+\beta(w_t-w_{t-1})-\eta\nabla f(w_t)",
        DESCENT,
        "correct",
    ),
    ("(f(y)-f(x))^2", "(f(x)-f(y))^2", VALUED, "correct"),
    (r"f(y)\le f(x)+\|y-x\|^2", r"f(y)-f(x)\le\|x-y\|^2", VALUED, "correct"),
    (r"f(y)\le f(x)+\|y-x\|^2", r"f(y)\ge f(x)+\|x-y\|^2", VALUED, "incorrect"),
    (
        r"w_{t+1}=w_t-\eta\nabla f(w_t)+\beta(w_t-w_{t-1})",
        r"w_{k+1}=(1+\beta)w_k-\beta w_{k-1}-\eta\nabla f(w_k)",
        {"eta": "positive", "beta": "real", "w_t": "vector d"},
        "correct",
    ),
    (r"X^\top(Xw-y)", r"\nabla f(w)=X^\top Xw-X^\top y", {**REGRESSION, "f": "function"}, "correct"),
]

SPREAD = r"a^2\operatorname{Var}(X)+b^2\operatorname{Var}(Y)+2ab\operatorname{Cov}(X,Y)"
BAYES = r"\frac{P(B|A)P(A)}{P(B)}"
SCALED = {"a": "real", "b": "real"}
RANDOM = {"x": "vector d", "A": "matrix n x d"}
NONE: dict[str, str] = {}

CHANCE = [
    (SPREAD, r"a^2\mathrm{Var}(X)+2ab\,\mathrm{Cov}(Y,X)+b^2\mathrm{Var}(Y)", SCALED, "correct"),
    (SPREAD, r"a^2\mathrm{Var}(X)+ab\,\mathrm{Cov}(X,Y)+b^2\mathrm{Var}(Y)", SCALED, "incorrect"),
    (SPREAD, r"\operatorname{Var}(aX+bY)", SCALED, "unsupported"),
    (r"\mathbb{E}[X^2]-\mathbb{E}[X]^2", "E(X^2)-(E[X])^2", NONE, "correct"),
    (r"\mathbb{E}[X^2]-\mathbb{E}[X]^2", "E[X^2]-E[X]", NONE, "incorrect"),
    (r"\operatorname{Cov}(X,Y)", r"\mathbb{E}[XY]-\mathbb{E}[X]\mathbb{E}[Y]", NONE, "correct"),
    (BAYES, r"\frac{P(A)P(B\mid A)}{P(B|A)P(A)+P(B|\bar A)P(\bar A)}", NONE, "correct"),
    (BAYES, r"\frac{P(A)P(B\mid A)}{P(B|A)P(A)+P(B|\bar A)P(A)}", NONE, "incorrect"),
    (BAYES, "P(A|B)", NONE, "unsupported"),
    (r"P(A\cap B)", "P(A)P(B|A)", NONE, "correct"),
    (r"P(A\cap B)", "P(A)P(B)", NONE, "incorrect"),
    ("P(X>3)", r"1-P(X\le 3)", NONE, "correct"),
    ("P(X>3)", "1-P(X<3)", NONE, "incorrect"),
    (r"A\operatorname{Cov}(x)A^\top", r"\operatorname{Cov}(Ax)", RANDOM, "unsupported"),
    (
        r"A\operatorname{Cov}(x)A^\top",
        r"A^\top\operatorname{Cov}(x)A",
        {**RANDOM, "A": "matrix d x d"},
        "incorrect",
    ),
    (r"E(1-\nu)", r"E-E\nu", NONE, "correct"),
    ("P(1+r)^2", "P+2Pr+Pr^2", NONE, "correct"),
]

ENTRIES = {"y": "vector n", "p": "vector n, entries positive"}
SCORES = {"z": "vector n", "k": "index"}
TABLE = {"A": "matrix n x d", "B": "matrix d x n"}
ENTROPY, SOFTMAX = r"-\sum_{k=1}^{n} y_k\log p_k", r"-\log\frac{e^{z_k}}{\sum_{j=1}^{n}e^{z_j}}"

INDICES = [
    (ENTROPY, r"-\sum_{i=1}^n y_i \ln p_i", ENTRIES, "correct"),
    (ENTROPY, r"-\sum_l y_l \ln p_l", ENTRIES, "correct"),
    (ENTROPY, r"-y^\top\log p", ENTRIES, "correct"),
    (ENTROPY, r"\sum_{k=1}^n y_k \ln p_k", ENTRIES, "incorrect"),
    (SOFTMAX, r"\log\sum_{j=1}^n e^{z_j}-z_k", SCORES, "correct"),
    (SOFTMAX, r"\log\sum_{j=1}^n e^{z_j}+z_k", SCORES, "incorrect"),
    (SOFTMAX, r"\log\sum_{j=1}^n e^{z_j}-z_1", SCORES, "incorrect"),
    (r"\|A\|_F^2", r"\sum_{i,j}A_{ij}^2", TABLE, "correct"),
    (r"\|A\|_F^2", r"\sum_{i,j}A_{ij}", TABLE, "incorrect"),
    (r"\operatorname{tr}(AB)", r"\sum_{k,l}A_{kl}B_{lk}", TABLE, "correct"),
    (r"\|y\|^2", r"\sum_i y_i^2", ENTRIES, "correct"),
    (r"\mathbf{1}^\top y", r"\sum_{i=1}^n y_i", ENTRIES, "correct"),
    (r"\mathbf 1-p", "1-p", ENTRIES, "correct"),
    (r"\mathbf 1-p", "-p", ENTRIES, "incorrect"),
    ("A", r"\frac{2A}{2}", TABLE, "correct"),
    (r"(Xw)_i", r"\sum_j X_{ij}w_j", REGRESSION, "correct"),
    (r"y\odot(1-p\odot p)", r"y\odot(1-p^2)", ENTRIES, "correct"),
    (r"\|y\|^2", "y^2", ENTRIES, "incorrect"),
]

PRIMED = {"x": "vector n", "x'": "vector n"}
KERNEL = {"k_*": "vector n", "K": "symmetric positive definite n x n", "sigma": "positive", "y": "vector n"}
LETTERS = {"r": "real", "d": "real", "k": "real"}
CODE = {**REGRESSION, "A": "matrix n x n", "Sigma": "symmetric positive definite n x n", "mu": "vector n"}
CIRCUIT = {"R": "positive", "L": "positive", "omega": "positive"}
RATE = {"kappa": "> 1", "epsilon": "in (0, 1)"}
PREDICTED = r"k_*^\top(K+\sigma^2I)^{-1}y"

NAMES = [
    (r"\|x-x'\|^2", r"\|x\|^2-2x^\top x^\prime+\|x'\|^2", PRIMED, "correct"),
    (r"\|x-x'\|^2", r"\|x\|^2+2x^\top x'+\|x'\|^2", PRIMED, "incorrect"),
    ("y'y", r"y^\top y", REGRESSION, "correct"),
    (PREDICTED, r"y^\top(K+\sigma^2I)^{-1}k^*", KERNEL, "correct"),
    (PREDICTED, r"k^{*\top}(K+\sigma^2I)^{-1}y", KERNEL, "correct"),
    (PREDICTED, r"k^{*\top}(K-\sigma^2I)^{-1}y", KERNEL, "incorrect"),
    ("rd+rk", "r(d+k)", LETTERS, "correct"),
    ("rd+rk", "rd-rk", LETTERS, "incorrect"),
    (r"\frac{R}{R+j\omega L}", r"\frac{R(R-j\omega L)}{R^2+\omega^2L^2}", CIRCUIT, "correct"),
    (r"\frac{R}{R+j\omega L}", r"\frac{R(R+j\omega L)}{R^2+\omega^2L^2}", CIRCUIT, "incorrect"),
    (r"1\angle 45^\circ", r"\frac{1+i}{\sqrt2}", {}, "correct"),
    (r"XX^\top", r"K=XX^\top\in\mathbb R^{n\times n}", REGRESSION, "correct"),
    (r"XX^\top", r"K=X^\top X\in\mathbb R^{d\times d}", REGRESSION, "incorrect"),
    ("1-e^{-1}", r"\lim_{n\to\infty}1-(1-\frac1n)^n=1-\frac1e\approx0.632", {}, "correct"),
]

PLAIN = [
    (r"A\Sigma A^\top", "AΣA⊤", "correct"),
    (r"A\Sigma A^\top", "A @ Sigma @ A.T", "correct"),
    (r"A\Sigma A^\top", "A.T @ Sigma @ A", "incorrect"),
    (r"2X^\top(Xw-y)", "2*X.T @ (X @ w - y)", "correct"),
    (r"2X^\top(Xw-y)", "2 * np.dot(X.T, X @ w - y)", "correct"),
    (r"A^{-1}\mu", "np.linalg.solve(A, mu)", "correct"),
    (r"A^{-1}\mu", "np.linalg.solve(A.T, mu)", "incorrect"),
    (r"\operatorname{tr}(\Sigma A)+\mu^\top A\mu", "trace(Sigma*A) + mu^T A mu", "correct"),
]


@pytest.mark.parametrize(("gold", "reply", "status"), PLAIN)
def test_the_status_of_code(gold: str, reply: str, status: str) -> None:
    verdict = verify(gold, reply, symbols=CODE)
    assert verdict.status == status, verdict.reason


def test_an_order_of_growth_in_code() -> None:
    gold = r"O(\sqrt\kappa\log(1/\epsilon))"
    assert verify(gold, "O(sqrt(kappa) log(1/eps))", symbols=RATE).correct
    assert not verify(gold, "O(kappa log(1/eps))", symbols=RATE).correct


@pytest.mark.parametrize(
    ("gold", "claim", "symbols", "status"), EQUATIONS + ARRAYS + CASES + UNKNOWN + CHANCE + INDICES + NAMES
)
def test_the_status_of_a_claim(gold: str, claim: str, symbols: dict[str, str], status: str) -> None:
    verdict = verify(gold, f"${claim}$", symbols=symbols)
    assert verdict.status == status, verdict.reason


def test_the_pseudo_inverse_of_low_rank_is_exact_in_rationals() -> None:
    gold = r"\begin{pmatrix}1&2\\2&4\end{pmatrix}^+"
    assert verify(gold, r"$\frac1{25}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct
    assert not verify(gold, r"$\frac1{24}\begin{pmatrix}1&2\\2&4\end{pmatrix}$").correct


QUANTITIES = [
    ("2.5 ms", "2500 µs", "correct"),
    ("0.25 s", "250 ms", "correct"),
    ("0.25 s", "0.25 sec", "correct"),
    ("0.25 s", "0.25", "incorrect"),
    ("3 V", "3 A", "incorrect"),
    ("2 h", "120 min", "correct"),
    ("5 GFLOP/s", "5000 MFLOP/s", "correct"),
    ("5 GFLOP/s", "5 GFLOP", "incorrect"),
    ("£5", "5 pounds", "correct"),
    ("£5", "€5", "incorrect"),
    (r"7\times10^9", "7B", "correct"),
    (r"7\times10^9", "7M", "incorrect"),
    ("7850", "7.85k", "correct"),
    ("7850", "7.8k", "incorrect"),
]


@pytest.mark.parametrize(("gold", "claim", "status"), QUANTITIES)
def test_units_and_thousands(gold: str, claim: str, status: str) -> None:
    assert verify(gold, claim).status == status


@pytest.mark.parametrize("gold", ["(b) gradient noise", "(B) gradient noise", "B. gradient noise"])
def test_an_option_with_its_words(gold: str) -> None:
    for right in ("(b)", "B", "gradient noise", "The answer is (b), gradient noise."):
        assert verify(gold, right).correct, right
    for wrong in ("(c)", "label noise", "The answer is (a)."):
        assert not verify(gold, wrong).correct, wrong


def test_a_shape_is_a_tuple_of_sizes() -> None:
    sizes = {"d": "natural", "n": "natural"}
    for right in ("d × n", r"$W\in\mathbb R^{d\times n}$", "(d, n)"):
        assert verify("(d, n)", right, symbols=sizes).correct, right
    for wrong in ("n × d", "dn"):
        assert not verify("(d, n)", wrong, symbols=sizes).correct, wrong
