"""Words of others and ours."""

import unittest

from orderops.statuses import MEANINGS, OURS, UnknownStatus, normalise_status


class NormaliseStatus(unittest.TestCase):
    def test_each_source_in_its_own_words(self):
        cases = [(" Paid ", "csv", "paid"), ("Sent", "northgate", "shipped"), ("95", "harbour", "returned")]
        for raw, source, ours in cases:
            with self.subTest(raw=raw):
                self.assertEqual(normalise_status(raw, source), ours)

    def test_a_word_of_another_source_is_unknown(self):
        for raw, source in [("Sent", "harbour"), ("40", "csv"), ("", "csv"), ("paid", "elsewhere")]:
            with self.subTest(raw=raw, source=source), self.assertRaises(UnknownStatus) as caught:
                normalise_status(raw, source)
            self.assertEqual(str(caught.exception), f"{source}: {raw!r}")

    def test_every_meaning_is_one_of_ours(self):
        self.assertLessEqual({ours for words in MEANINGS.values() for ours in words.values()}, set(OURS))
