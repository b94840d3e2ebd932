"""Holds place_order to the rules of the card; the coroutine is moved on by hand, without an event loop."""

import unittest

from sheet import place_order

ORDER = {"id": "A-7", "total": 4190, "lines": [("KETTLE-17", 1)]}


class Services:
    """All three in one: every call waits once, then answers, or raises what `faults` holds for its name."""

    def __init__(self, **faults):
        self.faults, self.log = faults, []

    async def _do(self, name, answer, *given):
        self.log.append((name, *given))
        await Once()
        if name in self.faults:
            raise self.faults[name]
        return answer

    def reserve(self, order_id, lines):
        return self._do("reserve", None, order_id, lines)

    def release(self, order_id):
        return self._do("release", None, order_id)

    def charge(self, order_id, cents):
        return self._do("charge", "PAY-1", order_id, cents)

    def refund(self, payment_id):
        return self._do("refund", None, payment_id)

    def book(self, order_id):
        return self._do("book", "T-500", order_id)


class Once:
    def __await__(self):
        yield


def finish(services):
    running = place_order(ORDER, services, services, services)
    while True:
        try:
            running.send(None)
        except StopIteration as end:
            return end.value


def names(services):
    return [name for name, *_ in services.log]


class PlaceOrder(unittest.TestCase):
    def test_all_three_in_order(self):
        services = Services()
        self.assertEqual(finish(services), "T-500")
        wanted = [("reserve", "A-7", [("KETTLE-17", 1)]), ("charge", "A-7", 4190), ("book", "A-7")]
        self.assertEqual(services.log, wanted)

    def test_nothing_is_undone_when_nothing_was_reserved(self):
        services = Services(reserve=LookupError("none left"))
        with self.assertRaisesRegex(LookupError, "none left"):
            finish(services)
        self.assertEqual(names(services), ["reserve"])

    def test_a_refused_charge_gives_the_stock_back(self):
        services = Services(charge=ValueError("card refused"))
        with self.assertRaisesRegex(ValueError, "card refused"):
            finish(services)
        self.assertEqual(names(services), ["reserve", "charge", "release"])

    def test_a_failed_booking_pays_back_and_gives_the_stock_back(self):
        services = Services(book=OSError("no van"))
        with self.assertRaisesRegex(OSError, "no van"):
            finish(services)
        self.assertEqual(names(services), ["reserve", "charge", "book", "refund", "release"])
        self.assertIn(("refund", "PAY-1"), services.log)
