"""Keeps the calls to a marketplace below what it allows in a second."""

from collections import deque


class Budget:
    def __init__(self, per_second, now, sleep):
        if per_second < 1:
            raise ValueError("per_second must be 1 or more")
        self.now, self.sleep = now, sleep
        self.last = deque(maxlen=per_second)

    def wait(self):
        """Comes back as soon as one more call may be made."""
        now = self._time()
        while len(self.last) == self.last.maxlen and now - self.last[0] < 1:
            self.sleep(1 - (now - self.last[0]))
            now = self._time()
        self.last.append(now)

    def _time(self):
        now = self.now()
        if self.last and now < self.last[-1]:
            back = self.last[-1] - now
            self.last = deque((at - back for at in self.last), maxlen=self.last.maxlen)
        return now
