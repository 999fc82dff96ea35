"""What a reader sees: figures, pages, sites and printed sheets."""
