"""Holds the plain cases still, and counts comparisons."""

import unittest

from sheet import match


class Counted(str):
    """A text that counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


class Matching(unittest.TestCase):
    def test_reference_and_amount_decide(self):
        orders = [{"id": "A-7", "reference": "r7", "total": 5490}, {"id": "A-8", "reference": "r8", "total": 2450}]
        messages = [
            {"event_id": "e1", "reference": "r8", "cents": 2450},
            {"event_id": "e2", "reference": "r7", "cents": 5489},
            {"event_id": "e3", "reference": "r7", "cents": 5490},
        ]
        self.assertEqual(match(messages, orders), [("e1", "A-8"), ("e2", None), ("e3", "A-7")])

    def test_twice_the_day_takes_about_twice_the_comparisons(self):
        counts = []
        for size in (100, 200):
            orders = [{"id": Counted(f"A-{n}"), "reference": Counted(f"r{n}"), "total": 2450} for n in range(size)]
            messages = [{"event_id": n, "reference": Counted(f"r{n}"), "cents": 2450} for n in reversed(range(size))]
            Counted.compared = 0
            match(messages, orders)
            counts.append(Counted.compared)
        self.assertLess(counts[1], 3 * counts[0] + 200, "comparisons for 200 of each, against those for 100")
