"""What shipping costs, and what the checkout page shows of it."""

from dataclasses import dataclass, field

FREE_FROM = 7500
SPRING_FREE_FROM = 5000
FEES = {"home": 590, "near": 1190, "far": 2490}
BULKY_CENTS = 900


class BadRequest(Exception):
    """The framework answers it with status 400 and the text."""


@dataclass
class Request:
    """The part of the framework's request that is used here."""

    headers: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    session: dict = field(default_factory=dict)


def shipping_fee(subtotal_cents, zone, bulky=False, campaign=None):
    """Cents for sending one order; an unknown zone is a ValueError."""
    if zone not in FEES:
        raise ValueError("unknown zone")
    free_from = SPRING_FREE_FROM if campaign == "spring" else FREE_FROM
    fee = 0 if zone == "home" and subtotal_cents >= free_from else FEES[zone]
    return fee + BULKY_CENTS if bulky else fee


def fee_of(request):
    cart = request.session.get("cart", [])
    subtotal = sum(line["quantity"] * line["unit_cents"] - line.get("discount_cents", 0) for line in cart)
    bulky = any(line.get("bulky") for line in cart)
    zone = request.headers.get("X-Zone", "home").strip().lower()
    try:
        fee = shipping_fee(subtotal, zone, bulky, request.query.get("campaign"))
    except ValueError as fault:
        raise BadRequest(str(fault)) from fault
    request.session["fee"] = fee
    return {"fee": fee}
