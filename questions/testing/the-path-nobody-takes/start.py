"""Imports the orders of a marketplace page by page, with the tests that it has so far."""

import unittest
from typing import NamedTuple

PAGE_SIZE = 2


class Transient(Exception):
    """The marketplace did not answer; it may in a moment."""


class Page(NamedTuple):
    """Up to PAGE_SIZE orders as the marketplace wrote them; `cursor` asks for what comes after them."""

    orders: list
    cursor: str


class Imported(NamedTuple):
    """The cursor for the next import, and what could not be read, by order id with the reason."""

    cursor: str
    rejected: list


def parse_order(order, source):
    if "total" not in order:
        raise ValueError(f"{source}: no total")
    return {"id": order["id"], "total": order["total"]}


def import_since(cursor, source, fetch, save):
    """All pages since `cursor`; ends at the first that is not full, or that cannot be fetched now."""
    rejected = []
    while True:
        try:
            page = fetch(cursor)
        except Transient:
            return Imported(cursor, rejected)
        orders = []
        for order in page.orders:
            try:
                orders.append(parse_order(order, source))
            except ValueError as fault:
                rejected.append((order["id"], str(fault)))
        save(orders)
        cursor = page.cursor
        if len(page.orders) < PAGE_SIZE:
            return Imported(cursor, rejected)


class ImportTest(unittest.TestCase):
    def test_one_page(self):
        saved = []
        result = import_since("c0", "northgate", lambda cursor: Page([{"id": "N-1", "total": 590}], "c1"), saved.append)
        self.assertEqual(saved, [[{"id": "N-1", "total": 590}]])
        self.assertEqual(result, Imported("c1", []))
