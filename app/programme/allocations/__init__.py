"""Who audits whom: the rules, the fair and complete allocation, and swaps by hand."""
