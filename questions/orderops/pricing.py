"""What an order costs: its lines, its shipping, and which price of a product held when."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

FREE_FROM = 7500
SPRING_FREE_FROM = 5000
FEES = {"home": 590, "near": 1190, "far": 2490}
BULKY_CENTS = 900


class UnknownProduct(KeyError):
    """A sku that had no price at the instant."""


@dataclass(frozen=True, slots=True)
class Line:
    """A product in an order. `discount_cents` is off the whole line, not off each piece."""

    sku: str
    quantity: int
    unit_cents: int
    discount_cents: int = 0

    def total(self) -> int:
        return self.quantity * self.unit_cents - self.discount_cents


def subtotal(lines: Iterable[Line]) -> int:
    """What the lines cost together, after discount and before shipping."""
    return sum(line.total() for line in lines)


def shipping_fee(subtotal_cents: int, zone: str, bulky: bool = False, campaign: str | None = None) -> int:
    """Cents for sending one order; `subtotal_cents` is after discount. An unknown zone is a ValueError."""
    if zone not in FEES:
        raise ValueError("unknown zone")
    free_from = SPRING_FREE_FROM if campaign == "spring" else FREE_FROM
    fee = 0 if zone == "home" and subtotal_cents >= free_from else FEES[zone]
    return fee + BULKY_CENTS if bulky else fee


class PriceBook:
    """Prices by product, each valid from an instant on."""

    def __init__(self, rows: Iterable[tuple[str, datetime, int]]):
        self.prices: dict[str, list[tuple[datetime, int]]] = {}
        for sku, since, cents in sorted(rows):
            self.prices.setdefault(sku, []).append((since, cents))

    def price(self, sku: str, asked_at: datetime) -> int:
        """The unit price in cents that held at the instant; UnknownProduct if there was none yet."""
        history = self.prices.get(sku, [])
        at = bisect_right(history, asked_at, key=lambda entry: entry[0])
        if at == 0:
            raise UnknownProduct(sku)
        return history[at - 1][1]
