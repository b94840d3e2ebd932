"""One shipping rule for each zone."""

FEES = {"home": 590, "near": 1190, "far": 2490}


def fee_rules(fees):
    rules = {}
    for zone, fee in fees.items():

        def rule(subtotal):
            return 0 if zone == "home" and subtotal >= 7500 else fee

        rules[zone] = rule
    return rules


rules = fee_rules(FEES)
print(rules["home"](8000))
print(rules["near"](8000))
print(rules["far"](8000))
