"""How a list looks: the style that writes its entries back from data. No I/O."""

from listbot.text.readme.looks.find import Look, Looks, find_looks

__all__ = ["Look", "Looks", "find_looks"]
