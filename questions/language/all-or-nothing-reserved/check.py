"""Holds reserved to the rules of the card."""

import unittest

from sheet import OutOfStock, Stock, reserved


class Reserved(unittest.TestCase):
    def setUp(self):
        self.stock = Stock({"PAN-20": 5, "KNIFE-8": 1})

    def free(self):
        return self.stock.free("PAN-20"), self.stock.free("KNIFE-8")

    def test_all_lines_are_reserved_in_the_block(self):
        with reserved(self.stock, "A-7", [("PAN-20", 2), ("KNIFE-8", 1)]):
            self.assertEqual(self.free(), (3, 0))

    def test_the_reservation_stays_after_a_good_end(self):
        with reserved(self.stock, "A-7", [("PAN-20", 2)]):
            pass
        self.assertEqual(self.free(), (3, 1))

    def test_too_few_pieces_reach_the_caller_and_the_block_does_not_run(self):
        ran = []
        with self.assertRaises(OutOfStock):
            with reserved(self.stock, "A-7", [("KNIFE-8", 3)]):
                ran.append("block")
        self.assertEqual(ran, [])
        self.assertEqual(self.free(), (5, 1))

    def test_an_error_in_the_block_gives_everything_back(self):
        with self.assertRaises(ConnectionError):
            with reserved(self.stock, "A-7", [("PAN-20", 2), ("KNIFE-8", 1)]):
                raise ConnectionError("provider is away")
        self.assertEqual(self.free(), (5, 1))
