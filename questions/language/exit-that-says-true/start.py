"""Notes refunds in a ledger, which is locked meanwhile."""


class Ledger:
    def __init__(self):
        self.notes = []
        self.locked = False

    def unlock(self):
        self.locked = False
        return len(self.notes)


class Locked:
    def __init__(self, ledger):
        self.ledger = ledger

    def __enter__(self):
        self.ledger.locked = True

    def __exit__(self, kind, error, trace):
        print("unlock after", kind.__name__ if kind else "no error")
        return self.ledger.unlock()


def note_all(ledger, refunds):
    with Locked(ledger):
        for refund_id, cents in refunds:
            if cents < 1:
                raise ValueError(refund_id)
            ledger.notes.append(refund_id)
    return f"noted: {ledger.notes}"


ledger = Ledger()
for refunds in ([("R-1", 0)], [("R-2", 1290), ("R-3", 0), ("R-4", 2450)], [("R-5", 0)]):
    try:
        print(note_all(ledger, refunds))
    except ValueError as error:
        print("refused", error)
