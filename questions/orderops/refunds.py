"""Refunds: whether one is allowed, and paying it so that doing it twice does no harm."""

from datetime import datetime, timedelta
from typing import Protocol

REFUND_WITHIN = timedelta(days=30)


class RefundRefused(ValueError):
    """The rules do not allow this refund; the message says why."""


class Ledger(Protocol):
    """The ids of the refunds that were paid."""

    def __contains__(self, refund_id: object) -> bool: ...

    def add(self, refund_id: str) -> None: ...


class Gateway(Protocol):
    """The payment provider. A repeated `key` moves no money."""

    def refund(self, order_id: str, cents: int, *, key: str) -> None: ...


def check_refund(
    cents: int, *, paid_cents: int, refunded_cents: int, delivered_at: datetime | None, asked_at: datetime
) -> None:
    """Raises RefundRefused unless the rules allow it. Both instants are aware; None is not delivered yet."""
    if cents < 1:
        raise RefundRefused("nothing to refund")
    if refunded_cents + cents > paid_cents:
        raise RefundRefused("more than was paid")
    if delivered_at is not None and asked_at - delivered_at > REFUND_WITHIN:
        raise RefundRefused("more than 30 days after delivery")


def refund_task(payload: dict, ledger: Ledger, gateway: Gateway) -> str:
    """Pays one refund; runs on the task queue, which may give a task out twice."""
    refund_id = payload["refund_id"]
    if refund_id in ledger:
        return "already refunded"
    gateway.refund(payload["order_id"], payload["cents"], key=refund_id)
    ledger.add(refund_id)
    return "refunded"
