"""A payload for the task queue: stored as JSON by the API, read again by a worker."""

import json
from datetime import UTC, datetime


def there_and_back(payload):
    return json.loads(json.dumps(payload, default=str))


sent = {
    "line": ("TOWEL-SET", 2),
    "shelves": {3: "PAN-20", 12: "KETTLE-17"},
    "asked_at": datetime(2026, 6, 1, 10, 0, tzinfo=UTC),
    "refund": 19.99,
    "bulky": {True: 900},
}
found = there_and_back(sent)

print(found["line"] == sent["line"])
print(found["shelves"].get(12, "no such shelf"))
print(found["asked_at"])
print(found["refund"] == sent["refund"], int(found["refund"] * 100))
print(found["bulky"])
print(there_and_back({3: "PAN-20", "3": "MILL-PEP"}))
