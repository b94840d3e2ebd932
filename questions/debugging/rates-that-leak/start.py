"""What shipping costs, with the rates of a campaign if there is one."""

BASE = {
    "home": {"fee": 590, "free_from": 7500},
    "near": {"fee": 1190, "free_from": None},
    "far": {"fee": 2490, "free_from": None},
}


def rates_for(campaign):
    rates = BASE.copy()
    if campaign == "spring":
        rates["home"]["free_from"] = 5000
    return rates


def shipping_fee(subtotal_cents, zone, campaign=None):
    rate = rates_for(campaign)[zone]
    if rate["free_from"] is not None and subtotal_cents >= rate["free_from"]:
        return 0
    return rate["fee"]


print(shipping_fee(5600, "home"))
