"""Runs one refund task in a worker, at the edge where nothing may escape."""

import logging

log = logging.getLogger("orderops.refunds")


class RefundRefused(ValueError):
    """The rules do not allow this refund; the message says why."""


def run_refund(task, ledger, gateway):
    """The outcome: refunded, already refunded, refused or failed."""
    print("=== refund task ===")
    print("starting...")
    print("task:", task["id"])
    print("payload:", task["payload"])
    try:
        payload = task["payload"]
        print("got payload")
        refund_id = payload["refund_id"]
        print("refund id", refund_id)
        print("looking into ledger")
        if refund_id in ledger:
            print("already there!")
            return "already refunded"
        print("not there, ok")
        print("calling gateway for", payload["order_id"])
        gateway.refund(payload["order_id"], payload["cents"], key=refund_id)
        print("gateway ok")
        ledger.add(refund_id)
        print("ledger ok")
        print("refunded", payload["cents"])
        print("mail goes to", payload.get("email"))
        print("done!!")
        return "refunded"
    except RefundRefused:
        print("refused")
        return "refused"
    except Exception:
        print("error")
        return "failed"
