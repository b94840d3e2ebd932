"""Writes current prices and stock to the marketplaces, all day long."""

from collections.abc import Callable, Iterable
from datetime import datetime

from orderops.inventory import Stock
from orderops.pricing import PriceBook, UnknownProduct


def refresh_listings(
    skus: Iterable[str], book: PriceBook, stock: Stock, channels: Iterable[Callable[[list[dict]], None]], now: datetime
) -> list[dict]:
    """What it wrote to every channel; a product that has no price now is left out."""
    listings = []
    for sku in skus:
        try:
            cents = book.price(sku, now)
        except UnknownProduct:
            continue
        listings.append({"sku": sku, "cents": cents, "free": stock.free(sku)})
    for write in channels:
        write(listings)
    return listings
