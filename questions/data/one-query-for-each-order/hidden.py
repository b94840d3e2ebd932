"""Holds what the page shows, and the number of queries that it makes."""

import unittest

from sheet import page


class Counting:
    """A database that counts; it does not trust the sheet to count for itself."""

    def __init__(self, orders, lines=()):
        self._orders, self._lines, self.queries = orders, lines, 0

    def oldest_paid(self, limit):
        self.queries += 1
        paid = [order for order in self._orders if order["status"] == "paid"]
        return sorted(paid, key=lambda order: order["placed_at"])[:limit]

    def lines_of(self, order_ids):
        self.queries += 1
        wanted = set(order_ids)
        return [line for line in self._lines if line["order_id"] in wanted]


def order(name, placed_at=0, status="paid"):
    return {"id": name, "status": status, "placed_at": placed_at}


def line(name, quantity):
    return {"order_id": name, "sku": "PAN-20", "quantity": quantity}


class Page(unittest.TestCase):
    def test_pieces_are_added_up(self):
        database = Counting([order("A-1")], [line("A-1", 2), line("A-1", 3), line("B-1", 9)])
        self.assertEqual(list(page(database)), [("A-1", 5)])

    def test_oldest_first(self):
        database = Counting([order("A-1", 7), order("A-2", 3), order("A-3", 5)], [line("A-1", 1), line("A-2", 2)])
        self.assertEqual(list(page(database)), [("A-2", 2), ("A-3", 0), ("A-1", 1)])

    def test_an_order_without_lines_has_none(self):
        self.assertEqual(list(page(Counting([order("A-1")]))), [("A-1", 0)])

    def test_two_hundred_at_most_and_the_oldest(self):
        shown = list(page(Counting([order(f"A-{n}", placed_at=250 - n) for n in range(250)])))
        self.assertEqual([name for name, _ in shown], [f"A-{n}" for n in range(249, 49, -1)])

    def test_only_paid_orders(self):
        self.assertEqual(list(page(Counting([order("A-1", status="packed")]))), [])


class Queries(unittest.TestCase):
    def test_as_many_for_20_orders_as_for_2(self):
        few, many = (Counting([order(f"A-{n}") for n in range(count)]) for count in (2, 20))
        page(few), page(many)
        self.assertEqual(many.queries, few.queries)

    def test_two_at_most(self):
        database = Counting([order(f"A-{n}") for n in range(200)])
        page(database)
        self.assertLessEqual(database.queries, 2)
