"""Books a parcel at the carrier, and says what comes next for the order."""

ZONES = ("home", "near", "far")
DEFAULT_WAIT = 30


class CarrierError(Exception):
    """The carrier did not book the parcel."""


class CarrierBusy(CarrierError):
    """It may help to come back after `wait_seconds`."""

    def __init__(self, wait_seconds):
        super().__init__(f"carrier is busy, come back in {wait_seconds} seconds")
        self.wait_seconds = wait_seconds


class ParcelRefused(CarrierError):
    """The carrier will not take this parcel; `reason` is its own word."""

    def __init__(self, reason):
        super().__init__(f"parcel refused: {reason}")
        self.reason = reason


def book_parcel(call, order_id, zone):
    if zone not in ZONES:
        raise ValueError(f"unknown zone {zone!r}")
    try:
        answer = call("/parcels", {"order_id": order_id, "zone": zone})
    except TimeoutError as error:
        raise CarrierBusy(DEFAULT_WAIT) from error
    status = answer["status"]
    if status == 200:
        return answer["number"]
    if status in (429, 503):
        raise CarrierBusy(answer.get("wait", DEFAULT_WAIT))
    if status == 400:
        raise ParcelRefused(answer["reason"])
    raise CarrierError(f"status {status}")


def send(order, call):
    try:
        return ("sent", book_parcel(call, order["id"], order["zone"]))
    except CarrierBusy as busy:
        return ("later", busy.wait_seconds)
    except ParcelRefused as refused:
        return ("ask", refused.reason)
