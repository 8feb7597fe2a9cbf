"""Lists from a file: read under limits, columns matched, what would change planned and shown, then brought in whole."""
