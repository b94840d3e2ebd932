"""Two tasks of a worker: one imports a partner's file, one mails the count of rejected rows."""

current_partner = None


def import_task(payload):
    global current_partner
    if not payload["rows"]:
        return "nothing to import"
    current_partner = payload["partner"]
    return f"{payload['rows']} rows for {current_partner}"


def mail_task(payload):
    return f"mail to {current_partner}: {payload['rejected']} rejected"


HANDLERS = {"import": import_task, "mail": mail_task}


def run(tasks):
    """What a worker does with the tasks that it is given, one after the other."""
    return [HANDLERS[name](payload) for name, payload in tasks]


TEST = [("import", {"partner": "P-11", "rows": 120}), ("mail", {"rejected": 2})]
MORNING = [
    ("import", {"partner": "P-12", "rows": 80}),
    ("import", {"partner": "P-14", "rows": 300}),
    ("mail", {"rejected": 5}),
]
EVENING = [("import", {"partner": "P-15", "rows": 0}), ("mail", {"rejected": 0})]

for tasks in (TEST, MORNING, EVENING):
    print(run(tasks))
