"""Holds parse_cents to its docstring, and asks that no order is lost without a word."""

import unittest
from unittest.mock import patch

import sheet
from sheet import import_page, parse_cents


def own_tests_are_green():
    types = [value for value in vars(sheet).values() if isinstance(value, type)]
    classes = [value for value in types if issubclass(value, unittest.TestCase)]
    result = unittest.TestResult()
    unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
    return result.testsRun > 0 and result.wasSuccessful()


class Amounts(unittest.TestCase):
    def test_amounts_to_the_cent(self):
        texts = ("12.50", "39", "0.29", "19.99", "0.00", "8940.00", "007")
        self.assertEqual([parse_cents(text) for text in texts], [1250, 3900, 29, 1999, 0, 894000, 700])

    def test_a_comma_is_no_amount(self):
        for text in ("24,50", "1.234,50", "1,234.50", "24,"):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_cents(text)

    def test_other_things_that_are_no_amount(self):
        for text in ("12.5", "12.509", "-5.00", "+5", " 5.90", "5.90\n", "1e3", "NaN", "1_000", ".50", "5.", ""):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_cents(text)


class Page(unittest.TestCase):
    def test_each_order_is_saved_or_reported(self):
        saved = []
        totals = ("5.90", "24,50", "NaN", "12.5", "39", "1e3")
        orders = [{"id": f"N-{n}", "total": total} for n, total in enumerate(totals)]
        rejected = import_page(orders, saved.extend)
        self.assertEqual([order["id"] for order in saved], ["N-0", "N-4"])
        self.assertEqual([order_id for order_id, _ in rejected], ["N-1", "N-2", "N-3", "N-5"])

    def test_the_reason_shows_the_text(self):
        self.assertIn("24,50", import_page([{"id": "N-1", "total": "24,50"}], lambda orders: None)[0][1])

    def test_a_save_that_fails_goes_up(self):
        def save(orders):
            raise ArithmeticError("no room")

        with self.assertRaises(ArithmeticError):
            import_page([{"id": "N-1", "total": "39"}], save)


class TheTestsAreWorthSomething(unittest.TestCase):
    def test_an_importer_that_skips_in_silence_is_caught(self):
        def import_page(orders, save):
            readable = [order for order in orders if "," not in order["total"]]
            save([{"id": order["id"], "total": parse_cents(order["total"])} for order in readable])
            return []

        with patch.object(sheet, "import_page", import_page):
            self.assertFalse(own_tests_are_green())

    def test_an_amount_of_nothing_for_a_comma_is_caught(self):
        def parse_cents_or_zero(text):
            return 0 if "," in text else parse_cents(text)

        with patch.object(sheet, "parse_cents", parse_cents_or_zero):
            self.assertFalse(own_tests_are_green())
