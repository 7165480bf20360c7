"""Registries: who is the authority on a link, and is asked instead of its page."""
