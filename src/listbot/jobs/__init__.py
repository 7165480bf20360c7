"""Floor 3: one module per job, from inputs to a plan."""
