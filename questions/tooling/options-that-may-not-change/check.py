"""Holds the renamed option to the rules of the card."""

import contextlib
import io
import unittest

from sheet import main

BAD_ROW = [3, "bad price"]


def called(*argv, rejected=()):
    """The status, stdout, stderr, and what the importer was asked for."""
    asked, out, err = [], io.StringIO(), io.StringIO()

    def importer(file, name):
        asked.append((file, name))
        return 12, list(rejected)

    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(list(argv), importer)
        except SystemExit as end:
            status = end.code
    return status, out.getvalue(), err.getvalue(), asked


class Renamed(unittest.TestCase):
    def test_the_new_name_does_what_the_old_one_did(self):
        self.assertEqual(
            called("w.csv", "--seller", "W"), (0, "W: 12 accepted, 0 rejected\n", "", [("w.csv", "W")])
        )

    def test_the_old_name_goes_on_working(self):
        status, out, _, asked = called("w.csv", "--partner", "W", rejected=[BAD_ROW])
        self.assertEqual((status, out, asked), (1, "W: 12 accepted, 1 rejected\n", [("w.csv", "W")]))

    def test_the_old_name_gives_one_line_that_names_both(self):
        lines = called("w.csv", "--partner", "W")[2].splitlines()
        self.assertEqual(len(lines), 1)
        self.assertIn("--partner", lines[0])
        self.assertIn("--seller", lines[0])

    def test_both_names_are_an_error(self):
        status, out, _, asked = called("w.csv", "--partner", "W", "--seller", "V")
        self.assertEqual((status, out, asked), (2, "", []))

    def test_no_name_is_an_error(self):
        status, out, _, asked = called("w.csv")
        self.assertEqual((status, out, asked), (2, "", []))

    def test_the_json_stays_as_it_is(self):
        out = called("w.csv", "--seller", "W", "--json", rejected=[BAD_ROW])[1]
        self.assertEqual(out, '{"partner": "W", "accepted": 12, "rejected": [[3, "bad price"]]}\n')
