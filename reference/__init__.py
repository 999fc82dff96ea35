"""Ground truth: one module a question."""
