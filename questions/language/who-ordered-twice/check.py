"""Holds repeated_ids to the rules of the card."""

import unittest

from sheet import repeated_ids


def rows(*ids):
    return [(number, {"order_id": order_id, "sku": "PAN-20"}) for number, order_id in enumerate(ids, start=2)]


def found(given):
    return [(order_id, list(numbers)) for order_id, numbers in repeated_ids(given)]


class RepeatedIds(unittest.TestCase):
    def test_an_id_on_two_lines_is_found_with_both(self):
        self.assertEqual(found(rows("W-1", "W-2", "W-1")), [("W-1", [2, 4])])

    def test_ids_that_stand_once_are_left_out(self):
        self.assertEqual(found(rows("W-1", "W-2")), [])

    def test_spaces_do_not_count(self):
        self.assertEqual(found(rows("W-1", " W-1 ")), [("W-1", [2, 3])])

    def test_rows_without_an_id_are_left_out(self):
        given = [(2, {"sku": "PAN-20"}), (3, {"sku": "PAN-20"}), (4, {"order_id": None}), (5, {"order_id": None})]
        self.assertEqual(found(given), [])
