"""The marker."""
