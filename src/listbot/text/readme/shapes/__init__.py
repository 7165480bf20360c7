"""One reader for each shape that entries have: lists, paragraphs, tables, HTML, folds.

A reader yields what it finds in the blocks of one part; it never looks at more.
"""
