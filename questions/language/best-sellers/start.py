"""The products that sold most pieces, for the product manager's list of the night."""


def best_sellers(orders, top=10):
    skus = []
    pieces = []
    for i in range(len(orders)):
        order = orders[i]
        if order["status"] != "new":
            if order["status"] != "cancelled":
                for j in range(len(order["lines"])):
                    line = order["lines"][j]
                    found = False
                    for k in range(len(skus)):
                        if skus[k] == line["sku"]:
                            pieces[k] = pieces[k] + line["quantity"]
                            found = True
                    if not found:
                        skus.append(line["sku"])
                        pieces.append(line["quantity"])
    result = []
    while len(result) < top:
        best = -1
        for k in range(len(skus)):
            if pieces[k] > 0:
                if best == -1 or pieces[k] > pieces[best]:
                    best = k
                elif pieces[k] == pieces[best] and skus[k] < skus[best]:
                    best = k
        if best == -1:
            break
        result.append((skus[best], pieces[best]))
        pieces[best] = 0
    return result


ORDERS = [
    {"status": "paid", "lines": [{"sku": "PAN-20", "quantity": 2}, {"sku": "MILL-PEP", "quantity": 1}]},
    {"status": "shipped", "lines": [{"sku": "KNIFE-8", "quantity": 1}, {"sku": "PAN-20", "quantity": 1}]},
    {"status": "cancelled", "lines": [{"sku": "KETTLE-17", "quantity": 9}]},
]

# print(best_sellers(ORDERS))
