"""Holds place_order to what happens when undoing fails, and when the waiting itself is cut off."""

import unittest
from asyncio import CancelledError

from sheet import place_order

ORDER = {"id": "W-3", "total": 14900, "lines": [("TABLE-PREP", 1)]}


class Once:
    def __await__(self):
        yield


class Services:
    def __init__(self, **faults):
        self.faults, self.log, self.open = faults, [], 0

    async def _do(self, name, answer):
        self.log.append(name)
        self.open += 1
        assert self.open == 1, "two steps at the same time"
        try:
            await Once()
        finally:
            self.open -= 1
        if name in self.faults:
            raise self.faults[name]
        return answer

    def reserve(self, order_id, lines):
        return self._do("reserve", None)

    def release(self, order_id):
        return self._do("release", None)

    def charge(self, order_id, cents):
        return self._do("charge", "")

    def refund(self, payment_id):
        return self._do("refund", None)

    def book(self, order_id):
        return self._do("book", "T-501")


def finish(services, cut_off_at=None):
    running = place_order(ORDER, services, services, services)
    while True:
        try:
            running.send(None)
            if services.log[-1] == cut_off_at:
                cut_off_at = None
                running.throw(CancelledError())
        except StopIteration as end:
            return end.value


class Undoing(unittest.TestCase):
    def test_the_stock_is_given_back_even_if_the_refund_fails(self):
        services = Services(book=OSError("no van"), refund=ValueError("provider down"))
        with self.assertRaises(Exception):
            finish(services)
        self.assertEqual(services.log, ["reserve", "charge", "book", "refund", "release"])

    def test_a_failed_refund_does_not_hide_what_came_first(self):
        no_van, down = OSError("no van"), ValueError("provider down")
        services = Services(book=no_van, refund=down)
        with self.assertRaises(Exception) as caught:
            finish(services)
        seen, chain = caught.exception, []
        while seen is not None:
            chain.append(seen)
            seen = seen.__cause__ or seen.__context__
        self.assertIs(chain[0], down)
        self.assertIn(no_van, chain)

    def test_an_empty_payment_id_is_paid_back_too(self):
        services = Services(book=OSError("no van"))
        with self.assertRaises(OSError):
            finish(services)
        self.assertIn("refund", services.log)


class CutOff(unittest.TestCase):
    def test_while_booking(self):
        services = Services()
        with self.assertRaises(CancelledError):
            finish(services, "book")
        self.assertEqual(services.log, ["reserve", "charge", "book", "refund", "release"])

    def test_while_charging(self):
        services = Services()
        with self.assertRaises(CancelledError):
            finish(services, "charge")
        self.assertEqual(services.log, ["reserve", "charge", "release"])
