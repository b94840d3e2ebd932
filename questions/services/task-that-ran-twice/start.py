"""Pays one refund. The queue may give a task out more than once."""


def refund_task(payload, ledger, gateway):
    order_id = payload["order_id"]
    if order_id in ledger:
        return "already refunded"
    gateway.refund(order_id, payload["cents"])
    ledger.add(order_id)
    return "refunded"


class SlowOnce:
    """A payment provider whose first answer comes too late."""

    def __init__(self):
        self.paid = []

    def refund(self, order_id, cents):
        self.paid.append((order_id, cents))
        if len(self.paid) == 1:
            raise TimeoutError("no answer in time")


ledger, gateway = set(), SlowOnce()
for attempt in (1, 2, 3):
    try:
        outcome = refund_task({"order_id": "A-7", "cents": 2450}, ledger, gateway)
    except TimeoutError as fault:
        outcome = fault
    print(f"attempt {attempt}: {outcome}")
print("paid out:", gateway.paid)
