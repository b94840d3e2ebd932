"""Counts the answers of the API: one object for the eight threads of a process."""


class Served:
    def __init__(self):
        self.total = 0
        self.by_status = {}

    def note(self, status):
        self.total += 1
        self.by_status[status] = self.by_status.get(status, 0) + 1


SERVED = Served()
for status in (200, 200, 404):
    SERVED.note(status)
print(SERVED.total, SERVED.by_status)
