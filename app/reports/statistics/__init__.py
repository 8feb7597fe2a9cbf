"""What may be said of small numbers: whether a change can be called, and within which limits a series varies."""
