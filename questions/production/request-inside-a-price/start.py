"""What the checkout page shows as shipping; the web framework calls fee_of with its request."""

from dataclasses import dataclass, field


class BadRequest(Exception):
    """The framework answers it with status 400 and the text."""


@dataclass
class Request:
    """The part of the framework's request that is used here."""

    headers: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    session: dict = field(default_factory=dict)


def fee_of(request):
    subtotal = 0
    bulky = False
    for line in request.session.get("cart", []):
        subtotal += line["quantity"] * line["unit_cents"] - line.get("discount_cents", 0)
        if line.get("bulky"):
            bulky = True
    zone = request.headers.get("X-Zone", "home").strip().lower()
    if zone == "home":
        if request.query.get("campaign") == "spring" and subtotal >= 5000:
            request.session["fee"] = 0
        elif subtotal >= 7500:
            request.session["fee"] = 0
        else:
            request.session["fee"] = 590
    elif zone == "near":
        request.session["fee"] = 1190
    elif zone == "far":
        request.session["fee"] = 2490
    else:
        raise BadRequest("unknown zone")
    if bulky:
        request.session["fee"] += 900
    return {"fee": request.session["fee"]}
