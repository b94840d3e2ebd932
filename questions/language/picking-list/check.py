"""Holds picking_list to the rules of the card."""

import unittest

from sheet import picking_list


def line(sku, **place):
    return {"sku": sku, "quantity": 1, **place}


def skus(lines):
    return [each["sku"] for each in picking_list(lines)]


class PickingList(unittest.TestCase):
    def test_lowest_bin_comes_first(self):
        self.assertEqual(skus([line("KETTLE-17", bin=12), line("PAN-20", bin=3)]), ["PAN-20", "KETTLE-17"])

    def test_missing_bin_comes_last(self):
        self.assertEqual(skus([line("A"), line("B", bin=99999)]), ["B", "A"])

    def test_sku_decides_on_one_shelf(self):
        self.assertEqual(skus([line("B", bin=1), line("A", bin=1)]), ["A", "B"])
