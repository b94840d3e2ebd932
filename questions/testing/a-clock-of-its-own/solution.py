"""Calls another company's API, again if that may help, with pauses that grow and differ."""

import random
import time


class Transient(Exception):
    """A failure that may be over in a moment: 429, 503, a timeout."""


def with_retries(
    call,
    *,
    attempts=5,
    base_seconds=0.5,
    give_up_after=20.0,
    clock=time.monotonic,
    sleep=time.sleep,
    draw=random.random,
):
    """What `call` returns. Only Transient is tried again; the last one goes up, as does any other error.

    `clock` gives seconds, `sleep` waits for seconds, `draw` gives a number from 0 up to 1.
    """
    began = clock()
    for attempt in range(attempts - 1):
        try:
            return call()
        except Transient:
            pause = base_seconds * 2**attempt * (0.5 + draw() / 2)
            if clock() - began + pause > give_up_after:
                raise
            sleep(pause)
    return call()
