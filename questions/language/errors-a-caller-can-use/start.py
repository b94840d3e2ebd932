"""Books a parcel at the carrier, and says what comes next for the order."""

ZONES = ("home", "near", "far")
DEFAULT_WAIT = 30


def book_parcel(call, order_id, zone):
    if zone not in ZONES:
        return False
    try:
        answer = call("/parcels", {"order_id": order_id, "zone": zone})
    except TimeoutError:
        return None
    if answer["status"] == 429:
        return -1
    if answer["status"] == 503:
        return None
    if answer["status"] == 400:
        return "refused: " + answer["reason"]
    return answer["number"]


def send(order, call):
    result = book_parcel(call, order["id"], order["zone"])
    if not result or result == -1:
        return ("later", DEFAULT_WAIT)
    if result.startswith("refused: "):
        return ("ask", result.removeprefix("refused: "))
    return ("sent", result)


# print(send({"id": "A-7", "zone": "home"}, lambda path, data: {"status": 200, "number": "P-1"}))
# print(send({"id": "A-9", "zone": None}, lambda path, data: {"status": 200, "number": "P-2"}))
