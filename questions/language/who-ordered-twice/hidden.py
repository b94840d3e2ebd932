"""Holds repeated_ids to the inputs that one should be afraid of."""

import unittest

from sheet import repeated_ids


def rows(*ids):
    return [(number, {"order_id": order_id, "sku": "PAN-20"}) for number, order_id in enumerate(ids, start=2)]


def found(given):
    return [(order_id, list(numbers)) for order_id, numbers in repeated_ids(given)]


class Edges(unittest.TestCase):
    def test_the_first_seen_comes_first_even_if_another_repeats_earlier(self):
        self.assertEqual(found(rows("W-1", "W-2", "W-2", "W-1")), [("W-1", [2, 5]), ("W-2", [3, 4])])

    def test_the_given_line_numbers_count(self):
        given = [(10, {"order_id": "W-1"}), (40, {"order_id": "W-2"}), (41, {"order_id": "W-1"})]
        self.assertEqual(found(given), [("W-1", [10, 41])])

    def test_an_id_is_given_without_its_spaces(self):
        self.assertEqual(found(rows(" W-1 ", "W-1")), [("W-1", [2, 3])])

    def test_three_times_is_one_finding(self):
        self.assertEqual(found(rows("W-9", "W-9", "W-9")), [("W-9", [2, 3, 4])])

    def test_order_of_first_sight_is_not_the_order_of_the_alphabet(self):
        self.assertEqual(found(rows("W-9", "W-10", "W-10", "W-9")), [("W-9", [2, 5]), ("W-10", [3, 4])])

    def test_blank_ids_are_no_id(self):
        self.assertEqual(found(rows("", "", "  ", "  ")), [])

    def test_capital_and_small_letters_differ(self):
        self.assertEqual(found(rows("W-1", "w-1")), [])

    def test_a_generator_is_read_once(self):
        self.assertEqual(found(pair for pair in rows("W-1", "W-1")), [("W-1", [2, 3])])

    def test_an_empty_file(self):
        self.assertEqual(found([]), [])

    def test_the_rows_are_left_as_they_are(self):
        given = rows(" W-1 ", "W-1")
        repeated_ids(given)
        self.assertEqual(given, rows(" W-1 ", "W-1"))
