"""Keeps the calls to a marketplace below what it allows in a second."""


class Budget:
    def __init__(self, per_second, now, sleep):
        self.per_second, self.now, self.sleep = per_second, now, sleep

    def wait(self):
        """Comes back as soon as one more call may be made."""
        self.sleep(1 / self.per_second)
