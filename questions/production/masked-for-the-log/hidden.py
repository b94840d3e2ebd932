"""Holds masked to the messages that one did not think of."""

import copy
import unittest

from sheet import masked


class Edges(unittest.TestCase):
    def test_fields_that_nobody_has_heard_of(self):
        message = {"token_v2": "s3", "Email": "x", "note": ""}
        self.assertEqual(masked(message), {"token_v2": "***", "Email": "***", "note": "***"})

    def test_numbers_truth_values_and_none_are_values_too(self):
        self.assertEqual(masked({"pin": 4711, "vip": True, "zip": None}), {"pin": "***", "vip": "***", "zip": "***"})

    def test_lists_of_messages(self):
        message = {"lines": [{"order_id": "A-7", "text": "pan"}, {"cents": 0}]}
        self.assertEqual(masked(message), {"lines": [{"order_id": "A-7", "text": "***"}, {"cents": 0}]})

    def test_lists_of_plain_values(self):
        self.assertEqual(masked({"cards": ["1", ["2"]]}), {"cards": ["***", ["***"]]})

    def test_a_list_in_an_open_field_stays(self):
        self.assertEqual(masked({"order_id": ["A-7", ["A-8"]]}), {"order_id": ["A-7", ["A-8"]]})

    def test_an_open_name_does_not_open_what_is_inside(self):
        message = {"order_id": {"number": "1"}, "kind": [{"secret": "1"}]}
        self.assertEqual(masked(message), {"order_id": {"number": "***"}, "kind": [{"secret": "***"}]})

    def test_card_numbers_in_groups(self):
        for text in ("4000 1234 5678 9010", "4000-1234-5678-9010", "3700 123456 12345", "4000123456789"):
            with self.subTest(text):
                self.assertEqual(masked({"event_id": text}), {"event_id": "***"})

    def test_a_card_number_as_a_number(self):
        self.assertEqual(masked({"cents": 4000123456789010}), {"cents": "***"})

    def test_twelve_digits_may_stay(self):
        self.assertEqual(masked({"event_id": "202606010930"}), {"event_id": "202606010930"})

    def test_zero_cents_and_no_time_stay(self):
        self.assertEqual(masked({"cents": 0, "at": None, "kind": ""}), {"cents": 0, "at": None, "kind": ""})

    def test_the_message_is_left_alone_at_every_depth(self):
        message = {"payer": {"card": {"number": "4000123456789010"}}, "lines": [{"text": "pan"}], "email": "x@y.z"}
        before = copy.deepcopy(message)
        masked(message)
        self.assertEqual(message, before)
