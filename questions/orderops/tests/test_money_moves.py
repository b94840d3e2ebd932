"""Refunds and payment messages: what must never happen twice."""

import json
import unittest
from datetime import datetime, timedelta, timezone

from orderops.refunds import RefundRefused, check_refund, refund_task
from orderops.webhooks import Intake, sign, status_from

DELIVERED = datetime(2026, 5, 1, tzinfo=timezone.utc)


class Provider:
    """Pays, and answers too late the first time. Knows the keys of what it has paid."""

    def __init__(self):
        self.paid = {}

    def refund(self, order_id, cents, *, key):
        first = not self.paid
        self.paid[key] = (order_id, cents)
        if first:
            raise TimeoutError("no answer in time")


class Refund(unittest.TestCase):
    def test_a_repeated_task_pays_once(self):
        ledger, provider = set(), Provider()
        payload = {"refund_id": "R-1", "order_id": "A-7", "cents": 2450}
        self.assertRaises(TimeoutError, refund_task, payload, ledger, provider)
        outcomes = [refund_task(payload, ledger, provider) for _ in range(2)]
        self.assertEqual(outcomes, ["refunded", "already refunded"])
        self.assertEqual(provider.paid, {"R-1": ("A-7", 2450)})

    def test_two_partial_refunds_of_one_order(self):
        ledger, provider = {"R-1"}, Provider()
        provider.paid["R-1"] = ("A-7", 1000)
        refund_task({"refund_id": "R-2", "order_id": "A-7", "cents": 500}, ledger, provider)
        self.assertEqual(sum(cents for _, cents in provider.paid.values()), 1500)


class Rules(unittest.TestCase):
    def check(self, cents=500, refunded=1000, delivered_at=DELIVERED, after=timedelta(days=30)):
        check_refund(
            cents, paid_cents=2450, refunded_cents=refunded, delivered_at=delivered_at, asked_at=DELIVERED + after
        )

    def test_up_to_what_was_paid_and_up_to_30_days(self):
        self.check(cents=1450)
        self.check(delivered_at=None, after=timedelta(days=300))

    def test_refused(self):
        for case in [{"cents": 0}, {"cents": 1451}, {"after": timedelta(days=30, seconds=1)}]:
            with self.subTest(case=case), self.assertRaises(RefundRefused):
                self.check(**case)


def message(event_id="E-1", kind="paid", at="2026-06-01T10:00:00Z", order_id="A-1"):
    return json.dumps({"event_id": event_id, "order_id": order_id, "kind": kind, "at": at}).encode()


class PaymentMessages(unittest.TestCase):
    def setUp(self):
        self.tasks = []
        self.intake = Intake([b"old", b"new"], lambda name, payload: self.tasks.append((name, payload)))

    def send(self, body, key=b"new"):
        return self.intake.receive(body, sign(body, key))

    def test_either_key_is_good_and_no_other(self):
        statuses = [self.send(message(f"E-{key}"), key) for key in (b"old", b"new", b"other")]
        self.assertEqual(statuses, [200, 200, 401])

    def test_a_repeated_message_makes_one_task(self):
        self.assertEqual([self.send(message()), self.send(message())], [200, 200])
        self.assertEqual(self.tasks, [("payment", {"order_id": "A-1"})])

    def test_a_bad_body_with_a_good_signature(self):
        for body in [b"{", b"[]", b"{}", message(kind="strange"), b"\xff"]:
            with self.subTest(body=body):
                self.assertEqual(self.send(body), 400)

    def test_the_order_of_arrival_does_not_matter(self):
        self.send(message("E-2", "refunded", "2026-06-02T10:00:00Z"))
        self.send(message("E-1", "paid", "2026-06-01T10:00:00Z"))
        self.assertEqual(status_from(self.intake.events_of("A-1")), "returned")
        self.assertEqual(status_from(self.intake.events_of("B-1")), "new")
