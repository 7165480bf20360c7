"""What is wrong with a list as it was found: findings, each with its line. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.text.readme.defects import dating, leads, numbers, repeats, texts

if TYPE_CHECKING:
    from listbot.catalog.model import Finding
    from listbot.text.readme.reading import ListReading


def find_defects(reading: ListReading) -> tuple[Finding, ...]:
    """Return everything that is wrong with a list, in line order."""
    found = [
        *texts.damaged_text(reading),
        *numbers.wrong_numbers(reading),
        *numbers.stale_claims(reading),
        *leads.dead_anchors(reading),
        *leads.faulty_links(reading),
        *leads.tracking_parameters(reading),
        *repeats.repeated_works(reading),
        *dating.missing_years(reading),
        *dating.ambiguous_dates(reading),
        *dating.out_of_order(reading),
    ]
    return tuple(sorted(found, key=lambda finding: finding.line or 0))
