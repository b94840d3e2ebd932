"""Picks the products whose free pieces are written to the marketplaces."""


def to_write(stock, skus):
    listings = []
    for sku in skus:
        free = stock.get(sku)
        if free:
            listings.append({"sku": sku, "free": free})
    return listings


STOCK = {"PAN-20": 4, "PAN-24": 0, "KNIFE-8": None, "MILL-PEP": "0", "KETTLE-17": []}
for listing in to_write(STOCK, ["PAN-20", "PAN-24", "KNIFE-8", "MILL-PEP", "KETTLE-17", "TOWEL-SET"]):
    print(listing)
