"""What sending an order costs, and what customers, the refund and the warehouse are told about it."""

FEES = {"home": 590, "near": 1190, "far": 2490}
FREE_FROM = 7500
BULKY_CENTS = 900
WRAP_CENTS = 350

FLAGS = {"bulky_surcharge": True, "gift_wrap": False}


def flag_on(name):
    return FLAGS[name]


def shipping_fee(subtotal_cents, zone, bulky=False):
    """A small version of ours: without campaigns."""
    fee = 0 if zone == "home" and subtotal_cents >= FREE_FROM else FEES[zone]
    if bulky and flag_on("bulky_surcharge"):
        return fee + BULKY_CENTS
    return fee


def fee_text(subtotal_cents, zone, bulky=False):
    fee = shipping_fee(subtotal_cents, zone, bulky)
    if fee == 0:
        return "free shipping"
    if not flag_on("bulky_surcharge") or not bulky:
        return f"shipping: {fee} cents"
    return f"shipping: {fee} cents, with {BULKY_CENTS} for bulky goods"


def basket_hint(subtotal_cents, zone, bulky=False):
    missing = FREE_FROM - subtotal_cents
    if zone != "home" or missing <= 0:
        return ""
    if flag_on("bulky_surcharge") and bulky:
        return f"{missing} cents more, and you pay {BULKY_CENTS} only"
    return f"{missing} cents more, and shipping is free"


def fee_to_refund(subtotal_cents, zone, bulky=False):
    fee = shipping_fee(subtotal_cents, zone)
    if bulky and not flag_on("bulky_surcharge"):
        fee += BULKY_CENTS
    return fee


def label(order_id, bulky=False):
    if not flag_on("bulky_surcharge"):
        return f"{order_id} BULKY" if bulky else order_id
    return order_id


def wrap_fee(bulky=False):
    if flag_on("gift_wrap") and not (flag_on("bulky_surcharge") and bulky):
        return WRAP_CENTS
    return 0
