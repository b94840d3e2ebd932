"""Pays a refund, and the test that was written for it, played with different stand-ins."""

from unittest.mock import MagicMock, create_autospec


class Gateway:
    """The payment provider. Since the spring it wants a key; a repeated one moves no money."""

    def refund(self, order_id, cents, *, key):
        return "ok"


class Ledger:
    """The ids of the refunds that were paid."""

    def __init__(self):
        self.ids = set()

    def __contains__(self, refund_id):
        return refund_id in self.ids

    def add(self, refund_id):
        self.ids.add(refund_id)


def refund_task(payload, ledger, gateway):
    refund_id = payload["refund_id"]
    if refund_id in ledger:
        return "already refunded"
    gateway.refund(payload["order_id"], payload["cents"])
    ledger.append(refund_id)
    return "refunded"


def check_one_refund(ledger, gateway):
    payload = {"refund_id": "r-1", "order_id": "A-7", "cents": 2450}
    assert refund_task(payload, ledger, gateway) == "refunded"
    gateway.refund.assert_called_once_with
    assert ledger.add.call_count <= 1


def outcome(ledger, gateway):
    try:
        check_one_refund(ledger, gateway)
    except Exception as error:
        return type(error).__name__
    return "green"


print(outcome(MagicMock(), MagicMock()))
print(outcome(MagicMock(), create_autospec(Gateway, instance=True)))
print(outcome(create_autospec(Ledger, instance=True), MagicMock()))
print(outcome(Ledger(), Gateway()))
