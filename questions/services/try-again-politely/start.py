"""Calls another company's API, again if that may help."""

import time


class Transient(Exception):
    """A failure that may be over in a moment: 429, 503, a timeout."""


def with_retries(call, *, attempts=4, base_seconds=0.5, sleep=time.sleep):
    return call()
