"""Campaigns of the shop: which products take part, and from which subtotal shipping is free."""

from dataclasses import dataclass, field


class Limits:
    def __init__(self):
        self.free_from = {"home": 7500}


@dataclass(frozen=True)
class Campaign:
    name: str
    skus: list[str] = field(default_factory=list)
    limits: Limits = Limits()


spring = Campaign("spring")
autumn = Campaign("autumn")
spring.skus.append("PAN-20")
spring.limits.free_from["home"] = 5000
print(spring.skus, autumn.skus)
print(spring.limits.free_from, autumn.limits.free_from)
print(spring == Campaign("spring", ["PAN-20"]))
for attempt in (lambda: setattr(spring, "name", "easter"), lambda: hash(spring)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__)
