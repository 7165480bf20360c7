"""Floor 0: the list as values, and everything that can be decided about it. No I/O."""
