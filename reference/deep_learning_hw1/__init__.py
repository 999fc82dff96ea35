"""The first homework."""
