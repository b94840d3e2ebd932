"""Runs the sheet's own tests against a right importer and five wrong ones."""

import unittest
from unittest.mock import patch

import sheet
from sheet import PAGE_SIZE, Imported, Transient, parse_order


def importer(late=False, back=False, hole=False, forget=False, greedy=False):
    """An import_since with at most one thing different."""

    def import_since(cursor, source, fetch, save):
        start, rejected, kept = cursor, [], []
        while True:
            try:
                page = fetch(cursor)
                orders = []
                for order in page.orders:
                    try:
                        orders.append(parse_order(order, source))
                    except ValueError as fault:
                        rejected.append((order["id"], str(fault)))
                kept.append(orders)
                if not late:
                    save(orders)
            except Exception as error:
                if not greedy and not isinstance(error, Transient):
                    raise
                if hole:
                    save([])
                return Imported(start if back else cursor, [] if forget else rejected)
            cursor = page.cursor
            if len(page.orders) < PAGE_SIZE:
                for orders in kept if late else []:
                    save(orders)
                return Imported(cursor, rejected)

    return import_since


WRONG = {
    "saves all pages at the end, and so none when one fails": importer(late=True),
    "goes back to the first cursor when a page fails": importer(back=True),
    "saves an empty page for the one that failed": importer(hole=True),
    "forgets what it rejected when a page fails": importer(forget=True),
    "takes every error for a page that did not come": importer(greedy=True),
}


def green(import_since):
    types = [value for value in vars(sheet).values() if isinstance(value, type)]
    classes = [value for value in types if issubclass(value, unittest.TestCase)]
    result = unittest.TestResult()
    with patch.object(sheet, "import_since", import_since):
        unittest.TestSuite(map(unittest.TestLoader().loadTestsFromTestCase, classes)).run(result)
    return result.testsRun > 0 and result.wasSuccessful()


class OwnTests(unittest.TestCase):
    def test_a_right_importer_passes(self):
        self.assertTrue(green(importer()))

    def test_each_wrong_importer_is_caught(self):
        self.assertEqual([name for name, wrong in WRONG.items() if green(wrong)], [], "these would have gone unnoticed")
