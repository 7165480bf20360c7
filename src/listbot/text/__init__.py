"""Floor 1: text in, text out. No I/O."""
