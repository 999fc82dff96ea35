"""Print-outs and exports brought in."""
