"""The truth about the set probability-basics."""
