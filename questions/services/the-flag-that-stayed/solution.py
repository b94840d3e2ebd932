"""What sending an order costs, and what customers, the refund and the warehouse are told about it."""

FEES = {"home": 590, "near": 1190, "far": 2490}
FREE_FROM = 7500
BULKY_CENTS = 900
WRAP_CENTS = 350

FLAGS = {"gift_wrap": False}


def flag_on(name):
    return FLAGS[name]


def shipping_fee(subtotal_cents, zone, bulky=False):
    """A small version of ours: without campaigns."""
    fee = 0 if zone == "home" and subtotal_cents >= FREE_FROM else FEES[zone]
    return fee + BULKY_CENTS if bulky else fee


def fee_text(subtotal_cents, zone, bulky=False):
    fee = shipping_fee(subtotal_cents, zone, bulky)
    if fee == 0:
        return "free shipping"
    if bulky:
        return f"shipping: {fee} cents, with {BULKY_CENTS} for bulky goods"
    return f"shipping: {fee} cents"


def basket_hint(subtotal_cents, zone, bulky=False):
    missing = FREE_FROM - subtotal_cents
    if zone != "home" or missing <= 0:
        return ""
    if bulky:
        return f"{missing} cents more, and you pay {BULKY_CENTS} only"
    return f"{missing} cents more, and shipping is free"


def fee_to_refund(subtotal_cents, zone, bulky=False):
    return shipping_fee(subtotal_cents, zone)


def label(order_id, bulky=False):
    return order_id


def wrap_fee(bulky=False):
    return WRAP_CENTS if flag_on("gift_wrap") and not bulky else 0
