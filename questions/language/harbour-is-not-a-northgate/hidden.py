"""Holds the importers to their pages and reasons, and asks that nothing inherits any more."""

import inspect
import unittest

import sheet
from sheet import harbour, northgate


def run(make, *pages):
    asked, saved, answers = [], [], iter(pages)

    def get(address):
        asked.append(address)
        return {"orders": next(answers), "cursor": f"c{len(asked)}"}

    return make(get).import_since("c0", saved.append), asked, saved


def full(number):
    return [{"id": f"N-{each}", "total": "12.90", "status": "Void"} for each in range(number)]


class Pages(unittest.TestCase):
    def test_a_full_page_is_followed_by_another(self):
        result, asked, saved = run(northgate, full(200), full(3))
        self.assertEqual(asked, ["/orders?after=c0&limit=200", "/orders?after=c1&limit=200"])
        self.assertEqual([len(orders) for orders in saved], [200, 3])
        self.assertEqual(result, ("c2", []))

    def test_refused_rows_count_for_a_full_page(self):
        bad = [{"id": "N-0", "total": "?", "status": "Void"}]
        result, asked, _ = run(northgate, full(199) + bad, [])
        self.assertEqual(len(asked), 2)
        self.assertEqual(result, ("c2", [(bad[0], "bad total")]))

    def test_an_empty_page_ends_the_import_and_is_saved(self):
        self.assertEqual(run(harbour, []), (("c1", []), ["/v2/orders?after=c0&limit=200"], [[]]))

    def test_two_imports_with_one_importer_share_no_refusals(self):
        importer = northgate(lambda address: {"orders": [{"id": "N-1", "total": "?", "status": "Sent"}], "cursor": "c"})
        importer.import_since("a", lambda orders: None)
        self.assertEqual(len(importer.import_since("b", lambda orders: None)[1]), 1)


class Reasons(unittest.TestCase):
    def test_the_total_is_looked_at_before_the_word(self):
        row = {"number": "H-1", "cents": -1, "code": 11}
        self.assertEqual(run(harbour, [row])[0], ("c1", [(row, "bad total")]))

    def test_totals_of_northgate_have_a_point_and_two_digits(self):
        for total in ("18.5", "18", "18.505", "-1.00", ".50", ""):
            with self.subTest(total=total):
                row = {"id": "N-4", "total": total, "status": "Sent"}
                self.assertEqual(run(northgate, [row])[0], ("c1", [(row, "bad total")]))

    def test_words_of_one_marketplace_are_unknown_to_the_other(self):
        row = {"number": "H-1", "cents": 100, "code": "Sent"}
        self.assertEqual(run(harbour, [row])[0], ("c1", [(row, "unknown status")]))

    def test_a_failing_save_ends_the_import(self):
        def save(orders):
            raise ConnectionError("database is away")

        with self.assertRaises(ConnectionError):
            northgate(lambda address: {"orders": full(1), "cursor": "c"}).import_since("a", save)


class Shape(unittest.TestCase):
    def test_nothing_inherits_from_a_class_of_the_sheet(self):
        mine = [each for _, each in inspect.getmembers(sheet, inspect.isclass) if each.__module__ == sheet.__name__]
        self.assertTrue(mine)
        for each in mine:
            self.assertFalse(set(each.__mro__[1:]) & set(mine), each.__name__)

    def test_a_parser_that_refuses_is_heard(self):
        def parse(row):
            raise ValueError("no weight")

        importer = sheet.Importer(lambda cursor: (["row"], "end"), parse, {})
        self.assertEqual(importer.import_since("a", lambda orders: None), ("end", [("row", "no weight")]))
