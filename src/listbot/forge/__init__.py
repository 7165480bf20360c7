"""Floor 2: where issues, branches and pull requests live."""
