"""Text and formulas from elsewhere, made fit for a page."""
