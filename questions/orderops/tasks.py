"""The task queue: at least once, given out again after 120 seconds, parked after five attempts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

GIVEN_FOR_SECONDS = 120
ATTEMPTS = 5


@dataclass(slots=True)
class Task:
    """Work to do. `attempts` counts how often it was given out, `due` is when it may be next."""

    id: int
    name: str
    payload: dict
    attempts: int = 0
    due: float = field(default=0.0, repr=False)


class Queue:
    """Tasks in the order in which they came; `now` gives the time in seconds."""

    def __init__(self, now: Callable[[], float]):
        self._now = now
        self._ids = count(1)
        self._open: dict[int, Task] = {}
        self.parked: list[Task] = []

    def enqueue(self, name: str, payload: dict) -> int:
        """The id of the task."""
        task = Task(next(self._ids), name, payload)
        self._open[task.id] = task
        return task.id

    def take(self) -> Task | None:
        """A task for a worker, or None while nothing is due. Whoever takes it has 120 seconds."""
        now = self._now()
        for task in list(self._open.values()):
            if task.due > now:
                continue
            if task.attempts == ATTEMPTS:
                self.parked.append(self._open.pop(task.id))
                continue
            task.attempts += 1
            task.due = now + GIVEN_FOR_SECONDS
            return task
        return None

    def finish(self, task: Task) -> None:
        """Takes it off the queue; it may have been finished by another worker already."""
        self._open.pop(task.id, None)
