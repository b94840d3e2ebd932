"""Runs several tasks of a trial worker, each written as a generator that gives way at every yield."""

from collections import deque


def take_turns(tasks):
    """`tasks` are pairs of a name and a generator; returns how each of them ended, by name."""
    waiting = deque(tasks)
    ended = {}
    while waiting:
        name, task = waiting.popleft()
        try:
            next(task)
        except StopIteration as end:
            ended[name] = ("done", end.value)
        except Exception as fault:
            ended[name] = ("failed", fault)
        else:
            waiting.append((name, task))
    return ended
