"""Reading the README of a list that somebody else wrote: `read_list`. No I/O."""

from listbot.text.readme.reader import read_list
from listbot.text.readme.reading import ListReading, ReadEntry, ReadSection, Run

__all__ = ["ListReading", "ReadEntry", "ReadSection", "Run", "read_list"]
