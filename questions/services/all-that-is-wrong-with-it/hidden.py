"""Holds order_faults to bodies of every JSON type in every place."""

import unittest

from sheet import order_faults

QUANTITY = "must be a whole number from 1 up"
JUNK = [None, True, False, 0, 1.5, "", "x", [], [[]], {}, {"a": 1}]


def order(**line):
    return {"zone": "home", "lines": [{"sku": "PAN-20", "quantity": 12} | line]}


class Types(unittest.TestCase):
    def test_a_body_that_is_no_object(self):
        for body in [None, True, 3, "order", [], [order()]]:
            with self.subTest(body=body):
                self.assertEqual(order_faults(body), [("", "must be an object")])

    def test_a_line_that_is_no_object(self):
        for line in [None, "PAN-20", 12, ["PAN-20", 12]]:
            with self.subTest(line=line):
                self.assertEqual(order_faults({"zone": "far", "lines": [line]}), [("lines[0]", "must be an object")])

    def test_lines_that_are_no_list(self):
        for lines in [None, "PAN-20", {"sku": "PAN-20", "quantity": 1}, 3, True]:
            with self.subTest(lines=lines):
                self.assertEqual(
                    order_faults({"zone": "near", "lines": lines}), [("lines", "must be a list of one line or more")]
                )

    def test_quantities(self):
        for quantity in [True, False, 1.0, 12.5, "12", -1, 0, None, [1]]:
            with self.subTest(quantity=quantity):
                self.assertEqual(order_faults(order(quantity=quantity)), [("lines[0].quantity", QUANTITY)])
        self.assertEqual(order_faults(order(quantity=1)), [])

    def test_anything_anywhere_never_raises(self):
        for junk in JUNK:
            with self.subTest(junk=junk):
                order_faults(junk)
                for body in [{"zone": junk}, {"zone": junk, "lines": junk}, {"zone": "home", "lines": [junk]}]:
                    self.assertTrue(order_faults(body))
                self.assertTrue(order_faults(order(sku=junk)))


class Paths(unittest.TestCase):
    def test_the_place_of_the_line(self):
        body = {"zone": "home", "lines": [{"sku": "PAN-20", "quantity": 1}, {"sku": "PAN-20"}]}
        self.assertEqual(order_faults(body), [("lines[1].quantity", "is missing")])

    def test_an_empty_line(self):
        self.assertEqual(
            order_faults({"zone": "home", "lines": [{}]}),
            [("lines[0].quantity", "is missing"), ("lines[0].sku", "is missing")],
        )

    def test_a_field_with_none_is_not_missing(self):
        self.assertEqual(order_faults(order(sku=None)), [("lines[0].sku", "unknown product")])

    def test_unknown_fields_on_both_levels_and_sorted(self):
        body = order(price=1) | {"Zone": "home"}
        self.assertEqual(order_faults(body), [("Zone", "unknown field"), ("lines[0].price", "unknown field")])

    def test_all_lines_are_looked_at(self):
        body = {"zone": "moon", "lines": [{"sku": "A", "quantity": 1}, {"sku": "B", "quantity": 0}]}
        self.assertEqual(len(order_faults(body)), 4)

    def test_the_body_is_left_alone(self):
        body = order(colour="red")
        order_faults(body)
        self.assertEqual(body, order(colour="red"))
