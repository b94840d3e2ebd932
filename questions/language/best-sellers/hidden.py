"""Holds best_sellers to its borders, and to work that does not grow with the square of the products."""

import copy
import unittest

from sheet import best_sellers


def order(*lines, status="paid"):
    return {"status": status, "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines]}


class Sku(str):
    """A sku that counts how often it is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other):
        Sku.compared += 1
        return str.__eq__(self, other)

    def __lt__(self, other):
        Sku.compared += 1
        return str.__lt__(self, other)


class Borders(unittest.TestCase):
    def test_a_tie_on_the_border_of_the_list(self):
        self.assertEqual(best_sellers([order(("C", 5), ("B", 2), ("A", 2))], top=2), [("C", 5), ("A", 2)])

    def test_no_pieces_is_not_listed(self):
        self.assertEqual(best_sellers([order(("A", 0), ("B", 1))]), [("B", 1)])

    def test_no_orders(self):
        self.assertEqual(best_sellers([]), [])

    def test_orders_of_every_other_status_count(self):
        sold = ("paid", "packed", "shipped", "delivered", "returned")
        self.assertEqual(best_sellers([order(("A", 1), status=status) for status in sold]), [("A", 5)])

    def test_one_order_may_name_a_product_twice(self):
        self.assertEqual(best_sellers([order(("A", 1), ("B", 2), ("A", 2))]), [("A", 3), ("B", 2)])

    def test_top_is_ten_unless_told(self):
        self.assertEqual(len(best_sellers([order(*((f"S-{n}", 1) for n in range(12)))])), 10)

    def test_the_orders_are_left_as_they_are(self):
        orders = [order(("B", 1), ("A", 2))]
        before = copy.deepcopy(orders)
        best_sellers(orders)
        self.assertEqual(orders, before)

    def test_a_list_of_tuples_comes_back(self):
        result = best_sellers([order(("A", 1))])
        self.assertIsInstance(result, list)
        self.assertIsInstance(result[0], tuple)


class Work(unittest.TestCase):
    def test_comparisons_do_not_grow_with_the_square(self):
        products = 300
        Sku.compared = 0
        best_sellers([order(*((Sku(f"S-{n % 7}-{n}"), 1) for n in range(products)))])
        self.assertLess(Sku.compared, 60 * products)
