"""Imports orders of a marketplace, page by page, from where the last import ended."""

from collections.abc import Callable
from typing import NamedTuple

from orderops.money import parse_cents
from orderops.statuses import normalise_status

PAGE_SIZE = 200


class Page(NamedTuple):
    """Up to 200 orders as the marketplace wrote them; `cursor` asks for what comes after them."""

    orders: list[dict]
    cursor: str


class Imported(NamedTuple):
    """The cursor for the next import, and what could not be read, by order id with the reason."""

    cursor: str
    rejected: list[tuple[str, str]]


def fetch_page(get: Callable[[str], dict], cursor: str) -> Page:
    """One page; `get` asks the marketplace and answers with its parsed JSON."""
    answer = get(f"/orders?after={cursor}&limit={PAGE_SIZE}")
    return Page(answer["orders"], answer["cursor"])


def parse_order(order: dict, source: str) -> dict:
    """An order of a marketplace in our words; ValueError says why it cannot be read."""
    for name in ("id", "total", "status"):
        if name not in order:
            raise ValueError(f"no {name}")
    return {
        "id": order["id"],
        "total": parse_cents(order["total"]),
        "status": normalise_status(order["status"], source),
    }


def import_since(
    cursor: str, source: str, fetch: Callable[[str], Page], save: Callable[[list[dict]], None]
) -> Imported:
    """All pages since `cursor`, until one is empty or repeats its own cursor.

    The cursor of an empty page says nothing: Northgate's leads back to the very first order.
    """
    rejected: list[tuple[str, str]] = []
    while True:
        page = fetch(cursor)
        if not page.orders:
            return Imported(cursor, rejected)
        orders = []
        for order in page.orders:
            try:
                orders.append(parse_order(order, source))
            except ValueError as fault:
                rejected.append((order.get("id", "?"), str(fault)))
        save(orders)
        if page.cursor == cursor:
            return Imported(cursor, rejected)
        cursor = page.cursor
