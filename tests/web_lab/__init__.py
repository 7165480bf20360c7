"""Servers of our own for the tests of `listbot.web`: they answer what a test says."""
