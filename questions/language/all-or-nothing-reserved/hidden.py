"""Holds reserved to half-reserved orders, interruptions and repeated products."""

import unittest

from sheet import OutOfStock, Stock, reserved


class Edges(unittest.TestCase):
    def setUp(self):
        self.stock = Stock({"PAN-20": 5, "KNIFE-8": 1})

    def free(self):
        return self.stock.free("PAN-20"), self.stock.free("KNIFE-8")

    def test_earlier_lines_are_given_back_if_a_later_one_fails(self):
        with self.assertRaises(OutOfStock):
            with reserved(self.stock, "A-7", [("PAN-20", 2), ("KNIFE-8", 3)]):
                pass
        self.assertEqual(self.free(), (5, 1))

    def test_two_lines_of_one_product_both_count(self):
        with reserved(self.stock, "A-7", [("PAN-20", 2), ("PAN-20", 1)]):
            self.assertEqual(self.free(), (2, 1))
        self.assertEqual(self.free(), (2, 1))

    def test_two_lines_of_one_product_together_too_many(self):
        with self.assertRaises(OutOfStock):
            with reserved(self.stock, "A-7", [("PAN-20", 3), ("PAN-20", 3)]):
                pass
        self.assertEqual(self.free(), (5, 1))

    def test_the_very_same_error_goes_on(self):
        error = ConnectionError("provider is away")
        with self.assertRaises(ConnectionError) as caught:
            with reserved(self.stock, "A-7", [("PAN-20", 1)]):
                raise error
        self.assertIs(caught.exception, error)

    def test_an_interruption_gives_back_too(self):
        with self.assertRaises(KeyboardInterrupt):
            with reserved(self.stock, "A-7", [("PAN-20", 1)]):
                raise KeyboardInterrupt
        self.assertEqual(self.free(), (5, 1))

    def test_a_return_in_the_block_is_a_good_end(self):
        def pay():
            with reserved(self.stock, "A-7", [("PAN-20", 1)]):
                return "paid"

        self.assertEqual(pay(), "paid")
        self.assertEqual(self.free(), (4, 1))

    def test_other_orders_keep_theirs(self):
        self.stock.reserve("PAN-20", 2, "A-9")
        with self.assertRaises(OutOfStock):
            with reserved(self.stock, "A-7", [("PAN-20", 2), ("KNIFE-8", 2)]):
                pass
        self.assertEqual(self.free(), (3, 1))

    def test_an_order_without_lines(self):
        with reserved(self.stock, "A-7", []):
            pass
        self.assertEqual(self.free(), (5, 1))
