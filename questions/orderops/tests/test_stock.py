"""Stock, shelves, the warehouse's page, and what the marketplaces are told."""

import unittest
from datetime import datetime, timezone

from orderops.inventory import OutOfStock, Stock
from orderops.listings import refresh_listings
from orderops.picking import picking_list
from orderops.pricing import PriceBook
from orderops.warehouse import page

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)


class Reserving(unittest.TestCase):
    def test_taken_and_given_back(self):
        stock = Stock({"PAN-20": 3})
        stock.reserve("PAN-20", 2, "A-1")
        self.assertEqual(stock.free("PAN-20"), 1)
        stock.release("A-1")
        stock.release("A-1")
        self.assertEqual(stock.free("PAN-20"), 3)

    def test_the_same_again_takes_nothing_more(self):
        stock = Stock({"PAN-20": 3})
        stock.reserve("PAN-20", 2, "A-1")
        stock.reserve("PAN-20", 2, "A-1")
        self.assertEqual(stock.free("PAN-20"), 1)

    def test_too_few_and_none_taken(self):
        stock = Stock({"PAN-20": 1})
        for sku, free in [("PAN-20", 1), ("SPOON", 0)]:
            with self.assertRaises(OutOfStock) as caught:
                stock.reserve(sku, 2, "A-1")
            self.assertEqual((caught.exception.wanted, caught.exception.free), (2, free))
        self.assertEqual(stock.free("PAN-20"), 1)

    def test_nothing_can_be_reserved_by_quantity_zero(self):
        with self.assertRaises(ValueError):
            Stock({"PAN-20": 1}).reserve("PAN-20", 0, "A-1")


class Shelves(unittest.TestCase):
    def test_known_shelves_first_zero_among_them(self):
        placed = [{"sku": "C", "bin": 3}, {"sku": "B", "bin": 0}, {"sku": "A", "bin": None}, {"sku": "A", "bin": 3}]
        lines = [{"sku": "D"}, *placed]
        skus = [line["sku"] for line in picking_list(lines)]
        self.assertEqual(skus, ["B", "A", "C", "A", "D"])
        self.assertEqual(lines[0], {"sku": "D"})


class Page(unittest.TestCase):
    def test_two_queries_however_many_orders(self):
        queries = []

        class Database:
            def oldest_paid(self, limit):
                queries.append(limit)
                return [{"id": f"A-{n}"} for n in range(limit)]

            def lines_of(self, order_ids):
                queries.append(len(order_ids))
                return [{"order_id": "A-1", "quantity": 2}, {"order_id": "A-1", "quantity": 3}]

        self.assertEqual(page(Database())[:3], [("A-0", 0), ("A-1", 5), ("A-2", 0)])
        self.assertEqual(queries, [200, 200])


class Listings(unittest.TestCase):
    def test_price_and_stock_of_now_to_every_channel(self):
        book, written = PriceBook([("PAN-20", NOW, 2450)]), []
        refresh_listings(["PAN-20", "SPOON"], book, Stock({"PAN-20": 4}), [written.append, written.append], NOW)
        self.assertEqual(written, [[{"sku": "PAN-20", "cents": 2450, "free": 4}]] * 2)
