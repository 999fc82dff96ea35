"""Replies to the questions, recorded and made up: each gets the mark that the truth gives it."""

from __future__ import annotations

import pytest

import reference
from harness import codec
from harness.grading import mark
from harness.questions import load_question, recordings_root
from harness.records import Transcript, Verdict
from reference.building import part_of

SET = "deep-learning-hw1"


def marked(name: str, part: str, reply: str) -> Verdict:
    question = load_question(f"{SET}/{name}")
    part_of(question, part)
    return mark(reference.answers(question)[part], reply, part=part, labels=(part,))


def replies(recording: str) -> list[tuple[str, str, str]]:
    found = []
    for line in (recordings_root() / f"{recording}.jsonl").read_text("ascii").splitlines():
        transcript = codec.decode(line, Transcript)
        name = transcript.conversation.question.partition("/")[2]
        for turn, reply in zip(transcript.conversation.turns, transcript.replies, strict=True):
            found.append((name, turn.parts[0], reply.answer))
    return found


RECORDED = [*replies("deepseek-chat-thinking"), *replies("kimi-k2-thinking")]
NOT_CORRECT = {
    ("q1", "d"): "incorrect",
    ("q1", "f"): "partial",
    ("q2", "i"): "partial",
    ("q2", "k"): "incorrect",
    ("q3", "a"): "partial",
    ("q3", "d"): "partial",
    ("q3", "e"): "incorrect",
    ("q3", "g"): "incorrect",
}
"""Where the recorded answer is really wrong, though the person's mark says correct."""


@pytest.mark.parametrize(("name", "part", "reply"), RECORDED, ids=[f"{n}-{p}" for n, p, _ in RECORDED])
def test_a_recorded_reply_is_marked_by_the_truth(name, part, reply):
    verdict = marked(name, part, reply)
    assert verdict.status == NOT_CORRECT.get((name, part), "correct"), verdict.reason


FALSE = [
    ("q2", "i", {"average_lost"}),
    ("q2", "k", {"sublinear", "smaller_lambda"}),
]


@pytest.mark.parametrize(("name", "part", "steps"), FALSE, ids=[n + p for n, p, _ in FALSE])
def test_the_recorded_false_steps_are_found_with_their_witness(name, part, steps):
    (reply,) = [r for n, p, r in RECORDED if (n, p) == (name, part)]
    found = marked(name, part, reply).false_steps
    assert {f.target for f in found} == steps
    assert all(f.witness is not None and f.claim is not None for f in found)


def recorded(name: str, part: str) -> Verdict:
    (reply,) = [r for n, p, r in RECORDED if (n, p) == (name, part)]
    return marked(name, part, reply)


def test_the_recorded_figures_are_read_one_by_one():
    figures = {t.target: (t.status, t.reason) for t in recorded("q3", "g").targets}
    assert figures["T_momentum"] == ("incorrect", "claimed 131, reference 132")
    assert figures["T_plain"] == ("incorrect", "claimed 345, reference 346")
    assert figures["eta"][0] == "incorrect"


@pytest.mark.parametrize(("name", "part"), [("q2", "h"), ("q2", "i"), ("q3", "g"), ("q1", "d")])
def test_a_claim_is_shown_with_its_whole_delimiters(name, part):
    for target in recorded(name, part).targets:
        assert target.claim is not None
        text = target.claim.text
        assert text.count("{") == text.count("}")
        assert text.count("$") % 2 == 0
        assert text.count("**") % 2 == 0


def test_the_coordinate_is_named_in_words():
    verdict = recorded("q1", "d")
    assert "claimed “the large one”, reference “the small one”" in verdict.reason


ABBREVIATED = r"""With the trace $T_i = 2 - \beta - 2\eta\beta\sigma_i^2$,
$$\boxed{\lambda_{i,\pm} = \frac{T_i \pm \sqrt{T_i^2 - 4(1-\beta)}}{2}}.$$
The discriminant is $D_i = T_i^2 - 4(1-\beta)$.
- Real and distinct: $D_i > 0$.
- Repeated and real: $D_i = 0$.
- Complex: $D_i < 0$."""
CONDITIONS = [
    (r"$D_i = 0$", r"$D_i = 0$", ["correct", "correct", "correct"]),
    (r"$D_i = 0$", r"$|T_i| = 2\sqrt{1-\beta}$", ["correct", "correct", "correct"]),
    (r"$D_i = 0$", r"$(2-\beta-2\eta\beta\sigma_i^2)^2 = 4(1-\beta)$", ["correct", "correct", "correct"]),
    (r"$D_i > 0$", r"$D_i < 0$", ["incorrect", "correct", "correct"]),
    (r"$D_i = T_i^2 - 4(1-\beta)$", r"$D_i = T_i^2 - 2(1-\beta)$", ["incorrect"] * 3),
    (r"The discriminant is $D_i = T_i^2 - 4(1-\beta)$.", "", ["unsupported"] * 3),
]


@pytest.mark.parametrize(("old", "new", "statuses"), CONDITIONS, ids=[str(n) for n in range(len(CONDITIONS))])
def test_conditions_on_abbreviations_count_by_what_these_stand_for(old, new, statuses):
    assert old in ABBREVIATED
    eigenvalues, *rest = marked("q3", "c", ABBREVIATED.replace(old, new)).targets
    assert eigenvalues.status == "correct"
    assert [t.status for t in rest] == statuses


def numbered(cases: list[tuple[str, str, str]]) -> list[str]:
    return [f"{name}-{part}-{k}" for k, (name, part, _) in enumerate(cases)]


RIGHT = [
    ("q2", "a", r"This gives $w^* = X^\top (XX^\top)^{-1} y$, and the start becomes $w'_0 = -w^*$."),
    ("q2", "a", r"By the SVD $w^* = V_1 \Sigma^{-1} U^\top y$ and so $w_0' = -V_1 \Sigma^{-1} U^\top y$."),
    (
        "q2",
        "b",
        r"It is in the row space, so $w_{\perp,0} = 0$; $\tilde{w}_0 = -\Sigma^{-1} U^\top y$.",
    ),
    (
        "q2",
        "c",
        r"Rotating by $V$, row $i$ becomes $(\tilde{x}_i^\top, 0)$. No gradient points along $V_2$, "
        r"hence $w_\perp$ stays at $0$ forever. Centring turned $y[i]$ into $0$.",
    ),
    ("q2", "d", r"$$\tilde w_{t+1} = (I - 2\eta \tilde x_{I_t}\tilde x_{I_t}^\top)\tilde w_t$$"),
    ("q2", "e", r"It is enough that $T \ge \frac{1}{\rho}\ln\frac{L_0}{\delta\epsilon}$, by Markov."),
    ("q2", "f", r"$L \ge 0$ always. Because $\tilde X$ has full rank, $L = 0$ implies $\tilde w = 0$."),
    (
        "q2",
        "g",
        r"$A = -4\eta (\tilde x_{I_t}^\top \tilde w_t)"
        r"\tilde w_t^\top \tilde X^\top \tilde X \tilde x_{I_t}$, "
        r"$B = 4\eta^2 (\tilde x_{I_t}^\top \tilde w_t)^2 \|\tilde X \tilde x_{I_t}\|^2$.",
    ),
    ("q2", "h", r"Hence $c_1 = \frac{4 \sigma_n^2}{n}$."),
    ("q2", "i", r"So $c_2 = \frac{4\sigma_1^2\beta^2}{n}$."),
    (
        "q2",
        "i",
        r"$$\frac1n\sum_{i=1}^n \tilde x_i\tilde x_i^\top M \tilde x_i\tilde x_i^\top \preceq "
        r"\frac{\sigma_{\max}^2\beta^2}{n} M.$$ So $\boxed{c_2 = \frac{4\sigma_{\max}^2\beta^2}{n}}$.",
    ),
    ("q2", "j", r"The factor $1 - c_1\eta + c_2\eta^2$ is below one iff $0 < \eta < c_1/c_2$."),
    (
        "q2",
        "k",
        r"$\hat X = \begin{bmatrix} X & \sqrt{\lambda} I_n \end{bmatrix}$ is wide and can be interpolated; "
        r"$w_{\mathrm{aug}} = X^\top (XX^\top + \lambda I)^{-1} y$ is the ridge solution. The plain run "
        r"stalls at a noise floor. The augmented run converges geometrically. A larger $\lambda$ makes it "
        r"converge faster.",
    ),
    ("q4", "a", r"$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$ and $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$"),
    ("q4", "b", r"They coincide exactly when $\lambda = \gamma/\eta$."),
    ("q5", "a", r"Dividing by $m$ gives $\lambda = \sigma^2$."),
    ("q5", "b", r"$E[w_{t+1}] = E[w_t] - \eta\left((x^2+\sigma^2) E[w_t] - xy\right)$"),
    ("q5", "c", r"$\eta \in \left(0, \frac{2}{x^2+\sigma^2}\right)$"),
    ("q5", "d", r"$\lim_{t\to\infty} E[w_t] = \frac{y/x}{1+\sigma^2/x^2}$."),
    (
        "q6",
        "a",
        r"$((W_1A)^\top W_1 A + W_2^\top W_2)^{-1}(A^\top W_1^\top W_1 b + W_2^\top W_2 c)$",
    ),
    (
        "q6",
        "b",
        r"$C = \begin{pmatrix} W_2 \\ W_1 A\end{pmatrix}$ and "
        r"$d = \begin{pmatrix} W_2 c \\ W_1 b \end{pmatrix}$.",
    ),
    ("q6", "c", r"$W_1 = \frac{1}{\sqrt{\lambda}} I$, $W_2 = I$ and $c = 0$."),
    (
        "q7",
        "a",
        r"$X^\top(XX^\top+\lambda I_n) = (X^\top X+\lambda I_d)X^\top$; multiply by the inverses. The "
        r"conditional mean given $Y=y$ is $X^\top(XX^\top+\lambda I)^{-1}y$. The posterior's mode is its "
        r"mean; it minimises $\|Xw-y\|^2+\lambda\|w\|^2$.",
    ),
]


@pytest.mark.parametrize(("name", "part", "reply"), RIGHT, ids=numbered(RIGHT))
def test_a_right_reply_is_correct_and_no_false_step_is_seen_in_it(name, part, reply):
    verdict = marked(name, part, reply)
    assert (verdict.status, verdict.false_steps) == ("correct", ()), verdict.reason


WRONG = [
    ("q2", "d", r"$\tilde w_{t+1} = \tilde w_t - \eta \tilde x_{I_t}\tilde x_{I_t}^\top \tilde w_t$"),
    ("q2", "e", r"$T \ge \frac{\ln(L_0/\epsilon)}{-\ln(1-\rho)}$"),
    ("q2", "h", r"$c_1 = 4\sigma_1^2/n$"),
    ("q2", "i", r"$c_2 = \frac{2\sigma_1^2\beta^2}{n}$"),
    ("q2", "i", r"$c_2 = \frac{4\sigma_n^2\beta^2}{n}$"),
    ("q2", "j", r"$0 < \eta < \frac{c_1}{2 c_2}$"),
    ("q4", "a", r"$m_t = (1-\beta_1) m_{t-1} + \beta_1 g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$"),
    ("q4", "b", r"$\gamma = \lambda$"),
    ("q5", "a", r"$\lambda = m\sigma^2$"),
    ("q5", "b", r"$E[w_{t+1}] = (1 - 2\eta(x^2+\sigma^2)) E[w_t] + 2\eta xy$"),
    ("q5", "d", r"$E[w_\infty] = y/x$"),
    ("q6", "a", r"$x^* = (A^\top W_1 A + W_2)^{-1}(A^\top W_1 b + W_2 c)$"),
    (
        "q6",
        "b",
        r"$C = \begin{pmatrix} W_1 A\\ W_2\end{pmatrix}$, "
        r"$d = \begin{pmatrix} W_2 c \\ W_1 b \end{pmatrix}$.",
    ),
    ("q6", "c", r"$W_1 = I$, $W_2 = \lambda I$, $c = 0$"),
]


@pytest.mark.parametrize(("name", "part", "reply"), WRONG, ids=numbered(WRONG))
def test_a_wrong_reply_is_not_correct(name, part, reply):
    assert marked(name, part, reply).status in ("incorrect", "partial")
