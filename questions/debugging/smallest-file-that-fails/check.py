"""Holds smallest to the rules of the card, and counts how often it asks."""

import unittest

from sheet import smallest


class Importer:
    """Fails when all of `needed` are among the rows; counts its runs."""

    def __init__(self, *needed):
        self.needed, self.runs = needed, 0

    def fails(self, rows):
        self.runs += 1
        return all(row in rows for row in self.needed)


class Smallest(unittest.TestCase):
    def test_one_row_is_to_blame(self):
        self.assertEqual(smallest(["a", "b", "c", "d"], Importer("c").fails), ["c"])

    def test_two_rows_that_are_far_apart(self):
        rows = [f"W-{number}" for number in range(40)]
        self.assertEqual(smallest(rows, Importer("W-33", "W-4").fails), ["W-4", "W-33"])

    def test_what_does_not_fail_is_refused(self):
        with self.assertRaises(ValueError):
            smallest(["a", "b"], Importer("c").fails)

    def test_one_of_8000_rows_takes_at_most_100_runs(self):
        importer = Importer(5123)
        self.assertEqual(smallest(list(range(8000)), importer.fails), [5123])
        self.assertLessEqual(importer.runs, 100)
