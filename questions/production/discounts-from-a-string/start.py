"""What a wholesale partner gets off an order, by the rule that is kept with the partner."""


class UnknownRule(ValueError):
    """A rule that we cannot read."""


def discount(rule, subtotal_cents):
    """Cents off the subtotal."""
    return eval(rule, {"subtotal": subtotal_cents})


print(discount("subtotal * 5 // 100 if subtotal >= 10000 else 0", 14900))
