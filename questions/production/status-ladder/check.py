"""Asks for Harbour's codes."""

import unittest

from sheet import UnknownStatus, normalise_status

OURS = ["new", "paid", "packed", "shipped", "delivered", "cancelled", "returned"]


class Harbour(unittest.TestCase):
    def test_codes(self):
        codes = ["10", "20", "30", "40", "50", "90", "95"]
        self.assertEqual([normalise_status(code, "harbour") for code in codes], OURS)

    def test_stray_spaces(self):
        self.assertEqual(normalise_status(" 40 ", "harbour"), "shipped")

    def test_unknown_codes_are_refused(self):
        with self.assertRaises(UnknownStatus):
            normalise_status("60", "harbour")
