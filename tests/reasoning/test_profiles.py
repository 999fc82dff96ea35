"""Profiles of whole transcripts, with the real marker along real thinking."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.reasoning import profile
from harness.records import (
    Answer,
    Conversation,
    Expected,
    ReasoningProfile,
    Reply,
    Target,
    Timing,
    Transcript,
    Turn,
    Usage,
    Verdict,
)

QUESTION = "some/question"


def vector(part: str, value: str) -> Answer:
    return Answer(QUESTION, part, "vector", value, (Expected(Target("theta", "vector"), value),))


def number(part: str, *named: tuple[str, str]) -> Answer:
    asked = tuple(Expected(Target(name, "number"), value) for name, value in named)
    return Answer(QUESTION, part, "number", "", asked)


ANSWERS: Mapping[str, Answer] = {"a": vector("a", r"[\frac{1}{3}, \frac{10}{3}]")}
THINKING = (
    "One equation in two unknowns. Maybe theta = [1, 1]. "
    "But wait, the step goes along x, so theta = [1/3, 10/3]. "
    "Let me check: 1/3 + 0.2 * 10/3 = 1. Is that right? "
    "Yes, again theta = [1/3, 10/3]. So the answer is theta = [1/3, 10/3]."
)


def asked(
    reasoning: str, answer: str = "theta = [1/3, 10/3]", parts: tuple[str, ...] = ("a",), **of: object
) -> Transcript:
    reply = Reply(answer, reasoning, **of)  # type: ignore[arg-type]
    return Transcript("k", Conversation(QUESTION, (Turn("?", parts),)), (reply,), "x:y")


def one(reasoning: str, verdicts: tuple[Verdict, ...] = (), **of: object) -> ReasoningProfile:
    return profile(asked(reasoning, **of), ANSWERS, verdicts)[0]


def verdict(status: str) -> tuple[Verdict, ...]:
    return (Verdict(status, "", part="a", run_key="k"),)  # type: ignore[arg-type]


def test_the_candidates_tell_when_the_answer_was_there() -> None:
    found = one(THINKING)
    assert [c.right for c in found.candidates] == [False, True, True, True]
    assert [c.repeated for c in found.candidates] == [False, False, True, True]
    right = THINKING.index("theta = [1/3")
    assert found.first_candidate == pytest.approx(THINKING.index("theta") / len(THINKING), abs=1e-3)
    assert found.first_correct == found.last_change == pytest.approx(right / len(THINKING), abs=1e-3)
    assert found.tail_words == len(THINKING[right + len("theta = [1/3, 10/3]") :].split())
    assert found.changes == {
        "wrong_to_right": 1,
        "right_to_wrong": 0,
        "wrong_to_wrong": 0,
        "confirmations": 2,
    }


def test_sentences_that_carry_on_a_check_are_one_act_of_it() -> None:
    found = one(THINKING)
    assert found.rechecks == 1
    assert THINKING[found.recheck_places[0] :].lstrip().startswith("Let me check")
    assert found.markers == {"recheck": 2, "hesitation": 2, "switch": 0, "closing": 1}
    assert found.self_questions == 1


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("So we need check 3(0+1) first. That gives theta = [1/3, 10/3].", 0),
        ("theta = [1/3, 10/3]. We should check the other case too. It is empty.", 0),
        ("theta = [1/3, 10/3]. The user perhaps wants me to verify it.", 0),
        ("theta = [1/3, 10/3]. Let me verify that. Check: fine.\n\nDouble-checking the norm: fine.", 2),
        ("Let me double-check the statement. Then theta = [1/3, 10/3].", 1),
        ("θ = [1/3, 10/3]。用户可能只是想确认一下。", 0),
        ("θ = [1/3, 10/3]。不过我再检查一下：对的。", 1),
    ],
    ids=str,
)
def test_acts_of_checking_are_told_from_sentences_about_it(text: str, acts: int) -> None:
    assert one(text).rechecks == acts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Значит, сумма равна 120. Проверим ещё раз: да, всё верно, ответ не меняется.", "ru"),
        (
            "Calculons la somme. Donc on obtient 120, la réponse est 120. Vérifions encore une fois.",
            "fr",
        ),
        ("Also ist die Summe 120. Moment, wir prüfen das noch einmal. Die Antwort ist also nicht 60.", "de"),
        (
            "Entonces la suma es 120. Verifiquemos otra vez: la respuesta no cambia.",
            "es",
        ),
        ("まず合計を求めます。答えは120です。念のため検算します。やはり120です。", "ja"),
        ("我們先求和，所以答案是120。再檢查一下，對嗎？對的。", "zh"),
    ],
    ids=lambda value: value if len(value) == 2 else "",
)
def test_each_covered_language_has_lists_of_its_own(text: str, code: str) -> None:
    found = one(text)
    assert (found.language, found.why_no_markers) == (code, "")
    assert found.markers["recheck"] >= 1


@pytest.mark.parametrize(
    "text",
    [
        "Então a soma é 120. Vamos verificar isso mais uma vez para que não haja erro. A resposta não é 60.",
        "Quindi la somma è 120. Non è difficile: il risultato della somma è giusto e questo è tutto per noi.",
        "먼저 합을 구합니다. 따라서 정답은 백이십입니다. 다시 확인합니다.",
    ],
    ids=["Portuguese", "Italian", "Korean"],
)
def test_a_language_without_a_list_is_not_measured_and_never_zero(text: str) -> None:
    found = one(text)
    assert (found.rechecks, dict(found.markers)) == (None, {})
    assert found.why_no_markers.startswith("no marker list for this language")


def test_a_loop_is_found_with_its_share_and_counts_once() -> None:
    again = "Wait, let me check again. 1/3 + 0.2 * 10/3 is 1. "
    found = one("So theta = [1/3, 10/3]. " + again * 40)
    assert (found.loop_times, found.rechecks) == (40, 1)
    assert found.loop_text.startswith("Wait, let me check again.")
    assert found.loop_share == pytest.approx(39 / 40, abs=0.02)
    assert one(THINKING).loop_times == 0


def test_chinese_thinking_is_measured_as_well() -> None:
    found = one(
        "首先，等等，梯度沿着 x 方向。所以 θ = [1, 1]。不对，应该是 θ = [1/3, 10/3]。"
        "检查一下：代回去对吗？是的，θ=[1/3, 10/3]。所以答案是 $\\theta = [1/3, 10/3]$。"
    )
    assert (found.language, found.self_questions) == ("zh", 1)
    assert [c.right for c in found.candidates] == [False, True, True, True]
    assert found.markers == {"recheck": 3, "hesitation": 2, "switch": 0, "closing": 1}


def test_without_an_answer_the_text_is_still_measured() -> None:
    found = profile(asked(THINKING), {})[0]
    assert (found.raw, found.first_correct, found.candidates, found.rechecks) == (True, None, (), 1)


@pytest.mark.parametrize(
    ("status", "knew"),
    [("incorrect", True), ("partial", True), ("no_answer", True), ("correct", None), ("unsupported", None)],
)
def test_knew_it_is_said_of_wrong_replies_only(status: str, knew: bool | None) -> None:
    assert one(THINKING, verdict(status)).knew_it is knew


def test_never_knew() -> None:
    assert one("So theta = [1, 1]. Therefore theta = [2, 2].", verdict("incorrect")).knew_it is False


def test_the_verdict_of_another_run_is_not_taken() -> None:
    other = (Verdict("incorrect", "", part="a", run_key="other"),)
    assert one(THINKING, other).knew_it is None


def test_every_asked_target_must_have_been_right() -> None:
    answers = {"a": number("a", ("eta", "2"), ("rho", "3"))}
    text = "First eta = 2. Some words. Then rho = 5. No, rho = 3. Good."
    found = profile(asked(text), answers)[0]
    assert found.first_correct == pytest.approx(text.index("rho = 3") / len(text), abs=1e-3)
    assert profile(asked("Only eta = 2 here."), answers)[0].first_correct is None


def test_a_summary_switches_every_text_measure_off() -> None:
    found = one(THINKING, usage=Usage(completion_tokens=9000, reasoning_tokens=8900))
    assert (found.raw, found.rechecks, found.candidates, found.markers) == (False, 0, (), {})
    assert "a summary" in found.why_not_raw
    assert (found.thinking_tokens, found.tokens_from, found.recounted_thinking) == (8900, "native", None)


def test_a_condensed_recording_states_the_sizes_of_its_original() -> None:
    extras = {"condensed": True, "original_thinking_words": 2978, "original_thinking_characters": 16037}
    found = one("short", extras=extras, timing=Timing(stated_thinking=195))
    assert (found.raw, found.thinking_words, found.thinking_chars) == (False, 2978, 16037)
    assert (found.seconds, found.seconds_from, found.tokens_from) == (195, "stated", "estimated")


def test_a_condensed_recording_may_state_what_its_original_s_text_measured() -> None:
    extras = {"condensed": True, "original_first_correct": 0.64, "original_rechecks": 17}
    found = one("short", extras={**extras, "original_hesitation_markers": 49})
    assert (found.raw, found.first_correct, found.rechecks) == (False, 0.64, 17)
    assert (found.markers, found.tail_words, found.candidates) == ({"hesitation": 49}, None, ())


def test_a_part_without_a_reply_says_so() -> None:
    talk = Conversation(QUESTION, (Turn("?", ("a",)), Turn("?", ("b",))))
    found = profile(Transcript("k", talk, (Reply("x", THINKING),), "x:y", error="unreachable: gone"), ANSWERS)
    assert [(p.part, p.raw) for p in found] == [("a", True), ("b", False)]
    assert found[1].why_not_raw == "no reply: unreachable: gone"


def test_shared_thinking_is_split_by_its_labels_and_sums_to_the_whole() -> None:
    text = "(a) " + THINKING + "\n(b) Now this one. Wait. " + "more words here " * 20
    found = profile(
        asked(text, parts=("a", "b"), usage=Usage(completion_tokens=200, reasoning_tokens=150)), ANSWERS
    )
    assert [p.shared for p in found] == [True, True]
    assert sum(p.thinking_chars for p in found) == len(text)
    assert sum(p.thinking_tokens or 0 for p in found) == 150
    assert {p.tokens_from for p in found} == {"estimated"}
    assert [p.markers["hesitation"] for p in found] == [2, 1]
    assert [text[m.start :].startswith("Wait") for m in found[1].marker_list] == [True]
    assert found[0].candidates[1].text in text[found[0].candidates[1].start :][:60]


def test_the_cost_is_shared_out_by_output_tokens() -> None:
    usage = [Usage(completion_tokens=n, reasoning_tokens=n // 2) for n in (300, 100)]
    talk = Conversation(QUESTION, (Turn("?", ("a",)), Turn("?", ("b",))))
    replies = tuple(Reply("yes", THINKING * 4, usage=u) for u in usage)
    found = profile(Transcript("k", talk, replies, "x:y", cost=0.8), {})
    assert [p.cost for p in found] == pytest.approx([0.6, 0.2])
    assert profile(asked(THINKING), {})[0].cost is None


def test_a_part_the_shared_thinking_never_turns_to_is_not_measured() -> None:
    found = profile(asked("(a) first this one " * 9, parts=("a", "b")), {})
    assert [p.raw for p in found] == [True, False]
    assert "never turns to this one" in found[1].why_not_raw


def test_shared_thinking_that_names_no_part_is_not_measured_as_text() -> None:
    found = profile(asked("no part named " * 30, parts=("a", "b"), answer="(a) one\n(b) two three four"), {})
    assert {p.raw for p in found} == {False}
    assert "names none" in found[0].why_not_raw
    assert found[0].thinking_chars < found[1].thinking_chars


def test_a_conversation_that_failed_was_paid_for_too() -> None:
    talk = asked(THINKING).conversation
    failed = Transcript("k", talk, (), "x:y", error="timeout", cost=0.3)
    assert sum(p.cost or 0 for p in profile(failed, {})) == pytest.approx(0.3)


def test_sixty_thousand_characters_cost_no_more_than_a_few_plain_passes() -> None:
    text = (THINKING + " The gradient is -2 (1 - x^T theta) x, and (x_i)^2 * c = 4. Hmm, careful. ") * 300
    talk = asked(text[:60_000])
    profile(talk, ANSWERS)
    began = time.process_time()
    found = profile(talk, ANSWERS)[0]
    spent = time.process_time() - began
    assert found.thinking_chars == 60_000
    began = time.process_time()
    for _ in range(5):
        profile(asked(text[:12_000]), ANSWERS)
    assert spent < 3 * (time.process_time() - began)


@pytest.mark.parametrize(
    "text",
    [
        "=" * 60_000,
        "(" * 60_000,
        "theta = " * 8_000,
        "a, " * 20_000,
        "wait-" * 12_000,
        "\\frac{" * 10_000,
        "\x00\ud800" * 9_000,
        "等" * 60_000,
    ],
    ids=lambda t: repr(t[:8]),
)
def test_hostile_thinking_is_measured_in_bounded_time(text: str) -> None:
    plain = asked(THINKING * 200)
    profile(plain, ANSWERS)
    began = time.process_time()
    profile(plain, ANSWERS)
    usual = time.process_time() - began
    began = time.process_time()
    found = profile(asked(text), ANSWERS)[0]
    assert found.thinking_chars == len(text)
    assert time.process_time() - began < 20 * usual + 1


PIECES = [
    "theta = ",
    "[1/3, 10/3]",
    "(a) ",
    "wait ",
    "? ",
    "\n",
    "= ",
    "等等",
    "\\frac{",
    "}",
    "part b: ",
    "\ud800",
    "\x00",
    "1e9",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from([("a",), ("a", "b")]))
def test_any_thinking_gives_a_whole_profile(pieces: list[str], parts: tuple[str, ...]) -> None:
    text = "".join(pieces)
    for found in profile(asked(text, parts=parts), ANSWERS, verdict("incorrect")):
        assert all(v is None or 0 <= v <= 1 for v in (found.first_candidate, found.first_correct))
        assert all(0 <= c.start <= c.end <= len(text) for c in found.candidates)
        assert found.raw or not found.candidates
