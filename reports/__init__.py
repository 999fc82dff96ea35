"""Frames, statistics, figures and pages."""
