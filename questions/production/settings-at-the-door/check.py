"""Holds load_config to the rules of the card."""

import unittest

from sheet import ConfigError, load_config

GOOD = {"DATABASE_URL": "postgresql://orders@db/orderops", "WEBHOOK_KEY": "k-1", "MAX_ATTEMPTS": "5"}


class LoadConfig(unittest.TestCase):
    def test_good_settings(self):
        config = load_config({**GOOD, "LOG_LEVEL": "DEBUG"})
        self.assertEqual(config.database_url, "postgresql://orders@db/orderops")
        self.assertEqual((config.webhook_key, config.max_attempts, config.log_level), ("k-1", 5, "DEBUG"))

    def test_the_log_level_may_be_left_out(self):
        self.assertEqual(load_config(GOOD).log_level, "INFO")

    def test_attempts_are_a_number(self):
        self.assertIs(type(load_config(GOOD).max_attempts), int)

    def test_all_that_is_missing_is_named_at_once(self):
        with self.assertRaises(ConfigError) as caught:
            load_config({})
        for name in ("DATABASE_URL", "WEBHOOK_KEY", "MAX_ATTEMPTS"):
            self.assertIn(name, str(caught.exception))

    def test_an_unknown_log_level_is_refused(self):
        with self.assertRaisesRegex(ConfigError, "LOG_LEVEL"):
            load_config({**GOOD, "LOG_LEVEL": "LOUD"})
