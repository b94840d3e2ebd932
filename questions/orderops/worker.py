"""Takes tasks from the queue, one after the other."""

import logging
from collections.abc import Callable, Mapping

from orderops.tasks import Queue

Handler = Callable[[dict], object]

log = logging.getLogger(__name__)


def run_one(queue: Queue, handlers: Mapping[str, Handler]) -> bool:
    """Does one task if one is due. A task that fails stays on the queue, which gives it out again."""
    task = queue.take()
    if task is None:
        return False
    about = {"task": task.id, "task_name": task.name, "attempt": task.attempts}
    try:
        handlers[task.name](task.payload)
    except Exception:
        # The edge of the process: one bad task must not end the worker that has others to do.
        log.exception("task failed", extra=about)
    else:
        queue.finish(task)
        log.info("task done", extra=about)
    return True


def run(queue: Queue, handlers: Mapping[str, Handler], wait: Callable[[], bool]) -> None:
    """Works until `wait`, called whenever nothing is due, says that the worker should end."""
    while run_one(queue, handlers) or wait():
        pass
