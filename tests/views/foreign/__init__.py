"""Records of other people, and one's own, for the walk of every role over every address: one module a noun."""
