"""Holds masked to the rules of the card."""

import unittest

from sheet import masked


class Masked(unittest.TestCase):
    def test_the_five_open_fields_stay(self):
        message = {"event_id": "evt-81", "order_id": "A-7", "kind": "paid", "at": "2026-06-01T09:30:00Z", "cents": 5490}
        self.assertEqual(masked(dict(message)), message)

    def test_every_other_value_becomes_stars(self):
        self.assertEqual(masked({"order_id": "A-7", "email": "x@y.z"}), {"order_id": "A-7", "email": "***"})

    def test_a_message_within_a_message(self):
        message = {"payer": {"name": "somebody", "order_id": "A-7"}}
        self.assertEqual(masked(message), {"payer": {"name": "***", "order_id": "A-7"}})

    def test_a_card_number_in_an_open_field(self):
        self.assertEqual(masked({"order_id": "A-7, 4000123456789010"}), {"order_id": "A-7, ***"})
