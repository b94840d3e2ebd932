"""Holds the answers of best_sellers still, and asks for orders of any kind of iterable."""

import unittest

from sheet import best_sellers


def order(*lines, status="paid"):
    return {"status": status, "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines]}


class Answers(unittest.TestCase):
    def test_pieces_are_added_up_over_all_orders(self):
        orders = [order(("PAN-20", 2), ("KNIFE-8", 1)), order(("KNIFE-8", 4))]
        self.assertEqual(best_sellers(orders), [("KNIFE-8", 5), ("PAN-20", 2)])

    def test_new_and_cancelled_orders_do_not_count(self):
        orders = [order(("A", 1)), order(("B", 9), status="new"), order(("C", 9), status="cancelled")]
        self.assertEqual(best_sellers(orders), [("A", 1)])

    def test_the_sku_decides_between_equals(self):
        self.assertEqual(best_sellers([order(("B", 3), ("A", 3))]), [("A", 3), ("B", 3)])

    def test_at_most_top_products(self):
        self.assertEqual(best_sellers([order(("A", 1), ("B", 2), ("C", 3))], top=2), [("C", 3), ("B", 2)])


class NewShape(unittest.TestCase):
    def test_a_generator_will_do(self):
        orders = [order(("PAN-20", 2)), order(("PAN-20", 1))]
        self.assertEqual(best_sellers(each for each in orders), [("PAN-20", 3)])
