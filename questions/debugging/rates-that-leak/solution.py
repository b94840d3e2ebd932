"""What shipping costs, with the rates of a campaign if there is one."""

BASE = {
    "home": {"fee": 590, "free_from": 7500},
    "near": {"fee": 1190, "free_from": None},
    "far": {"fee": 2490, "free_from": None},
}


def rates_for(campaign):
    if campaign == "spring":
        return {**BASE, "home": {**BASE["home"], "free_from": 5000}}
    return BASE


def shipping_fee(subtotal_cents, zone, campaign=None):
    rate = rates_for(campaign)[zone]
    if rate["free_from"] is not None and subtotal_cents >= rate["free_from"]:
        return 0
    return rate["fee"]
