"""Floor 2: the way out to the web: links, registries, metadata."""
