"""The sample of a month: the rule, the draw that can be repeated, and why each child is in or not."""
