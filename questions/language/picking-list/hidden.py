"""Holds picking_list to the inputs that one should be afraid of."""

import unittest

from sheet import picking_list


def line(sku, **place):
    return {"sku": sku, "quantity": 1, **place}


def skus(lines):
    return [each["sku"] for each in picking_list(lines)]


class Edges(unittest.TestCase):
    def test_numbers_are_compared_as_numbers(self):
        self.assertEqual(skus([line("A", bin=10), line("B", bin=9)]), ["B", "A"])

    def test_bin_of_none_comes_last(self):
        self.assertEqual(skus([line("A", bin=None), line("B", bin=7)]), ["B", "A"])

    def test_shelf_zero_is_a_shelf(self):
        self.assertEqual(skus([line("A", bin=3), line("B", bin=0), line("C")]), ["B", "A", "C"])

    def test_sku_decides_among_the_missing(self):
        self.assertEqual(skus([line("B"), line("A", bin=None), line("C")]), ["A", "B", "C"])

    def test_empty_list(self):
        self.assertEqual(picking_list([]), [])

    def test_the_argument_is_left_alone(self):
        lines = [line("B", bin=2), line("A", bin=1)]
        result = picking_list(lines)
        self.assertIsNot(result, lines)
        self.assertEqual([each["sku"] for each in lines], ["B", "A"])
