"""Holds the task's behaviour still, and looks for what must not be in a log."""

import contextlib
import io
import logging
import unittest

from sheet import RefundRefused, run_refund

PAYLOAD = {"refund_id": "r-1", "order_id": "A-7", "cents": 2450, "email": "somebody@example.com"}


class Gateway:
    def __init__(self, error=None):
        self.error, self.calls = error, []

    def refund(self, order_id, cents, *, key):
        self.calls.append((order_id, cents, key))
        if self.error:
            raise self.error


class Kept(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


class AsBefore(unittest.TestCase):
    def setUp(self):
        self.kept, self.screen = Kept(), io.StringIO()
        log = logging.getLogger("orderops.refunds")
        level, propagate = log.level, log.propagate
        log.addHandler(self.kept)
        log.setLevel("DEBUG")
        log.propagate = False
        self.addCleanup(log.removeHandler, self.kept)
        self.addCleanup(log.setLevel, level)
        self.addCleanup(setattr, log, "propagate", propagate)

    def run_once(self, payload=PAYLOAD, ledger=None, error=None):
        ledger = set() if ledger is None else ledger
        gateway = Gateway(error)
        with contextlib.redirect_stdout(self.screen):
            outcome = run_refund({"id": 41, "payload": payload}, ledger, gateway)
        return outcome, gateway.calls, ledger

    def test_a_refund_is_paid_once_and_noted(self):
        self.assertEqual(self.run_once(), ("refunded", [("A-7", 2450, "r-1")], {"r-1"}))

    def test_a_noted_refund_is_not_paid(self):
        self.assertEqual(self.run_once(ledger={"r-1"}), ("already refunded", [], {"r-1"}))

    def test_a_failed_refund_is_not_noted(self):
        for error, outcome in ((TimeoutError(), "failed"), (RefundRefused("no"), "refused")):
            with self.subTest(outcome):
                self.assertEqual(self.run_once(error=error), (outcome, [("A-7", 2450, "r-1")], set()))

    def test_a_payload_that_lacks_something_fails_with_one_record(self):
        for name in ("refund_id", "order_id", "cents"):
            with self.subTest(name):
                self.kept.records.clear()
                payload = {key: value for key, value in PAYLOAD.items() if key != name}
                self.assertEqual(self.run_once(payload)[0], "failed")
                self.assertEqual([record.levelname for record in self.kept.records], ["ERROR"])
                record = self.kept.records[0]
                self.assertEqual((record.task, record.order, record.outcome), (41, payload.get("order_id"), "failed"))
                self.assertTrue(record.exc_info, "a failure has its traceback")

    def test_the_message_is_the_same_text_each_time(self):
        self.run_once()
        self.run_once({**PAYLOAD, "order_id": "W-3", "refund_id": "r-2"})
        self.run_once(error=TimeoutError())
        self.assertEqual(len({record.getMessage() for record in self.kept.records}), 1)

    def test_nothing_is_printed(self):
        self.run_once()
        self.run_once(error=TimeoutError())
        self.assertEqual(self.screen.getvalue(), "")

    def test_the_address_is_in_no_record(self):
        self.run_once()
        self.run_once(error=TimeoutError())
        self.assertTrue(self.kept.records)
        self.assertNotIn("somebody@", str([vars(record) for record in self.kept.records]))
