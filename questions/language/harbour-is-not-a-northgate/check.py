"""Holds both importers still, and asks for one that takes its parts from outside."""

import unittest

import sheet
from sheet import harbour, northgate


def run(make, *pages):
    """The result of an import over the given pages, with what was asked for and what was saved."""
    asked, saved, answers = [], [], iter(pages)

    def get(address):
        asked.append(address)
        return {"orders": next(answers), "cursor": f"c{len(asked)}"}

    return make(get).import_since("c0", saved.append), asked, saved


class Northgate(unittest.TestCase):
    def test_an_order_in_our_words(self):
        result, asked, saved = run(northgate, [{"id": "N-4", "total": "18.50", "status": "Sent"}])
        self.assertEqual(saved, [[{"id": "N-4", "total": 1850, "status": "shipped"}]])
        self.assertEqual(result, ("c1", []))
        self.assertEqual(asked, ["/orders?after=c0&limit=200"])

    def test_what_cannot_be_read_is_refused_with_a_reason(self):
        comma = {"id": "N-5", "total": "18,50", "status": "Sent"}
        word = {"id": "N-6", "total": "18.50", "status": "Lost"}
        result, _, saved = run(northgate, [comma, word])
        self.assertEqual(result, ("c1", [(comma, "bad total"), (word, "unknown status")]))
        self.assertEqual(saved, [[]])


class Harbour(unittest.TestCase):
    def test_an_order_in_our_words(self):
        result, asked, saved = run(harbour, [{"number": "H-2", "cents": 1850, "code": 40}])
        self.assertEqual(saved, [[{"id": "H-2", "total": 1850, "status": "shipped"}]])
        self.assertEqual(asked, ["/v2/orders?after=c0&limit=200"])


class NewShape(unittest.TestCase):
    def test_an_importer_takes_its_three_parts(self):
        saved = []
        importer = sheet.Importer(
            lambda cursor: (["W-3;3190;ok"], "end"),
            lambda row: (row.split(";")[0], int(row.split(";")[1]), row.split(";")[2]),
            {"ok": "paid"},
        )
        self.assertEqual(importer.import_since("start", saved.append), ("end", []))
        self.assertEqual(saved, [[{"id": "W-3", "total": 3190, "status": "paid"}]])
