"""What each kind of answer is: a value, a relation, words; whether it gathers several claims."""

from __future__ import annotations

WHOLE = frozenset(("region", "equation", "conditional"))
"""Kinds whose claim is the whole relation, not the value at its end."""

GATHERING = frozenset(("set", "tuple", "vector"))
"""Kinds whose claim may be spread over several statements."""

PLAIN = frozenset(("number", "expression", "vector", "matrix"))
"""Kinds whose value may be changed by words beside it: "minus", "the inverse of"."""

WORDED = frozenset(("choice", "truth", "text", "statement", "conditional"))
"""Kinds whose claim is a stretch of words, maths included."""

JOINING = frozenset(("region", "equation", "conditional"))
"""Kinds whose claim may be joined by "and" and "or"."""

VALUES = frozenset(("number", "expression", "vector", "matrix", "tuple"))
"""Kinds whose answer is one value."""
