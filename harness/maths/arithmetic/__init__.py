"""What a formula is worth: doubles at many points, rationals, long floats, residues."""
