"""What registries and pages say about a work: title, authors, date, venue, code."""
