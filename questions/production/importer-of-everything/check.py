"""Asks for the new seam."""

import unittest

import sheet
from sheet import import_orders

HEAD = "order_id,sku,quantity,unit_cents,zone\n"


def parse(**changes):
    row = {"order_id": "W-1", "sku": "PAN-20", "quantity": "2", "unit_cents": "2450", "zone": "home"}
    return sheet.parse_row({**row, **changes})


class NewSeam(unittest.TestCase):
    def test_parse_row_gives_the_order(self):
        self.assertEqual(parse()["total"], 5490)

    def test_parse_row_raises_value_error(self):
        for changes in ({"order_id": ""}, {"quantity": "two"}, {"unit_cents": "-5"}, {"zone": "moon"}):
            with self.subTest(changes), self.assertRaises(ValueError):
                parse(**changes)

    def test_the_sum_starts_anew_with_each_import(self):
        text = HEAD + "W-1,PAN-20,2,2450,home\n"
        self.assertEqual([import_orders(text)["sum"], import_orders(text)["sum"]], [5490, 5490])

    def test_no_global_sum_is_left(self):
        self.assertFalse(hasattr(sheet, "DAY_SUM"))
