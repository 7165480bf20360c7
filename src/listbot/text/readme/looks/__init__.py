"""How a list looks: the style that writes its entries back from data. No I/O."""

from listbot.text.readme.looks.find import Look, Looks, find_looks
from listbot.text.readme.looks.template import write_template

__all__ = ["Look", "Looks", "find_looks", "write_template"]
