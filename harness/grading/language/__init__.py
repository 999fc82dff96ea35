"""Words, names, numbers and units as people write them."""
