"""Holds order_faults to the rules of the card."""

import unittest

from sheet import order_faults


def order(zone="home", **line):
    return {"zone": zone, "lines": [{"sku": "PAN-20", "quantity": 12} | line]}


class Faults(unittest.TestCase):
    def test_a_good_order_has_none(self):
        self.assertEqual(order_faults(order()), [])

    def test_an_unknown_zone(self):
        self.assertEqual(order_faults(order("moon")), [("zone", "unknown zone")])

    def test_two_faults_at_once(self):
        self.assertEqual(
            order_faults(order(sku="SPOON", quantity=0)),
            [("lines[0].quantity", "must be a whole number from 1 up"), ("lines[0].sku", "unknown product")],
        )

    def test_missing_fields_are_named(self):
        self.assertEqual(order_faults({}), [("lines", "is missing"), ("zone", "is missing")])

    def test_an_unknown_field_is_named(self):
        self.assertEqual(order_faults(order(colour="red")), [("lines[0].colour", "unknown field")])

    def test_no_lines_at_all(self):
        self.assertEqual(
            order_faults({"zone": "home", "lines": []}), [("lines", "must be a list of one line or more")]
        )
