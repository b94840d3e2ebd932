"""Holds import_rows to what it saves and rejects."""

import unittest

from sheet import import_rows


class Database:
    def __init__(self, *skus):
        self.skus, self.saved = skus, []

    def load_products(self):
        for sku in self.skus:
            yield {"sku": sku}

    def save(self, batch):
        self.saved.append(list(batch))


def rows(*skus):
    return [{"order_id": f"W-{number}", "sku": sku} for number, sku in enumerate(skus)]


class ImportRows(unittest.TestCase):
    def test_unknown_products_are_rejected_by_line(self):
        database = Database("PAN-20", "KNIFE-8")
        file = rows("PAN-20", "SPOON", "KNIFE-8", "PAN-20")
        self.assertEqual(import_rows(file, database.save, database.load_products), [(3, "unknown product")])
        self.assertEqual(database.saved, [[file[0], file[2], file[3]]])

    def test_batches_of_500(self):
        database = Database("PAN-20")
        import_rows(rows(*["PAN-20"] * 1001), database.save, database.load_products)
        self.assertEqual([len(batch) for batch in database.saved], [500, 500, 1])
