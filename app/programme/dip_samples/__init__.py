"""Dip samples and themed reviews: planned, drawn, filled in, concluded."""
