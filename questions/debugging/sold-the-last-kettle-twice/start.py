"""Reserves a kettle for an order as the API does it; each `yield` is a moment in which another thread may run."""

SHELF = {"KETTLE-17": 1}


def reserve(shelf, order_id, promised):
    free = shelf["KETTLE-17"]
    yield f"{order_id} sees {free}"
    if free < 1:
        yield f"{order_id} is refused"
        return
    shelf["KETTLE-17"] = free - 1
    promised.append(order_id)
    yield f"{order_id} writes {free - 1}"


def play(shelf, turns):
    promised = []
    threads = {order_id: reserve(shelf, order_id, promised) for order_id in turns}
    for order_id in turns:
        print(next(threads[order_id], f"{order_id} has ended"))
    return promised, shelf["KETTLE-17"]


# print(play(dict(SHELF), ["A-7", "A-7", "A-8", "A-8"]))
