"""Runs several tasks of a trial worker, each written as a generator that gives way at every yield."""


def take_turns(tasks):
    """`tasks` are pairs of a name and a generator; returns how each of them ended, by name."""
    ended = {}
    for name, task in tasks:
        for _ in task:
            pass
        ended[name] = ("done", None)
    return ended


def page_of(source, orders, log):
    for order_id in orders:
        log.append(f"{source} {order_id}")
        yield
    return len(orders)


LOG = []
take_turns([("northgate", page_of("northgate", ["N-1", "N-2"], LOG)), ("harbour", page_of("harbour", ["H-1"], LOG))])
print(LOG)
