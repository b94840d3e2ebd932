"""Amounts of money: whole euro cents, from text and back, and the VAT inside them."""

import re

_EUROS = re.compile(r"[0-9]+(?:\.([0-9]{2}))?")


def parse_cents(text: str) -> int:
    """`"12.50"` is 1250 and `"39"` is 3900. All but digits, with a point and two more or none, is a ValueError."""
    match = _EUROS.fullmatch(text)
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    return int(text.replace(".", "")) if match[1] else int(text) * 100


def as_text(cents: int) -> str:
    """1250 is `"12.50"`, for people and for files; a minus stands in front."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def vat_share(gross_cents: int) -> int:
    """The VAT inside a gross amount of one order: a sixth, rounded half up to a cent."""
    if gross_cents < 0:
        raise ValueError(f"a gross amount cannot be negative: {gross_cents}")
    return (gross_cents + 3) // 6
