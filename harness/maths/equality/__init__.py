"""Whether two formulas are the same, and a witness where they are not."""
