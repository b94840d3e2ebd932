"""Amounts of money, and the cases that hold them in place."""

import re

_EUROS = re.compile(r"[0-9]+(?:\.([0-9]{2}))?")


def parse_cents(text):
    """The text "12.50" is 1250 and "39" is 3900. All but digits, with a point and two more or none, is a ValueError."""
    match = _EUROS.fullmatch(text)
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    return int(text.replace(".", "")) if match[1] else int(text) * 100


def vat_share(gross_cents):
    """The VAT inside a gross amount of one order: a sixth, rounded half up. Negative is a ValueError."""
    if gross_cents < 0:
        raise ValueError(f"a gross amount cannot be negative: {gross_cents}")
    return (gross_cents + 3) // 6


# (argument, expected), where None stands for a ValueError
VAT_CASES = [
    (12000, 2000),
]
PARSE_CASES = [
    ("12.50", 1250),
]
