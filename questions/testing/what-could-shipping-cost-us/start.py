"""What shipping costs, and the cases that hold it in place."""

FEES = {"home": 590, "near": 1190, "far": 2490}


def shipping_fee(subtotal_cents, zone, bulky=False):
    """Zone home costs 590, free from 7500 on. Zone near costs 1190 and far 2490, whatever the
    subtotal. A bulky order pays 900 more in every zone, also when shipping is free."""
    if zone not in FEES:
        raise ValueError("unknown zone")
    fee = FEES[zone]
    if zone == "home" and subtotal_cents >= 7500:
        fee = 0
    return fee + 900 if bulky else fee


# (subtotal_cents, zone, bulky, expected)
CASES = [
    (2450, "home", False, 590),
]
