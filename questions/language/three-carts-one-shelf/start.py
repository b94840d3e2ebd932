"""Shares the lines of a picking list among the carts of the warehouse."""


def empty_carts(number):
    return [{"lines": []}] * number


def load(carts, lines):
    for place, line in enumerate(lines):
        carts[place % len(carts)]["lines"].append(line)


def plan_with_express(carts, line):
    plan = [cart.copy() for cart in carts]
    plan[0]["lines"].append(line)
    return plan


def sizes(carts):
    return [len(cart["lines"]) for cart in carts]


carts = empty_carts(3)
load(carts, ["PAN-20", "PAN-24", "KNIFE-8", "MILL-PEP"])
print(sizes(carts))
print(sizes(plan_with_express(carts, "KETTLE-17")))
print(sizes(carts))
