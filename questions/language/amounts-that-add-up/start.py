"""An amount of money in one currency."""


class Money:
    def __init__(self, cents, currency="EUR"):
        self.cents = cents
        self.currency = currency


# print(sum([Money(2450), Money(1290)]))
# print(Money(100) == Money(100), len({Money(100), Money(100)}))
