"""Reads the records that one run of a task leaves behind."""

import contextlib
import io
import unittest

from sheet import RefundRefused, run_refund

PAYLOAD = {"refund_id": "r-1", "order_id": "A-7", "cents": 2450, "email": "somebody@example.com"}


class Gateway:
    def __init__(self, error=None):
        self.error = error

    def refund(self, order_id, cents, *, key):
        if self.error:
            raise self.error


class OneLineEach(unittest.TestCase):
    def record_of(self, outcome, ledger=(), error=None):
        with self.assertLogs("orderops.refunds", "DEBUG") as logs, contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(run_refund({"id": 41, "payload": PAYLOAD}, set(ledger), Gateway(error)), outcome)
        self.assertEqual(len(logs.records), 1, "exactly one record for each run")
        record = logs.records[0]
        self.assertEqual((record.task, record.order, record.outcome), (41, "A-7", outcome))
        return record

    def test_refunded_is_info(self):
        self.assertEqual(self.record_of("refunded").levelname, "INFO")

    def test_already_refunded_is_info(self):
        self.assertEqual(self.record_of("already refunded", ledger=["r-1"]).levelname, "INFO")

    def test_refused_is_a_warning_with_its_reason(self):
        record = self.record_of("refused", error=RefundRefused("more than was paid"))
        self.assertEqual((record.levelname, record.reason), ("WARNING", "more than was paid"))

    def test_failed_is_an_error_with_its_traceback(self):
        record = self.record_of("failed", error=TimeoutError("provider"))
        self.assertEqual(record.levelname, "ERROR")
        self.assertIs(record.exc_info[0], TimeoutError)
