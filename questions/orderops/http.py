"""Calls another company's API, again if that may help."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Transient(Exception):
    """A failure that may be over in a moment: 429, 503, a timeout."""


def with_retries(
    call: Callable[[], T],
    *,
    attempts: int = 4,
    base_seconds: float = 0.5,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """What `call` returns. Waits twice as long after each Transient; the last one goes up, as does any other error."""
    if attempts < 1:
        raise ValueError("attempts must be 1 or more")
    for attempt in range(attempts - 1):
        try:
            return call()
        except Transient:
            sleep(base_seconds * 2**attempt)
    return call()
