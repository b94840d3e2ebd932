"""Registers what the worker can do, and notes which task was run."""

HANDLERS = {}
RUNS = []
QUEUE = []


def task(call):
    HANDLERS[call.__name__] = call
    return call


def noted(call):
    def wrapper(payload):
        RUNS.append(call.__name__)
        return call(payload)

    return wrapper


@task
@noted
def refund_task(payload):
    return f"refund for {payload['id']}"


@noted
@task
def listing_task(payload):
    return f"listing of {payload['id']}"


@task
@noted
def import_task(payload):
    return f"import of {payload['id']}"


def enqueue(call, payload):
    QUEUE.append((call.__name__, payload))


def run_all():
    return [HANDLERS[name](payload) for name, payload in QUEUE]


enqueue(refund_task, {"id": "A-7"})
enqueue(listing_task, {"id": "PAN-20"})
print(sorted(HANDLERS))
print(run_all())
print(RUNS)
