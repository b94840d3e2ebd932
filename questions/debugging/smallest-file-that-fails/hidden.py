"""Holds smallest to rows that need each other, and to the list it was given."""

import unittest

from sheet import smallest


def needs(*needed):
    return lambda rows: all(row in rows for row in needed)


class Edges(unittest.TestCase):
    def test_all_rows_are_needed(self):
        rows = list("abcdefg")
        self.assertEqual(smallest(rows, needs(*rows)), rows)

    def test_three_rows_in_their_order(self):
        self.assertEqual(smallest(list(range(101)), needs(100, 0, 57)), [0, 57, 100])

    def test_the_first_or_the_last_row(self):
        rows = list(range(7))
        self.assertEqual([smallest(rows, needs(row)) for row in (0, 6)], [[0], [6]])

    def test_the_same_row_twice(self):
        rows = ["W-3", "W-4", "W-3", "W-5"]
        self.assertEqual(smallest(rows, lambda some: some.count("W-3") > 1), ["W-3", "W-3"])

    def test_a_row_that_became_needless_later_goes_too(self):
        def fails(rows):
            return "x" in rows and ("y" not in rows or "z" in rows)

        self.assertEqual(smallest(["z", "y", "x"], fails), ["x"])

    def test_a_file_that_fails_without_any_row(self):
        self.assertEqual(smallest(["a", "b", "c"], lambda rows: True), [])

    def test_two_of_8000_rows_take_at_most_250_runs(self):
        runs = []

        def fails(rows):
            runs.append(len(rows))
            return 17 in rows and 7990 in rows

        self.assertEqual(smallest(list(range(8000)), fails), [17, 7990])
        self.assertLessEqual(len(runs), 250)

    def test_the_list_is_left_alone(self):
        rows = ["a", "b", "c"]
        smallest(rows, needs("b"))
        self.assertEqual(rows, ["a", "b", "c"])
