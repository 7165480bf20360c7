"""Keep curated lists in order: issue form in, reviewable pull request out."""

__version__ = "0.1.0"
