"""Imports the orders of a marketplace page by page, with its tests."""

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


def order(name, **more):
    return {"id": name, "total": 590, **more}


PAGES = {
    "c0": Page([order("N-1"), {"id": "N-2"}], "c1"),
    "c1": Page([order("N-3"), order("N-4")], "c2"),
}


def fetch(cursor):
    if cursor not in PAGES:
        raise Transient
    return PAGES[cursor]


class ImportTest(unittest.TestCase):
    def setUp(self):
        self.saved = []

    def test_the_pages_before_the_failing_one_are_saved_and_nothing_else(self):
        import_since("c0", "northgate", fetch, self.saved.append)
        self.assertEqual(self.saved, [[order("N-1")], [order("N-3"), order("N-4")]])

    def test_the_next_import_begins_with_the_page_that_failed(self):
        self.assertEqual(import_since("c0", "northgate", fetch, self.saved.append).cursor, "c2")

    def test_what_was_rejected_before_is_still_reported(self):
        result = import_since("c0", "northgate", fetch, self.saved.append)
        self.assertEqual(result.rejected, [("N-2", "northgate: no total")])

    def test_a_first_page_that_fails_changes_nothing(self):
        self.assertEqual(import_since("c9", "northgate", fetch, self.saved.append), Imported("c9", []))
        self.assertEqual(self.saved, [])

    def test_a_save_that_fails_goes_up(self):
        def save(orders):
            raise ConnectionError

        with self.assertRaises(ConnectionError):
            import_since("c0", "northgate", fetch, save)
