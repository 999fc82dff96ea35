"""English: the words by which a reply says what it means."""

from __future__ import annotations

from harness.grading.language.languages._roles import Language

LANGUAGE = Language(
    "English",
    announce=(
        "final answer -", "final answer –", "final answer", "final answers", "final result",
        "final solution", "the answer is", "answer is", "the answers are", "answer:", "answers:",
        "answer -", "answer =", "answer ¦", "answer →", "answer ->", "answer =>", "answer\":",
        "the answer would be", "the answer should be", "the answer must be", "answer to the question is",
        "correct answer", "correct option", "correct choice", "correct one is", "right one is",
        "right answer", "my answer", "final value", "in summary, the", "ans:", "ans.", "a:", "solution:",
        "result:", "the result is", "the solution is", "so the answer", "hence the answer",
        "thus the answer", "therefore the answer", "therefore, the answer",
    ),
    heading=(
        "final answer", "final answers", "answer", "answers", "final result", "final results", "result",
        "results", "summary", "solution summary", "final solution", "summary of results",
        "summary of answers", "the answer", "in summary", "answer summary", "final", "conclusions",
        "final formula", "bottom line", "conclusion",
    ),
    conclude=(
        "in the end", "all in all", "overall", "all together", "therefore", "thus", "hence", "so",
        "consequently", "in conclusion", "we conclude", "finally", "it follows", "in total", "altogether",
        "this gives", "we get", "we obtain", "we find", "which gives", "yields", "ergo",
    ),
    retract=(
        "scratch that", "that is wrong", "that's wrong", "that was wrong", "this is wrong",
        "i was wrong", "that's incorrect",
        "that is not right", "that's not right", "correction", "is a mistake", "i take that back",
        "disregard", "ignore the above", "ignore that", "let me correct", "i misread", "made a mistake",
        "made an error", "arithmetic error", "sign error above", "my mistake", "strike that",
        "is incorrect", "was incorrect", "not correct",
    ),
    hesitate=(
        "wait", "actually", "hold on", "on second thought", "on reflection", "hmm", "rather,", "oops",
        "sorry", "i mean", "no,",
    ),
    remark=(
        "this matches", "this agrees", "matches", "this is consistent", "explanation", "reasoning",
        "example", "plain", "vanilla", "ordinary gradient", "standard gradient", "by comparison",
        "in comparison", "compared with", "compared to", "in contrast", "note", "notice", "remark",
        "check", "checking", "verify", "verification", "observe", "as a check", "sanity check", "indeed",
        "plugging", "plug", "substituting", "comment", "by contrast", "aside", "for comparison",
        "to verify", "to check", "to see this", "why", "incidentally", "quick check", "double-check",
        "i double-checked", "i checked", "let me check",
    ),
    explain=(
        " when ", " attained ", " achieved ", " reached ", " occurring ", " which ", " since ",
        " because ", " where ", " as required", " whereas ", " while ", ", as ", ", with ", " compared ",
        " instead of ", " versus ", " as opposed to ",
    ),
    refuse=(
        "isn't enough information", "could not decide", "couldn't decide",
        "cannot decide", "can't decide", "not able to", "i am stuck", "i cannot", "i can't", "i can not",
        "cannot be determined", "can't be determined", "cannot determine", "can't determine",
        "not enough information", "insufficient information", "i do not know", "i don't know",
        "i'm not sure", "i am not sure", "unable to", "i'm unable", "i am unable",
        "impossible to determine", "impossible to say", "cannot say", "can't say", "no idea",
        "not possible to determine", "i give up", "cannot answer", "can't answer", "cannot solve",
        "can't solve", "could not find", "couldn't find", "could not determine", "couldn't determine",
        "cannot find", "can't find", "i must decline", "i won't be able", "undetermined", "i'm sorry, but",
    ),
    deny=(
        "unstable", "diverges", "diverge", "divergent", "cannot", "can't", "couldn't", "won't", "wouldn't",
        "mustn't", "anything but", "far from", "not", "isn't", "isnt", "aren't",
        "never", "rather than", "instead of", "neither", "nor", "no longer",
        "wasn't", "doesn't equal", "don't get", "shouldn't be", "unlike",
        "other than", "excluding", "except", "false that", "wrong to say", "wrongly", "reject",
        "rejecting", "discard", "discarding", "extraneous", "mistakenly",
    ),
    attitude=(
        "no way it", "no way that", "i doubt", "refuse to believe", "false to claim", "false to say",
        "wrong to claim", "should think", "should believe", "not convinced", "hardly", "is unlikely",
        "hard to believe",
    ),
    denied=(
        "is not", "isn't", "is wrong", "is incorrect", "is false", "is impossible", "cannot be",
        "can't be", "is a mistake", "would be wrong", "was wrong", "does not work", "doesn't work",
        "fails", "are wrong", "are not", "is excluded", "is too", "was a mistake", "must be wrong",
        "is no ", "is extraneous", "is rejected", "is discarded", "is inadmissible", "is invalid",
        "is ruled out", "does not satisfy", "doesn't satisfy", "are extraneous",
        "must be rejected",
    ),
    suppose=(
        "if", "suppose", "supposing", "assume", "assuming", "imagine", "try", "trying", "guess",
        "guessing", "were", "say", "might expect", "would expect", "one expects", "something like",
        "naively", "for example", "for instance", "e.g.", "special case",
        "plugging", "substituting", "plug in", "substitute", "whenever", "whether", "unless", "test",
        "check with",
    ),
    turn=(
        "not", "no", "never", "neither", "nor", "none", "nothing", "nobody", "without", "hardly", "barely",
        "scarcely", "cannot", "can't", "isn't", "aren't", "doesn't", "don't", "didn't", "won't",
        "wouldn't", "couldn't", "shouldn't", "wasn't", "unfortunately", "unclear", "irrelevant", "false",
        "wrong", "untrue", "fails", "fail", "lacks", "lack", "denies", "impossible", "unlikely", "doubt",
        "doubtful", "unless", "except", "instead", "contrary", "rather", "despite", "myth",
        "misconception", "whether",
    ),
    modal=(
        "would", "could", "might", "may", "perhaps", "maybe", "were", "should",
    ),
    made=(
        "of the answer", "of the final answer", "of my answer", "of our answer", "of the correct answer",
        "the answer squared", "the answer cubed", "the answer plus", "the answer minus",
        "the answer times", "twice the answer", "double the answer", "half the answer", "than the answer",
    ),
    same=(
        "value", "size", "form",
    ),
    condition=(
        "if",
    ),
    given=(
        "we are given", "we're given", "given that", "it is given", "given:", "the problem states",
        "the question asks", "the question is", "the problem asks", "the problem says", "problem:",
        "question:", "recall that", "the task is", "we need to find", "we have to find", "we want to find",
        "we are asked", "we're asked", "find the", "compute the", "problem statement", "given the",
        "given is", "we seek", "asked to",
    ),
    link=(
        "i.e.", "either", "prints", "outputs", "returns", "print", "equal", "it's", "that's", "it’s",
        "that’s", "they're", "least", "most", "is", "are", "equals", "equal to", "be", "becomes", "to",
        "of", "at", "get", "gets", "gives", "give", "yields", "obtain", "have", "as", "by", "was", "about",
        "approximately", "exactly", "roughly", "=", ":", "altogether", "answer", "namely", "only", "find",
        "found", "then", "has", "pays", "paid", "earns", "earned", "makes", "made", "sells", "sold",
        "spends", "spent", "saves", "saved", "receives", "received", "scored", "collected", "buys",
        "bought", "owes", "owns", "her", "him", "them", "us", "it", "were", "giving", "yielding", "making",
        "totaling", "totalling", "leaving", "with", "just", "need", "needs", "takes", "needed", "make",
        "left", "costs", "so", "thus", "therefore", "hence", "total",
    ),
    state=(
        ":", "=", "are", "be", "becomes", "equals", "gives", "is", "reads", "yields",
    ),
    case=(
        "at", "case", "check", "choosing", "e.g.", "example", "for", "if", "putting", "say", "setting",
        "take", "taking", "try", "when",
    ),
    join=(
        "&", ",", ";", "\\land", "\\lor", "\\vee", "also", "and", "as", "or", "well",
    ),
    either=(
        "or", "or maybe", "or perhaps", "or possibly", "alternatively", "maybe", "perhaps", "possibly",
    ),
    none=(
        "none of these", "none of the above", "none", "no solution", "no solutions", "no real solution",
        "no real solutions", "there is no solution", "does not exist", "dne", "undefined", "not defined",
        "indeterminate", "not possible", "infinitely many", "infinitely many solutions", "yes", "no",
        "true", "false", "all real numbers", "diverges", "it diverges", "the limit does not exist",
        "cannot be determined", "not enough information", "impossible",
    ),
    when=(
        "if", "when", "whenever", "for", "in case", "in the case", "provided", "provided that",
        "as long as", "so long as", "where", "at", "on", "exactly when", "precisely when", "only if",
        "once", "as soon as", "given",
    ),
    otherwise=(
        "otherwise", "else", "elsewhere", "in all other cases", "in every other case",
        "in any other case", "in the remaining cases", "for all other", "for every other",
        "for any other", "for the remaining", "in between", "anywhere else", "everywhere else",
        "the rest",
    ),
    border=(
        "at equality", "in case of equality", "with equality", "on equality", "at the boundary",
        "at the border", "at the threshold", "at the crossover", "at the crossing point",
        "at the crossing", "at the break-even point", "at the break-even quantity", "at that value",
        "at this value", "at that point", "at this point", "on the boundary",
    ),
    always=(
        "always", "in every case", "in all cases", "regardless", "no matter", "whatever", "for every",
        "for all", "for any", "throughout", "everywhere",
    ),
    leading=(
        "faster", "fastest", "quicker", "quickest", "sooner", "soonest", "earlier", "earliest",
        "shorter", "shortest", "first", "better", "best", "wins", "win", "preferred", "preferable",
        "favoured", "favored", "choose", "pick", "optimal", "superior",
    ),
    trailing=(
        "slower", "slowest", "later", "latest", "longer", "longest", "last", "worse", "worst", "loses",
        "lose", "inferior",
    ),
)  # fmt: skip
