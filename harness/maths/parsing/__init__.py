"""From text to a formula: folding, tokens, one grammar."""
