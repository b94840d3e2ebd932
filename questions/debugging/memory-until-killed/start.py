"""The price of a product at an instant."""

from bisect import bisect_right
from functools import lru_cache


class UnknownProduct(KeyError):
    """A sku that had no price at the instant."""


class PriceBook:
    """Prices by product, each valid from an instant on."""

    def __init__(self, rows):
        self.prices = {}
        for sku, since, cents in sorted(rows):
            self.prices.setdefault(sku, []).append((since, cents))

    @lru_cache(maxsize=None)
    def price(self, sku, asked_at):
        history = self.prices.get(sku, [])
        at = bisect_right(history, asked_at, key=lambda entry: entry[0])
        if at == 0:
            raise UnknownProduct(sku)
        return history[at - 1][1]
