"""What a formula is, and what can be done to it without a number."""
