"""Calls another company's API, again if that may help."""

import time


class Transient(Exception):
    """A failure that may be over in a moment: 429, 503, a timeout."""


def with_retries(call, *, attempts=4, base_seconds=0.5, sleep=time.sleep):
    if attempts < 1:
        raise ValueError("attempts must be 1 or more")
    for attempt in range(attempts - 1):
        try:
            return call()
        except Transient:
            sleep(base_seconds * 2**attempt)
    return call()
