"""The refund task before and after a release; a writer and a reader of each version."""


class Parked(Exception):
    """The task cannot be done and waits for a person."""


def write_old(order_id, cents):
    return {"order": order_id, "amount": cents}


def read_old(payload):
    return f"{payload['order']}: {payload.get('amount', 0)} cents, {payload.get('reason', 'no reason')}"


def write_new(order_id, cents, reason):
    return {"order_id": order_id, "cents": cents, "reason": reason}


def read_new(payload):
    order_id = payload.get("order_id") or payload.get("order")
    if order_id is None:
        raise Parked("no order")
    cents = payload.get("cents", 0)
    return f"{order_id}: {cents} cents, {payload['reason']}"


def attempt(read, payload):
    try:
        return read(payload)
    except (KeyError, Parked) as fault:
        return f"{type(fault).__name__}: {fault}"


old, new = write_old("A-7", 2450), write_new("A-8", 1290, "broken")
print("old to new:", attempt(read_new, old))
print("new to old:", attempt(read_old, new))
print("half way:", attempt(read_new, old | {"reason": "none given"}))
