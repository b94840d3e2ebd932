"""What a wholesale partner gets off an order, by the rule that is kept with the partner."""

import re


class UnknownRule(ValueError):
    """A rule that we cannot read."""


NUMBER = "([0-9]{1,9})"
SHARE = rf"subtotal \* {NUMBER} // 100"
CAPPED = rf"min \( {SHARE} , {NUMBER} \)"
PLAIN = rf"(?:{NUMBER}|{SHARE}) (?:if subtotal >= {NUMBER} else {NUMBER} )?"
RULE = re.compile(rf" (?:{CAPPED} |{PLAIN})".replace(" ", " *"))


def discount(rule, subtotal_cents):
    """Cents off the subtotal."""
    match = RULE.fullmatch(rule)
    if match is None:
        raise UnknownRule(f"not one of the five forms: {rule[:80]!r}")
    capped, cap, fixed, percent, limit, otherwise = (None if part is None else int(part) for part in match.groups())
    if capped is not None:
        return min(subtotal_cents * capped // 100, cap)
    if limit is not None and subtotal_cents < limit:
        return otherwise
    return subtotal_cents * percent // 100 if fixed is None else fixed


print(discount("subtotal * 5 // 100 if subtotal >= 10000 else 0", 14900))
