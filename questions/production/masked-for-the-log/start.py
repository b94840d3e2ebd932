"""Makes a payment message fit for the log."""


def masked(message):
    for name in ("card", "iban", "email"):
        if name in message:
            message[name] = "***"
    return message


MESSAGE = {
    "event_id": "evt-81",
    "order_id": "A-7",
    "kind": "paid",
    "at": "2026-06-01T09:30:00Z",
    "cents": 5490,
    "payer": {"name": "somebody", "card": {"number": "4000123456789010", "until": "11/28"}},
    "lines": [{"order_id": "A-7", "text": "frying pan"}],
}

# print(masked(MESSAGE))
