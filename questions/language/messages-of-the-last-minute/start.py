"""Counts the payment messages of the last minute for the chart of whoever is on call."""


class MessageRate:
    def __init__(self, seconds=60):
        self._seconds = seconds

    def note(self, at):
        pass

    def count(self, at):
        return 0


# rate = MessageRate()
# rate.note(0.0)
# rate.note(30.0)
# print(rate.count(59.5), rate.count(60.0))
