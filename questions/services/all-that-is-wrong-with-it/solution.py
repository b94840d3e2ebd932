"""Looks at an order that a partner has sent by API, and says what is wrong with it."""

PRODUCTS = {"PAN-20", "PAN-24", "KNIFE-8", "BOARD-OAK", "KETTLE-17", "TOWEL-SET", "MILL-PEP", "TABLE-PREP"}
ZONES = ("home", "near", "far")


def order_faults(body):
    if not isinstance(body, dict):
        return [("", "must be an object")]
    faults = name_faults(body, ("zone", "lines"), "")
    if "zone" in body and not (isinstance(body["zone"], str) and body["zone"] in ZONES):
        faults.append(("zone", "unknown zone"))
    if "lines" in body:
        lines = body["lines"]
        if not isinstance(lines, list) or not lines:
            faults.append(("lines", "must be a list of one line or more"))
        else:
            for place, line in enumerate(lines):
                faults.extend(line_faults(line, f"lines[{place}]"))
    return sorted(faults)


def line_faults(line, path):
    if not isinstance(line, dict):
        return [(path, "must be an object")]
    faults = name_faults(line, ("sku", "quantity"), path + ".")
    if "sku" in line and not (isinstance(line["sku"], str) and line["sku"] in PRODUCTS):
        faults.append((f"{path}.sku", "unknown product"))
    if "quantity" in line:
        quantity = line["quantity"]
        if type(quantity) is not int or quantity < 1:
            faults.append((f"{path}.quantity", "must be a whole number from 1 up"))
    return faults


def name_faults(given, wanted, prefix):
    missing = [(prefix + name, "is missing") for name in wanted if name not in given]
    unknown = [(prefix + name, "unknown field") for name in given if name not in wanted]
    return missing + unknown
