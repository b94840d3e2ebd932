"""Who did what to which order: a list that only grows, and that names people by their role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import NamedTuple


class Entry(NamedTuple):
    """One act on an order. `outcome` is `done`, or the name of the error that stopped it."""

    at: datetime
    role: str
    act: str
    order_id: str
    outcome: str


class Audit:
    """The entries in the order in which they were made; `now` gives an aware instant in UTC."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)):
        self._now = now
        self._entries: list[Entry] = []

    @contextmanager
    def record(self, role: str, act: str, order_id: str) -> Iterator[None]:
        """Writes one entry when the block ends, also when it fails; the error goes on."""
        outcome = "done"
        try:
            yield
        except BaseException as error:
            outcome = type(error).__name__
            raise
        finally:
            self._entries.append(Entry(self._now(), role, act, order_id, outcome))

    def entries_of(self, order_id: str) -> list[Entry]:
        return [entry for entry in self._entries if entry.order_id == order_id]
