"""Verdicts: one response against one gold, one part, a whole thinking."""
