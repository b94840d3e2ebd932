"""Counts the payment messages of the last minute for the chart of whoever is on call."""

from collections import deque


class MessageRate:
    def __init__(self, seconds=60):
        self._seconds = seconds
        self._times = deque()

    def note(self, at):
        self._drop(at)
        self._times.append(at)

    def count(self, at):
        self._drop(at)
        return len(self._times)

    def _drop(self, at):
        while self._times and self._times[0] <= at - self._seconds:
            self._times.popleft()
