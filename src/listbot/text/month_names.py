"""Months by their names, in the languages in which people write to a list. No I/O."""

from __future__ import annotations

import unicodedata

_SHORTEST = 3
# Without accents, from the first month to the last, in one language after the other.
_NAMES = """
    january february march april may june july
    august september october november december

    januar februar marz april mai juni juli august september oktober november dezember
    janner feber maerz april mai juni juli august september oktober november dezember

    janvier fevrier mars avril mai juin juillet
    aout septembre octobre novembre decembre

    enero febrero marzo abril mayo junio julio
    agosto septiembre octubre noviembre diciembre

    janeiro fevereiro marco abril maio junho julho
    agosto setembro outubro novembro dezembro

    gennaio febbraio marzo aprile maggio giugno luglio
    agosto settembre ottobre novembre dicembre

    januari februari maart april mei juni juli
    augustus september oktober november december

    januari februari mars april maj juni juli
    augusti september oktober november december

    stycznia lutego marca kwietnia maja czerwca lipca
    sierpnia wrzesnia pazdziernika listopada grudnia

    styczen luty marzec kwiecien maj czerwiec lipiec
    sierpien wrzesien pazdziernik listopad grudzien

    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь

    ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
"""
_MONTHS = 12
_MONTH_BY_NAME = {
    name: place % _MONTHS + 1 for place, name in enumerate(_NAMES.split())
}


def month_of(word: str) -> int | None:
    """Return the number of a month by its name, or by three letters of it and more.

    Accents, upper case and a point behind it do not count. None where other months,
    in whatever language, begin so too.
    """
    written = _plain(word)
    if written in _MONTH_BY_NAME:
        return _MONTH_BY_NAME[written]
    if len(written) < _SHORTEST:
        return None
    months = {
        number for name, number in _MONTH_BY_NAME.items() if name.startswith(written)
    }
    return months.pop() if len(months) == 1 else None


def _plain(word: str) -> str:
    # The dotless ı and the й have marks that are letters of their own.
    kept = word.casefold().strip(".").replace("ı", "i").replace("й", "\0")
    letters = unicodedata.normalize("NFKD", kept)
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return bare.replace("\0", "й")
