"""The queue and its worker, calls to others, settings, the API and the audit list."""

import logging
import unittest
from datetime import datetime, timezone

from orderops.api import Api
from orderops.audit import Audit
from orderops.config import ConfigError, load_config
from orderops.http import Transient, with_retries
from orderops.tasks import Queue
from orderops.webhooks import Intake
from orderops.worker import run, run_one

ENVIRON = {"DATABASE_URL": "postgresql://u:pass@db/orderops", "WEBHOOK_KEY": "hush", "MAX_ATTEMPTS": "5"}


class Tasks(unittest.TestCase):
    def setUp(self):
        self.now = 0.0
        self.queue = Queue(lambda: self.now)
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def test_in_the_order_in_which_they_came(self):
        done = []
        for number in (1, 2, 3):
            self.queue.enqueue("note", {"n": number})
        run(self.queue, {"note": done.append}, wait=lambda: False)
        self.assertEqual(done, [{"n": 1}, {"n": 2}, {"n": 3}])

    def test_given_to_another_worker_after_120_seconds(self):
        self.queue.enqueue("slow", {})
        first = self.queue.take()
        self.now = 119.9
        self.assertIsNone(self.queue.take())
        self.now = 120
        self.assertEqual(self.queue.take().attempts, 2)
        self.queue.finish(first)
        self.queue.finish(first)

    def test_parked_after_five_attempts(self):
        self.queue.enqueue("broken", {"order_id": "A-1"})
        tried = 0
        for _ in range(7):
            tried += run_one(self.queue, {})
            self.now += 120
        self.assertEqual((tried, [task.payload for task in self.queue.parked]), (5, [{"order_id": "A-1"}]))


class Retries(unittest.TestCase):
    def test_three_waits_between_four_calls(self):
        faults, waits = [Transient(number) for number in range(4)], []
        calls = iter(faults)

        def call():
            raise next(calls)

        with self.assertRaises(Transient) as caught:
            with_retries(call, sleep=waits.append)
        self.assertIs(caught.exception, faults[3])
        self.assertEqual(waits, [0.5, 1, 2])

    def test_any_other_error_goes_up_at_once(self):
        waits = []
        self.assertRaises(KeyError, with_retries, {}.popitem, sleep=waits.append)
        self.assertEqual(waits, [])

    def test_no_attempt_is_no_retry(self):
        with self.assertRaises(ValueError):
            with_retries(int, attempts=0)


class Settings(unittest.TestCase):
    def test_good_ones(self):
        config = load_config(ENVIRON)
        self.assertEqual((config.max_attempts, config.log_level), (5, "INFO"))
        self.assertNotIn("hush", repr(config))
        self.assertNotIn("pass", repr(config))

    def test_every_fault_is_named_at_once_and_no_value_is_shown(self):
        with self.assertRaises(ConfigError) as caught:
            load_config({"WEBHOOK_KEY": "hush", "MAX_ATTEMPTS": "none", "LOG_LEVEL": "LOUD"})
        told = str(caught.exception)
        for name in ("DATABASE_URL", "MAX_ATTEMPTS", "LOG_LEVEL"):
            self.assertIn(name, told)
        self.assertNotIn("hush", told)

    def test_attempts_are_1_to_999_written_with_digits(self):
        self.assertEqual(load_config({**ENVIRON, "MAX_ATTEMPTS": "999"}).max_attempts, 999)
        for text in ("0", "-1", "5.0", " 5", "²", "1000", "9" * 5000):
            with self.subTest(text[:8]), self.assertRaisesRegex(ConfigError, "MAX_ATTEMPTS"):
                load_config({**ENVIRON, "MAX_ATTEMPTS": text})


class Addresses(unittest.TestCase):
    def setUp(self):
        queue = Queue(lambda: 0.0)
        order = {"status": "paid", "total": 5490, "address": "of the customer"}
        self.api = Api({"A-1": order}, queue.enqueue, Intake([b"key"], queue.enqueue))

    def test_an_order_without_what_is_nobodys_business(self):
        self.assertEqual(self.api.answer("GET", "/orders/A-1"), (200, {"id": "A-1", "status": "paid", "total": 5490}))

    def test_an_import_is_left_to_a_task(self):
        self.assertEqual(self.api.answer("POST", "/imports", b"partner/2026-06-01/orders.csv"), (202, {"task": 1}))

    def test_refusals(self):
        for request, status in [
            (("GET", "/orders/B-9"), 404),
            (("GET", "/nothing"), 404),
            (("DELETE", "/orders/A-1"), 404),
            (("POST", "/imports", b"../secrets.csv"), 400),
            (("POST", "/imports", b"/etc/x.csv"), 400),
            (("POST", "/webhooks/payments", b"{}", "wrong"), 401),
        ]:
            with self.subTest(request=request):
                self.assertEqual(self.api.answer(*request).status, status)


class AuditList(unittest.TestCase):
    def test_what_was_done_and_what_failed(self):
        audit = Audit(now=lambda: datetime(2026, 6, 1, tzinfo=timezone.utc))
        with audit.record("support desk", "cancel", "A-1"):
            pass
        with self.assertRaises(KeyError), audit.record("support desk", "refund", "A-1"):
            raise KeyError("A-1")
        outcomes = [(entry.act, entry.outcome) for entry in audit.entries_of("A-1")]
        self.assertEqual(outcomes, [("cancel", "done"), ("refund", "KeyError")])
        self.assertEqual(audit.entries_of("B-2"), [])
