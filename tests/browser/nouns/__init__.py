"""What the addresses of each noun name in the demonstration: one module a noun, with `given(visitors)`."""
