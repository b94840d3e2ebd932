"""Runs one refund task in a worker, at the edge where nothing may escape."""

import logging

log = logging.getLogger("orderops.refunds")


class RefundRefused(ValueError):
    """The rules do not allow this refund; the message says why."""


def run_refund(task, ledger, gateway):
    """The outcome: refunded, already refunded, refused or failed."""
    about = {"task": task["id"], "order": task["payload"].get("order_id")}
    try:
        outcome = refund_task(task["payload"], ledger, gateway)
    except RefundRefused as refused:
        log.warning("refund task", extra={**about, "outcome": "refused", "reason": str(refused)})
        return "refused"
    except Exception:
        log.exception("refund task", extra={**about, "outcome": "failed"})
        return "failed"
    log.info("refund task", extra={**about, "outcome": outcome})
    return outcome


def refund_task(payload, ledger, gateway):
    refund_id = payload["refund_id"]
    if refund_id in ledger:
        return "already refunded"
    gateway.refund(payload["order_id"], payload["cents"], key=refund_id)
    ledger.add(refund_id)
    return "refunded"
