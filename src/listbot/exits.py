"""What a command's exit code says; scripts rely on it."""

DONE, FOUND, MEND, BUG, LATER, STOPPED = 0, 1, 2, 3, 75, 130
STOPPED_TEXT = "Stopped; nothing is half-written."
