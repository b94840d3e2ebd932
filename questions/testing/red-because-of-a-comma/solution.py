"""Imports a page of marketplace orders, with its tests."""

import re
import unittest

_EUROS = re.compile(r"[0-9]+(?:\.([0-9]{2}))?")


def parse_cents(text):
    """The text "12.50" is 1250 and "39" is 3900. All but digits, with a point and two more or none, is a ValueError."""
    match = _EUROS.fullmatch(text)
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    return int(text.replace(".", "")) if match[1] else int(text) * 100


def import_page(orders, save):
    """Saves what can be read, and returns the rest: order id and reason."""
    readable, rejected = [], []
    for order in orders:
        try:
            readable.append({"id": order["id"], "total": parse_cents(order["total"])})
        except ValueError as fault:
            rejected.append((order["id"], str(fault)))
    save(readable)
    return rejected


class ImportPageTest(unittest.TestCase):
    def test_amounts_are_read(self):
        saved = []
        rejected = import_page([{"id": "N-1", "total": "24.50"}, {"id": "N-2", "total": "39"}], saved.extend)
        self.assertEqual((saved, rejected), ([{"id": "N-1", "total": 2450}, {"id": "N-2", "total": 3900}], []))

    def test_a_decimal_comma_is_reported_and_the_others_are_saved(self):
        saved = []
        rejected = import_page([{"id": "N-3", "total": "24,50"}, {"id": "N-4", "total": "5.90"}], saved.extend)
        self.assertEqual(rejected, [("N-3", "not an amount: '24,50'")])
        self.assertEqual(saved, [{"id": "N-4", "total": 590}])


class ParseCentsTest(unittest.TestCase):
    def test_what_is_no_amount_is_a_value_error(self):
        for text in ("24,50", "1.234,50", "12.5", "12.509", "-5.00", " 5.90", "1e3", "NaN", ""):
            with self.subTest(text), self.assertRaisesRegex(ValueError, "not an amount"):
                parse_cents(text)
