"""The thinking under the lens: a transcript's reasoning text → measured profiles (docs/measures.md).

passages  which stretch of a shared thinking serves which part
words     words, sentences, questions, equations
tokens    native, recounted and estimated counts; whether the text is the raw thinking
families  which models send raw thinking and which a summary
pace      seconds and speed
markers   word lists by class, as data
trail     the candidates along the way, marked
profiles  all of it in one record
suggest   phrases that the word lists may lack
"""

from harness.reasoning.markers import CLASSES, Lists, shipped, with_own
from harness.reasoning.pace import Pace, pace
from harness.reasoning.profiles import profile
from harness.reasoning.suggest import Suggestion, suggest
from harness.reasoning.tokens import Tokens, recount, spent, stated, why_not_raw
from harness.reasoning.words import count_words

__all__ = [
    "CLASSES",
    "Lists",
    "Pace",
    "Suggestion",
    "Tokens",
    "count_words",
    "pace",
    "profile",
    "recount",
    "shipped",
    "spent",
    "stated",
    "suggest",
    "why_not_raw",
    "with_own",
]
