"""Holds load_config to the environments that real containers have."""

import traceback
import unittest

from sheet import ConfigError, load_config

GOOD = {"DATABASE_URL": "postgresql://orders:hush@db/orderops", "WEBHOOK_KEY": "whk-9f2c", "MAX_ATTEMPTS": "5"}


class Doors(unittest.TestCase):
    def refused(self, **changes):
        with self.assertRaises(ConfigError) as caught:
            load_config({**GOOD, **changes})
        return caught.exception

    def test_empty_counts_as_missing(self):
        for name in GOOD:
            with self.subTest(name):
                self.assertIn(name, str(self.refused(**{name: ""})))

    def test_attempts_that_are_no_number_from_1_up(self):
        for text in ("0", "-1", "5.0", "five", " ", " 5", "5\n", "+5", "1_000", "²"):
            with self.subTest(text):
                self.assertIn("MAX_ATTEMPTS", str(self.refused(MAX_ATTEMPTS=text)))

    def test_missing_and_wrong_are_named_together(self):
        message = str(self.refused(DATABASE_URL="", MAX_ATTEMPTS="many", LOG_LEVEL="info"))
        for name in ("DATABASE_URL", "MAX_ATTEMPTS", "LOG_LEVEL"):
            self.assertIn(name, message)
        self.assertNotIn("WEBHOOK_KEY", message)

    def test_no_value_in_the_whole_traceback(self):
        for name in ("MAX_ATTEMPTS", "LOG_LEVEL"):
            with self.subTest(name):
                shown = "".join(traceback.format_exception(self.refused(**{name: "whk-9f2c"})))
                self.assertNotIn("9f2c", shown)

    def test_a_printed_config_shows_no_secret(self):
        shown = repr(load_config(GOOD))
        self.assertNotIn("whk-9f2c", shown)
        self.assertNotIn("hush", shown)
