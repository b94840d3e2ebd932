"""Holds the renamed option to the ways in which scripts really call the command."""

import contextlib
import io
import unittest

from sheet import main


def called(*argv, missing=False):
    """The status, stdout, stderr, and what the importer was asked for."""
    asked, out, err = [], io.StringIO(), io.StringIO()

    def importer(file, name):
        asked.append((file, name))
        if missing:
            raise FileNotFoundError(f"no such file: {file}")
        return 12, []

    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(list(argv), importer)
        except SystemExit as end:
            status = end.code
    return status, out.getvalue(), err.getvalue(), asked


class Scripts(unittest.TestCase):
    def assert_old_call(self, *argv):
        status, out, err, asked = called(*argv)
        self.assertEqual((status, out, asked), (0, "W: 12 accepted, 0 rejected\n", [("w.csv", "W")]))
        self.assertIn("--seller", err)
        self.assertEqual(len(err.splitlines()), 1)

    def test_old_name_with_an_equals_sign(self):
        self.assert_old_call("w.csv", "--partner=W")

    def test_old_name_before_the_file(self):
        self.assert_old_call("--partner", "W", "w.csv")

    def test_old_name_shortened(self):
        self.assert_old_call("w.csv", "--part", "W")

    def test_old_name_twice_and_the_last_one_counts(self):
        self.assert_old_call("w.csv", "--partner", "V", "--partner", "W")

    def test_an_empty_name_is_a_name_too(self):
        written = (0, ": 12 accepted, 0 rejected\n", [("w.csv", "")])
        for option in ("--partner", "--seller"):
            status, out, err, asked = called("w.csv", option, "")
            self.assertEqual((status, out, asked), written)
            self.assertEqual("--partner" in err, option == "--partner")

    def test_json_of_the_old_name_is_alone_on_stdout(self):
        out = called("w.csv", "--partner", "W", "--json")[1]
        self.assertEqual(out, '{"partner": "W", "accepted": 12, "rejected": []}\n')

    def test_the_same_name_given_in_both_ways_is_an_error(self):
        self.assertEqual(called("w.csv", "--seller=W", "--partner=W")[::3], (2, []))

    def test_a_missing_file_is_status_2_with_the_new_name(self):
        status, out, err, _ = called("w.csv", "--seller", "W", missing=True)
        self.assertEqual((status, out), (2, ""))
        self.assertIn("no such file", err)
        self.assertNotIn("--partner", err)

    def test_the_help_shows_the_new_name_only(self):
        status, out, _, asked = called("--help")
        self.assertEqual((status, asked), (0, []))
        self.assertIn("--seller", out)
        self.assertNotIn("--partner", out)
