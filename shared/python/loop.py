"""An event loop for a Python that has neither sockets nor threads: asyncio.run() waits by sleeping, as on a desktop.

Pyodide's own loop hands control back to JavaScript, so that asyncio.run() would return before its coroutine ended.
"""

import contextlib
import inspect
import time
from asyncio import base_events, events


class _Sleeper:
    """Replaces a selector: nothing can arrive from outside, so that waiting is sleeping."""

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError("the event loop waits for something that can never come")
        if timeout > 0:
            time.sleep(timeout)
        return []


class SleepingLoop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _Sleeper()

    def _process_events(self, event_list):
        """There are none."""

    def _write_to_self(self):
        """Nothing else runs that could wait to be woken."""


class _Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = SleepingLoop


@contextlib.contextmanager
def own_loop():
    """While it lasts, no loop is running, new ones are of this kind, and time.sleep() waits without JavaScript."""
    running, policy, sleep = events._get_running_loop(), events._get_event_loop_policy(), time.sleep
    events._set_running_loop(None)
    events._set_event_loop_policy(_Policy())
    time.sleep = inspect.unwrap(sleep)
    try:
        yield
    finally:
        time.sleep = sleep
        events._set_event_loop_policy(policy)
        events._set_running_loop(running)
