"""A reply cut into units, spans of maths, boxes and sections."""
