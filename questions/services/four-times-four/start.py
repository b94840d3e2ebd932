"""Asks Harbour for the state of a parcel, through its own client, and again if that may help."""


class Transient(Exception):
    """A failure that may be over in a moment: 429, 503, a timeout."""


class Harbour:
    """The client that Harbour gives to sellers; here with a Harbour that is down."""

    def __init__(self, now):
        self.now, self.calls = now, []

    def parcel(self, order_id):
        for left in (2, 1, 0):
            self.calls.append(self.now())
            if left:
                sleep(1)
        raise Transient(f"503 after call {len(self.calls)}")


def with_retries(call, *, attempts=4, base_seconds=0.5):
    """A small version of ours: it waits on the clock of this sheet."""
    for attempt in range(attempts - 1):
        try:
            return call()
        except Transient:
            sleep(base_seconds * 2**attempt)
    return call()


def parcel_state(harbour, order_id):
    return with_retries(lambda: with_retries(lambda: harbour.parcel(order_id), attempts=2))


def sleep(seconds):
    global clock
    clock += seconds


clock = 0.0


def run():
    began, harbour = clock, Harbour(lambda: clock)
    try:
        parcel_state(harbour, "H-2")
    except Transient as fault:
        print(fault)
    print(len(harbour.calls), clock - began)


run()
