"""The words by which a reply says what it means: cues, retractions, denials, refusals. Data only.

All are casefolded and looked for with `str.find`; a phrase of letters must stand between word borders.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text."""
    return frozenset(text.split())


FINAL = (
    "final answer -", "final answer –", "final answer", "final answers", "final result", "final solution",
    "the answer is", "answer is",
    "the answers are", "answer:", "answers:", "answer -", "answer =", "answer ¦", "answer →", "answer ->",
    "answer =>", "answer\":", "svaret är", "svaret er", "답은", "答えは", "итак, получаем",
    "ответом является", "the answer would be", "the answer should be", "the answer must be",
    "answer to the question is", "correct answer", "correct option", "correct choice", "correct one is",
    "right one is", "right answer", "my answer", "final value", "in summary, the", "ans:", "ans.", "a:",
    "solution:", "result:", "the result is", "the solution is", "so the answer", "hence the answer",
    "thus the answer", "therefore the answer", "therefore, the answer", "最终答案", "答案是", "答案为",
    "答案:", "答案", "最后答案", "答え", "解答", "정답", "답:", "ответ", "respuesta", "réponse",
    "la réponse est", "respuesta final es", "la respuesta es", "die antwort ist", "die lösung lautet",
    "antwort ist", "antwort lautet", "réponse est", "respuesta correcta es", "正确选项是",
    "a resposta é", "la risposta è", "ответ:", "antwort", "lösung:", "resposta", "risposta",
)  # fmt: skip
"""Words that introduce the answer of a reply."""

NOT_THE = ("wrong", "incorrect", "naive", "tempting", "common", "false", "another", "no", "not")
"""Words before a cue that make it the announcement of something else."""

FINAL_HEADINGS = (
    "final answer", "final answers", "answer", "answers", "final result", "final results", "result",
    "results", "conclusion", "summary", "solution summary", "final solution", "summary of results",
    "summary of answers", "the answer", "in summary", "最终答案", "答案", "结论", "总结", "answer summary",
    "final", "conclusions", "final formula", "bottom line", "antwort", "réponse", "respuesta", "ответ",
)  # fmt: skip
"""Headings under which the answer stands."""

CONCLUDING = (
    "in the end", "all in all", "overall", "all together", "therefore", "thus", "hence", "so",
    "consequently", "in conclusion", "we conclude", "finally", "it follows", "in total", "altogether",
    "this gives", "we get", "we obtain", "we find", "which gives", "yields", "so we have", "ergo", "所以",
    "因此", "故", "于是", "得", "also", "deshalb", "donc", "por lo tanto",
)  # fmt: skip

STRONG_RETRACTIONS = (
    "scratch that", "that is wrong", "that's wrong", "that was wrong", "this is wrong", "i made a mistake",
    "i made an error", "i was wrong", "that is incorrect", "that's incorrect", "that is not right",
    "that's not right", "correction", "is a mistake", "i take that back", "disregard", "ignore the above",
    "ignore that", "let me correct", "i misread", "made a mistake", "made an error", "arithmetic error",
    "sign error above", "my mistake", "strike that", "is incorrect", "was incorrect", "not correct", "更正",
    "纠正", "我错了", "不对", "上面有误",
)  # fmt: skip
WEAK_RETRACTIONS = (
    "wait", "actually", "no,", "hold on", "on second thought", "on reflection", "hmm", "rather,", "oops",
    "sorry", "等等", "其实", "或者说", "i mean",
)  # fmt: skip

REMARKS = (
    "this matches", "this agrees", "matches", "this is consistent", "explanation", "reasoning", "example",
    "beispiel", "ejemplo", "exemple", "例如",
    "plain", "vanilla", "ordinary gradient", "standard gradient", "by comparison", "in comparison",
    "compared with", "compared to", "in contrast",
    "note", "notice", "remark", "check", "checking", "verify", "verification", "observe", "as a check",
    "sanity check", "indeed", "plugging", "plug", "substituting", "comment", "by contrast", "aside",
    "for comparison", "to verify", "to check", "to see this", "why", "incidentally", "quick check",
    "double-check", "i double-checked", "i checked", "let me check",
)  # fmt: skip
"""Words that open a remark beside the answer."""

SUBORDINATE = words(
    "than since because at where when if for with using by from via given whenever whereas while unlike "
    "within"
)
"""Words directly before a value that is not what the sentence claims."""
QUANTIFIERS = words("for all any every each real integer integers constant some where arbitrary")
"""Words shortly before a lone name that only say what the name stands for."""
CLAUSES = (
    " when ", " attained ", " achieved ", " reached ", " occurring ", " which ", " since ", " because ",
    " where ", " as required", " whereas ", " while ",
    " porque ", " weil ", " denn ", " parce que ", " perché ", "因为", "由于", ", as ",
    ", with ", " compared ", " instead of ", " versus ", " as opposed to ",
)  # fmt: skip
"""Words after which a sentence only explains."""


REFUSALS = (
    "isn't enough information", "is not enough information",
    "could not decide", "couldn't decide", "cannot decide", "can't decide", "not able to", "i am stuck",
    "i cannot", "i can't", "i can not", "cannot be determined", "can't be determined", "cannot determine",
    "can't determine", "not enough information", "insufficient information", "i do not know",
    "i don't know", "i'm not sure", "i am not sure", "unable to", "i'm unable", "i am unable",
    "impossible to determine", "impossible to say", "cannot say", "can't say", "no idea",
    "not possible to determine", "i give up", "cannot answer", "can't answer", "cannot solve",
    "can't solve", "could not find", "couldn't find", "could not determine", "couldn't determine",
    "cannot find", "can't find", "i must decline", "i won't be able", "undetermined", "i'm sorry, but",
    "无法确定", "不能确定", "不知道", "无法回答", "无法求解",
)  # fmt: skip

DENIALS_BEFORE = (
    "unstable", "diverges", "diverge", "divergent", "не", "nicht", "kein", "keine", "no es", "não", "non è",
    "n'est pas", "cannot", "can't", "couldn't", "won't", "wouldn't", "mustn't", "anything but", "far from",
    "not", "isn't", "isnt", "aren't", "cannot be", "can't be", "cannot equal", "can't equal", "never",
    "rather than", "instead of", "neither", "nor", "no longer", "wasn't", "doesn't equal", "does not equal",
    "don't get", "do not get", "shouldn't be", "unlike", "other than", "excluding", "except", "false that",
    "wrong to say", "wrongly", "reject", "rejecting", "discard", "discarding",
    "extraneous", "mistakenly", "不是", "不等于", "并非", "而不是", "not equal to",
)  # fmt: skip
DENIALS_AFTER = (
    "is not", "isn't", "is wrong", "is incorrect", "is false", "is impossible", "cannot be", "can't be",
    "is a mistake", "would be wrong", "was wrong", "does not work", "doesn't work", "fails", "are wrong",
    "are not", "is excluded", "is too", "was a mistake", "must be wrong", "is no ", "不对", "是错的",
    "不成立", "is extraneous", "is rejected", "is discarded", "is inadmissible", "is invalid",
    "is not valid", "is ruled out", "does not satisfy", "doesn't satisfy", "are extraneous",
    "must be rejected",
)  # fmt: skip

GROWING = ("diverges to", "diverge to", "diverges to +", "diverges to -", "diverges towards")
"""Words before an infinite limit, which they do not deny."""

EXISTENTIAL = words(
    "suitable small fixed constant appropriate known since because with given where an a some exists "
    "assuming as"
)
"""Words directly before an inequality that only says what is known of a name."""

HYPOTHETICAL = (
    "if", "suppose", "supposing", "assume", "assuming", "imagine", "try", "trying", "guess", "guessing",
    "were", "say", "might expect", "would expect", "one expects", "something like", "naively",
    "for example", "for instance", "e.g.", "special case", 
    "plugging", "substituting", "plug in", "substitute", "whenever",
    "whether", "unless", "test", "check with", "假设",
    "如果", "若", "例如", 
)  # fmt: skip
"""Words before a claim that make it none: an assumption, an example, a trial."""

GIVEN = (
    "we are given", "we're given", "given that", "it is given", "given:", "the problem states",
    "the question asks", "the question is", "the problem asks", "the problem says", "problem:", "question:",
    "recall that", "the task is", "we need to find", "we have to find", "we want to find", "we are asked",
    "we're asked", "find the", "compute the", "problem statement", "已知", "题目", "given the", "given is",
    "we seek", "asked to",
)  # fmt: skip
"""Words that open a restatement of the question."""

TURNS = (", so ", " so the ", "therefore", "hence", "thus", "; ")
"""Words after which a sentence turns from what was given to what follows."""

EXAMPLES = ("for example", "for instance", "e.g.", "special case", "let")
"""Words that open a case which is not the general one."""

COPULAS = words(
    "is are equals equal be becomes become was were to of at by as about approximately exactly simply "
    "just then given that the value values solution solutions result equals: therefore hence thus "
    "namely must will should would can converges converge tends approaches reaches comes out turns "
    "gives gives: give yields yield obtain get gets found be: is: are: equals, also still again "
    "indeed precisely roughly around now only a an unique stable optimal step size which it this we "
    "have has limit vector point so answer final answer: final: ¦ : – — - -> → = 是 为 等于 就是 则为 即 ，"
)
"""Words that may stand between a target's name and its value."""

LINKING = (
    "i.e.",
    "either", "prints", "outputs", "returns", "print", "получаем", "är", "er", "equal", "it's", "that's",
    "it’s", "that’s", "they're", "least", "most", "lautet", "es", "est", "ist", "é", "è", "son", "sind",
    "beträgt", "vale", "igual", "равен", "равно", "is", "are", "equals", "equal to", "be", "becomes", "to",
    "of", "at", "get", "gets", "gives", "give", "yields", "obtain", "have", "as", "by", "was", "about",
    "approximately", "exactly", "roughly", "=", ":", "total", "altogether", "answer", "namely", "only",
    "find", "found", "then", "has", "pays", "paid", "earns", "earned", "makes", "made", "sells", "sold",
    "spends", "spent", "saves", "saved", "receives", "received", "scored", "collected", "buys", "bought",
    "owes", "owns", "her", "him", "them", "us", "it", "were", "giving", "yielding", "making", "totaling",
    "totalling", "leaving", "with",
    "just", "need", "needs", "takes", "needed", "make", "makes", "left",
    "costs", "so", "thus", "therefore", "hence", "是", "为", "有", "得", "于", "共",
)  # fmt: skip
"""Words directly before a number in prose that make it what the sentence says."""

NO_NUMBER = (
    "none of these", "none of the above", "none", "no solution", "no solutions", "no real solution",
    "no real solutions", "there is no solution", "does not exist", "dne", "undefined", "not defined",
    "indeterminate", "impossible", "not possible", "infinitely many", "infinitely many solutions", "yes",
    "no",
    "true", "false", "all real numbers", "diverges", "it diverges", "the limit does not exist",
    "cannot be determined", "not enough information", "无解", "不存在", "keine lösung",
)  # fmt: skip
"""Answers that are words, where a value may have been asked."""

ORDERS = ("O(", "Θ(", "Ω(", "\\Theta(", "\\Omega(", "\\mathcal{O}(", "\\mathcal O(", "𝒪(")
"""How an order of growth begins."""

POINTING = words("its it this that which whose their here where note these those such with for if as when")
"""Words that open a sentence about what stands before it, or about a case of it."""

CASES = words(
    "for at if when case check try take taking setting putting choosing say e.g. example für bei wenn para "
    "pour si cuando quand 当 若 对于"
)
"""Words directly before an equation that make it a case, not what a name stands for."""

FRONTED = words("for at when as with für bei wenn para pour con cuando quand pro 当 对于")
"""What stands alone between the start of a clause and the condition that it is about."""

RESUMING = (["giving"], ["yielding"], ["leaving"], ["so"], ["hence"], ["thus"], ["therefore"], ["making"])
"""Words with which a sentence comes back to what it claims."""

FRONTING = words("after for in with at by per from over under on")
"""Words that open what stands before the comma of a sentence: ``after two steps, 1/4``."""

STATING = words("is are equals be becomes gives yields reads : = ist lautet es est é è 是 为 等于")
"""Words directly before what a sentence says its subject is."""

CONDITIONING = ("as soon as", "as long as", "so long as", "exactly when", "provided that", "whenever", "once")
"""Words directly before the condition that a sentence states."""

BOUNDS = (
    "at least", "at most", "more than", "less than", "fewer than", "greater than", "over", "under", "up to",
    "no more than",
)  # fmt: skip
"""Words that make the number after them a bound, not a value."""

COMPARED = (
    "more than", "less than", "fewer than", "greater than", "times as", "times more", "times the",
)  # fmt: skip
"""Words directly after a number that only says how two things compare."""

NO_UNIT = words(
    "is was are were would could can cannot not or and too less more than if wrong fails isn't seems to "
    "maybe perhaps i in at of but no never be has have by from the that this which it think guess either "
    "plus minus times x"
)
"""Words that make what follows a number more than its unit."""

JOINTS = words("and or as well as also , ; & und oder et ou y o 和 或 及 与 与 \\lor \\land \\vee")
"""Words that link the members of a list."""

LINKING_ENDINGS = ("是", "为", "为:", "は", "은", "는", "等于", "得", "得到", "有", "共", "が")
"""What a word before a number ends in, in languages that write it without a space."""

ALTERNATIVES = (
    "or", "or maybe", "or perhaps", "or possibly", "alternatively", "maybe", "perhaps", "possibly", "或",
    "或者",
)  # fmt: skip


RANGE_OPENERS = (
    "for all", "for any", "for every", "for", "if and only if", "iff", "if", "when", "whenever",
    "provided that", "provided", "as long as", "so long as", "all", "any", "no", "between", "at most",
    "at least", "below", "above", "less than", "greater than", "precisely when", "exactly when", "must be",
    "is", "are", "the empty set", "empty set",
)  # fmt: skip
"""Words from which on a sentence may say a range in words."""

COMPARING = (
    "below", "above", "at most", "at least", "less than", "greater than", "smaller than", "larger than",
    "between", "up to", "no more than", "no less than",
)  # fmt: skip
"""Words that compare what was asked with a bound."""

NO_VALUE = dict.fromkeys(
    ("no solution", "no solutions", "no real solution", "no real solutions", "the empty set", "empty set",
     "no such value", "no such values", "no values", "no value", "no roots", "no real roots", "none",
     "no such number", "no such numbers", "{}", "there is no such x", "there are no such x",
     "there is no such number", "there is no solution", "there are no solutions"),
    "\\emptyset",
)  # fmt: skip
"""How a reply says in words that nothing satisfies what was asked."""


def places(lowered: str, listed: tuple[str, ...]) -> list[int]:
    """Return where each of the listed phrases first stands in ``lowered``, in order."""
    return sorted({at for phrase in listed if (at := find_phrase(lowered, phrase)) >= 0})


def find_phrase(lowered: str, phrase: str, start: int = 0, end: int | None = None) -> int:
    """Return where ``phrase`` stands between word borders in ``lowered[start:end]``, or -1."""
    end = len(lowered) if end is None else end
    at = lowered.find(phrase, start, end)
    while at >= 0:
        if _bordered(lowered, at, phrase):
            return at
        at = lowered.find(phrase, at + 1, end)
    return -1


def last_phrase(lowered: str, phrase: str, start: int, end: int) -> int:
    """Return where ``phrase`` last stands between word borders in ``lowered[start:end]``, or -1."""
    at = lowered.rfind(phrase, start, end)
    while at >= 0:
        if _bordered(lowered, at, phrase):
            return at
        at = lowered.rfind(phrase, start, at + len(phrase) - 1)
    return -1


def has_any(lowered: str, phrases: tuple[str, ...], start: int = 0, end: int | None = None) -> bool:
    """Return whether one of ``phrases`` stands in ``lowered[start:end]``."""
    stretch = lowered[start:end]
    present = [phrase for phrase in phrases if phrase in stretch]
    return any(find_phrase(lowered, phrase, start, end) >= 0 for phrase in present)


def lower(text: str) -> str:
    """Return ``text`` in lower case, always of the same length."""
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    )


def _bordered(lowered: str, at: int, phrase: str) -> bool:
    before, after = lowered[at - 1 : at], lowered[at + len(phrase) : at + len(phrase) + 1]
    if phrase[0].isdigit() and (
        before.isdigit() or (at > 1 and before in ".," and lowered[at - 2 : at - 1].isdigit())
    ):
        return False
    end = at + len(phrase)
    if phrase[-1].isdigit() and (after.isdigit() or (after in ".," and lowered[end + 1 : end + 2].isdigit())):
        return False
    if phrase[0].isascii() and phrase[0].isalpha() and (before.isalpha() and before.isascii()):
        return False
    return not (phrase[-1].isascii() and phrase[-1].isalpha() and after.isalpha() and after.isascii())
